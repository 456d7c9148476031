"""Keeps that two cards are of different people, with a reason if there is one to give."""

from PySide6.QtWidgets import QWidget

from desktop_app.doubles.pairs import say_different
from desktop_app.doubles.records import PairLine
from desktop_app.i18n import _
from ui.operations import run_command
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog


class DifferentDialog(FormDialog):
    """Finishes with True."""

    def __init__(self, owner: QWidget, pair: PairLine) -> None:
        super().__init__(
            owner,
            title=_("Two different people?"),
            save_text=_("Different people"),
            intro=_(
                "{first} and {second} stay two cards, and the program does not ask about them again.",
                first=pair.first.full_name,
                second=pair.second.full_name,
            ),
        )
        self._ids = pair.ids
        self.add(TextField("reason", _("Reason"), hint=_("May be left empty")))

    def submit(self) -> None:
        first_id, second_id = self._ids
        reason = self.field("reason").value
        run_command(
            self,
            lambda centre: centre.write(say_different, first_id=first_id, second_id=second_id, reason=reason),
            lambda _outcome: self.finish(True),
        )
