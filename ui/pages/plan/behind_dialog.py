"""What a figure of the plan is made of: lines of the plan by their orders, or what other channels report."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from desktop_app.i18n import N_, _
from desktop_app.language.orders import order_text
from desktop_app.plan.records import CountedLine, FigureEntry
from desktop_app.plan.rules import cut_text
from desktop_app.plan.words import PlanNames, month_text
from ui import formats
from ui.models.table_model import Align, Column
from ui.pages.plan.year_panel import YearPanel
from ui.widgets.list_window import lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

SIZE = QSize(1120, 520)


@dataclass(frozen=True)
class Share:
    """One of the numbers that add up to a figure; ``place`` sorts the months."""

    channel: str
    group: str
    people: int
    paper: str
    part: str = ""
    month: str = ""
    place: int = 0


def shares_of_plan(lines: Sequence[CountedLine], names: PlanNames) -> list[Share]:
    return [
        Share(
            names.channels.get(each.line.channel_code, each.line.channel_code),
            names.group(each.line.staff_group),
            each.people,
            order_text(each.line.order_number, each.line.order_date),
            cut_text(each.line.cut, names.cuts),
            month_text(each.line.year, each.line.stated_month),
            each.line.month,
        )
        for each in lines
    ]


def shares_of_figures(figures: Sequence[FigureEntry], names: PlanNames) -> list[Share]:
    return [
        Share(
            names.channels.get(each.channel_code, each.channel_code),
            names.group(each.staff_group),
            each.people,
            ", ".join(filter(None, (each.source, order_text(each.order_number, each.order_date)))),
            month=month_text(each.year, each.month),
            place=each.month,
        )
        for each in figures
    ]


class BehindDialog(QDialog):
    def __init__(self, owner: YearPanel, title: str, shares: Sequence[Share]) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace
        self.setWindowTitle(title)
        self.resize(SIZE)
        self.table: RecordTable[Share] = RecordTable(
            self.workspace, "plan.behind", _columns(), rows=shares, has_export_button=True
        )
        self.sum = label(
            _("Together: {people}", people=formats.integer_text(sum(share.people for share in shares))), Role.STRONG
        )
        lay_out_list(self, title, self.table, self.sum)
        self.table.view.setFocus()
        self.table.select_place(0)


def _columns() -> tuple[Column[Share], ...]:
    return (
        Column("month", N_("Month"), lambda share: share.month, width=174, sort=lambda share: share.place),
        Column("channel", N_("Channel"), lambda share: share.channel, width=200, is_told_whole=True),
        Column("group", N_("Staff group"), lambda share: share.group, width=170),
        Column(
            "part",
            N_("District, subject, programme"),
            lambda share: share.part,
            width=200,
            is_stretched=True,
            is_told_whole=True,
        ),
        Column("people", N_("People"), lambda share: share.people, width=90, align=Align.RIGHT),
        Column("paper", N_("Paper"), lambda share: share.paper, width=170, is_told_whole=True),
    )
