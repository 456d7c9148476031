"""The workbook of a return: live formulas whose results are there, honest percentages, the list behind the numbers."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.centre import Centre
from desktop_app.returns.carrier import CARRIER_SHEET
from desktop_app.returns.figures import lines_of
from desktop_app.returns.form_cells import FormCells, printed_share
from desktop_app.returns.records import CellKind, Column, Form, MonthlyReturn, Row, cells
from desktop_app.returns.service import write_return
from desktop_app.returns.workbook import SHARE_FORMAT
from desktop_app.spreadsheets.writing import Formula
from tests.returns.test_rules import plan_form, plan_row
from tests.returns.year import OCTOBER, fill_year

# The sheet before the one that programs read.
ANNEX = -2


@pytest.fixture
def written(centre: Centre, tmp_path: Path) -> tuple[MonthlyReturn, Path]:
    fill_year(centre)
    made = write_return(centre, **OCTOBER, out=tmp_path / "hisobot.xlsx")
    return made.content, made.file


def cell_of(sheet: Any, form: Form, row: Row, column: Column) -> Any:
    last_row = next(cell.row for cell in sheet["B"] if cell.value == form.total.title)
    place = [each.code for each in form.all_rows].index(row.code)
    return sheet.cell(last_row - len(form.rows) + place, 3 + form.columns.index(column))


def test_every_figure_of_the_forms_stands_in_its_cell(written: tuple[MonthlyReturn, Path]) -> None:
    content, path = written
    book = openpyxl.load_workbook(path, data_only=True)
    said = {(line.form, line.row, line.column): line.value for line in lines_of(content.forms)}
    for form, row, column in cells(content.forms):
        shown = cell_of(book[form.code], form, row, column).value
        meant = said[form.code, row.code, column.code]
        if column.kind is CellKind.SHARE and meant is not None:
            assert shown * 100 == pytest.approx(meant, abs=0.051)
        else:
            assert shown == ("–" if meant is None else meant), (form.code, row.code, column.code)


def test_totals_are_sums_that_recalculate(written: tuple[MonthlyReturn, Path]) -> None:
    content, path = written
    book = openpyxl.load_workbook(path)
    form = content.form("2-PMM")
    total = cell_of(book["2-PMM"], form, form.total, form.column("called"))
    first, last = (cell_of(book["2-PMM"], form, row, form.column("called")) for row in (form.rows[0], form.rows[-1]))
    assert total.value == f"=SUM({first.coordinate}:{last.coordinate})"
    plan = content.form("1-PMM")
    tops = [cell_of(book["1-PMM"], plan, row, plan.column("plan_year")).coordinate for row in plan.children("JAMI")]
    assert cell_of(book["1-PMM"], plan, plan.total, plan.column("plan_year")).value == f"=SUM({','.join(tops)})"


def test_every_formula_has_the_value_that_it_gives(written: tuple[MonthlyReturn, Path]) -> None:
    _content, path = written
    shown, meant = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    formulas = 0
    for sheet in meant.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            formulas += 1
            assert shown[sheet.title][cell.coordinate].value == pytest.approx(
                recalculated(cell.value, shown[sheet.title])
            )
    assert formulas > 100


def recalculated(formula: str, sheet: Any) -> Any:
    """What a formula of ours gives, by the cells that it names: words count as nothing."""

    def number(cell: Any) -> float:
        return cell.value if isinstance(cell.value, int | float) else 0

    def cells(found: re.Match[str]) -> str:
        named = sheet[found[0]]
        return str([number(cell) for row in named for cell in row]) if ":" in found[0] else str(number(named))

    text = re.sub(r"[A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?", cells, formula.removeprefix("="))
    return eval(re.sub("(<|>)=", r"\1=", text), dict(FUNCTIONS))


def summed(*parts: float | list[float]) -> float:
    return sum(sum(part) if isinstance(part, list) else part for part in parts)


FUNCTIONS = {
    "SUM": summed,
    "AND": lambda *parts: all(parts),
    "INT": int,
    "IF": lambda asked, yes, no: yes if asked else no,
}


def test_percentages_choose_their_decimals_by_themselves(written: tuple[MonthlyReturn, Path]) -> None:
    content, path = written
    form = content.form("1-PMM")
    cell = cell_of(openpyxl.load_workbook(path)["1-PMM"], form, form.total, form.column("percent"))
    assert cell.number_format == SHARE_FORMAT
    assert cell.value.startswith("=IF(AND(")


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [(488_588, 488_830, 0.9995), (99_999, 100_000, 0.9999), (7, 9, 7 / 9), (9, 9, 1.0), (12, 9, 12 / 9)],
)
def test_a_share_near_the_plan_is_cut_and_not_rounded(numerator: int, denominator: int, printed: float) -> None:
    assert printed_share(numerator, denominator) == printed


def test_a_share_without_a_plan_is_no_formula() -> None:
    form = plan_form(plan_row("PMM", None, 5), total=plan_row("JAMI", None, 5))
    values = FormCells(form, first_row=8).rows()[0]
    assert not [value for value in values if isinstance(value, Formula) and "IF(" in value.text]
    assert values[2:4] == ("–", "–")


def test_the_annex_lists_everybody_by_code(written: tuple[MonthlyReturn, Path]) -> None:
    content, path = written
    sheet = openpyxl.load_workbook(path).worksheets[ANNEX]
    numbered = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert {len(row[1]) for row in numbered} == {16}
    assert len(numbered) == content.form("2-PMM").total.values["called"]
    assert [row[0] for row in numbered] == list(range(1, len(numbered) + 1))


def test_every_sheet_prints_on_a4_with_the_digest_of_the_figures(written: tuple[MonthlyReturn, Path]) -> None:
    content, path = written
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["1-PMM", "2-PMM", "3-PMM"]
    assert book.sheetnames[-1] == CARRIER_SHEET
    for sheet in book.worksheets[:-1]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert content.digest in sheet.oddFooter.left.text


def test_a_wide_form_is_printed_over_two_pages_with_its_rows_named_on_both(written: tuple[MonthlyReturn, Path]) -> None:
    _content, path = written
    book = openpyxl.load_workbook(path)
    wide = {sheet.title for sheet in book.worksheets if sheet.page_setup.fitToWidth == 2}
    assert wide >= {"3-PMM", "5-PMM"}
    assert book["5-PMM"].print_title_cols in ("A:B", "$A:$B")


def test_the_title_and_the_signatures_of_a_form_on_two_pages_stand_on_its_first_page_alone(
    written: tuple[MonthlyReturn, Path],
) -> None:
    content, path = written
    sheet = openpyxl.load_workbook(path)["5-PMM"]
    lines = {cell.value: cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    title = next(cell for text, cell in lines.items() if text.startswith("5-PMM. "))
    signed = next(cell for text, cell in lines.items() if content.director in text)
    across = next(place for place in sheet.merged_cells.ranges if signed.coordinate in place)
    # Columns A and B are printed again on the second page.
    assert (title.column, signed.column) == (3, 3)
    second = next(cell for text, cell in lines.items() if text == "Oliy")
    assert across.max_col < second.column


def test_the_heading_names_region_centre_period_and_order(written: tuple[MonthlyReturn, Path]) -> None:
    _content, path = written
    sheet = openpyxl.load_workbook(path)["1-PMM"]
    heading = [sheet.cell(row, 1).value for row in range(1, 5)]
    assert heading[0].startswith("1-PMM. ")
    assert heading[1] == "Toshkent viloyati · Toshkent viloyati pedagogik mahorat markazi"
    assert heading[2].startswith("2026-yil oktyabr oyi")
    assert "2026-yil 1-noyabr" in heading[2]
    assert "№ 577, 28.12.2025" in heading[3]


def test_director_and_preparer_sign_and_the_warnings_stand_under_the_table(
    written: tuple[MonthlyReturn, Path],
) -> None:
    _content, path = written
    below = [cell.value for cell in openpyxl.load_workbook(path)["1-PMM"]["A"] if cell.value]
    assert any(str(text).startswith("EMPTY: ") for text in below)
    assert "Karimova Dilnoza Anvarovna" in below[-2]
    assert "Saidova Nodira Rustam qizi" in below[-1]


def test_the_definitions_say_why_nobody_is_counted_by_disability(written: tuple[MonthlyReturn, Path]) -> None:
    sheet = openpyxl.load_workbook(written[1])["Izohlar"]
    told = [str(row[0].value) for row in sheet.iter_rows()]
    assert [text for text in told if text.startswith("5-PMM nogironlikni hisoblamaydi")]
