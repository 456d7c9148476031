"""Plan and actual of the year's months, as columns."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.returns.year_view import MonthFigures
from ui.theme import GAP_M
from ui.widgets.month_columns import MonthColumns
from ui.widgets.text import Role, label

LEAST_HEIGHT = 240


class YearChart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._title = label("", Role.STRONG)
        self.chart = MonthColumns(least_height=LEAST_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_M, 0, 0)
        column.setSpacing(GAP_M)
        column.addWidget(self._title)
        column.addWidget(self.chart, 1)

    def show_months(self, months: Sequence[MonthFigures], year: int) -> None:
        self._title.setText(_("People of the own channel who finished in {year}, and the plan", year=year))
        self.chart.show_months(months, names=(_("Plan"), _("Actual")))
