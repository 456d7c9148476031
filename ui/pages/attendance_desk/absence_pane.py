"""The scans kept with an absence: attached, opened, taken off."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop_app.attendance.absence_records import AbsenceRecord
from desktop_app.attendance.evidence import (
    LARGEST_BYTES,
    EvidenceFile,
    add_evidence,
    evidence_content,
    evidence_of,
    remove_evidence,
)
from desktop_app.i18n import N_, _
from desktop_app.whole_file import read_up_to
from ui import formats
from ui.actions import Action, make_button
from ui.files import open_file, temporary_copy
from ui.models.table_model import Align, Column
from ui.operations import run_command, run_query
from ui.pages.attendance_desk.absence_dialog import days_text, scans_pattern
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.changes import Outcome

EMPTY_WIDTH = 210
FILE_COLUMNS: tuple[Column[EvidenceFile], ...] = (
    Column("name", N_("File"), lambda file: file.file_name, width=150, is_stretched=True),
    Column("size", N_("Size, kB"), lambda file: max(1, file.size // 1024), width=84, align=Align.RIGHT),
)


class AbsencePane(Card):
    """``look_at`` shows an absence; None clears the pane."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.shown: AbsenceRecord | None = None
        self._facts = label("", Role.MUTED, wrap=True)
        self.files: RecordTable[EvidenceFile] = RecordTable(
            workspace,
            "absence_files",
            FILE_COLUMNS,
            has_filter=False,
            empty=EmptyState(_("No scan is kept with it."), icon="file-pdf", width=EMPTY_WIDTH),
        )
        self.files.opened.connect(lambda _file: self.open_chosen())
        self.files.add_row_action(Action(_("Open"), self.open_chosen, icon="file-pdf", key="Ctrl+O"))
        self.files.add_row_action(
            Action(_("Remove"), self.remove_chosen, icon="delete", key="Del", right="mark_attendance")
        )
        attach = Action(_("Attach a scan…"), self.ask_file, icon="plus", key="Ctrl+Shift+F", right="mark_attendance")
        self.attach_button = make_button(self, attach)
        self.body.addWidget(self._facts)
        self.body.addWidget(self.files, 1)
        self.body.addWidget(self.attach_button)
        self.look_at(None)

    def look_at(self, record: AbsenceRecord | None) -> None:
        self.shown = record
        self.attach_button.setEnabled(record is not None)
        self.set_title(_("No absence is chosen") if record is None else record.name or _("The whole group"))
        self._facts.setText("" if record is None else _facts(record))
        self.files.set_rows(())
        if record is not None:
            run_query(
                self,
                lambda centre: centre.read(evidence_of, absence_id=record.id),
                self.files.set_rows,
                slot="files",
            )

    def ask_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Attach a scan"), "", scans_pattern())
        if name:
            self.attach(Path(name))

    def attach(self, file: Path) -> None:
        if self.shown is not None:
            absence_id = self.shown.id
            run_command(
                self,
                lambda centre: centre.write(
                    add_evidence,
                    file_name=file.name,
                    content=read_up_to(file, LARGEST_BYTES),
                    absence_id=absence_id,
                ),
            )

    def open_chosen(self) -> None:
        """Show a copy in the program that this PC has for it."""
        chosen = self.files.current()
        if chosen is not None:
            run_query(self, lambda centre: temporary_copy(*centre.read(evidence_content, file_id=chosen.id)), open_file)

    def remove_chosen(self) -> None:
        """Take the scan off; the banner offers to put it back."""
        chosen, record = self.files.current(), self.shown
        if chosen is None or record is None:
            return

        def removed(outcome: "Outcome[tuple[str, bytes]]") -> None:
            name, content = outcome.value
            self.workspace.show_notice(
                _("{file} is removed.", file=name),
                undo=lambda: run_command(
                    self,
                    lambda centre: centre.write(add_evidence, file_name=name, content=content, absence_id=record.id),
                ),
            )

        reason = _("Removed from the list of absences")
        run_command(self, lambda centre: centre.write(remove_evidence, file_id=chosen.id, reason=reason), removed)


def _facts(record: AbsenceRecord) -> str:
    parts = (days_text(record.draft), record.kind, record.reason, record.draft.document, record.draft.note)
    noted = _("Noted by {name} on {day}", name=record.noted_by, day=formats.moment_text(record.noted_at))
    return "\n".join([*filter(None, parts), noted])
