"""Charts stay inside their frame, tell series apart without colour, and keep to the numbers."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents.canvas_backend import paper_text_width
from desktop_app.documents.chart_parts import ChartStyle, Series, legend, ticks
from desktop_app.documents.charts import Bar, LikertRow, Pair, bars, columns, likert, paired_bars
from desktop_app.documents.primitives import Align, Colour, Drawing, Line, Pattern, Polyline, Rect, Shape, Text

LONG = "Sunʼiy intellektdan taʼlim jarayonida foydalanish, uning xavfsizligi va odob qoidalari"
LABELS = ["Baholash", LONG, "Инклюзив таълим", "Oʻ" * 90]
ANSWERS = ["umuman muhim emas", "kam muhim", "oʻrtacha", "muhim", "juda muhim"]


def pairs() -> list[Pair]:
    return [Pair(label, 4.5, 2.5, "4,5", "2,5") for label in LABELS]


def every_chart(width: float) -> list[Drawing]:
    measure = paper_text_width
    return [
        bars([Bar(label, 1.5, "1,5", "n = 34") for label in LABELS], width=width, text_width=measure),
        paired_bars(pairs(), names=("Muhimlik", LONG), highest=5, width=width, text_width=measure),
        columns(pairs(), names=("Reja", LONG), width=width, height=180, text_width=measure),
        likert(
            [LikertRow(label, (1, 2, 3, 4, 5), "n = 15") for label in LABELS],
            names=ANSWERS,
            width=width,
            text_width=measure,
        ),
    ]


def edges(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, right, bottom as they will be drawn on paper."""
    match shape:
        case Rect():
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Line():
            xs, ys = sorted((shape.x1, shape.x2)), sorted((shape.y1, shape.y2))
            return xs[0], ys[0], xs[1], ys[1]
        case Polyline():
            xs, ys = sorted(x for x, _ in shape.points), sorted(y for _, y in shape.points)
            return xs[0], ys[0], xs[-1], ys[-1]
        case Text():
            wide = paper_text_width(shape.text, shape.size, shape.is_bold)
            left = shape.x - {Align.LEFT: 0.0, Align.CENTRE: wide / 2, Align.RIGHT: wide}[shape.align]
            return left, shape.y - shape.size * 0.72, left + wide, shape.y + shape.size * 0.2


@pytest.mark.parametrize("width", [240.0, 480.0, 900.0])
def test_nothing_is_drawn_outside_the_frame(width: float) -> None:
    for drawing in every_chart(width):
        for shape in drawing.shapes:
            left, top, right, bottom = edges(shape)
            assert left >= -0.5, shape
            assert right <= width + 0.5, shape
            assert top >= -0.5, shape
            assert bottom <= drawing.height + 0.5, shape


def test_a_bar_is_as_long_as_its_value() -> None:
    drawing = bars([Bar("a", 2.0, "2"), Bar("b", 1.0, "1"), Bar("c", 0.0, "0")], width=300, text_width=paper_text_width)
    long, short, none = (shape.width for shape in drawing.shapes if isinstance(shape, Rect))
    assert long == pytest.approx(short * 2)
    assert none < 1


def test_a_value_below_zero_grows_to_the_left_of_the_zero_line() -> None:
    drawing = bars([Bar("a", 2.0, "2"), Bar("b", -1.0, "−1")], width=300, text_width=paper_text_width)
    above, below = (shape for shape in drawing.shapes if isinstance(shape, Rect))
    (zero,) = (shape for shape in drawing.shapes if isinstance(shape, Line))
    assert above.x == pytest.approx(zero.x1)
    assert below.x + below.width == pytest.approx(zero.x1)


@pytest.mark.parametrize("place", [1, 2])
def test_two_series_differ_by_pattern_not_only_by_colour(place: int) -> None:
    rects = [shape for shape in every_chart(480)[place].shapes if isinstance(shape, Rect)]
    assert {rect.pattern for rect in rects} == {Pattern.PLAIN, Pattern.DIAGONAL}


def test_no_two_answers_look_alike_without_colour() -> None:
    drawing = likert([LikertRow("a", (1, 1, 1, 1, 1))], names=ANSWERS, width=600, text_width=paper_text_width)
    keys = [rect for rect in drawing.shapes if isinstance(rect, Rect)][:5]
    patterned = {rect.pattern for rect in keys if rect.pattern is not Pattern.PLAIN}
    plain = {rect.fill for rect in keys if rect.pattern is Pattern.PLAIN}
    assert len(patterned) == 3
    assert plain == {Colour.GRID, Colour.ACCENT}


def test_parts_of_a_likert_row_fill_it_in_proportion() -> None:
    drawing = likert([LikertRow("a", (0, 1, 0, 3, 0))], names=ANSWERS, width=600, text_width=paper_text_width)
    wide = sorted(rect.width for rect in drawing.shapes if isinstance(rect, Rect) and rect.width > 60)
    assert wide[1] == pytest.approx(wide[0] * 3)


def test_a_row_that_nobody_answered_is_an_empty_frame() -> None:
    drawing = likert([LikertRow("a", (0, 0, 0, 0, 0))], names=ANSWERS, width=600, text_width=paper_text_width)
    frames = [rect for rect in drawing.shapes if isinstance(rect, Rect) and rect.outline is Colour.GRID]
    assert len(frames) == 1


@pytest.mark.parametrize(
    "chart",
    [
        lambda: bars([], width=300, text_width=paper_text_width),
        lambda: paired_bars([], names=("a", "b"), highest=5, width=300, text_width=paper_text_width),
        lambda: columns([], names=("a", "b"), width=300, height=90, text_width=paper_text_width),
        lambda: likert([], names=ANSWERS, width=300, text_width=paper_text_width),
    ],
)
def test_nothing_to_show_is_no_error(chart: Callable[[], Drawing]) -> None:
    assert chart().height >= 0


def test_a_legend_wraps_and_shortens_but_never_clips() -> None:
    series = [Series(LONG, Colour.ACCENT), Series("Reja", Colour.MUTED), Series(LONG, Colour.BAD)]
    shapes, below = legend(series, width=150, top=0, style=ChartStyle(), text_width=paper_text_width)
    assert max(edges(shape)[2] for shape in shapes) <= 150.5
    assert max(edges(shape)[3] for shape in shapes) <= below
    assert len({shape.y for shape in shapes if isinstance(shape, Text)}) == 3


@given(st.floats(0.001, 1e9))
def test_ticks_cover_the_range_in_a_readable_number(high: float) -> None:
    marks = ticks(0.0, high)
    assert marks[0] == 0
    assert marks[-1] >= high * 0.999
    assert 2 <= len(marks) <= 12
