"""The cells of a roster as text, and the cells of one row by what they are."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.spreadsheets.headers import Column
from desktop_app.spreadsheets.records import Cell, CellError, SheetRow, UncomputedFormula

_CACHED_TEXTS = 1 << 16
_NOTHING = re.compile(r"[\W_]*")


class RowCells(NamedTuple):
    """The cells of one row by field; None where the roster has no such column."""

    full_name: Cell = None
    surname: Cell = None
    given_name: Cell = None
    patronymic: Cell = None
    jshshir: Cell = None
    document: Cell = None
    birth_date: Cell = None
    birth_year: Cell = None
    sex: Cell = None
    phone: Cell = None
    workplace: Cell = None
    region: Cell = None
    district: Cell = None
    locality: Cell = None
    position: Cell = None
    subject: Cell = None
    category: Cell = None
    category_given_on: Cell = None
    category_valid_to: Cell = None
    education: Cell = None
    graduated_from: Cell = None
    graduation_year: Cell = None
    diploma_specialty: Cell = None
    language: Cell = None
    service_years: Cell = None
    last_course: Cell = None
    course_certificate: Cell = None
    notes: Cell = None


def cells_of(columns: Mapping[str, Column]) -> Callable[[SheetRow], RowCells]:
    """Picks the cells of a row by field, for the columns of one roster."""
    width = max((column.index for column in columns.values()), default=-1) + 1
    # A field without a column is read from one past the last, where nothing stands.
    places = [columns[field].index if field in columns else width for field in RowCells._fields]
    pick = itemgetter(*places)
    missing: tuple[Cell, ...] = (None,) * (width + 1)

    def picked(row: SheetRow) -> RowCells:
        cells = row.cells[:width]
        if bool in map(type, cells):
            # What is remembered by cell would take False for 0.
            cells = tuple(str(cell) if type(cell) is bool else cell for cell in cells)
        return RowCells._make(pick(cells + missing[len(cells) :]))

    return picked


def cell_text(cell: Cell) -> str:
    """What stands in the cell, tidy."""
    match cell:
        case str():
            return tidied(cell)
        case None:
            return ""
        case UncomputedFormula():
            return "="
        case CellError(text):
            return text
        case date():
            return short_date(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return tidied(str(cell))


def told_text(cell: Cell) -> str:
    """The tidy text of the cell; empty for a dash and the like."""
    text = cell_text(cell)
    return "" if _NOTHING.fullmatch(text) else text


@lru_cache(maxsize=_CACHED_TEXTS)
def tidied(text: str) -> str:
    """Cells are looked at several times, and lists repeat their words."""
    return tidy(text)
