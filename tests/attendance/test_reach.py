"""Who is out of reach or near it, and the percentages of cohorts; today is 21 November 2026."""

from datetime import date

import pytest

from db.models.cohorts import EnrolmentState
from desktop_app.attendance.reach import cohort_shares, is_at_risk, people_at_risk
from desktop_app.attendance.records import Attendance, AttendanceRule
from desktop_app.centre import Centre
from tests import factories

RULE = AttendanceRule(80)


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    """Of twenty hours, of which twelve have been held in six lessons: four may be missed."""
    taught = factories.write(centre, factories.programme(module_hours=(20,)))
    row = factories.write(centre, factories.cohort(taught.id))
    for day in range(2, 8):
        factories.write(centre, factories.session(row.id, held_on=date(2026, 11, day)))
    return row.id


def add(centre: Centre, cohort_id: int, surname: str, marks: str, **values: object) -> None:
    """Somebody whose lessons are marked with + or -; no sign, no mark."""
    person = factories.write(centre, factories.person(surname=surname))
    enrolment = factories.write(centre, factories.enrolment(cohort_id, person.id, **values))
    for lesson, sign in enumerate(marks, start=1):
        code = "KELDI" if sign == "+" else "KELMADI"
        factories.write(centre, factories.mark(lesson, enrolment.id, kind_code=code))


def test_who_is_out_of_reach_stands_before_who_is_near_it(centre: Centre, cohort_id: int) -> None:
    for surname, marks in (("Aliyeva", "++++++"), ("Boboyeva", "+--"), ("Choriyeva", "---+"), ("Davlatova", "-+++")):
        add(centre, cohort_id, surname, marks)
    found = centre.read(people_at_risk)
    assert [(line.name.split()[0], line.is_lost) for line in found] == [("Choriyeva", True), ("Boboyeva", False)]


def test_who_left_and_who_walked_in_are_nobodys_worry_here(centre: Centre, cohort_id: int) -> None:
    add(centre, cohort_id, "Aliyeva", "------", state=EnrolmentState.EXPELLED, left_on=date(2026, 11, 9))
    add(centre, cohort_id, "Boboyeva", "------", state=EnrolmentState.WALK_IN)
    assert centre.read(people_at_risk) == []
    (line,) = centre.read(cohort_shares)
    assert line.hours.people == 0


@pytest.mark.parametrize(
    ("attended", "missed", "is_told"),
    [
        pytest.param(10, 0, False, id="all is open"),
        pytest.param(10, 2, False, id="one more lesson may be missed"),
        pytest.param(10, 3, True, id="one hour may be missed, a lesson has two"),
        pytest.param(10, 4, True, id="nothing may be missed"),
        pytest.param(10, 5, True, id="out of reach"),
        pytest.param(16, 4, False, id="enough already"),
    ],
)
def test_at_risk_is_who_one_more_lesson_would_cost_it(attended: float, missed: float, *, is_told: bool) -> None:
    found = Attendance(attended, missed, 0, 20, RULE)
    assert is_at_risk(found, lesson_hours=2) is is_told


def test_without_a_threshold_nobody_is_at_risk() -> None:
    assert not is_at_risk(Attendance(0, 20, 0, 20, AttendanceRule(None)), lesson_hours=2)


def test_the_hours_of_a_cohort_are_those_of_its_people_together(centre: Centre, cohort_id: int) -> None:
    add(centre, cohort_id, "Aliyeva", "++++++")
    add(centre, cohort_id, "Boboyeva", "++--")
    (line,) = centre.read(cohort_shares)
    assert (line.code, line.hours.people, line.hours.unmarked, line.hours.at_risk) == ("MAT-26/11", 2, 4, 1)
    assert (line.hours.percent_so_far, line.hours.percent_of_plan, line.hours.percent_best) == (80, 40, 90)


def test_a_cohort_that_begins_tomorrow_has_no_percentages(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme())
    factories.write(centre, factories.cohort(taught.id, starts_on=date(2026, 11, 22)))
    assert centre.read(cohort_shares) == []
