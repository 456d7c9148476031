"""Two columns for each month: what was planned, and what came of it."""

from collections.abc import Iterable
from typing import Protocol

from desktop_app.documents.chart_parts import ChartStyle
from desktop_app.documents.charts import Pair, columns
from desktop_app.documents.primitives import Drawing, TextWidth
from desktop_app.i18n import N_, _
from ui import formats
from ui.widgets.chart_view import ChartView

MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)


class Month(Protocol):
    """``month`` counts from 1; a figure that nobody knows is None."""

    @property
    def month(self) -> int: ...
    @property
    def plan(self) -> int | None: ...
    @property
    def actual(self) -> int | None: ...


class MonthColumns(ChartView):
    def __init__(self, *, least_height: int) -> None:
        super().__init__(description=_("Plan and actual by month"), least_height=least_height)

    def show_months(self, months: Iterable[Month], *, names: tuple[str, str]) -> None:
        """``names`` are those of the two columns."""
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

        def lay_out(width: float, text_width: TextWidth, style: ChartStyle) -> Drawing:
            return columns(
                pairs,
                names=names,
                width=width,
                height=float(max(self.height() - 1, self.minimumHeight())),
                text_width=text_width,
                style=style,
                number=lambda value: formats.integer_text(round(value)),
            )

        self.set_layout(lay_out)
