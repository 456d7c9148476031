"""``complete`` without a window: who completes and why, and the closing by an order."""

import json
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, REFUSED, main
from desktop_app.centre import Centre
from tests.courses import Course, Taught, taught_course


def run(centre: Centre, capsys: pytest.CaptureFixture[str], course: Course, *more: str) -> tuple[int, Any]:
    centre.is_changed_since_backup = False
    centre.close()
    code = main(["complete", "--cohort", course.code, "--data", str(centre.paths.folder), *more, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_everybody_is_told_with_the_outcome_and_the_reason(centre: Centre, capsys: pytest.CaptureFixture[str]) -> None:
    course = taught_course(centre, [Taught("Azimova"), Taught("Botirova", 40), Taught("Davronova", None)])
    code, told = run(centre, capsys, course)
    assert (code, told["closed"], told["certificate"], told["statement"], told["undecided"]) == (DONE, False, 1, 1, 1)
    people = {one["name"].split()[0]: one for one in told["people"]}
    assert [one["outcome"] for one in people.values()] == ["certificate", "statement", "undecided"]
    assert "40" in people["Botirova"]["reason"]


def test_a_cohort_is_closed_by_its_order(centre: Centre, capsys: pytest.CaptureFixture[str]) -> None:
    course = taught_course(centre, [Taught("Azimova")])
    code, told = run(centre, capsys, course, "--order", "45-T", "--dated", "2026-11-21")
    assert (code, told["closed"], told["order"]) == (DONE, True, {"number": "45-T", "date": "2026-11-21"})


@pytest.mark.parametrize(("dated", "code"), [("kecha", BAD_INPUT), ("2026-11-01", BAD_INPUT), ("2026-11-21", REFUSED)])
def test_what_cannot_be_closed_is_refused(
    centre: Centre, capsys: pytest.CaptureFixture[str], dated: str, code: int
) -> None:
    course = taught_course(centre, [Taught("Azimova", None)])
    assert run(centre, capsys, course, "--order", "45-T", "--dated", dated)[0] == code
