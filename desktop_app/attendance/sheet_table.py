"""Tables of a journal: rows for the pen or filled, as high as their words need, the header again on every page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.documents.canvas import MM
from desktop_app.documents.fonts import Face, text_width
from desktop_app.documents.pen import LEFT, LINE, PADDING, SMALL, TEXT, TOP, BookPage, Pen, room_on
from desktop_app.documents.primitives import Align, Colour
from desktop_app.documents.wrapping import wrapped

HEADING_SIZE = 13.0
HEADING_HEIGHT = 9 * MM
HEADER_HEIGHT = 9 * MM


@dataclass(frozen=True)
class TableColumn:
    """``share`` is the part of the width that it takes beside the others."""

    title: str
    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class PaperTable:
    """A heading and rows of words; ``row_height`` is the least one in points, ``tail`` is drawn below the last row.

    A row grows for so many lines of words as ``most_lines``; beyond these the words get smaller.
    """

    heading: str
    beside: str
    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[str]]
    row_height: float
    tail: Callable[[Pen, float], None] | None = None
    tail_height: float = 0
    most_lines: int = 2


def table_pages(table: PaperTable) -> list[BookPage]:
    width, bottom = room_on(is_landscape=False)
    whole = sum(column.share for column in table.columns)
    widths = [width * column.share / whole for column in table.columns]
    free = bottom - TOP - HEADING_HEIGHT - HEADER_HEIGHT - table.tail_height
    parts = list(_parted(table, widths, free))
    return [BookPage(_painter(table, widths, part, is_last=part is parts[-1])) for part in parts]


def draw_heading(pen: Pen, heading: str, beside: str) -> None:
    """What the page is, and at the right whose."""
    pen.text(LEFT, TOP + 3 * MM, heading, size=HEADING_SIZE, face=Face.SERIF_BOLD)
    pen.text(pen.right, TOP + 3 * MM, beside, size=TEXT, colour=Colour.MUTED, align=Align.RIGHT)


_Row = tuple[Sequence[str], float]


def _parted(table: PaperTable, widths: Sequence[float], free: float) -> Iterator[list[_Row]]:
    part: list[_Row] = []
    taken = 0.0
    for row in table.rows:
        height = min(max(table.row_height, _height(row, widths, table.most_lines)), free)
        if taken + height > free and part:
            yield part
            part, taken = [], 0.0
        part.append((row, height))
        taken += height
    yield part


def _height(row: Sequence[str], widths: Sequence[float], most_lines: int) -> float:
    lines = max(
        len(wrapped(words, width - 2 * PADDING, lambda part: text_width(part, Face.SANS, TEXT)))
        for words, width in zip(row, widths, strict=True)
    )
    return min(lines, most_lines) * TEXT * LINE + 2 * PADDING


def _painter(
    table: PaperTable, widths: Sequence[float], rows: Sequence[_Row], *, is_last: bool
) -> Callable[[Pen], None]:
    def paint(pen: Pen) -> None:
        draw_heading(pen, table.heading, table.beside)
        y = TOP + HEADING_HEIGHT
        pen.shade(LEFT, y, sum(widths), HEADER_HEIGHT)
        titles = [column.title for column in table.columns]
        _draw_cells(pen, table, widths, y, HEADER_HEIGHT, titles, Face.SANS_BOLD, SMALL)
        y += HEADER_HEIGHT
        for row, height in rows:
            _draw_cells(pen, table, widths, y, height, row, Face.SANS, TEXT)
            y += height
        if is_last and table.tail is not None:
            table.tail(pen, y)

    return paint


def _draw_cells(
    pen: Pen,
    table: PaperTable,
    widths: Sequence[float],
    y: float,
    height: float,
    row: Sequence[str],
    face: Face,
    size: float,
) -> None:
    pen.boxes(LEFT, y, widths, height)
    x = LEFT
    for column, width, words in zip(table.columns, widths, row, strict=True):
        pen.in_box(
            x, y, width, height, words, size=size, face=face, align=column.align, most_lines=table.most_lines + 1
        )
        x += width
