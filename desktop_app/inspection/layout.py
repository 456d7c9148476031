"""What is what in a table of anybody's: its header, the column that names the rows, the columns of figures, totals."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from operator import or_

from desktop_app.inspection.figures import bare, figure_in, figure_of
from desktop_app.inspection.model import EMPTY, Table, TableCell, TableRow
from desktop_app.inspection.regions import region_named
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import parse_date
from desktop_app.spreadsheets.records import Cell, MergedRange

TOTAL = re.compile(
    r"^\W*(?:jami|jam|hammasi|umumiy|itogo|vsego|(?:grand |sub)?total)\b|\b(?:jami|itogo|vsego|total)\W*$"
    r"|\b(?:boyicha jami|jami boyicha)\b"
    r"|^\W*all (?:ages|regions|districts|groups|grades|schools|categories)\W*$"
    # What the rows are of, by its kind alone: "Viloyat boʻyicha", "По области".
    r"|^\W*(?:respublika|viloyat|tuman|shahar|hudud|markaz|muassasa|maktab)\w* boyicha\W*$"
    r"|^\W*po (?:respublik|oblast|rayon|gorod|region|tsentr|uchrejdeni|shkol)\w*\W*$"
)
_NO_FIGURES = re.compile(
    r"\b(?:jshshir|pinfl|stir|inn|tel|telefon|tugilgan|rojdeniya|sana\w*|seriya|raqami|kod\w*|data|nomer|pasport|qayd|buyruq)\b"
    r"|(?:^|\| )(?:yili?|god)$"
)
_OUTLINE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,2})+)\.?(?:\s|$)")
# A letter, or how the column is computed: "A", "5=3+4", "6 (4/5)".
_COLUMN_NUMBER = re.compile(r"[^\W\d_]|\d{1,2}\s*[=(][\d\s=+*/:%().,-]+")
# A word, the code of a group, or a range: 24-01, 30–39.
_NAME = re.compile(r"[^\W\d_]|\d\s?[-–—/]\s?\d")
# A region's own row over so many districts is their total.
_LEAST_OF_REGION = 4
# What a region is divided into.
_PART_OF_REGION = re.compile(r"\b(?:tuman\w*|shahar|shahri|sh|rayon\w*|gorod|g)\b")
_DATE_TEXT = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d")
_CACHED_TEXTS = 1 << 16
# The heading of a group inside a table: its name and one more line.
_HEADING_ROWS = 2


@dataclass(frozen=True)
class GridRow:
    """A row as it was read, ``cells`` from column A."""

    number: int
    cells: tuple[TableCell, ...]
    is_hidden: bool = False

    @property
    def texts(self) -> list[int]:
        return [at for at, cell in enumerate(self.cells) if cell.text and cell.figure is None and cell.day is None]

    @property
    def figures(self) -> list[int]:
        return [at for at, cell in enumerate(self.cells) if cell.figure is not None]


@lru_cache(_CACHED_TEXTS)
def plain(text: str) -> str:
    """Small bare Latin, to look words up in."""
    return bare(text).lower()


def cell_of(value: Cell) -> TableCell:
    match value:
        case bool() | None:
            return EMPTY
        case int() | float():
            return TableCell(str(value), figure_of(value))
        case datetime():
            return TableCell(value.date().isoformat(), day=value.date())
        case date():
            return TableCell(value.isoformat(), day=value)
        case str():
            return _text_cell(value)
        case _:
            return EMPTY


def tables_of(
    name: str, rows: Iterable[GridRow], merged: Sequence[MergedRange] = (), line_places: Mapping[int, str] | None = None
) -> Iterator[Table]:
    """The tables of a sheet: an empty row and then words without a figure begin another one."""
    for block in _blocks(rows):
        table = _table(name, block, merged, line_places or {})
        if table is not None:
            yield table


@lru_cache(_CACHED_TEXTS)
def _text_cell(text: str) -> TableCell:
    stripped = text.strip()
    if stripped[:1].isdigit() or stripped[:1] in "-−–+":
        if _DATE_TEXT.fullmatch(stripped):
            return TableCell(text, day=parse_date(stripped).date)
        return TableCell(text, None if _OUTLINE.fullmatch(stripped + " ") else figure_in(bare(stripped)))
    return TableCell(text) if stripped else EMPTY


def _blocks(rows: Iterable[GridRow]) -> Iterator[list[GridRow]]:
    block: list[GridRow] = []
    every = list(rows)
    has_figures = False
    for at, row in enumerate(every):
        is_apart = has_figures and row.number > block[-1].number + 1
        if is_apart and not row.figures and not _is_heading_inside(every, at):
            yield block
            block, has_figures = [], False
        block.append(row)
        has_figures = has_figures or bool(row.figures)
    if block:
        yield block


def _is_heading_inside(rows: Sequence[GridRow], at: int) -> bool:
    """Words alone in their row, and figures below them without a header of their own: a group of the same table."""
    for before, row in pairwise(rows[at : at + _HEADING_ROWS + 1]):
        if len(before.texts) != 1 or row.number > before.number + 1:
            return False
        if row.figures:
            return True
    return False


def _table(
    name: str, block: Sequence[GridRow], merged: Sequence[MergedRange], line_places: Mapping[int, str]
) -> Table | None:
    first = _first_row(block)
    body = [row for row in block[first:] if (row.figures or len(row.texts) > 1) and not _numbers_columns(row)]
    if not body:
        return None
    width = max(len(row.cells) for row in body)
    label = _label_column(body, width)
    if label is None:
        return None
    body = [_with_decimals(row, label) for row in body]
    titles = _titles(block[:first], width, merged)
    headers = tuple(" | ".join(map(plain, words)) for words in titles)
    columns = tuple(
        column
        for column in range(label + 1, width)
        if _is_of_figures(body, column) and not _NO_FIGURES.search(headers[column])
    )
    order = next(
        (
            column
            for column in range(label)
            if any(row.cells[column : column + 1] and row.cells[column].figure for row in body)
        ),
        None,
    )
    rows = tuple(_row(row, label, columns[0] if columns else width) for row in body)
    return Table(name, tuple(map(" · ".join, titles)), headers, _with_depths(rows), columns, label, order, line_places)


def _first_row(block: Sequence[GridRow]) -> int:
    """The first row below the header; a row of years or of the columns' numbers belongs to the header."""
    seen_words = False
    for at, row in enumerate(block):
        values = [row.cells[column].figure.value for column in row.figures]  # type: ignore[union-attr]
        is_years = bool(values) and all(1990 <= value <= 2100 for value in values)
        is_header = _numbers_columns(row) or (is_years and (seen_words is False or len(row.texts) == 0))
        if values and not is_header:
            return at
        seen_words = seen_words or bool(row.texts)
    # A list of names without any figure: the header is its first row of several words.
    return next((at + 1 for at, row in enumerate(block) if len(row.texts) > 1), len(block))


def _numbers_columns(row: GridRow) -> bool:
    """The row "1 2 3 4 5=3+4" below a header, which a long table repeats on every page."""
    values = [row.cells[column].figure.value for column in row.figures]  # type: ignore[union-attr]
    is_counting = len(values) > 2 and values[0] in (1, 2) and all(b - a == 1 for a, b in pairwise(values))
    return is_counting and all(_COLUMN_NUMBER.fullmatch(row.cells[column].text.strip()) for column in row.texts)


def _label_column(body: Sequence[GridRow], width: int) -> int | None:
    """The first column that is mostly words."""
    for column in range(width):
        cells = [row.cells[column] for row in body if column < len(row.cells) and row.cells[column].text]
        words = sum(cell.figure is None and cell.day is None and _NAME.search(cell.text) is not None for cell in cells)
        if words * 2 > len(cells) and words * 2 >= len(body):
            return column
    # A book of days, its totals below.
    return next((column for column in range(width) if _is_of_days(body, column)), None)


def _is_of_days(body: Sequence[GridRow], column: int) -> bool:
    days = sum(column < len(row.cells) and row.cells[column].day is not None for row in body)
    return days * 2 > len(body)


def _with_decimals(row: GridRow, label: int) -> GridRow:
    """Behind the name "12.5" is a figure; only before it does such a number tell the place of the row."""
    behind = range(label + 1, len(row.cells))
    places = [at for at in behind if row.cells[at].figure is None and _OUTLINE.fullmatch(row.cells[at].text)]
    if not places:
        return row
    cells = list(row.cells)
    for at in places:
        cells[at] = replace(cells[at], figure=figure_in(cells[at].text.strip()))
    return replace(row, cells=tuple(cells))


def _titles(rows: Sequence[GridRow], width: int, merged: Sequence[MergedRange]) -> list[list[str]]:
    """The words above each column, from the top."""
    spans = {(one.first_row, one.first_column): one.last_column for one in merged}
    words: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        # One text alone is the title over the table, or words about it.
        if len(row.texts) < 2 and not (row.texts and row.texts[0] > 1):
            continue
        for column, cell in enumerate(row.cells):
            if cell.text:
                for covered in range(column, min(spans.get((row.number, column), column), width - 1) + 1):
                    words[covered].append(tidy(cell.text))
    return words


def _is_of_figures(body: Sequence[GridRow], column: int) -> bool:
    cells = [row.cells[column] for row in body if column < len(row.cells) and row.cells[column].text]
    figures = [cell for cell in cells if cell.figure is not None]
    return bool(figures) and len(figures) * 2 > sum(any(map(str.isalnum, cell.text)) for cell in cells)


def _row(row: GridRow, label: int, first_figure: int) -> TableRow:
    named = (cell.text for cell in row.cells[: max(label + 1, first_figure)] if cell.text and cell.figure is None)
    words = [text for text in named if any(map(str.isalpha, text))]
    text = words[0] if words else ""
    is_total = any(TOTAL.search(plain(word)) for word in words[:2])
    return TableRow(row.number, row.cells, plain(text), 0, is_total, row.is_hidden)


def _with_depths(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """Depths by 1, 1.1, 1.1.2 where the parents are there too, by the spaces before the names, or by regions."""
    depths = [_outline_depth(row) for row in rows]
    if any(depths) and not all(depths):
        return tuple(replace(row, depth=depth) for row, depth in zip(rows, depths, strict=True))
    indents = [_indent(row) for row in rows]
    levels = sorted(set(indents))
    if 1 < len(levels) <= 4 and indents[0] == 0:
        return tuple(replace(row, depth=levels.index(indent)) for row, indent in zip(rows, indents, strict=True))
    return _with_districts(rows)


def _with_districts(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """Each region with its districts below it."""
    named = [row for row in rows if not row.is_total]
    districts = [region_named(row.label) is None and _PART_OF_REGION.search(row.label) is not None for row in named]
    are_regions = [region_named(row.label) is not None for row in named]
    if sum(are_regions) > 1 and are_regions[0] and any(districts) and all(map(or_, are_regions, districts)):
        below = dict(zip((row.number for row in named), map(int, districts), strict=True))
        return tuple(replace(row, depth=below.get(row.number, 0)) for row in rows)
    if len(named) == len(rows) > _LEAST_OF_REGION and are_regions[0] and all(districts[1:]):
        return (replace(rows[0], is_total=True), *rows[1:])
    return rows


def _outline_depth(row: TableRow) -> int:
    for cell in row.cells[:2]:
        if found := _OUTLINE.match(cell.text):
            return found[1].count(".")
    return 0


def _indent(row: TableRow) -> int:
    text = next((cell.text for cell in row.cells if cell.text and cell.figure is None), "")
    return 0 if row.is_total else len(text) - len(text.lstrip())
