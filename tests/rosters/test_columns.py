"""A sheet is shown with its likeliest header, its columns and their first values."""

from desktop_app.rosters.columns import column_letter, look_at_sheet
from desktop_app.spreadsheets.records import Sheet, SheetRow, Workbook


def workbook(*rows: tuple[object, ...]) -> Workbook:
    filled = tuple(SheetRow(number, cells) for number, cells in enumerate(rows, 1) if cells)
    return Workbook("roster.xlsx", "0" * 64, "xlsx", (Sheet("List", filled),))


LIST = workbook(
    ("Roʻyxat",),
    (),
    ("№", "F.I.Sh.", "Lavozimi", "Izoh 2"),
    (1, "Olimova Zilola Rustam qizi", "oʻqituvchi", "a"),
    (2, "Karimov Anvar Olimovich", "oʻqituvchi", None),
)


def test_a_sheet_is_looked_at_under_its_likeliest_header() -> None:
    look = look_at_sheet(LIST, sheet="List")
    assert look.header_row == 3
    assert [(column.letter, column.field) for column in look.columns][:3] == [
        ("A", "number"),
        ("B", "full_name"),
        ("C", "position"),
    ]


def test_each_column_shows_its_first_values() -> None:
    names = look_at_sheet(LIST, sheet="List").columns[1]
    assert names.first_values == ("Olimova Zilola Rustam qizi", "Karimov Anvar Olimovich")


def test_another_row_may_be_chosen_as_the_header() -> None:
    look = look_at_sheet(LIST, sheet="List", header_row=4)
    assert look.header_row == 4
    assert look.columns[1].header == "Olimova Zilola Rustam qizi"


def test_a_sheet_without_a_header_is_shown_from_its_first_row() -> None:
    look = look_at_sheet(workbook(("x", 1), ("y", 2)), sheet="List")
    assert look.header_row == 1
    assert [column.field for column in look.columns] == ["", ""]


def test_columns_are_lettered_as_in_excel() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
