"""Charts laid out once, as shapes, for the screen and for paper.

Each function takes finished words and plain numbers, the width it may fill and how wide text is in the back
end; it returns a ``Drawing`` as high as it needs. Series differ by pattern as well as by colour.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.documents.chart_parts import (
    ChartStyle,
    Series,
    centred_lines,
    label_column,
    legend,
    measure_at,
    ticks,
    widest,
)
from desktop_app.documents.primitives import (
    Align,
    Colour,
    Drawing,
    Line,
    Pattern,
    Rect,
    Shape,
    Text,
    TextWidth,
)
from desktop_app.documents.wrapping import elided

SOLID = (Colour.ACCENT, Pattern.PLAIN)
HATCHED = (Colour.ACCENT_SOFT, Pattern.DIAGONAL)
COLUMN = 0.41  # of the room for a pair
SMALL = 0.85  # of the text size, for the values on columns

# From the lowest answer to the highest. No two look alike on a black-and-white printer, where red is as dark
# as blue: a row of lowest answers must never pass for a row of highest.
_LIKERT = (
    (Colour.GROUND, Pattern.CROSS, Colour.BAD),
    (Colour.GROUND, Pattern.DIAGONAL, Colour.BAD),
    (Colour.GRID, Pattern.PLAIN, Colour.MUTED),
    (Colour.ACCENT_SOFT, Pattern.DOTS, Colour.ACCENT),
    (Colour.ACCENT, Pattern.PLAIN, Colour.ACCENT),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """``shown`` is the value as it is written, ``note`` what stands after it, such as "n = 34"."""

    label: str
    value: float
    shown: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values of one thing, each with its written form."""

    label: str
    first: float
    second: float
    first_shown: str
    second_shown: str


@dataclass(frozen=True, slots=True)
class LikertRow:
    """How many gave each answer, from the lowest to the highest."""

    label: str
    counts: tuple[int, ...]
    note: str = ""


def bars(rows: Sequence[Bar], *, width: float, text_width: TextWidth, style: ChartStyle | None = None) -> Drawing:
    """One horizontal bar a row from a common zero line; values below zero grow to the left."""
    style = style or ChartStyle()
    measure = measure_at(style, text_width)
    bold = measure_at(style, text_width, is_bold=True)
    labels, label_width = label_column([row.label for row in rows], width=width, style=style, text_width=text_width)
    note_width = widest((row.note for row in rows), measure)
    shown_width = widest((row.shown for row in rows), bold)
    left = label_width + style.gap
    right = width - shown_width - style.gap - (note_width + style.gap if note_width else 0)
    low = min((row.value for row in rows), default=0.0)
    scale = _Scale(min(low, 0.0), max((row.value for row in rows), default=0.0), left, right)
    shapes: list[Shape] = []
    y = 0.0
    for row, lines in zip(rows, labels, strict=True):
        height = max(len(lines) * style.line_height, style.bar) + style.gap
        middle = y + height / 2
        baseline = middle + style.ascent / 2
        shapes += centred_lines(lines, x=0.0, middle=middle, style=style)
        start, end = sorted((scale.at(0.0), scale.at(row.value)))
        fill = Colour.ACCENT if row.value >= 0 else Colour.MUTED
        shapes.append(Rect(start, middle - style.bar / 2, max(end - start, 0.75), style.bar, fill))
        shapes.append(Text(end + style.gap / 2, baseline, row.shown, style.text_size, is_bold=True))
        if row.note:
            shapes.append(Text(width, baseline, row.note, style.text_size, Colour.MUTED, align=Align.RIGHT))
        y += height
    if rows:
        shapes.append(Line(scale.at(0.0), 0.0, scale.at(0.0), y, Colour.MUTED, 0.75))
    return Drawing(width, y, tuple(shapes))


def paired_bars(
    rows: Sequence[Pair],
    *,
    names: tuple[str, str],
    highest: float,
    width: float,
    text_width: TextWidth,
    style: ChartStyle | None = None,
) -> Drawing:
    """Two bars a row, such as importance over present level, both measured from nought to ``highest``."""
    style = style or ChartStyle()
    bold = measure_at(style, text_width, is_bold=True)
    labels, label_width = label_column([row.label for row in rows], width=width, style=style, text_width=text_width)
    shown_width = widest((text for row in rows for text in (row.first_shown, row.second_shown)), bold)
    scale = _Scale(0.0, highest, label_width + style.gap, width - shown_width - style.gap)
    series = Series(names[0], *SOLID), Series(names[1], *HATCHED)
    shapes, y = legend(series, width=width, top=0.0, style=style, text_width=text_width)
    thin = style.bar * 0.85
    for row, lines in zip(rows, labels, strict=True):
        height = max(len(lines) * style.line_height, thin * 2) + style.gap * 1.4
        middle = y + height / 2
        shapes += centred_lines(lines, x=0.0, middle=middle, style=style)
        pair = ((row.first, row.first_shown, middle - thin), (row.second, row.second_shown, middle))
        for kind, (value, shown, top) in zip(series, pair, strict=True):
            shapes.append(kind.rect(scale.at(0.0), top, scale.at(value) - scale.at(0.0), thin))
            baseline = top + (thin + style.ascent) / 2
            end = scale.at(value) + style.gap / 2
            shapes.append(Text(end, baseline, shown, style.text_size, is_bold=True))
        y += height
    return Drawing(width, y, tuple(shapes))


def columns(
    groups: Sequence[Pair],
    *,
    names: tuple[str, str],
    width: float,
    height: float,
    text_width: TextWidth,
    style: ChartStyle | None = None,
    number: Callable[[float], str] = "{:g}".format,
) -> Drawing:
    """Two columns a group: what was planned, hatched, and what came of it, solid.

    ``number`` writes the values of the axis.
    """
    style = style or ChartStyle()
    series = Series(names[0], *HATCHED), Series(names[1], *SOLID)
    shapes, top = legend(series, width=width, top=0.0, style=style, text_width=text_width)
    marks = ticks(0.0, max((max(group.first, group.second) for group in groups), default=0.0))
    left = widest(map(number, marks), measure_at(style, text_width)) + style.gap
    scale = _Scale(0.0, marks[-1], height - style.line_height - style.gap, top + style.line_height)
    for mark in marks:
        y = scale.at(mark)
        shapes.append(Line(left, y, width, y, Colour.GRID if mark else Colour.MUTED))
        baseline = y + style.ascent / 2
        shapes.append(Text(left - style.gap, baseline, number(mark), style.text_size, Colour.MUTED, align=Align.RIGHT))
    step = (width - left) / max(len(groups), 1)
    values = [text for group in groups for text in (group.first_shown, group.second_shown)]
    fits = all(text_width(text, style.text_size * SMALL, False) <= step * COLUMN * 0.95 for text in values)
    for index, group in enumerate(groups):
        frame = Rect(left + step * index, 0.0, step, height, Colour.GROUND)
        shapes += _column_pair(group, series, frame, scale, style, with_values=fits)
        label = elided(group.label, step - style.gap / 2, measure_at(style, text_width))
        middle, baseline = frame.x + step / 2, height - style.gap / 2
        shapes.append(Text(middle, baseline, label, style.text_size, align=Align.CENTRE))
    return Drawing(width, height, tuple(shapes))


def likert(
    rows: Sequence[LikertRow],
    *,
    names: Sequence[str],
    width: float,
    text_width: TextWidth,
    style: ChartStyle | None = None,
) -> Drawing:
    """The answers of each row as parts of one bar, the whole bar being everyone who answered that row.

    ``names`` are the five answers from the lowest to the highest. The bars diverge: the middle of the third answer
    stands on one line in all of them, low answers to its left and high ones to its right.
    """
    style = style or ChartStyle()
    measure = measure_at(style, text_width)
    series = [Series(name, *paint) for name, paint in zip(names, _LIKERT, strict=True)]
    labels, label_width = label_column([row.label for row in rows], width=width, style=style, text_width=text_width)
    note_width = widest((row.note for row in rows), measure)
    left = label_width + style.gap
    room = width - left - (note_width + style.gap if note_width else 0)
    lows = [_share_below_middle(row) for row in rows]
    lowest = max(lows, default=0.0)
    full = room / (lowest + max((1 - low for low in lows), default=1.0))
    shapes, y = legend(series, width=width, top=0.0, style=style, text_width=text_width)
    axis, top = len(shapes), y
    bar = style.bar * 1.3
    for row, lines, low in zip(rows, labels, lows, strict=True):
        height = max(len(lines) * style.line_height, bar) + style.gap
        middle = y + height / 2
        shapes += centred_lines(lines, x=0.0, middle=middle, style=style)
        frame = Rect(left + (lowest - low) * full, middle - bar / 2, full, bar, Colour.GROUND)
        shapes += _likert_parts(row, series, frame, style, text_width)
        if row.note:
            baseline = middle + style.ascent / 2
            shapes.append(Text(width, baseline, row.note, style.text_size, Colour.MUTED, align=Align.RIGHT))
        y += height
    if rows:
        # Behind the bars, whose figures it would cross out.
        middle = left + lowest * full
        shapes.insert(axis, Line(middle, top, middle, y, Colour.INK, 0.75))
    return Drawing(width, y, tuple(shapes))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values from ``low`` to ``high`` laid on a stretch of the drawing; a flat range sits at its start."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        span = self.high - self.low
        share = (min(max(value, self.low), self.high) - self.low) / span if span else 0.0
        return self.start + share * (self.end - self.start)


def _column_pair(
    group: Pair,
    series: tuple[Series, Series],
    frame: Rect,
    scale: _Scale,
    style: ChartStyle,
    *,
    with_values: bool,
) -> list[Shape]:
    shapes: list[Shape] = []
    column = frame.width * COLUMN
    middle = frame.x + frame.width / 2
    pair = ((group.first, group.first_shown, middle - column), (group.second, group.second_shown, middle))
    for kind, (value, shown, x) in zip(series, pair, strict=True):
        top = scale.at(value)
        if value:
            shapes.append(kind.rect(x, top, column, scale.start - top))
        if with_values:
            size, above = style.text_size * SMALL, top - style.gap / 2
            shapes.append(Text(x + column / 2, above, shown, size, Colour.MUTED, align=Align.CENTRE))
    return shapes


def _share_below_middle(row: LikertRow) -> float:
    """The share of the answers that stand left of the middle of the third; half of a row without any."""
    total = sum(row.counts)
    return (sum(row.counts[:2]) + row.counts[2] / 2) / total if total else 0.5


def _likert_parts(
    row: LikertRow, series: Sequence[Series], frame: Rect, style: ChartStyle, text_width: TextWidth
) -> list[Shape]:
    total = sum(row.counts)
    if not total:
        return [Rect(frame.x, frame.y, frame.width, frame.height, Colour.GROUND, outline=Colour.GRID)]
    shapes: list[Shape] = []
    baseline = frame.y + (frame.height + style.ascent) / 2
    x = frame.x
    for kind, count in zip(series, row.counts, strict=True):
        part = frame.width * count / total
        if not count:
            continue
        shapes.append(kind.rect(x, frame.y, part, frame.height))
        written = text_width(str(count), style.text_size, True)
        if written + style.gap <= part:
            centre = x + part / 2
            shapes += _count_on_part(kind, str(count), centre, baseline, written, style)
        x += part
    return shapes


def _count_on_part(
    kind: Series, count: str, centre: float, baseline: float, written: float, style: ChartStyle
) -> list[Shape]:
    is_dark = kind.fill is Colour.ACCENT
    colour = Colour.GROUND if is_dark else Colour.INK
    text = Text(centre, baseline, count, style.text_size, colour, is_bold=True, align=Align.CENTRE)
    if kind.pattern is Pattern.PLAIN:
        return [text]
    # A clear plate under the figure: a pattern behind small type cannot be read in print.
    plate_width, plate_height = written + style.gap * 0.6, style.ascent + style.gap * 0.5
    plate = Rect(
        centre - plate_width / 2,
        baseline - style.ascent - style.gap * 0.25,
        plate_width,
        plate_height,
        kind.fill,
    )
    return [plate, text]
