"""What was read from a workbook: sheets of filled rows, with values as they were typed."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class UncomputedFormula:
    """A formula whose result the file does not carry: the value is unknown, not empty."""


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value such as ``#N/A`` or ``#REF!``."""

    text: str


Cell = str | float | int | bool | date | datetime | UncomputedFormula | CellError | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One filled row: ``number`` as Excel counts, ``cells`` from column A, cut after the last filled one."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The value in a column counted from 0; None beyond the last filled one."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Merged cells; rows as Excel counts, columns from 0, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled rows of a sheet, in order; empty rows are left out.

    ``hidden_rows`` are read like all others; an old .xls does not tell which they are. ``is_mended``: its letters had
    been read in a wrong encoding before the file was saved, and were put right again.
    """

    name: str
    rows: tuple[SheetRow, ...]
    is_hidden: bool = False
    merged: tuple[MergedRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    is_mended: bool = False

    @property
    def used_columns(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class LostLetters:
    """A text where an encoding without Uzbek letters put question marks in their place."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """``sha256`` is of the very bytes that were read; ``kind`` is told by content, not by extension."""

    file_name: str
    sha256: str
    kind: str
    sheets: tuple[Sheet, ...]
    lost_letters: tuple[LostLetters, ...] = ()
