"""Tables as offices build them: nothing is found in the right ones, and the one wrong figure where it stands."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop_app.inspection.layout import GridRow, cell_of, tables_of
from desktop_app.inspection.model import Document, Finding
from desktop_app.inspection.service import inspect, inspect_file, inspect_text
from desktop_app.spreadsheets.headers import column_letter
from tests.inspection.foreign_tables import FOREIGN, Foreign
from tests.inspection.right_tables import Rows

TODAY = date(2026, 11, 22)


def found(rows: Rows) -> list[Finding]:
    grid = [GridRow(number, tuple(map(cell_of, row))) for number, row in enumerate(rows, 1) if row]
    return inspect(Document(tuple(tables_of("Varaq", grid))), today=TODAY)


@pytest.mark.parametrize("table", FOREIGN, ids=lambda table: table.name)
def test_a_right_table_of_anybodys_raises_no_alarm(table: Foreign) -> None:
    assert [finding.text for finding in found(table.rows)] == []


@pytest.mark.parametrize("table", FOREIGN, ids=lambda table: table.name)
def test_its_one_wrong_figure_is_found_where_it_stands(table: Foreign) -> None:
    rows = [list(row) for row in table.rows]
    row, column = table.cell
    assert rows[row][column] != table.wrong
    rows[row][column] = table.wrong
    place = f"Varaq!{column_letter(column)}{row + 1}"
    told = found(rows)
    assert (table.rule, place) in {(finding.rule, finding.place) for finding in told}
    # Nothing but the figure itself, what it is computed into, and the total of its column is doubted.
    assert {finding.place for finding in told} <= {place, *_of_row(row), *_of_column(column, len(rows))}


def _of_row(row: int) -> set[str]:
    return {f"Varaq!{column_letter(column)}{row + 1}" for column in range(12)}


def _of_column(column: int, rows: int) -> set[str]:
    return {f"Varaq!{column_letter(column)}{row}" for row in range(1, rows + 1)}


def test_formulas_without_results_and_error_values_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Iyun"
    for row in (["Tuman", "Soni"], ["Olot", 20], ["Kogon", "#REF!"], ["Peshku", 12], ["Jami", "=SUM(B2:B4)"]):
        sheet.append(row)
    sheet["B3"].data_type = "e"
    book.save(tmp_path / "iyun.xlsx")
    told = [(each.rule, each.place, each.said) for each in inspect_file(tmp_path / "iyun.xlsx", today=TODAY)]
    assert told == [("EMPTY", "Iyun!B3", "#REF!"), ("EMPTY", "Iyun!B5", "–")]


def test_letters_that_were_lost_on_saving_are_told(tmp_path: Path) -> None:
    (tmp_path / "jadval.csv").write_text("??????;Soni\nOlot;20\nKogon;31\nJami;51\n", encoding="utf-8")
    (finding,) = inspect_file(tmp_path / "jadval.csv", today=TODAY)
    assert (finding.rule, finding.place, finding.said) == ("SCRIPT", "jadval!A1", "??????")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "3 240 nafar oʻqidi.\nShundan 2 100 nafari (64,8%) ayollar, 1 140 nafari (38,2%) erkaklar.",
            ("38,2%", "35,2%"),
        ),
        ("Guruhlarda 1 736 nafar oʻqidi. Ularning 1 302 nafari (57 foizi) ayollar.", ("57%", "75,0%")),
        ("По плану 5 600 человек. Обучено 5 432 человека, что составляет 99,0% от плана.", ("99,0%", "97,0%")),
    ],
)
def test_the_base_of_a_percentage_stands_in_the_sentence_before(text: str, expected: tuple[str, str]) -> None:
    assert [(finding.said, finding.true) for finding in inspect_text(text, today=TODAY)] == [expected]


def test_by_how_much_it_grew_is_no_share_of_the_plan() -> None:
    text = "Reja 3 400 nafar. Oʻtgan yilning shu davriga nisbatan 240 nafarga yoki 8,0 foizga koʻp oʻqitildi."
    assert inspect_text(text, today=TODAY) == []
