"""What is asked about a printed sheet: whether it is back, what became of it, why a scan is taken off."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.attendance.evidence import LARGEST_BYTES, EvidenceFile, remove_evidence
from desktop_app.attendance.sheet_records import SheetPlace, SheetRow, SheetState, kind_name
from desktop_app.attendance.sheets import give_up, take_in
from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from desktop_app.whole_file import read_up_to
from ui import formats
from ui.operations import run_command
from ui.pages.attendance_desk.sheets_columns import days_text
from ui.widgets.fields import CheckField, FileField, TextField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SCANS = "*.jpg *.jpeg *.png *.pdf"


class SheetBackDialog(FormDialog):
    """A sheet is in the hand: Enter takes it in and goes to its lesson. Finishes with whether to go there."""

    def __init__(self, owner: QWidget, place: SheetPlace) -> None:
        sheet = place.sheet
        super().__init__(owner, title=sheet.number, save_text=_("Continue"), intro=sheet_line(sheet))
        self._sheet = sheet
        is_back = sheet.state is SheetState.RETURNED
        returned = self.add(CheckField("is_returned", _("The sheet is back")))
        returned.set_value(True)
        returned.setEnabled(not is_back)
        if is_back:
            self.banner.show_warning(
                _(
                    "It came back on {day}, taken in by {name}.",
                    day=formats.date_text(sheet.returned_at.date() if sheet.returned_at else None),
                    name=sheet.returned_by,
                )
            )
        pattern = _("Scans and photos ({endings})", endings=SCANS)
        self.add(FileField("file", _("Its scan or photo"), pattern=pattern, hint=_("JPEG, PNG or PDF, up to 20 MB.")))
        goes_on = self.add(CheckField("goes_on", _("Open its lesson in the register")))
        goes_on.set_value(place.session_id is not None)
        goes_on.setEnabled(place.session_id is not None)

    def submit(self) -> None:
        values, sheet_id = self.values(), self._sheet.id
        is_new = values["is_returned"] and self._sheet.state is not SheetState.RETURNED
        if not is_new and values["file"] is None:
            self.finish(values["goes_on"])
            return

        files = [values["file"]] if values["file"] is not None else []
        run_command(
            self,
            lambda centre: add_scans(centre, sheet_id, files, is_returned=is_new),
            lambda _outcome: self._taken_in(goes_on=values["goes_on"], is_new=is_new),
        )

    def _taken_in(self, *, goes_on: bool, is_new: bool) -> None:
        if is_new:
            self.workspace.show_notice(_n("{n} sheet came back.", "{n} sheets came back.", 1))
        self.finish(goes_on)


class GiveUpDialog(FormDialog):
    """Finishes with the Outcome; several sheets get the same note."""

    def __init__(self, owner: QWidget, sheets: Sequence[SheetRow]) -> None:
        title = _n("Give up {n} sheet", "Give up {n} sheets", len(sheets))
        intro = _("Nobody will look for it any more. Its number stays in the register.")
        super().__init__(owner, title=title, save_text=_("Give up"), intro=intro)
        self._ids = [sheet.id for sheet in sheets]
        self.add(
            TextField("note", _("What became of it"), is_required=True, placeholder=_("lost, spoiled, not needed"))
        )

    def submit(self) -> None:
        note, ids = self.values()["note"], self._ids

        def give(centre: "Centre") -> Outcome[list[SheetRow]]:
            return centre.write(give_up, sheet_ids=ids, note=note)

        run_command(self, give, self.finish)


class TakeOffDialog(FormDialog):
    """Finishes with the Outcome of taking a scan off."""

    def __init__(self, owner: QWidget, scan: EvidenceFile) -> None:
        super().__init__(owner, title=_("Take off {file}", file=scan.file_name), save_text=_("Take off"))
        self._file_id = scan.id
        self.add(TextField("reason", _("Reason"), is_required=True, placeholder=_("scan of another sheet")))

    def submit(self) -> None:
        reason, file_id = self.values()["reason"], self._file_id
        run_command(self, lambda centre: centre.write(remove_evidence, file_id=file_id, reason=reason), self.finish)


def sheet_line(sheet: SheetRow) -> str:
    """What a sheet is, in a line: cohort, kind, days, people."""
    days = days_text(sheet.starts_on, sheet.ends_on)
    people = _n("{n} person", "{n} people", sheet.people)
    return " · ".join((sheet.cohort, kind_name(sheet.kind), days, people))


def add_scans(centre: "Centre", sheet_id: int, files: Sequence[Path], *, is_returned: bool = False) -> Outcome[None]:
    """Keep all of the files with the sheet, or none; ``is_returned`` notes that the paper itself is back, too."""
    read = [(file.name, read_up_to(file, LARGEST_BYTES)) for file in files]
    return centre.write(take_in, sheet_id=sheet_id, is_returned=is_returned, files=read)
