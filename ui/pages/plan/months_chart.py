"""Plan and actual of the twelve months, as columns."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.plan.records import MonthFact
from ui import formats
from ui.widgets.month_columns import MonthColumns

LEAST_HEIGHT = 160


class MonthsChart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.chart = MonthColumns(least_height=LEAST_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart, 1)

    def show_months(self, months: Sequence[MonthFact], year: int, *, without_month: int = 0) -> None:
        """``without_month`` people are planned for the year only: they stand in no column, and beside the name."""
        plan = _("Plan of {year}, all channels", year=year)
        if without_month:
            people = formats.integer_text(without_month)
            plan = _("Plan of {year}, all channels; {people} more without a month", year=year, people=people)
        self.chart.show_months(months, names=(plan, _("Actual")))
