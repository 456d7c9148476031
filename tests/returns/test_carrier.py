"""What a return carries for programs comes back as it was, and what was harmed is told."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.returns.carrier import (
    CARRIER_SHEET,
    CHUNK_LETTERS,
    carried,
    carried_in,
    digest_of_carried,
    people_digest,
)
from desktop_app.returns.figures import lines_of
from desktop_app.returns.records import ReturnFile
from desktop_app.returns.service import write_return
from desktop_app.spreadsheets.reading import read_workbook
from tests.returns.year import OCTOBER, fill_year


@pytest.fixture
def made(centre: Centre, tmp_path: Path) -> ReturnFile:
    fill_year(centre)
    return write_return(centre, **OCTOBER, out=tmp_path / "hisobot.xlsx")


def test_every_figure_is_carried_with_its_cell(made: ReturnFile) -> None:
    found = carried(made.file)
    assert found is not None
    told = [(form.code, line.row, line.column, line.value) for form in found.forms for line in form.lines]
    assert told == [(line.form, line.row, line.column, line.value) for line in lines_of(made.content.forms)]
    book = openpyxl.load_workbook(made.file, data_only=True)
    for form in found.forms:
        for line in form.lines:
            shown = book[form.sheet][line.cell].value
            assert shown == ("–" if line.value is None else shown if "percent" in line.column else line.value)


def test_it_names_the_centre_the_month_and_the_digest(made: ReturnFile) -> None:
    found = carried(made.file)
    assert found is not None
    assert (found.centre.code, found.year, found.month) == ("TV", 2026, 10)
    assert found.digest == made.digest == digest_of_carried(found)
    assert found.made_at == "2026-11-21"


def test_one_figure_changed_gives_another_digest(made: ReturnFile) -> None:
    found = carried(made.file)
    assert found is not None
    first, *others = found.forms
    changed = replace(first, lines=(replace(first.lines[0], value=99), *first.lines[1:]))
    assert digest_of_carried(replace(found, forms=(changed, *others))) != made.digest


def test_the_annex_as_read_back_gives_the_digest_that_is_carried(made: ReturnFile) -> None:
    book = read_workbook(made.file)
    found = carried_in(book)
    assert found is not None
    annex = next(sheet for sheet in book.sheets if sheet.name == found.people.sheet)
    rows = [row.cells for row in annex.rows if row.cells and isinstance(row.cells[0], int | float)]
    assert len(rows) == found.people.count == 10
    width = 10
    padded = [(*row[1:], *[None] * (width - len(row) + 1)) for row in rows]
    assert people_digest(padded) == found.people.digest


def test_nobody_sees_the_sheet_of_the_programs(made: ReturnFile) -> None:
    book = openpyxl.load_workbook(made.file)
    assert book[CARRIER_SHEET].sheet_state == "veryHidden"
    assert all(len(str(row[0].value)) <= CHUNK_LETTERS for row in book[CARRIER_SHEET].iter_rows())


def test_a_workbook_of_somebody_elses_carries_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Hisobot"
    book.save(tmp_path / "x.xlsx")
    assert carried(tmp_path / "x.xlsx") is None


@pytest.mark.parametrize("harm", ["x", ""])
def test_a_harmed_carrier_is_told(made: ReturnFile, tmp_path: Path, harm: str) -> None:
    book = openpyxl.load_workbook(made.file)
    book[CARRIER_SHEET]["A2"] = harm
    book.save(tmp_path / "harmed.xlsx")
    with pytest.raises(Invalid) as refusal:
        carried(tmp_path / "harmed.xlsx")
    assert refusal.value.code == "carrier_damaged"
