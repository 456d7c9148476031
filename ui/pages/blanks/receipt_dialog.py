"""Asks for the numbers of blanks that came, and by which document."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.blanks.receipts import receive
from desktop_app.i18n import _, _n
from ui.operations import run_command
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label


class ReceiptDialog(FormDialog):
    """Finishes with how many blanks were received."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(
            owner,
            title=_("Receive blanks"),
            save_text=_("Receive"),
            intro=_("The numbers as they are printed on the first and on the last blank, with their leading zeros."),
        )
        self.add_row(
            TextField("letters", _("Letters of the series"), is_required=True, placeholder="MO"),
            TextField("first", _("First number"), is_required=True, placeholder="000831"),
            TextField("last", _("Last number"), is_required=True, placeholder="001830"),
        )
        self.count = label("", Role.MUTED)
        self.body.addWidget(self.count)
        self.add_row(
            DateField("received_on", _("Day"), is_required=True),
            TextField("document", _("By which document"), is_required=True, placeholder=_("Waybill No. 12")),
        )
        self.add(TextField("note", _("Note")))
        self.field("received_on").set_value(self.workspace.centre.clock.today(), is_guess=True)
        for name in ("first", "last"):
            self.field(name).edited.connect(self._show_count)

    def submit(self) -> None:
        values = self.values()
        run_command(
            self, lambda centre: centre.write(receive, **values), lambda _outcome: self.finish(_count(values) or 0)
        )

    def _show_count(self) -> None:
        count = _count(self.values())
        self.count.setText("" if count is None else _n("{n} blank", "{n} blanks", count))


def _count(values: dict[str, Any]) -> int | None:
    first, last = values["first"], values["last"]
    if not (first.isdecimal() and last.isdecimal()) or int(last) < int(first):
        return None
    return int(last) - int(first) + 1
