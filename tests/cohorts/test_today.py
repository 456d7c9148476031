"""The figures of today in a real database; today is Saturday 21 November 2026."""

from datetime import date, time

import pytest

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.centre import Centre
from desktop_app.cohorts.today import FirstSteps, first_steps, lessons_of, today_figures
from tests import factories

TODAY = date(2026, 11, 21)


@pytest.fixture
def programme_id(centre: Centre) -> int:
    return factories.write(centre, factories.programme()).id


def cohort_of(centre: Centre, programme_id: int, **values: object) -> int:
    return factories.write(centre, factories.cohort(programme_id, **values)).id


def test_an_empty_centre_has_done_no_step(centre: Centre) -> None:
    assert centre.read(first_steps) == FirstSteps(False, False, False)


def test_the_first_steps_are_done_one_by_one(centre: Centre, programme_id: int) -> None:
    assert centre.read(first_steps) == FirstSteps(True, False, False)
    cohort_id = cohort_of(centre, programme_id)
    assert centre.read(first_steps) == FirstSteps(True, True, False)
    factories.write(centre, factories.enrolment(cohort_id, factories.write(centre, factories.person()).id))
    assert centre.read(first_steps).are_done


def test_a_person_in_two_cohorts_studies_once(centre: Centre, programme_id: int) -> None:
    person_id = factories.write(centre, factories.person()).id
    for code in ("A-1", "A-2"):
        factories.write(centre, factories.enrolment(cohort_of(centre, programme_id, code=code), person_id))
    figures = centre.read(today_figures)
    assert (figures.cohorts, figures.studying) == (2, 1)


def test_only_cohorts_of_the_coming_week_are_ending(centre: Centre, programme_id: int) -> None:
    for code, ends_on in (("A", date(2026, 11, 28)), ("B", date(2026, 11, 29)), ("C", date(2026, 11, 20))):
        cohort_of(centre, programme_id, code=code, ends_on=ends_on)
    assert centre.read(today_figures).ending == 1


def test_finished_are_counted_since_january(centre: Centre, programme_id: int) -> None:
    cohort_id = cohort_of(centre, programme_id, state=CohortState.COMPLETED)
    for finished_on in (date(2025, 12, 31), date(2026, 1, 1), TODAY):
        person_id = factories.write(centre, factories.person()).id
        row = factories.enrolment(cohort_id, person_id, state=EnrolmentState.COMPLETED, finished_on=finished_on)
        factories.write(centre, row)
    assert centre.read(today_figures).finished == 2


def test_the_lessons_of_a_day_tell_how_many_are_marked(centre: Centre, programme_id: int) -> None:
    cohort_id = cohort_of(centre, programme_id)
    enrolments = [
        factories.write(centre, factories.enrolment(cohort_id, factories.write(centre, factories.person()).id)).id
        for _person in range(2)
    ]
    later = factories.write(centre, factories.session(cohort_id, held_on=TODAY, place_in_day=2, starts_at=time(10, 30)))
    first = factories.write(centre, factories.session(cohort_id, held_on=TODAY))
    factories.write(centre, factories.session(cohort_id, held_on=date(2026, 11, 20)))
    factories.write(centre, factories.mark(first.id, enrolments[0]))
    found = centre.read(lessons_of, TODAY)
    assert [(lesson.session_id, lesson.people, lesson.marked) for lesson in found] == [
        (first.id, 2, 1),
        (later.id, 2, 0),
    ]


def test_lessons_of_a_cancelled_cohort_are_not_held(centre: Centre, programme_id: int) -> None:
    cohort_id = cohort_of(centre, programme_id, state=CohortState.CANCELLED)
    factories.write(centre, factories.session(cohort_id, held_on=TODAY))
    assert centre.read(lessons_of, TODAY) == []
