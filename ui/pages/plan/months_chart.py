"""Plan and actual of the twelve months, as columns."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.documents.chart_parts import ChartStyle
from desktop_app.documents.charts import Pair, columns
from desktop_app.documents.primitives import Drawing, TextWidth
from desktop_app.i18n import N_, _
from desktop_app.plan.records import MonthFact
from ui import formats
from ui.widgets.chart_view import ChartView

LEAST_HEIGHT = 160
MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)


class MonthsChart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.chart = ChartView(description=_("Plan and actual by month"), least_height=LEAST_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart, 1)

    def show_months(self, months: Sequence[MonthFact], year: int, *, without_month: int = 0) -> None:
        """``without_month`` people are planned for the year only: they stand in no column, and beside the name."""
        pairs = [
            Pair(
                _(MONTHS[each.month - 1]),
                float(each.plan or 0),
                float(each.actual or 0),
                "" if each.plan is None else formats.integer_text(each.plan),
                "" if each.actual is None else formats.integer_text(each.actual),
            )
            for each in months
        ]
        plan = _("Plan of {year}, all channels", year=year)
        if without_month:
            people = formats.integer_text(without_month)
            plan = _("Plan of {year}, all channels; {people} more without a month", year=year, people=people)
        names = (plan, _("Actual"))

        def lay_out(width: float, text_width: TextWidth, style: ChartStyle) -> Drawing:
            return columns(
                pairs,
                names=names,
                width=width,
                height=float(max(self.chart.height() - 1, LEAST_HEIGHT)),
                text_width=text_width,
                style=style,
                number=lambda value: formats.integer_text(round(value)),
            )

        self.chart.set_layout(lay_out)
