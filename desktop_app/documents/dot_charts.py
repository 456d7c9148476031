"""Two more charts: two dots on a line, such as importance and level, and a heat map of a table of two fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.documents.chart_parts import (
    ChartStyle,
    Series,
    centred_lines,
    label_column,
    legend,
    measure_at,
    widest,
)
from desktop_app.documents.primitives import Align, Colour, Drawing, Line, Pattern, Rect, Shape, Text, TextWidth
from desktop_app.documents.wrapping import wrapped

SMALL = 0.8  # of the text size, for the number of people under a value
CELL_LINES = 2.4  # the height of a cell of a heat map in lines
WIDEST_CELL = 9.0  # of the text size
STEPS = 5


@dataclass(frozen=True, slots=True)
class Dots:
    """Two values of one thing, each with its written form; ``note`` stands after them, such as "n = 34"."""

    label: str
    first: float
    second: float
    first_shown: str
    second_shown: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a heat map: how strong it is, 0 to 1, or None where it is hidden; its value and its people."""

    strength: float | None
    shown: str
    note: str = ""


def gap_plot(
    rows: Sequence[Dots],
    *,
    names: tuple[str, str],
    low: float,
    high: float,
    width: float,
    text_width: TextWidth,
    style: ChartStyle | None = None,
) -> Drawing:
    """A line a row between two dots on a scale of whole numbers from ``low`` to ``high``: filled the first."""
    style = style or ChartStyle()
    measure = measure_at(style, text_width)
    labels, label_width = label_column([row.label for row in rows], width=width, style=style, text_width=text_width)
    note_width = widest((row.note for row in rows), measure)
    shown_width = widest((text for row in rows for text in (row.first_shown, row.second_shown)), measure)
    left = label_width + style.gap * 2 + shown_width
    right = width - note_width - style.gap * 2 - shown_width
    series = [Series(names[0], Colour.ACCENT), _hollow(names[1])]
    shapes, top = legend(series, width=width, top=0.0, style=style, text_width=text_width)
    top += style.line_height
    y = top
    marks: list[Shape] = []
    for row, lines in zip(rows, labels, strict=True):
        height = max(len(lines) * style.line_height, style.bar) + style.gap
        middle = y + height / 2
        marks += centred_lines(lines, x=0.0, middle=middle, style=style)
        ends = [left + (right - left) * (value - low) / (high - low) for value in (row.first, row.second)]
        marks += _dots(row, ends, middle, style)
        if row.note:
            baseline = middle + style.ascent / 2
            marks.append(Text(width, baseline, row.note, style.text_size, Colour.MUTED, align=Align.RIGHT))
        y += height
    for value in range(int(low), int(high) + 1):
        x = left + (right - left) * (value - low) / (high - low)
        shapes.append(Line(x, top, x, y))
        shapes.append(Text(x, top - style.gap / 2, str(value), style.text_size, Colour.MUTED, align=Align.CENTRE))
    return Drawing(width, y, (*shapes, *marks))


def heat_map(
    rows: Sequence[tuple[str, Sequence[Cell | None]]],
    *,
    columns: Sequence[str],
    hidden: str,
    width: float,
    text_width: TextWidth,
    style: ChartStyle | None = None,
) -> Drawing:
    """A table whose cells are the darker the stronger they are; None is a cell in which there is nobody.

    Hidden cells are hatched; ``hidden`` says why, beneath, where there are any.
    """
    style = style or ChartStyle()
    measure = measure_at(style, text_width)
    labels, label_width = label_column(
        [label for label, _cells in rows], width=width, style=style, text_width=text_width
    )
    left = label_width + style.gap
    cell = min((width - left) / max(len(columns), 1), style.text_size * WIDEST_CELL)
    shapes, y = _heads(columns, left=left, cell=cell, style=style, text_width=text_width)
    height = style.line_height * CELL_LINES
    for (_label, cells), lines in zip(rows, labels, strict=True):
        shapes += centred_lines(lines, x=0.0, middle=y + height / 2, style=style)
        for place, each in enumerate(cells):
            if each is not None:
                frame = Rect(left + cell * place, y, cell - 1.5, height - 1.5, Colour.GROUND)
                shapes += _cell(each, frame, style)
        y += height
    if any(each is not None and each.strength is None for _label, cells in rows for each in cells):
        for line in wrapped(hidden, width, measure):
            y += style.line_height
            shapes.append(Text(0.0, y, line, style.text_size, Colour.MUTED))
        y += style.gap
    return Drawing(width, y, tuple(shapes))


def _heads(
    columns: Sequence[str], *, left: float, cell: float, style: ChartStyle, text_width: TextWidth
) -> tuple[list[Shape], float]:
    """The names of the columns over their middles, each in at most three lines, and the y under them."""
    measure = measure_at(style, text_width)
    heads = [wrapped(name, cell - style.gap / 2, measure, most_lines=3) for name in columns]
    y = max((len(lines) for lines in heads), default=0) * style.line_height + style.gap
    shapes: list[Shape] = []
    for place, lines in enumerate(heads):
        middle = left + cell * (place + 0.5)
        for index, line in enumerate(reversed(lines)):
            base = y - style.gap - index * style.line_height
            shapes.append(Text(middle, base, line, style.text_size, Colour.MUTED, align=Align.CENTRE))
    return shapes, y


def _hollow(name: str) -> Series:
    return Series(name, Colour.GROUND, Pattern.DOTS)


def _dots(row: Dots, ends: Sequence[float], middle: float, style: ChartStyle) -> list[Shape]:
    size = style.text_size * 0.8
    first, second = ends
    baseline = middle + style.ascent / 2
    shapes: list[Shape] = [Line(first, middle, second, middle, Colour.ACCENT, 1.5)]
    shapes.append(Rect(first - size / 2, middle - size / 2, size, size, Colour.ACCENT))
    hollow = _hollow("").rect(second - size / 2, middle - size / 2, size, size)
    shapes.append(hollow)
    away = size / 2 + style.gap / 2
    is_first_right = first >= second
    for x, shown, is_right in (
        (first, row.first_shown, is_first_right),
        (second, row.second_shown, not is_first_right),
    ):
        align = Align.LEFT if is_right else Align.RIGHT
        shapes.append(Text(x + (away if is_right else -away), baseline, shown, style.text_size, align=align))
    return shapes


def _cell(cell: Cell, frame: Rect, style: ChartStyle) -> list[Shape]:
    middle = frame.x + frame.width / 2
    if cell.strength is None:
        return [Rect(frame.x, frame.y, frame.width, frame.height, Colour.GROUND, Pattern.DIAGONAL, Colour.GRID)]
    # A printer without colours tells the cells apart by how much of them is filled.
    step = min(int(cell.strength * STEPS) + 1, STEPS)
    fill = frame.height * step / STEPS
    is_strongest = step == STEPS
    shapes: list[Shape] = [
        Rect(frame.x, frame.y, frame.width, frame.height, Colour.GROUND, outline=Colour.GRID),
        Rect(
            frame.x,
            frame.y + frame.height - fill,
            frame.width,
            fill,
            Colour.ACCENT if is_strongest else Colour.ACCENT_SOFT,
        ),
    ]
    ink, soft = (Colour.GROUND, Colour.GROUND) if is_strongest else (Colour.INK, Colour.MUTED)
    first = frame.y + frame.height * 0.46
    shapes.append(Text(middle, first, cell.shown, style.text_size, ink, is_bold=True, align=Align.CENTRE))
    if cell.note:
        below = frame.y + frame.height * 0.86
        shapes.append(Text(middle, below, cell.note, style.text_size * SMALL, soft, align=Align.CENTRE))
    return shapes
