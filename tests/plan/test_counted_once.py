"""Everybody is counted once, however many courses they have: beside the plainest way to find it out, one by one."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from desktop_app.centre import Centre
from desktop_app.plan.finished import FINISHED_STATES, OPEN_STATES, count_finished
from desktop_app.plan.population import FINISHED, period_of
from desktop_app.returns.year_view import months_of_year
from tests.factories import cohort, enrolment, person, programme, write
from tests.plan.cells import count_cells

YEAR = 2026
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
TODAY = date(2026, 11, 21)
COHORTS, PEOPLE, ENROLMENTS = 12, 8, 40

Course = tuple[Enrolment, Cohort]


@pytest.fixture(params=range(3))
def courses(request: pytest.FixtureRequest, centre: Centre) -> list[Course]:
    """Few people with many courses each, in every state, about the year."""
    chance = random.Random(request.param)
    taught = write(centre, programme())
    held = [write(centre, _cohort(chance, taught.id, number)) for number in range(COHORTS)]
    people = [write(centre, person()) for _number in range(PEOPLE)]
    pairs = chance.sample([(course, one) for course in held for one in people], ENROLMENTS)
    return [(write(centre, _enrolment(chance, course, one.id)), course) for course, one in pairs]


@pytest.mark.parametrize("as_of", [date(YEAR, 5, 20), TODAY, LAST])
def test_a_person_is_counted_by_the_first_finish_of_the_year(
    centre: Centre, courses: list[Course], as_of: date
) -> None:
    found: Counter[tuple[bool, int, str | None]] = Counter()
    for cell in centre.read(count_finished, year=YEAR, as_of=as_of):
        found[cell.is_finished, cell.month, cell.staff_group] += cell.people
    expected: Counter[tuple[bool, int, str | None]] = Counter()
    for ways in _by_person(_ways(courses, as_of)):
        _is_later, ends_on, _id, group = min(ways)
        expected[not _is_later, ends_on.month, group] += 1
    assert found == expected


def test_the_months_of_a_year_add_up_to_those_who_finished(centre: Centre, courses: list[Course]) -> None:
    months = centre.read(months_of_year, year=YEAR)
    cells = centre.read(count_cells, period_of(YEAR, TODAY.month, today=TODAY))
    in_return = sum(cell.people for cell in cells if cell.standing in FINISHED)
    assert in_return > 0
    assert sum(month.actual or 0 for month in months) == in_return


def _ways(courses: Iterable[Course], as_of: date) -> Iterable[tuple[int, tuple[bool, date, int, str | None]]]:
    """The person, then whether they finish later than the day, when, by which enrolment and of which group."""
    for row, course in courses:
        is_open = course.state in (CohortState.PLANNED, CohortState.STUDYING)
        if course.state is CohortState.CANCELLED:
            continue
        if row.state in FINISHED_STATES and row.finished_on is not None and FIRST <= row.finished_on <= LAST:
            yield row.person_id, (row.finished_on > as_of, row.finished_on, row.id, row.staff_group)
        elif row.state in OPEN_STATES and is_open and FIRST <= course.ends_on <= LAST and as_of < LAST:
            yield row.person_id, (True, course.ends_on, row.id, row.staff_group)


def _by_person(
    ways: Iterable[tuple[int, tuple[bool, date, int, str | None]]],
) -> Iterable[list[tuple[bool, date, int, str | None]]]:
    found: dict[int, list[tuple[bool, date, int, str | None]]] = {}
    for person_id, way in ways:
        found.setdefault(person_id, []).append(way)
    return found.values()


def _cohort(chance: random.Random, programme_id: int, number: int) -> Cohort:
    ends_on = date(YEAR - 1, 11, 1) + timedelta(days=chance.randrange(480))
    states = [CohortState.COMPLETED] * 5 + [CohortState.STUDYING] * 3 + [CohortState.PLANNED, CohortState.CANCELLED]
    return cohort(
        programme_id,
        code=f"G-{number}",
        state=chance.choice(states),
        starts_on=ends_on - timedelta(days=20),
        ends_on=ends_on,
    )


def _enrolment(chance: random.Random, course: Cohort, person_id: int) -> Enrolment:
    state = chance.choice([*EnrolmentState, *FINISHED_STATES, *FINISHED_STATES])
    return enrolment(
        course.id,
        person_id,
        state=state,
        enrolled_on=course.starts_on,
        staff_group=chance.choice(["PEDAGOG", "RAHBAR", None]),
        finished_on=course.ends_on if state in FINISHED_STATES else None,
    )
