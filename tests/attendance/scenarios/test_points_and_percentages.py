"""Points and percentages over the sessions taken, over all, and the most that is still possible.

The numbers are those that the scenarios of Moodle's attendance module expect (tests/behat/report.feature, and its
issues where an issue is named). A session there gives two points; here it is a lesson of two academic hours.
"""

import pytest

from db.models.cohorts import Enrolment
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import Attendance
from desktop_app.centre import Centre
from desktop_app.marks.records import Counts
from desktop_app.reference.service import set_rule
from tests.attendance.scenarios.classes import TODAY, Class, Status, class_of

ONE = "Student"


def taken(found: Attendance) -> tuple[float, float]:
    return found.attended, found.marked


def percents(found: Attendance) -> tuple[float | None, ...]:
    numbers = (found.percent_so_far, found.percent_of_plan, found.percent_best)
    return tuple(None if number is None else round(number, 1) for number in numbers)


def test_before_anything_is_taken_there_are_no_points_of_none(centre: Centre) -> None:
    """Points 0 / 0. There it is also called 0 %; here no percentage is said before the first mark."""
    found = class_of(centre, ONE, hours=[2]).of(ONE)
    assert taken(found) == (0, 0)
    assert percents(found) == (None, 0, 100)


@pytest.mark.parametrize("status", ["L", "E"])
def test_one_late_session_is_one_point_of_two(centre: Centre, status: str) -> None:
    """1 / 2 and 50 %: a status gives the share of the session that its points are of the most it can give."""
    course = class_of(centre, ONE, hours=[2])
    course.take(ONE, status)
    assert taken(course.of(ONE)) == (1, 2)
    assert course.of(ONE).percent_so_far == 50


def test_late_and_present_are_three_points_of_four(centre: Centre) -> None:
    """3 / 4 and 75 % over two sessions taken; a grade of 50 at the most becomes 37.5."""
    course = class_of(centre, ONE, hours=[2, 2])
    course.take(ONE, "EP")
    assert taken(course.of(ONE)) == (3, 4)
    assert course.of(ONE).percent_so_far == 75
    assert 50 * (course.of(ONE).percent_so_far or 0) / 100 == 37.5


@pytest.mark.parametrize("begun", [2, 3])
def test_with_a_third_session_not_taken_the_three_numbers_have_three_bases(centre: Centre, begun: int) -> None:
    """Taken 3 / 4 = 75 %, all 3 / 6 = 50 %, at most 5 / 6 = 83.3 %, whether the third is to come or not marked yet."""
    course = class_of(centre, ONE, hours=[2, 2, 2], taken=begun)
    course.take(ONE, "LP")
    found = course.of(ONE)
    assert (found.marked, found.held - found.marked) == (4, 2 * (begun - 2))
    assert (found.attended, found.planned, found.best_possible) == (3, 6, 5)
    assert percents(found) == (75, 50, 83.3)


def test_whoever_can_still_reach_less_than_the_warning_says_is_at_risk(centre: Centre) -> None:
    """The at-risk report of the same scenario: a warning below 84 %, and 83.3 % is the most that is left."""
    centre.write(set_rule, name="attendance_min_percent", valid_from=TODAY.replace(day=1), value="84")
    course = class_of(centre, ONE, "Other", hours=[2, 2, 2], taken=2)
    course.take(ONE, "LP")
    course.take("Other", "PP")
    assert not course.of(ONE).can_be_enough
    assert course.of("Other").can_be_enough


def test_five_of_ten_sessions_attended_are_half_of_the_plan_and_not_all_of_it(centre: Centre) -> None:
    """Issue 718: 100 % over what is past and 50 % over everything; neither number stands for the other."""
    course = class_of(centre, ONE, hours=[2] * 10, taken=5)
    course.take(ONE, "PPPPP")
    assert percents(course.of(ONE)) == (100, 50, 100)
    assert not course.of(ONE).is_enough


def test_six_points_of_fifty_two_are_not_the_whole_course(centre: Centre) -> None:
    """Issue 69: three sessions of 26 with full points are 6 of 52, and the other numbers say so."""
    course = class_of(centre, ONE, hours=[2] * 26, taken=3)
    course.take(ONE, "PPP")
    found = course.of(ONE)
    assert (*taken(found), found.planned) == (6, 6, 52)
    assert percents(found) == (100, 11.5, 100)


def test_one_marked_lesson_of_four_is_a_quarter(centre: Centre) -> None:
    """Issue 447: of 12 points, four lessons present are 12 and one marked lesson is 3, not 12 as well."""
    course = class_of(centre, "First", "Second", hours=[3] * 4)
    course.take("First", "PPPP")
    course.take("Second", "P...")
    assert [course.of(name).attended for name in ("First", "Second")] == [12, 3]
    assert [course.of(name).percent_of_plan for name in ("First", "Second")] == [100, 25]


def test_eighty_percent_of_five_taken_sessions_are_21_percent_of_nineteen(centre: Centre) -> None:
    """Issue 745: 80 % over the sessions taken and 21.1 % over all, of the same person on the same day."""
    course = class_of(centre, ONE, hours=[1] * 19, taken=5)
    course.take(ONE, "PPPPA")
    assert percents(course.of(ONE))[:2] == (80, 21.1)


def test_two_of_five_are_forty_percent_and_two_free_absences_make_them_two_thirds(centre: Centre) -> None:
    """Issue 114: absences that an agreement forgives are taken off both sides, 2 / 5 = 40 % becomes 2 / 3 = 67 %."""
    statuses = (Status("P", Counts.PRESENT), Status("A", Counts.ABSENT), Status("F", Counts.LEFT_OUT))
    course = class_of(centre, ONE, hours=[1] * 5, statuses=statuses)
    course.take(ONE, "PAAPA")
    assert percents(course.of(ONE)) == (40, 40, 40)
    course.take(ONE, ".FF..")
    assert (course.of(ONE).planned, course.of(ONE).left_out) == (3, 2)
    assert percents(course.of(ONE)) == (66.7, 66.7, 66.7)


@pytest.mark.parametrize(("absent", "is_warned"), [(1, False), (2, True)])
def test_the_warning_comes_with_the_absence_that_makes_ninety_percent_impossible(
    centre: Centre, absent: int, is_warned: bool
) -> None:
    """Issue 301: a tenth of ten sessions may be missed; the warning is due at the second absence, not at the end."""
    centre.write(set_rule, name="attendance_min_percent", valid_from=TODAY.replace(day=1), value="90")
    course = class_of(centre, ONE, hours=[2] * 10, taken=2)
    course.take(ONE, "P" * (2 - absent) + "A" * absent)
    assert course.of(ONE).can_be_enough is not is_warned


def test_sessions_before_somebody_enrolled_are_not_counted_as_missed(centre: Centre) -> None:
    """Issues 282 and 687: the report leaves them out of what was taken; that they cannot be attended is said apart."""
    course = class_of(centre, ONE, hours=[2] * 5, taken=4)
    _enrol_on_day(course, place=2)
    course.take(ONE, "..PP")
    found = course.of(ONE)
    assert (*taken(found), found.missed, found.gone) == (4, 4, 0, 4)
    assert percents(found) == (100, 40, 60)


def _enrol_on_day(course: Class, *, place: int) -> None:
    def change(unit: UnitOfWork) -> None:
        lesson = unit.session.get_one(Session, course.lessons[place])
        unit.session.get_one(Enrolment, course.people[ONE]).enrolled_on = lesson.held_on

    course.centre.write(change)
