"""A long list written at once reads back as it was, in both readers, and none of its texts is a formula."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
from python_calamine import CalamineWorkbook

from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, printable, write_workbook

ROWS = (
    (1, "Oqqoʻrgʻon <tumani> & boshqalar", date(2026, 2, 28), 2.5),
    (2, "=1+1", None, None),
    (3, "  chetlari boʻsh  ", date(1991, 9, 1), 0),
    (4, "tovush\x07siz\nikki qator", date(2026, 2, 28), 1),
    (5, "", None, 10**9),
)


def written(tmp_path: Path) -> Path:
    columns = [
        ColumnPlan("T/r", Kind.INTEGER),
        ColumnPlan("Matn"),
        ColumnPlan("Kun", Kind.DATE),
        ColumnPlan("Soat", Kind.DECIMAL),
    ]
    plan = SheetPlan("Roʻyxat", columns, ROWS, heading=["Sarlavha"], is_long_list=True)
    return write_workbook(tmp_path / "list.xlsx", [plan], creator="Markaz")


def test_every_value_comes_back(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=8)]
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5]
    assert [row[1] for row in rows] == [ROWS[0][1], "=1+1", ROWS[2][1], "tovushsiz\nikki qator", None]
    assert rows[0][2].date() == rows[3][2].date() == ROWS[0][2]
    assert [row[3] for row in rows] == [2.5, None, 0, 1, 10**9]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}


def test_the_fast_reader_finds_the_same_rows(tmp_path: Path) -> None:
    with CalamineWorkbook.from_path(written(tmp_path)) as book:
        rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[-5:]] == [1, 2, 3, 4, 5]
    assert rows[-5][1:] == [ROWS[0][1], ROWS[0][2], 2.5]


def test_the_rows_look_like_those_written_cell_by_cell(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path)).worksheets[0]
    text, day, hours = sheet["B5"], sheet["C4"], sheet["D4"]
    assert text.quotePrefix
    assert (text.number_format, day.number_format, hours.number_format) == ("@", "dd.mm.yyyy", "#,##0.0")
    assert text.border.left.style == "thin"


def test_texts_that_stand_again_and_again_come_back_and_are_kept_once(tmp_path: Path) -> None:
    rows = [(place, ROWS[place % len(ROWS)][1]) for place in range(60)]
    plan = SheetPlan("R", [ColumnPlan("T/r", Kind.INTEGER), ColumnPlan("Matn")], rows, is_long_list=True)
    file = write_workbook(tmp_path / "again.xlsx", [plan], creator="Markaz")
    cells = list(openpyxl.load_workbook(file).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert cells == [(place, printable(str(text)) or None) for place, text in rows]
    with ZipFile(file) as parts:
        assert parts.read("xl/sharedStrings.xml").count(b"=1+1") == 1
        assert b"=1+1" not in parts.read("xl/worksheets/sheet1.xml")
