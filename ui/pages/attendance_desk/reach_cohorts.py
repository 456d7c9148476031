"""How every open cohort attends: so far, of the plan, at best, and what is not marked; Enter goes to the register."""

from desktop_app.attendance.reach import CohortShare, cohort_shares
from desktop_app.i18n import _
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.attendance_desk.columns import COHORT_COLUMNS
from ui.pages.attendance_desk.desk_panel import ListPanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace


class CohortsPanel(ListPanel):
    changes_that_matter = frozenset({"mark", "session", "enrolment", "cohort", "dated_rule"})

    def __init__(self, workspace: Workspace) -> None:
        table: RecordTable[CohortShare] = RecordTable(
            workspace,
            "attendance_desk.cohorts",
            COHORT_COLUMNS,
            filter_hint=_("Cohort, programme or leader"),
            empty=EmptyState(_("No cohort is studying now."), None, "cohort"),
        )
        super().__init__(workspace, table)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(cohort_shares), self.show_rows, slot="refresh")

    def open_row(self, row: CohortShare) -> None:
        self.workspace.navigate(Target("cohort", (row.cohort_id, "attendance")))
