"""What became of a line of the plan: the order that it came with, and every order that amended it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from desktop_app.i18n import N_, _
from desktop_app.language.orders import order_text
from desktop_app.plan.records import PlanEntry
from desktop_app.plan.rules import cut_text
from desktop_app.plan.words import PlanNames, month_text
from ui import formats
from ui.models.table_model import Align, Column
from ui.pages.plan.year_panel import YearPanel
from ui.theme import GAP_L, GAP_M, GAP_XL
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

SIZE = QSize(760, 380)


@dataclass(frozen=True)
class Stage:
    """A line of the chain and by how many people it differs from the one before it."""

    line: PlanEntry
    change: int | None


class HistoryDialog(QDialog):
    def __init__(self, owner: YearPanel, chain: Sequence[PlanEntry], names: PlanNames) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace
        first = chain[0]
        title = _("What became of the line")
        self.setWindowTitle(title)
        self.resize(SIZE)
        stages = [
            Stage(line, line.people - before.people if before is not None else None)
            for before, line in zip([None, *chain[:-1]], chain, strict=True)
        ]
        self.table: RecordTable[Stage] = RecordTable(
            self.workspace, "plan.history", _columns(), rows=stages, has_filter=False, is_sortable=False
        )
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(title, Role.HEADING))
        parts = (
            month_text(first.year, first.stated_month),
            names.channels.get(first.channel_code, first.channel_code),
            names.group(first.staff_group),
            cut_text(first.cut, names.cuts),
        )
        outer.addWidget(label(", ".join(parts), Role.MUTED, wrap=True))
        outer.addWidget(self.table, 1)
        outer.addLayout(buttons)
        self.table.view.setFocus()
        self.table.select_place(len(stages) - 1)


def _columns() -> tuple[Column[Stage], ...]:
    def change(n: int | None) -> str:
        return "" if n is None else f"+{formats.integer_text(n)}" if n > 0 else formats.integer_text(n)

    return (
        Column("order", N_("Order"), lambda each: order_text(each.line.order_number, each.line.order_date), width=190),
        Column("people", N_("People"), lambda each: each.line.people, width=90, align=Align.RIGHT),
        Column("change", N_("Difference"), lambda each: each.change, shown=change, width=90, align=Align.RIGHT),
        Column("note", N_("Reason"), lambda each: each.line.note, width=200, is_stretched=True),
    )
