"""A workbook as a grid to be filled in: values, formulas and looks of cells, and where each stands in its file."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.spreadsheets.headers import column_letter
from desktop_app.spreadsheets.records import CellError, MergedRange

GridValue = str | int | float | bool | CellError | None
# Row as Excel counts, column from 0.
Place = tuple[int, int]
# From the first byte to behind the last one.
Span = tuple[int, int]


class NumberLook(StrEnum):
    """How a cell shows a number."""

    PLAIN = "plain"
    PERCENT = "percent"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Look:
    """What of a cell's style matters here; ``fill`` is RRGGBB or empty, ``align`` left, center, right or empty."""

    number: NumberLook = NumberLook.PLAIN
    decimals: int = 0
    is_bold: bool = False
    align: str = ""
    fill: str = ""
    is_locked: bool = True


@dataclass(frozen=True, slots=True)
class GridCell:
    """``formula`` has no equals sign and is empty where there is none; ``value`` is then what the file remembers of it.

    ``formula_at`` is the span of the formula's own element.
    """

    value: GridValue
    formula: str
    style: int
    at: Span
    formula_at: Span | None = None
    is_array: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """Of a row element: its opening tag, where its cells end, its own style if it has one, height in points."""

    tag: Span
    end: int
    style: int | None = None
    height: float | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class GridColumns:
    """A run of columns of one width (in characters) and style."""

    first: int
    last: int
    width: float | None
    style: int
    is_hidden: bool = False


@dataclass(frozen=True)
class GridSheet:
    """``part`` is the sheet's entry in the archive, ``prefix`` what its elements' names begin with (mostly nothing).

    ``body`` is the span of what stands inside sheetData, or of the whole element where ``is_body_closed``;
    ``dimension`` that of the range which the sheet says it fills.
    """

    name: str
    part: str
    prefix: str
    body: Span
    is_body_closed: bool
    cells: Mapping[Place, GridCell]
    rows: Mapping[int, GridRow]
    columns: tuple[GridColumns, ...] = ()
    merged: tuple[MergedRange, ...] = ()
    dimension: Span | None = None
    is_hidden: bool = False
    is_protected: bool = False
    default_width: float | None = None
    order: list[int] = field(default_factory=list, repr=False)

    @property
    def last_row(self) -> int:
        return max((row for row, _column in self.cells), default=0)

    @property
    def last_column(self) -> int:
        return max((column for _row, column in self.cells), default=0)

    def next_row(self, number: int) -> int | None:
        """The first row of the file at or below this one."""
        at = bisect_left(self.order, number)
        return self.order[at] if at < len(self.order) else None

    def columns_at(self, column: int) -> GridColumns | None:
        return next((one for one in self.columns if one.first <= column <= one.last), None)

    def text(self, place: Place) -> str:
        """The words in a cell, spaces made single; numbers and the rest give nothing."""
        cell = self.cells.get(place)
        return " ".join(cell.value.split()) if cell and isinstance(cell.value, str) else ""


@dataclass(frozen=True)
class Grid:
    """``content`` are the bytes read; ``calculation`` is where workbook.xml has, or wants, its calcPr."""

    file_name: str
    sha256: str
    content: bytes = field(repr=False)
    sheets: tuple[GridSheet, ...]
    looks: tuple[Look, ...]
    workbook_part: str
    workbook_prefix: str
    calculation: Span

    def sheet(self, name: str) -> GridSheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    def look(self, style: int) -> Look:
        return self.looks[style] if 0 <= style < len(self.looks) else Look()

    def style_of(self, sheet: GridSheet, place: Place) -> int:
        """The style that a cell has, or would have if it were written: its own, its row's, its column's."""
        if cell := sheet.cells.get(place):
            return cell.style
        row, column = place
        if (found := sheet.rows.get(row)) and found.style is not None:
            return found.style
        columns = sheet.columns_at(column)
        return columns.style if columns else 0


def place_name(place: Place) -> str:
    """``D5`` for row 5, column 3."""
    return f"{column_letter(place[1])}{place[0]}"
