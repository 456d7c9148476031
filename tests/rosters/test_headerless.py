"""A list that begins with its first person, without a header row."""

from desktop_app.rosters.columns import look_at_sheet
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.reading import read_table
from desktop_app.spreadsheets.headers import NO_HEADER
from desktop_app.spreadsheets.records import Cell
from tests.rosters.conftest import Preview, workbook

WOMAN = "40711904150273"
IN_ONE: list[list[Cell]] = [
    ["Karimova Dilnoza Rustam qizi", WOMAN, "90 123 45 67", "7-maktab", "Matematika oʻqituvchisi", "Chirchiq shahri"],
    ["Saidova Lola Anvarovna", None, "93 111 22 33", "12-maktab", "Direktor", "Angren shahri"],
    ["Каримов Анвар Ботир ўғли", None, None, "3-DMTT", "Psixolog", "Olmaliq shahri"],
]
IN_THREE: list[list[Cell]] = [
    [1, "Karimova", "Dilnoza", "Rustam qizi", "Direktor", "07.11.1990"],
    [2, "Saidov", "Anvar", "Botirovich", "Metodist", "14.03.1985"],
]


def test_columns_without_headers_are_told_by_their_values() -> None:
    table = read_table(workbook(IN_ONE))
    assert {field: column.header for field, column in table.columns.items()} == {
        "full_name": "A",
        "jshshir": "B",
        "phone": "C",
        "workplace": "D",
        "position": "E",
        "district": "F",
    }
    assert (table.header_row, table.has_header) == (NO_HEADER, False)


def test_the_first_row_is_a_person(preview: Preview) -> None:
    found = preview(IN_ONE)
    assert [row.number for row in found.rows] == [1, 2, 3]
    first = found.rows[0]
    assert first.state is RowState.READY
    assert first.person is not None
    assert (first.person.full_name, first.person.jshshir) == (IN_ONE[0][0], WOMAN)
    assert (first.person.workplace, first.person.district_code) == ("7-maktab", "1727419")


def test_a_name_in_three_columns_is_told_too(preview: Preview) -> None:
    found = preview(IN_THREE)
    assert {"surname", "given_name", "patronymic", "position", "birth_date"} == found.table.columns.keys()
    assert found.table.unknown_columns == ("A",)
    assert [row.person.full_name for row in found.rows if row.person] == [
        "Karimova Dilnoza Rustam qizi",
        "Saidov Anvar Botirovich",
    ]


def test_a_guess_without_a_header_is_said_and_not_trusted() -> None:
    table = read_table(workbook(IN_ONE))
    assert table.confidence <= 0.5
    assert [reason.is_warning for reason in table.reasons].count(True) == 1


def test_a_person_may_say_that_there_is_no_header() -> None:
    look = look_at_sheet(workbook(IN_ONE), sheet="Varaq1", header_row=NO_HEADER)
    assert look.header_rows[0][0] == NO_HEADER
    assert [column.field for column in look.columns][:3] == ["full_name", "jshshir", "phone"]
    assert look.columns[0].first_values[0] == IN_ONE[0][0]


def test_a_title_above_the_first_person_is_neither_header_nor_person(preview: Preview) -> None:
    found = preview([["7-maktab oʻqituvchilari roʻyxati"], [], *IN_ONE])
    assert found.table.header_row == NO_HEADER
    assert [row.state for row in found.rows] == [RowState.REJECTED, *[RowState.READY] * 3]
