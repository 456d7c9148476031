"""A cohort's needs and the numbers that people wrote, from a real database."""

import pytest

from db.models.programmes import Module
from db.models.surveys import SurveyPhase
from desktop_app.centre import Centre
from desktop_app.questionnaires.layout import Answers
from desktop_app.surveys.cohort_needs import CohortNeeds, cohort_needs, serving_modules
from desktop_app.surveys.figures import NumberFigures
from desktop_app.surveys.numbers import survey_numbers
from desktop_app.surveys.sorting import Where
from tests import factories
from tests.surveys.forms import answered_round


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    """Of a programme with a fixed module and two elective ones, of which the hours take one."""
    modules = [
        Module(place=1, title="Asosiy", hours=24, competences={"B1": 5}),
        Module(place=2, title="Baholash", hours=12, is_elective=True, competences={"B2": 3, "B3": 1}),
        Module(place=3, title="Raqamli", hours=12, is_elective=True),
    ]
    programme = factories.write(centre, factories.programme(modules=modules, hours=36))
    return factories.write(centre, factories.cohort(programme.id)).id


def modules_of(found: CohortNeeds) -> list[tuple[str, float | None, float, bool]]:
    assert found.modules is not None
    return [(each.module.title, each.gap, each.score, each.is_proposed) for each in found.modules.modules]


def test_modules_are_ranked_by_what_the_cohort_answered_before_the_course(centre: Centre, cohort_id: int) -> None:
    wished = centre.read(lambda unit: serving_modules(unit, programme_id=1))[2].id
    sheet: Answers = {"B1.importance": 5, "B1.level": 4, "B2.importance": 4, "B2.level": 2}
    answered_round(centre, *[sheet] * 3, *[{**sheet, "C": (str(wished),)}] * 7, cohort_id=cohort_id)
    answered_round(centre, *[{"B1.importance": 5, "B1.level": 1}] * 5, cohort_id=cohort_id, phase=SurveyPhase.AFTER)
    assert modules_of(centre.read(cohort_needs, cohort_id=cohort_id)) == [
        ("Baholash", 12.0, 12.0, True),
        ("Asosiy", 5.0, 5.0, False),
        ("Raqamli", None, 2.1, False),
    ]


def test_where_few_have_answered_no_module_is_ranked(centre: Centre, cohort_id: int) -> None:
    answered_round(centre, *[{"B1.level": 3}] * 4, cohort_id=cohort_id)
    found = centre.read(cohort_needs, cohort_id=cohort_id)
    assert (found.figures.people, found.figures.total, found.modules) == (4, None, None)


def test_a_cohort_that_was_not_asked_has_no_figures(centre: Centre, cohort_id: int) -> None:
    found = centre.read(cohort_needs, cohort_id=cohort_id)
    assert (found.figures.people, found.figures.questionnaire.code) == (0, "needs-teachers")


def test_numbers_of_complete_sheets(centre: Centre, cohort_id: int) -> None:
    answered_round(centre, *[{"H1": year} for year in (2018, 2019, 2020, 2021, 2022)], {"F1": "2020"})
    found = centre.read(survey_numbers, questionnaire_code="small")
    assert found == {"H1": NumberFigures(5, 2020.0, 2018, (2019.0, 2020.0, 2021.0), 2022)}
    assert centre.read(survey_numbers, questionnaire_code="small", where=Where(cohort_ids=frozenset({cohort_id}))) == {}
