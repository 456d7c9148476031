"""``plan`` as a night job runs it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from desktop_app.__main__ import main
from desktop_app.centre import Centre
from desktop_app.plan.figures import save_channel_figure
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import amend, save_plan_line

ORDER = {"order_number": "577-sonli", "order_date": date(2023, 12, 28)}


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    code = main(["plan", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(centre: Centre) -> Path:
    """The folder of a closed centre with a plan of 2024."""
    first = centre.write(save_plan_line, PlanEntry(2024, 12, "UKT", "PEDAGOG", 80_000, **ORDER)).value
    centre.write(amend, line_id=first, people=75_099, order_number="14", order_date=date(2024, 7, 1))
    centre.write(save_channel_figure, FigureEntry(2024, 12, "UKT", "PEDAGOG", 180_764, "Hisobot"))
    centre.close()
    return centre.paths.folder


def test_lines_and_total_with_numerator_denominator_and_source(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "--data", folder, "--year", 2024)
    assert code == 0
    (line,) = told["lines"]
    wanted = {"channel": "UKT", "group": "PEDAGOG", "programme": "", "plan": 75_099, "actual": 180_764}
    wanted |= {"difference": 105_665, "percent": 240.7, "source": "Hisobot"}
    assert {name: line[name] for name in wanted} == wanted
    assert (told["total"]["plan"], told["total"]["actual"], told["as_of"]) == (75_099, 180_764, "2024-12-31")


def test_the_plan_as_of_a_day_is_the_one_then_in_force(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, told = run(capsys, "--data", folder, "--year", 2024, "--as-of", "2024-06-30")
    assert [(line["plan"], line["actual"]) for line in told["lines"]] == [(80_000, None)]


def test_a_file_is_looked_at_and_then_entered(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reja.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Reja")
        sheet.write_row(0, 0, ["Kanal", "Kadrlar toifasi", "Oy", "Soni"])
        sheet.write_row(1, 0, ["PMM", "Pedagog", 5, 291145])
        sheet.write_row(2, 0, ["PMM", "Pedagog", 15, 1])
    options = (path, "--data", folder, "--year", 2024, "--order", "577-sonli", "--order-date", "2023-12-28")
    code, told = run(capsys, *options)
    assert (code, told["rows"], told["new"], told["rejected"], told["applied"]) == (0, 2, 1, 1, 0)
    assert [(each["row"], each["code"]) for each in told["problems"]] == [(3, "month_unknown")]
    code, told = run(capsys, *options, "--apply")
    assert (code, told["applied"]) == (0, 1)
    _code, told = run(capsys, "--data", folder, "--year", 2024)
    assert told["total"]["plan"] == 291_145 + 75_099


def test_what_is_no_plan_is_bad_input(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "xat.csv"
    path.write_text("Familiya;Ism\nKarimova;Dilnoza\n", encoding="utf-8")
    code, told = run(capsys, path, "--data", folder)
    assert (code, told["error"]) == (2, "no_plan_columns")


def test_a_person_reads_the_same_at_a_console(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--data", str(folder), "--year", "2024"]) == 0
    text = capsys.readouterr().out
    assert "240,7%" in text
    assert "577" not in text
    assert "№ 14, 01.07.2024" in text


@pytest.mark.parametrize("year", [-5, 0, 1999, 99_999])
def test_a_year_that_has_no_plan_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str], year: int) -> None:
    code, told = run(capsys, "--data", folder, f"--year={year}")
    assert (code, told["error"]) == (2, "no_such_year")


def test_entering_without_a_file_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in (("--apply",), ("--order", "577"), ("--sheet", "Reja")):
        code, told = run(capsys, "--data", folder, *options)
        assert (code, told["error"]) == (2, "no_file")


def test_a_problem_is_told_by_row_and_by_the_header_of_its_column(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "reja.csv"
    path.write_text("Kanal;Toifa;Oy;Soni\nPMM;Pedagog;5;koʻp\n", encoding="utf-8")
    code, told = run(capsys, path, "--data", folder, "--year", 2024)
    assert code == 0
    assert [(each["row"], each["header"], each["code"]) for each in told["problems"]] == [
        (2, "Soni", "people_unreadable")
    ]
    main(["plan", str(path), "--data", str(folder), "--year", "2024", "--language", "en"])
    assert "2  Soni  “koʻp” is not a number of people." in capsys.readouterr().out
