"""An unknown badge: of which cohort its holder is, and by what name they are known until they are recognised."""

from PySide6.QtWidgets import QWidget

from desktop_app.attendance.badge_codes import read_text
from desktop_app.attendance.scan_records import ScanResult
from desktop_app.attendance.scans import record_stranger
from desktop_app.i18n import _
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.form_dialog import FormDialog


class StrangerDialog(FormDialog):
    """Finishes with the ScanResult of the reading, which is kept as of when the badge was read."""

    def __init__(self, owner: QWidget, result: ScanResult) -> None:
        super().__init__(
            owner,
            title=_("Unknown badge"),
            save_text=_("Put into the register"),
            intro=_("Code {code} is their badge from now on. Say later who it is.", code=result.code),
        )
        self._result = result
        choices = [Choice(choice.cohort_id, choice.code) for choice in result.choices]
        self.add(ChoiceField("cohort", _("Cohort"), choices, is_required=True))
        self.add(TextField("name", _("Name, as far as it is known"), check=_check_name))

    def submit(self) -> None:
        values, result = self.values(), self._result
        wanted = {"code": result.code, "cohort_id": values["cohort"], "name": values["name"], "at": result.at}
        run_command(
            self,
            lambda centre: centre.write(record_stranger, **wanted),
            lambda outcome: self.finish(outcome.value),
        )


def _check_name(typed: str) -> str:
    """The next badge may be read while the form is open: its digits are nobody's name."""
    return _("This is the code of a badge, not a name.") if read_text(typed).isdecimal() else ""
