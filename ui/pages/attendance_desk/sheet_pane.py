"""One printed sheet: what it is, where it is, and its scans."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop_app.attendance.evidence import EvidenceFile, add_evidence, evidence_content, evidence_of
from desktop_app.attendance.sheet_records import SheetRow, SheetState, state_name
from desktop_app.attendance.sheets import sheet
from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from ui import formats
from ui.actions import Action, make_button
from ui.files import open_file, temporary_copy
from ui.operations import run_command, run_query
from ui.pages.attendance_desk.sheet_dialogs import SCANS, TakeOffDialog, add_scans, sheet_line
from ui.pages.attendance_desk.sheets_columns import SCAN_COLUMNS
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

EMPTY_WIDTH = 260


@dataclass(frozen=True)
class Shown:
    """All that the pane shows."""

    record: SheetRow
    scans: tuple[EvidenceFile, ...]


class SheetPane(Card):
    """``look_at`` shows a sheet; None clears the pane."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.shown: Shown | None = None
        self._facts = label("", Role.MUTED, wrap=True)
        self.scans: RecordTable[EvidenceFile] = RecordTable(
            workspace,
            "sheet_scans",
            SCAN_COLUMNS,
            has_filter=False,
            empty=EmptyState(_("No scan or photo is kept with it."), icon="file-pdf", width=EMPTY_WIDTH),
        )
        self.scans.opened.connect(lambda _scan: self.open_chosen())
        self.scans.add_row_action(Action(_("Open"), self.open_chosen, icon="file-pdf", key="Ctrl+O"))
        self.scans.add_row_action(
            Action(_("Take off…"), self.take_off_chosen, icon="delete", key="Del", right="mark_attendance")
        )
        self.add_button = make_button(
            self, Action(_("Add…"), self.ask_scans, icon="plus", key="Ctrl+Shift+F", right="mark_attendance")
        )
        self.body.addWidget(self._facts)
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addWidget(label(_("Scans and photos"), Role.STRONG), 1)
        top.addWidget(self.add_button)
        self.body.addLayout(top)
        self.body.addWidget(self.scans, 1)
        self._show(None)

    def look_at(self, sheet_id: int | None) -> None:
        if sheet_id is None:
            self._show(None)
        else:
            run_query(
                self, lambda centre: _shown(centre, sheet_id), self._show, lambda _error: self._show(None), slot="pane"
            )

    def ask_scans(self) -> None:
        pattern = _("Scans and photos ({endings})", endings=SCANS)
        names, _kind = QFileDialog.getOpenFileNames(self, _("Add a scan"), "", pattern)
        if names:
            self.add_scans([Path(name) for name in names])

    def add_scans(self, files: list[Path]) -> None:
        """Keep the bytes of the files with the sheet shown."""
        if self.shown is not None:
            sheet_id = self.shown.record.id
            run_command(self, lambda centre: add_scans(centre, sheet_id, files), lambda _done: self.look_at(sheet_id))

    def open_chosen(self) -> None:
        """Show a copy in the program that this PC has for it."""
        chosen = self.scans.current()
        if chosen is not None:
            run_query(self, lambda centre: temporary_copy(*centre.read(evidence_content, file_id=chosen.id)), open_file)

    def take_off_chosen(self) -> None:
        """Take the scan off, with a reason; the banner offers to put it back."""
        chosen = self.scans.current()
        if chosen is None or self.shown is None:
            return
        sheet_id = self.shown.record.id
        done: Outcome[tuple[str, bytes]] | None = TakeOffDialog.ask(self, chosen)
        if done is None:
            return
        name, content = done.value
        self.look_at(sheet_id)
        self.workspace.show_notice(
            _("{file} is taken off.", file=name),
            undo=lambda: run_command(
                self,
                lambda centre: centre.write(add_evidence, sheet_id=sheet_id, file_name=name, content=content),
                lambda _outcome: self.look_at(sheet_id),
            ),
        )

    def _show(self, shown: Shown | None) -> None:
        self.shown = shown
        self.add_button.setEnabled(shown is not None)
        self.set_title(shown.record.number if shown else _("No sheet is chosen"))
        self._facts.setText("\n".join(_facts(shown.record)) if shown else "")
        self.scans.set_rows(shown.scans if shown else ())


def _shown(centre: "Centre", sheet_id: int) -> Shown:
    return Shown(centre.read(sheet, sheet_id=sheet_id), tuple(centre.read(evidence_of, sheet_id=sheet_id)))


def _facts(record: SheetRow) -> list[str]:
    printed = _("Printed {moment}, {name}", moment=formats.moment_text(record.printed_at), name=record.printed_by)
    found = [sheet_line(record), _n("{n} lesson", "{n} lessons", record.lessons), printed]
    match record.state:
        case SheetState.RETURNED if record.returned_at is not None:
            moment = formats.moment_text(record.returned_at)
            found.append(_("Came back {moment}, {name}", moment=moment, name=record.returned_by))
        case SheetState.GIVEN_UP:
            day = formats.date_text(record.cancelled_on)
            found.append(_("Given up on {day}: {note}", day=day, note=record.note))
        case _:
            found.append(state_name(record.state))
    return found
