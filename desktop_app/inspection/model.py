"""What is inspected, whatever file it came from: tables of cells and lines of text; and what is found in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop_app.i18n import _, language
from desktop_app.language.numbers import number
from desktop_app.spreadsheets.headers import column_letter


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as somebody wrote it; ``decimals`` are below zero where only thousands or millions were given."""

    value: float
    decimals: int = 0
    is_percent: bool = False

    @property
    def text(self) -> str:
        return number(self.value, max(self.decimals, 0), language()) + ("%" if self.is_percent else "")


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell holds a figure, a day or only its text."""

    text: str
    figure: Figure | None = None
    day: date | None = None


EMPTY = TableCell("")


@dataclass(frozen=True, slots=True)
class TableRow:
    """``label`` is its name in small bare Latin, ``depth`` counts the levels above it: 1.2.1 has two."""

    number: int
    cells: tuple[TableCell, ...]
    label: str = ""
    depth: int = 0
    is_total: bool = False
    is_hidden: bool = False

    def cell(self, column: int) -> TableCell:
        return self.cells[column] if column < len(self.cells) else EMPTY

    def value(self, column: int) -> float | None:
        figure = self.cell(column).figure
        return figure.value if figure else None


@dataclass(frozen=True)
class Table:
    """``titles`` are the words of all header rows above a column, ``headers`` the same in small bare Latin.

    ``columns`` are those of figures, ``label`` the one that names the rows, ``order`` the one that numbers them.
    ``line_places`` are given where the rows are lines of a text.
    """

    name: str
    titles: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    columns: tuple[int, ...]
    label: int
    order: int | None = None
    line_places: Mapping[int, str] = field(default_factory=dict)

    def place(self, row: TableRow, column: int) -> str:
        return self.line_places.get(row.number) or f"{self.name}!{column_letter(column)}{row.number}"

    def header(self, column: int) -> str:
        return self.headers[column] if column < len(self.headers) else ""

    def title(self, column: int) -> str:
        return self.titles[column] if column < len(self.titles) else ""

    @property
    def leaves(self) -> list[TableRow]:
        """The rows that are no totals."""
        return [row for row in self.rows if not row.is_total]

    def name_of(self, row: TableRow) -> str:
        """The row as its own sheet calls it."""
        texts = [cell.text for cell in row.cells if cell.text and cell.figure is None]
        return next((text for text in texts if any(map(str.isalpha, text))), "".join(texts[:1])) or str(row.number)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text or a paragraph of Word; ``is_item`` marks one that Word itself numbers or bullets."""

    place: str
    text: str
    is_item: bool = False


class FaultKind(StrEnum):
    ERROR = "error"
    NO_RESULT = "no_result"
    LOST_LETTERS = "lost_letters"


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell whose content the file does not hold: #REF!, a formula without its result, letters saved as ???."""

    kind: FaultKind
    place: str
    text: str = ""


@dataclass(frozen=True)
class Document:
    tables: tuple[Table, ...] = ()
    lines: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What a rule found: where, what is said there, and what is true; ``true`` is empty where nobody can know.

    ``message`` is a marked text with named places, put into words when it is shown.
    """

    rule: str
    severity: Severity
    place: str
    said: str
    true: str
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return _(self.message, **self.facts)


def error(rule: str, place: str, said: str, true: str, message: str, /, **facts: object) -> Finding:
    return Finding(rule, Severity.ERROR, place, said, true, message, {"said": said, "true": true, **facts})


def warning(rule: str, place: str, said: str, true: str, message: str, /, **facts: object) -> Finding:
    return Finding(rule, Severity.WARNING, place, said, true, message, {"said": said, "true": true, **facts})


def shown(value: float) -> str:
    """A computed number with as many decimals as it has, two at most."""
    rounded = round(value, 2)
    return number(rounded, next(n for n in (0, 1, 2) if round(rounded, n) == rounded), language())
