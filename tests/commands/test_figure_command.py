"""``figure`` as a night job runs it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.models.cohorts import EnrolmentState
from desktop_app.__main__ import main
from desktop_app.centre import Centre
from tests import factories


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    code = main(["figure", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(centre: Centre) -> Path:
    """The folder of a closed centre in which two people of two districts finished in March."""
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(
        centre, factories.cohort(programme.id, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 20))
    )
    done = {"state": EnrolmentState.COMPLETED, "finished_on": date(2026, 3, 20)}
    for surname, district in (("Aliyeva", "1703202"), ("Boboyeva", "1703203")):
        person = factories.write(centre, factories.person(surname=surname, sort_key=surname.casefold(), jshshir=None))
        factories.write(centre, factories.enrolment(cohort.id, person.id, district_code=district, **done))
    centre.close()
    return centre.paths.folder


def test_a_figure_comes_with_the_people_that_it_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "completed", "--data", folder, "--month", "2026-03")
    assert (code, told["value"], len(told["people"])) == (0, 2, 2)
    assert told["people"][0]["name"].startswith("Aliyeva")
    assert told["people"][0]["reason"]


def test_a_figure_of_a_district_and_divided(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, told = run(
        capsys, "completed", "--data", folder, "--month", "2026-03", "--district", "1703203", "--by", "district"
    )
    assert (told["value"], [person["name"].split()[0] for person in told["people"]]) == (1, ["Boboyeva"])
    assert [(each["code"], each["value"]) for each in told["by"]] == [("1703203", 1)]


def test_the_span_can_be_chosen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "completed", "--data", folder, "--month", "2026-05", "--span", "year")
    assert (code, told["span"], told["value"]) == (0, "year", 2)


def test_as_of_a_day_before_anything_was_entered_there_are_no_data(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "completed", "--data", folder, "--month", "2026-03", "--as-of", "2026-04-05")
    assert (code, told["value"], told["people"]) == (0, None, [])


@pytest.mark.parametrize(
    "wrong",
    [
        ("finished", "--month", "2026-03"),
        ("completed", "--month", "2026-03", "--district", "17"),
        ("completed", "--month", "2026-03", "--filter", "colour=red"),
        ("studying", "--month", "2026-03", "--span", "month"),
        ("completed", "--month", "2999-03"),
    ],
)
def test_what_there_is_not_is_told_in_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], wrong: tuple[str, ...]
) -> None:
    code = main(["figure", *wrong, "--data", str(folder), "--json"])
    captured = capsys.readouterr()
    assert code in (1, 2)
    assert (captured.out + captured.err).strip()
