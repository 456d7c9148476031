"""What a figure is made of, whatever that is: people, cohorts, lines of the plan, papers, each with its reason."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import N_, _, _n
from desktop_app.indicators.model import Behind, BehindRow, RowKind
from ui import formats
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.pages.returns.lines_dialog import LinesDialog
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

COHORT = "cohort"
COLUMNS: tuple[Column[BehindRow], ...] = (
    Column("name", N_("What it is made of"), lambda row: row.name, width=460, is_told_whole=True),
    Column("reason", N_("Why it counts"), lambda row: row.reason, is_stretched=True, is_told_whole=True),
    Column(COHORT, N_("Cohort"), lambda row: row.cohort, width=120),
    Column("amount", N_("Counts"), lambda row: row.amount, shown=formats.shown, width=110, align=Align.RIGHT),
)


class BehindDialog(LinesDialog[Behind, BehindRow]):
    def __init__(
        self,
        owner: QWidget,
        workspace: Workspace,
        title: str,
        behind: Behind,
        rest: "Callable[[Centre], Behind] | None" = None,
    ) -> None:
        is_of_cohorts = any(row.cohort for row in behind.rows)
        columns = [column for column in COLUMNS if is_of_cohorts or column.name != COHORT]
        kind = "returns.behind" if is_of_cohorts else "returns.behind.plain"
        table = RecordTable(workspace, kind, columns, rows=behind.rows)
        is_whole = len(behind.rows) == behind.total
        super().__init__(owner, workspace, title, table, behind, None if is_whole else rest)

    def lines(self, found: Behind) -> Sequence[BehindRow]:
        return found.rows

    def counted(self, found: Behind) -> str:
        """How many rows, and what they make where that is not their number."""
        rows = _n("{n} row", "{n} rows", found.total)
        if found.value is None or found.value == found.total:
            return rows
        return " · ".join((rows, _("the figure: {figure}", figure=formats.shown(found.value))))

    def place_of(self, line: BehindRow) -> Target | None:
        match line.kind:
            case RowKind.PERSON:
                return Target("person", line.id)
            case RowKind.PLAN_LINE | RowKind.CHANNEL_FIGURE:
                return Target("plan")
            case _ if line.cohort_id is not None:
                return Target("cohort", line.cohort_id)
            case _:
                return None
