"""A table in a report: cells wrap, the header returns on every page, numbers stand to the right."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from desktop_app.documents.canvas import MM
from desktop_app.documents.canvas_backend import PAPER
from desktop_app.documents.fonts import Face, text_width
from desktop_app.documents.page import LEADING, Report
from desktop_app.documents.primitives import Colour
from desktop_app.documents.wrapping import wrapped

CELL_SIZE = 8.5
LINE = CELL_SIZE * LEADING
PADDING_X = 1.6 * MM
PADDING_Y = 1.1 * MM
BASELINE_SHARE = 0.3
# Widths are sums of floats: without this a word as wide as its column would be cut.
SLACK = 0.05


@dataclass(frozen=True, slots=True)
class Column:
    """``width_mm`` fixes the width; otherwise the contents share what is left."""

    title: str
    is_number: bool = False
    width_mm: float | None = None


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row broken into lines, ready to be drawn."""

    lines: list[list[str]]
    face: Face
    least_height: float = 0.0

    @property
    def count(self) -> int:
        return max((len(cell) for cell in self.lines), default=1)

    @property
    def height(self) -> float:
        return max(self.count * LINE + 2 * PADDING_Y, self.least_height)

    def part(self, first: int, end: int) -> "_Cells":
        return replace(self, lines=[cell[first:end] for cell in self.lines])


def draw_table(
    report: Report,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    total: Sequence[str] | None = None,
    row_mm: float = 0,
) -> None:
    """Draw the rows of finished text; ``total`` is the last row, in bold.

    A row is torn only if it is higher than a whole page. Rows of a least height (``row_mm``) are for a pen, and get
    lines between the columns, too. Where every column has its width, the rows are taken one by one.
    """
    if all(column.width_mm is not None for column in columns):
        widths = _widths(columns, (), report.width)
    else:
        rows = list(rows)
        widths = _widths(columns, [*rows, total] if total else rows, report.width)
    header = _titles(columns, widths)
    report.need(header.height + 3 * LINE)
    _draw_header(report, columns, widths, header)
    for row in rows:
        _flow(report, columns, widths, header, _row(row, widths, row_mm))
    if total:
        _flow(report, columns, widths, header, _broken(total, widths, Face.SANS_BOLD))
    report.space(3)


def table_height(report: Report, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, row_mm: float) -> float:
    """How high ``draw_table`` would draw it on one page, in points."""
    widths = _widths(columns, rows, report.width)
    return _titles(columns, widths).height + sum(_row(row, widths, row_mm).height for row in rows)


def _titles(columns: Sequence[Column], widths: Sequence[float]) -> _Cells:
    return _broken([column.title for column in columns], widths, Face.SANS_BOLD)


def _row(row: Sequence[str], widths: Sequence[float], row_mm: float) -> _Cells:
    return replace(_broken(row, widths, Face.SANS), least_height=row_mm * MM)


def _flow(report: Report, columns: Sequence[Column], widths: Sequence[float], header: _Cells, cells: _Cells) -> None:
    most = int((report.height - header.height - 2 * PADDING_Y) / LINE)
    for first in range(0, cells.count, most):
        part = cells.part(first, first + most)
        if report.y < part.height:
            report.new_page()
            _draw_header(report, columns, widths, header)
        _draw_cells(report, columns, widths, part)


def _draw_header(report: Report, columns: Sequence[Column], widths: Sequence[float], header: _Cells) -> None:
    canvas = report.canvas
    lower = report.take(0) - header.height
    canvas.setFillColor(PAPER[Colour.ACCENT_SOFT])
    canvas.rect(report.left, lower, report.width, header.height, stroke=0, fill=1)
    _draw_cells(report, columns, widths, header)


def _draw_cells(report: Report, columns: Sequence[Column], widths: Sequence[float], cells: _Cells) -> None:
    canvas = report.canvas
    lower = report.take(cells.height)
    x = report.left
    for column, width, lines in zip(columns, widths, cells.lines, strict=True):
        baseline = lower + cells.height - PADDING_Y - LINE * (1 - BASELINE_SHARE)
        for line in lines:
            at = x + width - PADDING_X if column.is_number else x + PADDING_X
            report.string(at, baseline, line, face=cells.face, size=CELL_SIZE, is_right=column.is_number)
            baseline -= LINE
        x += width
    canvas.setStrokeColor(PAPER[Colour.GRID])
    canvas.setLineWidth(0.5)
    canvas.line(report.left, lower, report.left + report.width, lower)
    if cells.least_height:
        _draw_sides(report, widths, lower, cells.height)


def _draw_sides(report: Report, widths: Sequence[float], lower: float, height: float) -> None:
    for x in accumulate(widths, initial=report.left):
        report.canvas.line(x, lower, x, lower + height)


def _broken(row: Sequence[str], widths: Sequence[float], face: Face) -> _Cells:
    measure = _measure(face)
    return _Cells(
        [wrapped(cell, width - 2 * PADDING_X + SLACK, measure) for cell, width in zip(row, widths, strict=True)],
        face,
    )


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], full: float) -> list[float]:
    """Fixed columns as told, numbers as wide as they are, and the rest shared by what stands in it.

    No column gets narrower than its longest word while another has room to spare.
    """
    cells = [[row[index] for row in rows] for index in range(len(columns))]
    wanted = [_wanted(column, texts) for column, texts in zip(columns, cells, strict=True)]
    least = [_least(column, texts) for column, texts in zip(columns, cells, strict=True)]
    flexible = [
        index for index, column in enumerate(columns) if column.width_mm is None and not column.is_number
    ] or list(range(len(columns)))
    room = full - sum(width for index, width in enumerate(wanted) if index not in flexible)
    if room < sum(least[index] for index in flexible):
        return [width * full / sum(wanted) for width in wanted]
    widths = list(wanted)
    while flexible:
        share = room / sum(wanted[index] for index in flexible)
        tight = [index for index in flexible if wanted[index] * share < least[index]]
        for index in tight or flexible:
            widths[index] = least[index] if tight else wanted[index] * share
            room -= widths[index]
        flexible = [index for index in flexible if index not in tight] if tight else []
    return widths


def _wanted(column: Column, cells: Sequence[str]) -> float:
    if column.width_mm is not None:
        return column.width_mm * MM
    if column.is_number:
        return _least(column, cells)
    bold, plain = _measure(Face.SANS_BOLD), _measure(Face.SANS)
    # The square root keeps one long cell from starving its neighbours.
    longest = max([bold(column.title), *map(plain, cells)])
    return float((longest * 60.0) ** 0.5) + 2 * PADDING_X


def _least(column: Column, cells: Sequence[str]) -> float:
    """The width in which no word is broken; a number with its spaces is one word."""
    bold, plain = _measure(Face.SANS_BOLD), _measure(Face.SANS)
    title = max(map(bold, column.title.split()), default=0.0)
    inside = map(bold, cells) if column.is_number else (plain(word) for cell in cells for word in cell.split())
    return max(title, *inside, 0.0) + 2 * PADDING_X


def _measure(face: Face) -> Callable[[str], float]:
    return lambda text: text_width(text, face, CELL_SIZE)
