"""The sheet and the header row are proposed with a confidence and its reasons, however wild the file is."""

import pytest

from desktop_app.rosters.columns import look_at_sheet, look_at_workbook
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.reading import OtherSheet, read_table
from desktop_app.spreadsheets.records import Cell, MergedRange, Sheet, SheetRow, Workbook
from tests.rosters.conftest import Preview

NAME, OTHER = "Karimova Dilnoza Rustam qizi", "Saidova Lola Anvarovna"
PEOPLE: list[list[Cell]] = [[1, NAME, "Psixolog"], [2, OTHER, "Metodist"]]


def sheet(name: str, *rows: list[Cell], merged: tuple[MergedRange, ...] = (), is_hidden: bool = False) -> Sheet:
    filled = (SheetRow(number, tuple(cells)) for number, cells in enumerate(rows, 1) if cells)
    return Sheet(name, tuple(filled), is_hidden, merged)


def workbook(*sheets: Sheet) -> Workbook:
    return Workbook("royxat.xlsx", "0" * 64, "xlsx", sheets)


def test_a_plain_list_is_nearly_sure_and_says_why() -> None:
    (found,) = look_at_workbook(workbook(sheet("Roʻyxat", ["№", "F.I.Sh.", "Lavozimi"], *PEOPLE)))
    assert found.confidence > 0.9
    assert (found.header_row, found.rows) == (1, 2)
    assert all(reason.text for reason in found.reasons)


def test_the_list_comes_before_totals_hidden_sheets_and_sheets_of_nobody() -> None:
    header: list[Cell] = ["№", "F.I.Sh.", "Lavozimi"]
    book = workbook(
        sheet("Yashirin", header, *PEOPLE, is_hidden=True),
        sheet("Eslatma", ["salom"], ["dunyo"]),
        sheet("Jami", header, *PEOPLE),
        sheet("Maktablar", header, *PEOPLE),
    )
    found = look_at_workbook(book)
    assert [one.sheet for one in found] == ["Maktablar", "Jami", "Yashirin", "Eslatma"]
    assert found[0].confidence > found[1].confidence > found[3].confidence == 0
    assert found[2].is_hidden


@pytest.mark.parametrize(
    ("rows", "header_row", "fields"),
    [
        ([["Chirchiq maktablari"], [], ["№", "F.I.Sh.", "Lavozimi"], *PEOPLE], 3, {1: "full_name", 2: "position"}),
        ([["№", "F.I.Sh", "Lavozm"], [1, 2, 3], *PEOPLE], 1, {1: "full_name", 2: "position"}),
        ([["Lavozimi", "Familyasi ismi sharfi"], ["Psixolog", NAME]], 1, {0: "position", 1: "full_name"}),
        ([["T/r", "Tinglovchi", None], [None, "F.I.Sh.", "Lavozimi"], *PEOPLE], 1, {1: "full_name", 2: "position"}),
        ([["№", "Tinglovchi"], [None, "Familyasi", "Ismi"], [1, "Karimova", "Oy"]], 1, {1: "surname", 2: "given_name"}),
        ([["№", "F.I.O., pasport, telefon"], [1, f"{NAME}, AA1234567, +998 90 123-45-67"]], 1, {1: "full_name"}),
        ([["Direktor tasdiqladi: ____"], ["№", "ФИО", "Должность"], *PEOPLE], 2, {1: "full_name", 2: "position"}),
    ],
)  # fmt: skip
def test_the_header_is_found_among_titles_numbers_and_slips(
    rows: list[list[Cell]], header_row: int, fields: dict[int, str]
) -> None:
    merged = (MergedRange(1, 1, 1, 2),)
    look = look_at_sheet(workbook(sheet("Varaq", *rows, merged=merged)), sheet="Varaq")
    assert look.header_row == header_row
    assert {column.index: column.field for column in look.columns if column.index in fields} == fields
    assert all(column.confidence > 0.5 for column in look.columns if column.index in fields)


def test_numbering_rows_headers_again_totals_and_signatures_are_no_people(preview: Preview) -> None:
    header: list[Cell] = ["№", "F.I.Sh.", "Lavozimi", "Imzo"]
    table = [
        header, ["А", "Б", 1, 2], [1, NAME, "Psixolog", "_______"], header, [2, OTHER, "Metodist", "_______"],
        ["Jami:", 2], [None, "Direktor: _________"], [None, "M.Oʻ."],
    ]  # fmt: skip
    states = {row.number: row.state for row in preview(table).rows}
    assert {number for number, state in states.items() if state is RowState.READY} == {3, 5}
    assert {states[number] for number in states.keys() - {3, 5}} == {RowState.IGNORED}


def test_a_name_cell_in_a_column_of_surnames_is_still_a_name(preview: Preview) -> None:
    (row,) = preview([["№", "Familiyasi", "Ismi"], [1, NAME, None]]).rows
    assert row.person is not None
    assert (row.state, row.person.full_name) == (RowState.READY, NAME)


def test_a_second_sheet_with_people_is_named_and_not_read() -> None:
    header: list[Cell] = ["№", "F.I.Sh.", "Lavozimi"]
    book = workbook(
        sheet("Angren", header, *PEOPLE, *PEOPLE),
        sheet("Chirchiq", header, *PEOPLE, ["Jami:", None, 2]),
        sheet("Izohlar", ["Tuman", "Soni"], ["Angren", 2]),
    )
    table = read_table(book)
    assert table.sheet == "Angren"
    assert table.other_sheets == (OtherSheet("Chirchiq", 2, 1, is_hidden=False),)
    assert [other.sheet for other in read_table(book, sheet="Chirchiq").other_sheets] == ["Angren"]
