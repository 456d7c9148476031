"""What a figure is made of, whatever that is: people, cohorts, lines of the plan, papers, each with its reason."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.i18n import N_, _n
from desktop_app.indicators.model import Behind, BehindRow, RowKind
from ui import formats
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.widgets.list_window import lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

SIZE = QSize(1100, 620)
COLUMNS: tuple[Column[BehindRow], ...] = (
    Column("name", N_("What it is made of"), lambda row: row.name, width=320, hint=lambda row: row.name),
    Column("reason", N_("Why it counts"), lambda row: row.reason, is_stretched=True, hint=lambda row: row.reason),
    Column("cohort", N_("Cohort"), lambda row: row.cohort, width=120),
    Column("amount", N_("Counts"), lambda row: row.amount, shown=formats.shown, width=110, align=Align.RIGHT),
)


class BehindDialog(QDialog):
    def __init__(self, owner: QWidget, workspace: Workspace, title: str, behind: Behind) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self.setWindowTitle(title)
        self.resize(SIZE)
        self.table = RecordTable(workspace, "returns.behind", COLUMNS, rows=behind.rows)
        self.table.opened.connect(self._open)
        count = label(_n("{n} row", "{n} rows", behind.total), Role.MUTED)
        lay_out_list(self, title, self.table, count).setAutoDefault(False)
        self.table.view.setFocus()
        self.table.select_place(0)

    def _open(self, row: BehindRow) -> None:
        """Leave the list for the place of the row, if it has one."""
        target = _place_of(row)
        if target is not None:
            self.accept()
            self.workspace.navigate(target)


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
