"""What a figure is made of, whatever that is: people, cohorts, lines of the plan, papers, each with its reason."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.i18n import N_, _, _n
from desktop_app.indicators.model import Behind, BehindRow, RowKind
from ui import formats
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_query
from ui.widgets.list_window import lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SIZE = QSize(1320, 660)
# What is there at once of a list that may be tens of thousands of lines long.
FIRST_LINES = 500
COHORT = "cohort"
COLUMNS: tuple[Column[BehindRow], ...] = (
    Column("name", N_("What it is made of"), lambda row: row.name, width=460, hint=lambda row: row.name),
    Column("reason", N_("Why it counts"), lambda row: row.reason, is_stretched=True, hint=lambda row: row.reason),
    Column(COHORT, N_("Cohort"), lambda row: row.cohort, width=120),
    Column("amount", N_("Counts"), lambda row: row.amount, shown=formats.shown, width=110, align=Align.RIGHT),
)


class BehindDialog(QDialog):
    """``rest`` reads all rows where those of ``behind`` are only the first: a long list is there at once."""

    def __init__(
        self,
        owner: QWidget,
        workspace: Workspace,
        title: str,
        behind: Behind,
        rest: "Callable[[Centre], Behind] | None" = None,
    ) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self.setWindowTitle(title)
        self.resize(SIZE)
        is_of_cohorts = any(row.cohort for row in behind.rows)
        columns = [column for column in COLUMNS if is_of_cohorts or column.name != COHORT]
        kind = "returns.behind" if is_of_cohorts else "returns.behind.plain"
        self.table = RecordTable(workspace, kind, columns, rows=behind.rows)
        self.table.opened.connect(self._open)
        self._count = label("", Role.MUTED)
        lay_out_list(self, title, self.table, self._count).setAutoDefault(False)
        self.table.view.setFocus()
        self.table.select_place(0)
        if rest is None or len(behind.rows) == behind.total:
            self._count.setText(_counted(behind))
        else:
            self._count.setText(still_reading(len(behind.rows)))
            run_query(self, rest, self._show_all, slot="rest", is_aside=True)

    def _show_all(self, behind: Behind) -> None:
        self.table.set_rows(behind.rows)
        self._count.setText(_counted(behind))

    def _open(self, row: BehindRow) -> None:
        """Leave the list for the place of the row, if it has one."""
        target = _place_of(row)
        if target is not None:
            self.accept()
            self.workspace.navigate(target)


def still_reading(shown: int) -> str:
    """Under a list of which so many lines are there already."""
    return _n(
        "The first {n} line; the others are being read.", "The first {n} lines; the others are being read.", shown
    )


def _counted(behind: Behind) -> str:
    """How many rows, and what they make where that is not their number."""
    rows = _n("{n} row", "{n} rows", behind.total)
    if behind.value is None or behind.value == behind.total:
        return rows
    return " · ".join((rows, _("the figure: {figure}", figure=formats.shown(behind.value))))


def _place_of(row: BehindRow) -> Target | None:
    match row.kind:
        case RowKind.PERSON:
            return Target("person", row.id)
        case RowKind.PLAN_LINE | RowKind.CHANNEL_FIGURE:
            return Target("plan")
        case _ if row.cohort_id is not None:
            return Target("cohort", row.cohort_id)
        case _:
            return None
