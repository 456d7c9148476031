"""Who can no longer reach the threshold, or would not after one more missed lesson; Enter goes to the register."""

from desktop_app.attendance.reach import PersonAtRisk, people_at_risk
from desktop_app.i18n import _
from ui.actions import Action
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.attendance_desk.columns import REACH_COLUMNS
from ui.pages.attendance_desk.desk_panel import ListPanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace


class ReachPanel(ListPanel):
    changes_that_matter = frozenset({"mark", "session", "enrolment", "cohort", "dated_rule"})

    def __init__(self, workspace: Workspace) -> None:
        table: RecordTable[PersonAtRisk] = RecordTable(
            workspace,
            "attendance_desk.reach",
            REACH_COLUMNS,
            filter_hint=_("Name or cohort"),
            empty=EmptyState(_("Everybody can still reach the threshold."), None, "success"),
        )
        super().__init__(workspace, table)
        table.add_row_action(Action(_("Open the card"), self._open_card, icon="person", key="Ctrl+G"))

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(people_at_risk), self.show_rows, slot="refresh")

    def open_row(self, row: PersonAtRisk) -> None:
        self.workspace.navigate(Target("cohort", (row.cohort_id, "attendance")))

    def sentence_of(self, row: PersonAtRisk) -> str:
        return f"{row.name}: {row.attendance.text}"

    def _open_card(self) -> None:
        row = self.table.current()
        if row is not None:
            self.workspace.navigate(Target("person", row.person_id))
