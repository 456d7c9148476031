"""The next edition of a file: what moved is followed, what is new waits, what is not sure is never filled."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from desktop_app.bound_forms.matching import Matched, match
from desktop_app.bound_forms.model import Bindings
from desktop_app.bound_forms.records import WhyUnbound, told
from desktop_app.bound_forms.service import propose
from desktop_app.bound_forms.words import lexicon
from desktop_app.centre import Centre
from desktop_app.spreadsheets.grid import read_grid_file
from desktop_app.spreadsheets.grid_records import Grid, Place

Change = Callable[[openpyxl.worksheet.worksheet.Worksheet], object]


@pytest.fixture
def chart(centre: Centre, wild: Callable[[str], Grid]) -> tuple[Grid, Bindings]:
    """Districts in rows from the second; people called, come, absent in C, D, E."""
    grid = wild("chart")
    return grid, centre.read(propose, grid=grid)


def later(tmp_path: Path, change: Change) -> Grid:
    book = openpyxl.load_workbook(tmp_path / "chart.xlsx")
    change(book["Жадвал"])
    book.save(tmp_path / "later.xlsx")
    return read_grid_file(tmp_path / "later.xlsx")


def matched(centre: Centre, bindings: Bindings, grid: Grid) -> Matched:
    return match(bindings, grid, centre.read(lexicon))


def bound(found: Matched) -> dict[Place, tuple[str, object]]:
    """What each cell asks for."""
    return {
        (row.at, column.at): (column.part.indicator, row.part.filters.get("district"))
        for block in found.bindings.blocks
        for row in block.rows
        for column in block.columns
        if column.part.indicator and row.part.filters
    }


def test_the_same_file_stands_where_it_stood(centre: Centre, chart: tuple[Grid, Bindings]) -> None:
    grid, bindings = chart
    found = matched(centre, bindings, grid)
    assert found.bindings == bindings
    assert (found.moved, found.unbound, found.findings) == ([], [], [])


def test_an_inserted_row_and_column_move_the_rest_and_wait(
    centre: Centre, chart: tuple[Grid, Bindings], tmp_path: Path
) -> None:
    grid, bindings = chart

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.insert_cols(4)
        sheet["D1"] = "Nogironligi borlar"
        sheet.insert_rows(5)
        sheet["B5"] = "Yangi tuman"

    found = matched(centre, bindings, later(tmp_path, change))
    before = bound(matched(centre, bindings, grid))
    moved = {(row + (row >= 5), column + (column >= 3)): asked for (row, column), asked in before.items()}
    assert bound(found) == moved
    assert [(one.cells.split(":")[0], one.words) for one in found.unbound] == [
        ("C5", "Yangi tuman"),
        ("D2", "Nogironligi borlar"),
    ]
    assert {(move.before, move.now) for move in found.moved} >= {("D", "E"), ("E", "F"), ("5", "6")}
    assert len(told(found.moved)) == 3


def test_columns_that_changed_places_are_followed(centre: Centre, chart: tuple[Grid, Bindings], tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["C1"], sheet["D1"] = "Kelganlar", "Chaqirilganlar"

    found = matched(centre, chart[1], later(tmp_path, change))
    assert {column: asked for (row, column), (asked, _filters) in bound(found).items() if row == 2} == {
        2: "came",
        3: "called",
        4: "absent_unexcused",
    }


def test_a_renamed_line_is_known_by_what_it_means(centre: Centre, chart: tuple[Grid, Bindings], tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["C1"] = "Вызванные"

    found = matched(centre, chart[1], later(tmp_path, change))
    assert [(move.words, move.new_words) for move in found.moved] == [("Chaqirilganlar", "Вызванные")]
    assert bound(found)[2, 2][0] == "called"


def test_a_column_of_another_meaning_is_not_filled(
    centre: Centre, chart: tuple[Grid, Bindings], tmp_path: Path
) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["C1"] = "Qabul qilinganlar"

    found = matched(centre, chart[1], later(tmp_path, change))
    assert {column for _row, column in bound(found)} == {3, 4}
    assert [one.words for one in found.unbound] == ["Qabul qilinganlar"]
    assert [finding.said for finding in found.findings] == ["Chaqirilganlar"]


def test_words_that_stand_twice_now_are_not_guessed(
    centre: Centre, chart: tuple[Grid, Bindings], tmp_path: Path
) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["F1"] = "Chaqirilganlar"

    found = matched(centre, chart[1], later(tmp_path, change))
    assert {column for _row, column in bound(found)} == {3, 4}
    assert {one.why for one in found.unbound} <= {WhyUnbound.AMBIGUOUS, WhyUnbound.NEW_LINE}
    assert len(found.unbound) == 2


def test_a_renamed_sheet_is_found_by_its_rows(centre: Centre, chart: tuple[Grid, Bindings], tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.title = "2025"

    found = matched(centre, chart[1], later(tmp_path, change))
    assert {block.sheet for block in found.bindings.blocks} == {"2025"}
    assert bound(found).keys() == bound(matched(centre, chart[1], chart[0])).keys()


def test_a_form_whose_table_is_gone_fills_nothing(
    centre: Centre, chart: tuple[Grid, Bindings], wild: Callable[[str], Grid]
) -> None:
    found = matched(centre, chart[1], wild("indicators"))
    assert bound(found) == {}
    assert found.findings
