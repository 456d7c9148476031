"""``answers`` without a window: what a file would do, the doing, and what keeps it out."""

import json
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, main
from desktop_app.centre import Centre
from tests.courses import Taught, taught_course
from tests.surveys.answers_made import CODE, on_shelf, saved_csv

TABLE = """
    q1   | q3 | Izoh
    ha   | 4  |
    yoʻq | 99 |
         |    | jami
    yes  | 5  |
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(["answers", *arguments, "--questionnaire", CODE, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(centre: Centre) -> list[str]:
    on_shelf(centre)
    taught_course(centre, [Taught("Aliyev")])
    centre.is_changed_since_backup = False
    centre.close()
    return ["--data", str(centre.paths.folder)]


@pytest.fixture
def file(tmp_path):
    return str(saved_csv(tmp_path / "javoblar.csv", TABLE))


def test_a_file_is_looked_at_and_every_row_is_counted_once(folder, file, capsys):
    code, told = run(capsys, file, *folder)
    assert code == DONE
    counts = {name: told[name] for name in ("rows", "ready", "ask", "rejected", "ignored", "applied")}
    assert counts == {"rows": 4, "ready": 2, "ask": 0, "rejected": 1, "ignored": 1, "applied": 0}
    assert (told["columns"], told["unknown_columns"]) == ({"q1": "q1", "q3": "q3"}, ["Izoh"])
    named = [(each["sheet"], each["row"], each["column"], each["code"], each["value"]) for each in told["problems"]]
    assert named == [("javoblar", 3, "B", "too_great", "99"), ("javoblar", 4, "", "no_answer", "")]
    assert run(capsys, file, *folder) == (code, told)


def test_a_file_is_applied_to_the_survey_of_a_cohort_and_then_changes_nothing(folder, file, capsys):
    code, told = run(capsys, file, "--cohort", "MAT-26/11", "--apply", *folder)
    assert (code, told["applied"], told["cohort"]) == (DONE, 2, "MAT-26/11")
    code, told = run(capsys, file, "--cohort", "MAT-26/11", "--apply", *folder)
    assert (code, told["applied"], told["ignored"]) == (DONE, 0, 3)
    assert told["applied_before"]["is_same_file"]


def test_a_column_is_given_its_question_by_hand(folder, tmp_path, capsys):
    file = str(saved_csv(tmp_path / "javoblar.csv", "q1 | Yillar | q4\nyes | 4 | 3"))
    _code, told = run(capsys, file, "--column", "Yillar=q3", "--column", "q4=", *folder)
    assert told["columns"] == {"q1": "q1", "q3": "Yillar"}
    code, told = run(capsys, file, "--column", "Yillar", *folder)
    assert (code, told["error"]) == (BAD_INPUT, "column_without_code")


def test_a_table_of_something_else_is_bad_input(folder, tmp_path, capsys):
    file = str(saved_csv(tmp_path / "royxat.csv", "Familiya | Ism\nAliyev | Ali"))
    code, told = run(capsys, file, "--apply", *folder)
    assert (code, told["error"]) == (BAD_INPUT, "not_this_questionnaire")


def test_a_person_reads_what_will_happen(folder, file, capsys):
    assert main(["answers", file, "--questionnaire", CODE, *folder, "--language", "en"]) == DONE
    said = capsys.readouterr().out
    assert "Rows: 4; ready 2, to decide 0, rejected 1, ignored 1." in said
    assert "3  B (q3): q3: 99 is more than 60." in said
    assert "Repeat with --apply" in said
