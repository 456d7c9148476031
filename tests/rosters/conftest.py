"""A cohort to read rosters into, and rosters made from plain tables."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from db.models.cohorts import Cohort
from desktop_app.centre import Centre
from desktop_app.rosters.checking import RosterRow
from desktop_app.rosters.preview import RosterPreview, preview_roster
from desktop_app.spreadsheets.records import Cell, Sheet, SheetRow, Workbook
from tests import factories

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "rosters"

Table = Sequence[Sequence[Cell]]
Preview = Callable[..., RosterPreview]


@pytest.fixture
def cohort(centre: Centre) -> Cohort:
    return factories.write(centre, factories.cohort(factories.write(centre, factories.programme()).id))


@pytest.fixture
def preview(centre: Centre, cohort: Cohort) -> Preview:
    """The preview of a table whose first row is the header."""

    def of(table: Table, *, sha256: str = "f" * 64, **choices: Any) -> RosterPreview:
        choices = {"cohort_id": cohort.id, **choices}
        return centre.read(preview_roster, workbook=workbook(table, sha256=sha256), **choices)

    return of


@pytest.fixture
def only_row(preview: Preview) -> Callable[..., RosterRow]:
    """The one row of a roster of one person, its cells given by header."""

    def of(**cells: Cell) -> RosterRow:
        cells = {"Ф.И.О.": "Karimova Dilnoza Rustam qizi", **cells}
        (row,) = preview([list(cells), list(cells.values())]).rows
        return row

    return of


def workbook(table: Table, *, sha256: str = "f" * 64, sheet: str = "Varaq1") -> Workbook:
    rows = tuple(SheetRow(number, tuple(cells)) for number, cells in enumerate(table, 1) if any(_filled(cells)))
    return Workbook("royxat.xlsx", sha256, "xlsx", (Sheet(sheet, rows),))


def _filled(cells: Sequence[Cell]) -> Iterator[bool]:
    return (cell is not None for cell in cells)
