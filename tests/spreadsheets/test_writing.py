"""Workbooks that the centre sends: typed, whole, and nothing in them but what was typed."""

import datetime as dt
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from desktop_app.errors import StorageError
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.writing import (
    LINE_HEIGHT,
    ColumnPlan,
    Formula,
    Kind,
    SheetPlan,
    sheet_names,
    write_workbook,
)

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid","x")',
    "=DDE('a','b','c')",
    "+998901234567",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "{=1+1}",
    "http://example.invalid/a",
    "mailto:a@example.invalid",
    "file:///c:/secret.txt",
    "internal:Sheet1!A1",
    "external:c:\\book.xlsx#A1",
    "00123",
    "31203852310042",
    "<f>1+1</f><script>&amp;\x00\x0b\ufffe",
]
MIDNIGHT_OF_28_DECEMBER = dt.datetime.fromisoformat("2024-12-28")
PRINTABLE_END = "<f>1+1</f><script>&amp;"
PLAN = SheetPlan(
    "Tumanlar: reja/amalda",
    [
        ColumnPlan("Tuman", width=24),
        ColumnPlan("JShShIR", width=16),
        ColumnPlan("Amalda", Kind.INTEGER),
        ColumnPlan("Oʻrtacha", Kind.DECIMAL),
        ColumnPlan("Foiz", Kind.PERCENT),
        ColumnPlan("Sana", Kind.DATE),
    ],
    [
        ("Buxoro", "31203852310042", 488994, 2.5, 0.674, dt.date(2024, 12, 28)),
        ("Gʻijduvon", 31203852310042, 7, None, 1.0, None),
    ],
    heading=["Reja bajarilishi", "2024-yil dekabr"],
    total_row=("Jami", "", Formula("=SUM(C5:C6)", 489001), None, None, None),
    footers=["Direktor"],
    freeze_columns=1,
)


def written(folder: Path, plan: SheetPlan) -> Path:
    return write_workbook(folder / "return.xlsx", [plan], creator="Mahorat")


def parts_of(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_hostile_text_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    columns = [ColumnPlan("=A1"), *(ColumnPlan("x", kind) for kind in Kind)]
    plan = SheetPlan("=1+1", columns, [[text] * len(columns) for text in HOSTILE], heading=HOSTILE, footers=HOSTILE)
    path = written(tmp_path, plan)
    parts = parts_of(path)
    sheets = "".join(text for name, text in parts.items() if "/worksheets/" in name)
    assert "<f>" not in sheets
    assert "<f " not in sheets
    assert "yperlink" not in sheets
    assert not [name for name in parts if "externalLink" in name]
    rows = read_workbook(path).sheets[0].rows
    shown = [row.cells for row in rows if len(row.cells) == len(columns)][1:]
    assert [row[0] for row in shown] == [*HOSTILE[:-1], PRINTABLE_END]
    assert all(len(set(row)) == 1 for row in shown)


def test_values_have_their_types_and_formats(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path, PLAN)).worksheets[0]
    first, second = (sheet[row] for row in (PLAN.header_row + 1, PLAN.header_row + 2))
    assert [cell.value for cell in first] == [
        "Buxoro",
        "31203852310042",
        488994,
        2.5,
        0.674,
        MIDNIGHT_OF_28_DECEMBER,
    ]
    assert [cell.number_format for cell in first] == ["@", "@", "#,##0", "#,##0.0", "0.0%", "dd.mm.yyyy"]
    assert second[1].value == "31203852310042"
    assert second[5].value is None


def test_a_formula_carries_its_result_for_viewers_that_do_not_calculate(tmp_path: Path) -> None:
    path = written(tmp_path, PLAN)
    place = (PLAN.header_row + 3, 3)
    assert openpyxl.load_workbook(path).worksheets[0].cell(*place).value == "=SUM(C5:C6)"
    assert openpyxl.load_workbook(path, data_only=True).worksheets[0].cell(*place).value == 489001


def test_the_sheet_prints_on_a4_with_its_header_on_every_page(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path, PLAN)).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == f"${PLAN.header_row}:${PLAN.header_row}"
    assert sheet.freeze_panes == f"B{PLAN.header_row + 1}"


def test_heading_header_and_footer_stand_in_their_rows(tmp_path: Path) -> None:
    rows = {row.number: row.cells for row in read_workbook(written(tmp_path, PLAN)).sheets[0].rows}
    assert rows[1] == ("Reja bajarilishi",)
    assert rows[PLAN.header_row] == tuple(column.header for column in PLAN.columns)
    assert rows[PLAN.header_row + 5] == ("Direktor",)


def test_a_long_title_over_narrow_columns_has_the_height_of_its_lines(tmp_path: Path) -> None:
    """Merged cells are measured by no program."""
    heights = {}
    for group in ("Reja", "A.Avloniy nomidagi pedagogik mahorat milliy instituti"):
        columns = [ColumnPlan(title, Kind.INTEGER, 8, group) for title in ("Reja", "Amalda", "Foiz")]
        plan = SheetPlan("S", columns, [(1, 2, 3)])
        sheet = openpyxl.load_workbook(written(tmp_path, plan))["S"]
        heights[group] = sheet.row_dimensions[plan.first_header_row].height or LINE_HEIGHT
    assert list(heights.values()) == [LINE_HEIGHT, 3 * LINE_HEIGHT]


def test_sheet_names_are_what_excel_accepts() -> None:
    titles = ["Gʻijduvon/Buxoro: [1]", "gʻijduvon buxoro 1", "", "History", "x" * 40, "x" * 50, "'a'"]
    names = sheet_names(titles)
    assert names[0] == "Gʻijduvon Buxoro 1"
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert "history" not in {name.casefold() for name in names}
    assert names[-1] == "a"


def test_the_creator_is_told_and_no_one_else(tmp_path: Path) -> None:
    properties = parts_of(written(tmp_path, PLAN))["docProps/core.xml"]
    assert "<dc:creator>Mahorat</dc:creator>" in properties


def test_a_table_without_rows_is_a_table(tmp_path: Path) -> None:
    path = written(tmp_path, SheetPlan("Boʻsh", [ColumnPlan("F.I.Sh.")], []))
    assert [row.cells for row in read_workbook(path).sheets[0].rows] == [("F.I.Sh.",)]


def test_rows_that_show_nothing_do_not_make_the_check_fail(tmp_path: Path) -> None:
    written(tmp_path, SheetPlan("a", [ColumnPlan("F.I.Sh.")], [("Karimov",), (None,), ("",)]))


def test_a_row_of_another_length_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        written(tmp_path, SheetPlan("a", [ColumnPlan("F.I.Sh.")], [("Karimov", "Anvar")]))
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        written(tmp_path / "gone", PLAN)


def test_each_of_two_pages_beside_each_other_has_the_heading(tmp_path: Path) -> None:
    named = [ColumnPlan("T/r", Kind.INTEGER, 6), ColumnPlan("Tuman", width=40)]
    many = [ColumnPlan(f"Son {n}", Kind.INTEGER, 14, group=f"Chorak {n // 3}") for n in range(18)]
    plan = SheetPlan("Tumanlar", [*named, *many], [[1, "Olot", *range(18)]], heading=PLAN.heading, freeze_columns=2)
    sheet = openpyxl.load_workbook(write_workbook(tmp_path / "keng.xlsx", [plan], creator="M")).active
    first, again = ([cell.column for cell in row if cell.value] for row in sheet["A1:T2"])
    assert first == again
    assert [sheet.cell(1, column).value for column in first] == ["Reja bajarilishi", "Reja bajarilishi (davomi)"]
    assert [sheet.cell(2, column).value for column in first] == ["2024-yil dekabr"] * 2
    # The second page begins with a whole group.
    assert sheet.cell(4, first[1]).value.startswith("Chorak")
    assert str(sheet.print_title_rows) == "$4:$5"
