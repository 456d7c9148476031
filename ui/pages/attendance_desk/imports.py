"""The tab of marks from files: the files taken in before, and the desk of the one that is being looked at."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedLayout

from desktop_app.attendance.import_records import MarksImport, MarksPreview
from desktop_app.attendance.importing import MarksApplied, MarksTakenBack, marks_imports, take_back_marks
from desktop_app.i18n import _, _n
from ui.actions import Action
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.attendance_desk.desk_panel import DeskPanel
from ui.pages.attendance_desk.export_dialog import export
from ui.pages.attendance_desk.import_columns import IMPORT_COLUMNS
from ui.pages.attendance_desk.import_dialogs import MarksFileDialog, open_cohorts
from ui.pages.attendance_desk.import_view import MarksImportView
from ui.pages.attendance_desk.spot import Spot
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace


class ImportsPanel(DeskPanel):
    """``go_to`` takes a cohort and asks for the file of its marks."""

    changes_that_matter = frozenset({"mark", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.table: RecordTable[MarksImport] = RecordTable(
            workspace,
            "attendance_desk.imports",
            IMPORT_COLUMNS,
            filter_hint=_("File, cohort or name"),
            empty=EmptyState(
                _("No file of marks has been taken in yet."),
                Action(_("Marks from a file…"), self.ask_file, icon="file-excel", right="import_attendance"),
                "file-excel",
            ),
        )
        self.table.opened.connect(lambda _row: self.go_to_register())
        self.table.add_row_action(Action(_("Open the register"), self.go_to_register, icon="attendance", key="Ctrl+R"))
        self.table.add_row_action(
            Action(_("Take back…"), self.take_back, icon="undo", key="Del", right="mark_attendance")
        )
        self.view = MarksImportView(workspace)
        self.view.entered.connect(self._entered)
        self.view.left.connect(self._show_list)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.view)
        self.setFocusProxy(self.table.view)

    def actions_of_page(self) -> Sequence[Action]:
        return (
            Action(_("Marks from a file…"), self.ask_file, icon="file-excel", key="Ctrl+I", right="import_attendance"),
            Action(_("Export registers…"), self.ask_export, icon="upload", key="Ctrl+E"),
        )

    def go_to(self, place: object) -> None:
        assert isinstance(place, int)
        self.ask_file(cohort_id=place)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(marks_imports), self.table.set_rows, slot="refresh")

    def ask_file(self, *, cohort_id: int | None = None) -> None:
        preview: MarksPreview | None = MarksFileDialog.ask(self, cohort_id=cohort_id)
        if preview is not None:
            self.look_at(preview)

    def ask_export(self) -> None:
        run_query(self, open_cohorts, lambda cohorts: export(self, cohorts), slot="export")

    def look_at(self, preview: MarksPreview) -> None:
        self.view.show_preview(preview)
        self._stack.setCurrentWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.setFocus()

    def go_to_register(self) -> None:
        row = self.table.current()
        if row is not None:
            self.workspace.navigate(Target("cohort", (row.cohort_id, "attendance")))

    def take_back(self) -> None:
        row = self.table.current()
        if row is None or row.taken_back is not None:
            return
        question = _n("Take {n} mark of {file} back?", "Take {n} marks of {file} back?", row.marks, file=row.file_name)
        details = _("What stood before stands again. Marks that were changed since stay as they are.")
        if confirm(self, question, action=_("Take back"), details=details):
            self._take_back(row.seq)

    def _take_back(self, seq: int) -> None:
        run_command(
            self,
            lambda centre: centre.write(take_back_marks, seq=seq),
            lambda outcome: self._tell_taken_back(outcome.value),
        )

    def _tell_taken_back(self, done: MarksTakenBack) -> None:
        told = _n("{n} mark was taken back.", "{n} marks were taken back.", done.marks)
        if done.kept:
            kept = _n("{n} was changed since and stays.", "{n} were changed since and stay.", done.kept)
            told = f"{told} {kept}"
        self.workspace.show_notice(told)
        self.refresh()

    def _entered(self, done: MarksApplied) -> None:
        self._show_list()
        self.refresh()
        seq = done.seq
        self.workspace.show_notice(
            _n("{n} mark was entered.", "{n} marks were entered.", done.marks),
            undo=None if seq is None else lambda: self._take_back(seq),
        )

    def _show_list(self) -> None:
        self._stack.setCurrentWidget(self.table)
        self.setFocusProxy(self.table.view)
        self.table.view.setFocus()


def ask_import(panel: Any, spot: Spot) -> None:
    """The act "Marks from a file" of the register: on the desk, where its preview has room."""
    panel.workspace.navigate(Target("attendance_desk", ("imports", spot.cohort_id)))
