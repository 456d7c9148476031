"""All surveys that run: how many were asked, how many have answered, and until when."""

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.i18n import _
from desktop_app.surveys.board import running_rounds
from desktop_app.surveys.records import RoundRow
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.surveys.sheets_columns import RUNNING
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace


class AnsweringBoard(Panel):
    """Kept up to date by itself; Enter leads to the cohort's survey."""

    changes_that_matter = frozenset({"survey_round", "survey_response", "enrolment", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        empty = EmptyState(_("No survey is running."), icon="survey")
        self.table: RecordTable[RoundRow] = RecordTable(workspace, "surveys_running", RUNNING, empty=empty)
        self.table.opened.connect(self._open)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.table)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(running_rounds), self.table.set_rows, slot="refresh")

    def _open(self, row: RoundRow) -> None:
        if row.cohort_id is not None:
            self.workspace.navigate(Target("cohort", (row.cohort_id, "survey")))
