"""The roster command previews by default, applies when told, and speaks JSON."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from db.models.cohorts import Cohort
from desktop_app.__main__ import BAD_INPUT, DONE, main
from desktop_app.centre import Centre
from tests.rosters.conftest import SAMPLES

FILE = str(SAMPLES / "03_cp1251_semicolon.csv")


@pytest.fixture
def folder(centre: Centre, cohort: Cohort) -> Path:
    """A closed centre with a cohort."""
    centre.is_changed_since_backup = False
    centre.close()
    return centre.paths.folder


def told(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[int, dict[str, object]]:
    code = main(["roster", FILE, "--data", str(folder), "--json", *arguments])
    return code, json.loads(capsys.readouterr().out)


def test_the_command_previews_then_applies_then_has_nothing_to_do(
    folder: Path, cohort: Cohort, capsys: pytest.CaptureFixture[str]
) -> None:
    code, facts = told(capsys, folder, "--cohort", cohort.code)
    assert (code, facts["ready"], facts["ask"], facts["applied"]) == (DONE, 24, 16, 0)
    assert facts["columns"] == {
        "number": "T/r",
        "full_name": "F.I.Sh.",
        "birth_date": "Tug'ilgan sana",
        "jshshir": "JSHSHIR",
        "position": "Lavozimi",
        "subject": "Fan",
    }
    _, facts = told(capsys, folder, "--cohort", cohort.code, "--apply")
    assert (facts["applied"], facts["created"], facts["matched"]) == (24, 24, 0)
    _, facts = told(capsys, folder, "--cohort", cohort.code, "--apply")
    assert (facts["applied"], facts["ignored"], facts["ask"]) == (0, 24, 16)


def test_every_problem_is_told_with_its_place(folder: Path, cohort: Cohort, capsys: pytest.CaptureFixture[str]) -> None:
    _, facts = told(capsys, folder, "--cohort", cohort.code, "--language", "en")
    assert isinstance(facts["problems"], list)
    assert facts["problems"][0] == {
        "row": 3,
        "column": "Lavozimi",
        "value": "Садовник",
        "code": "not_teaching_staff",
        "text": "“Садовник” is not teaching staff. Enrol all the same?",
    }


def test_a_report_for_people_names_every_row(folder: Path, cohort: Cohort, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roster", FILE, "--cohort", cohort.code, "--data", str(folder), "--language", "en"]) == DONE
    report = capsys.readouterr().out
    assert "Rows: 40; ready 24, to decide 16, rejected 0, ignored 0." in report
    assert "3  Abdullayev Mansur Vohidovich" in report
    assert "Nothing was written." in report


def test_an_unknown_cohort_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, facts = told(capsys, folder, "--cohort", "YOʻQ")
    assert (code, facts["error"]) == (BAD_INPUT, "cohort_unknown")


@pytest.mark.parametrize("name", ["javob.csv", "javob.xls", "javob.xlsm", "javob"])
def test_what_is_given_back_is_an_xlsx_by_name_too(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code, facts = told(capsys, folder, "--apply", "--returned", str(tmp_path / name), "--language", "en")
    assert (code, facts["error"]) == (BAD_INPUT, "returned_not_xlsx")
    assert "Choose javob.xlsx." in str(facts["text"])
    assert not (tmp_path / name).exists()
    assert told(capsys, folder)[1]["applied_before"] is None


def test_a_list_applied_before_is_told_with_when_and_by_whom(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, folder, "--apply")
    _, facts = told(capsys, folder)
    before = facts["applied_before"]
    assert isinstance(before, dict)
    assert datetime.fromisoformat(before["at"]).tzinfo is not None
    assert (before["file"], before["is_same_file"], before["by"]) == (Path(FILE).name, True, "")
    assert facts["other_sheets"] == []
