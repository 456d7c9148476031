"""Before and after the course, in a real database."""

from datetime import date

import pytest

from db.models.surveys import SurveyPhase
from desktop_app.centre import Centre
from desktop_app.questionnaires.layout import Answers
from desktop_app.surveys.changes import Change, change_of, survey_changes
from desktop_app.surveys.sorting import Where
from tests import factories
from tests.surveys.forms import answered_round

AFTER, DAY = SurveyPhase.AFTER, date(2026, 11, 20)


def levels(*numbers: int) -> list[Answers]:
    return [{"B1.importance": 5, "B1.level": number, "G1": 6 - number} for number in numbers]


@pytest.fixture
def cohorts(centre: Centre) -> list[int]:
    """Two that answered both times, the first gaining two points, the second none, and one that did so before only."""
    taught = factories.write(centre, factories.programme())
    made = [factories.write(centre, factories.cohort(taught.id, code=f"M-{number}")).id for number in range(3)]
    for cohort_id, gain in zip(made, (2, 0), strict=False):
        answered_round(centre, *levels(1, 2, 2, 2, 3), cohort_id=cohort_id)
        after = levels(*(number + gain for number in (1, 2, 2, 2, 3)))
        answered_round(centre, *after, cohort_id=cohort_id, phase=AFTER, opens_on=DAY)
    answered_round(centre, *levels(5, 5, 5, 5, 5), cohort_id=made[2])
    return made


def test_the_change_of_all_cohorts_that_answered_both_times(centre: Centre, cohorts: list[int]) -> None:
    found = centre.read(survey_changes, questionnaire_code="small")
    everybody = found.everybody
    assert (found.cohorts, everybody.people_before, everybody.people_after) == (2, 10, 10)
    level, gap = everybody.competences["B1"].level, everybody.competences["B1"].gap
    assert level is not None
    assert gap is not None
    assert (level.before, level.after, level.change, gap.change) == (2.0, 3.0, 1.0, -5.0)
    assert everybody.ratings["G1"].change == 1.0


def test_the_change_by_cohort(centre: Centre, cohorts: list[int]) -> None:
    found = centre.read(survey_changes, questionnaire_code="small", by="cohort")
    changes = {group.key: group.competences["B1"].level for group in found.groups}
    assert {key: change and change.change for key, change in changes.items()} == {"M-0": 2.0, "M-1": 0.0}
    assert {key: change and change.is_beyond_chance for key, change in changes.items()} == {"M-0": True, "M-1": False}


def test_of_a_cohort_that_answered_once_there_is_no_change(centre: Centre, cohorts: list[int]) -> None:
    where = Where(cohort_ids=frozenset(cohorts[2:]))
    found = centre.read(survey_changes, questionnaire_code="small", where=where)
    assert (found.cohorts, found.everybody.people_before, found.everybody.competences) == (0, None, {})


def test_the_margin_of_a_change() -> None:
    change = change_of((25, 2.0, 1.0), (16, 3.0, 0.8))
    assert change == Change(2.0, 3.0, 25, 16, pytest.approx(1.96 * (1 / 25 + 0.64 / 16) ** 0.5))
    assert change_of((25, 2.0, 1.0), (1, 3.0, None)) == Change(2.0, 3.0, 25, 1, None)
    assert change_of((25, 2.0, 1.0), (4, None, None)) is None
