"""``questionnaire`` without a window: an XLSForm looked at, put in use, and refused with its errors."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, main
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.questionnaires.xlsform_writing import write_xlsform
from desktop_app.surveys.records import QuestionnaireRow
from desktop_app.surveys.shelf import questionnaires
from tests.surveys.answers_made import CODE, COMPUTER, DAY, YEARS, small_form


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(["questionnaire", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(centre: Centre) -> list[str]:
    centre.close()
    return ["--data", str(centre.paths.folder)]


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(write_xlsform(tmp_path / "sinov.xlsx", small_form()))


def shelved(centre: Centre) -> list[QuestionnaireRow]:
    opened = open_centre(centre.paths)
    try:
        return [row for row in opened.read(questionnaires) if row.questionnaire.code == CODE]
    finally:
        opened.close()


def test_a_form_is_looked_at_and_nothing_is_written(centre, folder, file, capsys):
    code, told = run(capsys, file, *folder)
    assert code == DONE
    assert (told["title"], told["languages"]) == ("Sinov soʻrovi", ["uz", "ru"])
    by_name = {question["name"]: question for question in told["questions"]}
    assert by_name["q1"] == {
        "name": "q1", "type": "select_one", "required": True, "relevant": "", "constraint": ""
    }  # fmt: skip
    assert by_name["q3"]["constraint"] == ". >= 0 and . <= 60"
    assert by_name["q5"]["relevant"] == "${q1} = 'no'"
    assert [by_name[name]["type"] for name in ("q2", "q7", "B1.level")] == ["select_multiple", "rank", "select_one"]
    assert (told["unsupported"], told["errors"], told["applied"]) == ([], [], False)
    assert shelved(centre) == []


def test_a_form_is_put_in_use_once_and_a_changed_one_is_the_next_edition(centre, folder, file, tmp_path, capsys):
    assert run(capsys, file, "--apply", *folder)[1]["edition"] == 1
    assert run(capsys, file, "--apply", *folder)[1]["edition"] == 1
    changed = str(write_xlsform(tmp_path / "sinov2.xlsx", small_form(COMPUTER, YEARS, DAY)))
    assert run(capsys, changed, "--apply", *folder)[1]["edition"] == 2
    assert [(row.questionnaire.edition, row.state) for row in shelved(centre)] == [(2, "in_use"), (1, "in_use")]


def test_errors_are_named_by_their_rows_and_nothing_is_put_in_use(centre, folder, tmp_path, capsys):
    wrong = COMPUTER.__class__("q9", YEARS.kind, {"uz": "Nechta?"}, relevant="${yoq} = 1", least=0)
    file = write_xlsform(tmp_path / "xato.xlsx", small_form(COMPUTER, wrong))
    code, told = run(capsys, str(file), "--apply", *folder)
    assert code == BAD_INPUT
    assert [(error["sheet"], error["code"]) for error in told["errors"]] == [("survey", "unknown_reference")]
    assert told["errors"][0]["row"] == 4
    assert (told["questions"], told["applied"]) == ([], False)
    assert shelved(centre) == []
    assert main(["questionnaire", str(file), *folder]) == BAD_INPUT
    assert "survey!4" in capsys.readouterr().out
