"""The print runs: those that are not finished first, each opened to go on with it or to print a page again."""

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.i18n import N_, _
from desktop_app.print_runs.records import RunLine
from desktop_app.print_runs.service import runs
from ui import formats
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_query
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.workspace import Workspace

RUN_COLUMNS: tuple[Column[RunLine], ...] = (
    Column("begun", N_("Begun"), lambda row: row.begun_at, shown=formats.moment_text, width=160),
    Column("cohort", N_("Cohort"), lambda row: row.cohort_code, width=140),
    Column("by", N_("Who"), lambda row: row.begun_by, width=220, is_stretched=True),
    Column("printer", N_("Printer"), lambda row: row.printer, width=200, is_stretched=True),
    Column("pages", N_("Certificates"), lambda row: row.pages, width=130),
    Column("printed", N_("Printed"), lambda row: row.printed, width=130),
    Column(
        "state",
        N_("State"),
        lambda row: _("Run finished") if row.is_ended else _("Not finished"),
        width=150,
        align=Align.LEFT,
        tone=lambda row: Tone.MUTED if row.is_ended else Tone.WARN,
    ),
)


class RunsPanel(TabPanel):
    changes_that_matter = frozenset({"print_run", "print_item"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.table: RecordTable[RunLine] = RecordTable(
            workspace,
            "blanks.runs",
            RUN_COLUMNS,
            empty=EmptyState(
                _("Nothing was printed yet. Certificates are printed from the page of their cohort."), icon="print"
            ),
            filter_hint=_("Cohort, person or printer"),
        )
        self.table.opened.connect(lambda row: workspace.navigate(Target("print_run", row.id)))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.table)
        self.setFocusProxy(self.table.filter_box)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(runs), self.table.set_rows, slot="refresh")
