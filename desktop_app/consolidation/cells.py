"""What stands in the cells of a return, held against the figures that it was made with."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop_app.consolidation.records import Finding
from desktop_app.i18n import N_, language
from desktop_app.inspection.model import Severity
from desktop_app.inspection.model import shown as shown_number
from desktop_app.language.numbers import number
from desktop_app.returns.carrier import Carried, CarriedForm, CarriedLine
from desktop_app.returns.form_cells import NO_DATA, printed_share
from desktop_app.returns.records import CellKind, Column, Form
from desktop_app.spreadsheets.records import Cell, Sheet, UncomputedFormula, Workbook

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_TITLE_COLUMN = 1
# A share as the formula gives it, and any figure that is no whole number.
_SHARE_TOLERANCE, _TOLERANCE = 1e-9, 1e-6

ALTERED = N_("{row}, {column}: {said} stands in the cell, but the return was made with {true}.")
RETITLED = N_("“{said}” stands in the cell, but the return was made with “{true}”.")
NO_SHEET = N_("The sheet {said} is missing, but the return was made with it.")
NO_RESULTS = N_("{said} formulas have no results: another program has saved the file. Their figures are not seen.")


@dataclass(frozen=True)
class Grid:
    """A sheet whose cells are found by their address."""

    rows: Mapping[int, tuple[Cell, ...]]

    @classmethod
    def of(cls, sheet: Sheet) -> "Grid":
        return cls({row.number: row.cells for row in sheet.rows})

    def at(self, row: int, column: int) -> Cell:
        cells = self.rows.get(row, ())
        return cells[column] if column < len(cells) else None


def check_cells(file: str, book: Workbook, carried: Carried, forms: tuple[Form, ...]) -> Iterator[Finding]:
    """ALTERED: every visible figure is the carried one, and stands under the same words.

    FORMULA: a program that keeps no results has touched every sheet, and that is told once.
    """
    sheets = {sheet.name: sheet for sheet in book.sheets}
    unseen: list[str] = []
    for told, form in zip(carried.forms, forms, strict=True):
        if told.sheet not in sheets:
            yield altered(file, told.sheet, told.sheet, "", NO_SHEET)
            continue
        yield from _check_form(file, Grid.of(sheets[told.sheet]), told, form, unseen)
    if unseen:
        said = shown_number(len(unseen))
        facts = {"said": said}
        yield Finding("FORMULA", Severity.WARNING, f"{file}!{unseen[0]}", said, "", NO_RESULTS, facts, file=file)


def altered(file: str, place: str, said: str, true: str, message: str, /, **facts: object) -> Finding:
    """The file is no more what its centre made."""
    told = {"said": said, "true": true, **facts}
    return Finding("ALTERED", Severity.ERROR, f"{file}!{place}", said, true, message, told, file=file)


def _check_form(file: str, grid: Grid, told: CarriedForm, form: Form, unseen: list[str]) -> Iterator[Finding]:
    """Cells whose formula has no result are added to ``unseen``."""
    columns = {column.code: column for column in form.columns}
    values = {row.code: row.values for row in form.all_rows}
    titled: set[int] = set()
    headed: set[int] = set()
    first_row = min((place_of_cell(line.cell)[0] for line in told.lines), default=0)
    for line in told.lines:
        row, at = place_of_cell(line.cell)
        visible = grid.at(row, at)
        if isinstance(visible, UncomputedFormula):
            unseen.append(f"{told.sheet}!{line.cell}")
        elif not _is_same(visible, line, columns[line.column], values[line.row]):
            said, true = _said(visible, columns[line.column]), _true(line, columns[line.column])
            place = f"{told.sheet}!{line.cell}"
            yield altered(file, place, said, true, ALTERED, row=line.title_row, column=line.title_column)
        if row not in titled:
            titled.add(row)
            yield from _check_title(file, told, grid, row, line)
        if at not in headed:
            headed.add(at)
            yield from _check_header(file, told, grid, (first_row, at), line)


def _is_same(visible: Cell, line: CarriedLine, column: Column, values: Mapping[str, int | float | None]) -> bool:
    if line.value is None:
        return visible in (None, NO_DATA)
    if isinstance(visible, bool) or not isinstance(visible, int | float):
        return False
    if column.kind is not CellKind.SHARE:
        return abs(visible - line.value) <= (0 if isinstance(line.value, int) else _TOLERANCE)
    above, below = values.get(column.numerator), values.get(column.denominator)
    return above is not None and bool(below) and abs(visible - printed_share(above, below or 1)) <= _SHARE_TOLERANCE


def _check_title(file: str, told: CarriedForm, grid: Grid, row: int, line: CarriedLine) -> Iterator[Finding]:
    said = _text(grid.at(row, _TITLE_COLUMN))
    if said != _words(line.title_row):
        yield altered(file, f"{told.sheet}!B{row}", said, line.title_row, RETITLED)


def _check_header(
    file: str, told: CarriedForm, grid: Grid, first: tuple[int, int], line: CarriedLine
) -> Iterator[Finding]:
    """The word above a column is the last of its title; where it stands for several columns the group is before it."""
    row, at = first
    header = next((n for n in range(row - 1, 0, -1) if _text(grid.at(n, at))), row)
    said = _text(grid.at(header, at))
    if not said or not _words(line.title_column).endswith(said):
        letters = line.cell.rstrip("0123456789")
        yield altered(file, f"{told.sheet}!{letters}{header}", said, line.title_column, RETITLED)


def place_of_cell(cell: str) -> tuple[int, int]:
    """Row as Excel counts and column from 0. Raises ValueError."""
    found = _ADDRESS.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1


def _text(cell: Cell) -> str:
    return _words(cell) if isinstance(cell, str) else ""


def _words(text: str) -> str:
    return " ".join(text.split())


def _said(visible: Cell, column: Column) -> str:
    if isinstance(visible, int | float) and not isinstance(visible, bool):
        is_share = column.kind is CellKind.SHARE
        return f"{number(100 * visible, 2, language())}%" if is_share else shown_number(visible)
    return NO_DATA if visible is None else str(visible)


def _true(line: CarriedLine, column: Column) -> str:
    if column.kind is CellKind.SHARE and line.value is not None:
        return f"{number(line.value, 1, language())}%"
    return NO_DATA if line.value is None else shown_number(line.value)
