"""``attendance`` as a night job runs it; today is 21 November 2026."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import main
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.centre import Centre
from desktop_app.marks.records import MarkValue
from tests import factories

CODE = "MAT-26/11"


def run(capsys: pytest.CaptureFixture[str], folder: Path, code: str = CODE) -> tuple[int, dict[str, Any]]:
    exit_code = main(["attendance", "--data", str(folder), "--cohort", code, "--json"])
    return exit_code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(centre: Centre) -> Path:
    """Of a closed centre with one cohort of ten hours: four lessons of two have begun, one is to come."""
    taught = factories.write(centre, factories.programme(module_hours=(10,)))
    row = factories.write(centre, factories.cohort(taught.id, code=CODE))
    people = []
    for surname in ("Aliyeva", "Boboyeva"):
        person = factories.write(centre, factories.person(surname=surname))
        people.append(factories.write(centre, factories.enrolment(row.id, person.id)).id)
    days = (16, 17, 18, 19, 23)
    lessons = [factories.write(centre, factories.session(row.id, held_on=date(2026, 11, day))).id for day in days]
    aliyeva, boboyeva = people
    marks = [MarkChange(aliyeva, lesson, MarkValue("KELDI")) for lesson in lessons[:3]]
    marks += [MarkChange(boboyeva, lessons[0], MarkValue("KELMADI", missed_hours=1))]
    marks += [MarkChange(boboyeva, lesson, MarkValue("KELMADI")) for lesson in lessons[1:3]]
    centre.write(set_marks, marks=marks)
    centre.close()
    return centre.paths.folder


def test_the_rule_is_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, folder)
    assert code == 0
    assert "80%" in told["rule"]


def test_everybody_has_three_numbers_and_their_marks_by_kind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, told = run(capsys, folder)
    aliyeva, boboyeva = told["people"]
    assert aliyeva == {
        "name": "Aliyeva Zilola Rustam qizi",
        "hours_so_far": 6,
        "hours_held": 8,
        "hours_planned": 10,
        "percent_so_far": 100.0,
        "percent_of_plan": 60.0,
        "percent_best": 100.0,
        "can_reach": True,
        "marks": {"KELDI": 3, "KECH": 0, "SABABLI": 0, "KELMADI": 0},
    }
    assert (boboyeva["hours_so_far"], boboyeva["percent_so_far"], boboyeva["percent_best"]) == (1, 16.7, 50.0)
    assert boboyeva["can_reach"] is False
    assert isinstance(aliyeva["hours_so_far"], int)


def test_lessons_tell_how_many_people_lack_a_mark(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, told = run(capsys, folder)
    wanted = {"date": "2026-11-19", "place": 1, "people": 2, "marked": 0, "lacking": 2}
    (lesson,) = told["unmarked"]
    assert {name: lesson[name] for name in wanted} == wanted


def test_an_unknown_cohort_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, folder, "YOʻQ")
    other_code = main(["timetable", "--data", str(folder), "--cohort", "YOʻQ", "--json"])
    other = json.loads(capsys.readouterr().out)
    assert (code, told["error"]) == (other_code, other["error"])
    assert code != 0


def test_a_person_reads_sentences_at_a_console(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["attendance", "--data", str(folder), "--cohort", CODE]) == 0
    text = capsys.readouterr().out
    assert "Aliyeva Zilola Rustam qizi" in text
    assert "19.11.2026" in text
