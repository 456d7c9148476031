"""Asks which blanks are spoiled or lost, why, and by which act; and for the act, when it is signed later."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.blanks.receipts import series_letters
from desktop_app.blanks.records import STATE_WORDS, BlankRecord, BlankState
from desktop_app.blanks.stock import note_acts, write_off
from desktop_app.i18n import _, _n
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog


class WriteOffDialog(FormDialog):
    """Finishes with the ids of the blanks written off; the first and last of those chosen are offered."""

    def __init__(self, owner: QWidget, chosen: Sequence[BlankRecord]) -> None:
        super().__init__(owner, title=_("Write off blanks"), save_text=_("Write off"))
        self.add_row(
            TextField("letters", _("Letters of the series"), is_required=True),
            TextField("first", _("From number"), is_required=True, check=_not_a_number),
            TextField("last", _("To number"), is_required=True, check=_not_a_number),
        )
        states = (BlankState.SPOILED, BlankState.LOST)
        self.add_row(
            ChoiceField(
                "state",
                _("What happened"),
                [Choice(state, _(STATE_WORDS[state])) for state in states],
                is_required=True,
            ),
            DateField("on", _("Day"), is_required=True),
        )
        self.add(TextField("reason", _("Reason"), is_required=True, lines=2))
        self.add(
            TextField("act_number", _("Number of the act"), hint=_("It can be left empty until the act is signed."))
        )
        self.field("state").set_value(BlankState.SPOILED, is_guess=True)
        self.field("on").set_value(self.workspace.centre.clock.today(), is_guess=True)
        if chosen:
            self.field("letters").set_value(chosen[0].letters, is_guess=True)
            self.field("first").set_value(f"{chosen[0].number:0{chosen[0].digits}}", is_guess=True)
            self.field("last").set_value(f"{chosen[-1].number:0{chosen[-1].digits}}", is_guess=True)

    def submit(self) -> None:
        values = self.values()
        values |= {"first": int(values["first"]), "last": int(values["last"])}
        values["letters"] = series_letters(values["letters"])
        run_command(self, lambda centre: centre.write(write_off, **values), lambda outcome: self.finish(outcome.value))


class ActDialog(FormDialog):
    """Finishes with the outcome of ``note_acts``."""

    def __init__(self, owner: QWidget, blanks: Sequence[BlankRecord]) -> None:
        named = blanks[0].text if len(blanks) == 1 else f"{blanks[0].text} … {blanks[-1].text}"
        title = _n("Act of {n} blank written off", "Act of {n} blanks written off", len(blanks))
        super().__init__(owner, title=title, intro=named)
        self._ids = [row.id for row in blanks]
        self.add(TextField("act_number", _("Number of the act"))).set_value(blanks[0].act_number)

    def submit(self) -> None:
        acts = dict.fromkeys(self._ids, self.field("act_number").value)
        run_command(self, lambda centre: centre.write(note_acts, acts=acts), self.finish)


def _not_a_number(text: str) -> str:
    return "" if text.isdecimal() else _("Type the digits of the number as they stand on the blank.")
