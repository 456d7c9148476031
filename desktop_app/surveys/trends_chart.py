"""The need for one competence over a year as a line, with its value and the number of people at every month."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop_app.documents.chart_parts import ChartStyle, Measure, measure_at, ticks, widest
from desktop_app.documents.primitives import Align, Colour, Drawing, Line, Polyline, Rect, Shape, Text, TextWidth
from desktop_app.documents.wrapping import elided
from desktop_app.i18n import language
from desktop_app.language.dates import month_name
from desktop_app.language.numbers import number
from desktop_app.surveys.trends import CompetenceTrend

MONTHS = range(1, 13)
# Before the numbers of people, under the axis.
PEOPLE = "n"
# Half of the side of the mark at a month, and the line between them.
MARK, LINE_THICKNESS = 3.0, 2.0


@dataclass(frozen=True)
class _Point:
    month: int
    gap: float
    n: int


@dataclass(frozen=True)
class _Frame:
    """Where the months and the points of need stand; ``marks`` are the values of the axis."""

    left: float
    right: float
    top: float
    bottom: float
    marks: tuple[float, ...]

    @property
    def step(self) -> float:
        return (self.right - self.left) / len(MONTHS)

    def across(self, month: int) -> float:
        return self.left + self.step * (month - 0.5)

    def upward(self, value: float) -> float:
        return self.bottom - value / self.marks[-1] * (self.bottom - self.top)


def trend_chart(
    trend: CompetenceTrend, *, width: float, height: float, text_width: TextWidth, style: ChartStyle | None = None
) -> Drawing:
    """From nought upwards, so that a small change looks small; months without a figure have no mark."""
    style = style or ChartStyle()
    measure = measure_at(style, text_width)
    points = [_Point(month, need.gap, need.n) for month, need in sorted(trend.months.items()) if need.gap is not None]
    marks = ticks(0.0, max((point.gap for point in points), default=0.0))
    left = widest([*(number(mark, 0, language()) for mark in marks), PEOPLE], measure) + style.gap
    frame = _Frame(left, width, style.line_height * 1.5, height - 2 * style.line_height - style.gap, tuple(marks))
    asked = {point.month: point.n for point in points}
    shapes = [*_axis(frame, style), *_months(frame, height, asked, measure, style), *_line(frame, points, style)]
    return Drawing(width, height, tuple(shapes))


def _axis(frame: _Frame, style: ChartStyle) -> Iterator[Shape]:
    for mark in frame.marks:
        y = frame.upward(mark)
        yield Line(frame.left, y, frame.right, y, Colour.GRID if mark else Colour.MUTED)
        yield _beside(frame, y + style.ascent / 2, number(mark, 0, language()), style)


def _months(
    frame: _Frame, height: float, asked: Mapping[int, int], measure: Measure, style: ChartStyle
) -> Iterator[Shape]:
    under, lowest = frame.bottom + style.line_height, height - style.gap / 2
    yield _beside(frame, lowest, PEOPLE, style)
    for month in MONTHS:
        name = elided(month_name(month, language()), frame.step - style.gap / 2, measure)
        colour = Colour.INK if month in asked else Colour.MUTED
        x = frame.across(month)
        yield Text(x, under, name, style.text_size, colour, align=Align.CENTRE)
        if month in asked:
            yield Text(x, lowest, str(asked[month]), style.text_size, Colour.MUTED, align=Align.CENTRE)


def _line(frame: _Frame, points: list[_Point], style: ChartStyle) -> Iterator[Shape]:
    places = tuple((frame.across(point.month), frame.upward(point.gap)) for point in points)
    if len(places) > 1:
        yield Polyline(places, Colour.ACCENT, LINE_THICKNESS)
    for (x, y), point in zip(places, points, strict=True):
        yield Rect(x - MARK, y - MARK, 2 * MARK, 2 * MARK, Colour.ACCENT)
        value = number(point.gap, 1, language())
        yield Text(x, y - style.gap - MARK, value, style.text_size, is_bold=True, align=Align.CENTRE)


def _beside(frame: _Frame, baseline: float, text: str, style: ChartStyle) -> Text:
    return Text(frame.left - style.gap, baseline, text, style.text_size, Colour.MUTED, align=Align.RIGHT)
