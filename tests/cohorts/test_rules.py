"""Rules of cohorts, without a database."""

from datetime import date

import pytest

from desktop_app.cohorts.records import CohortState, DayTooLong, OrderLate, SizeUnusual, WeekTooLong
from desktop_app.cohorts.rules import (
    admission_due,
    hours_warnings,
    lesson_days,
    next_code,
    order_warnings,
    require_open,
    return_due,
    seen,
    size_warnings,
)
from desktop_app.errors import Invalid, Refused
from desktop_app.reference.rules import WorkingCalendar
from tests import factories

RULES = factories.rules()
SIX_DAYS = WorkingCalendar(6, {})
EVERY_DAY = WorkingCalendar(7, {})
MONDAY = date(2026, 11, 2)


@pytest.mark.parametrize(("people", "is_unusual"), [(24, True), (25, False), (30, False), (31, True)])
def test_a_cohort_should_have_25_to_30_people(people: int, is_unusual: bool) -> None:
    assert size_warnings(people, RULES) == ([SizeUnusual(people, 25, 30)] if is_unusual else [])


def test_an_admission_order_later_than_three_days_is_named() -> None:
    starts_on = date(2024, 12, 3)
    assert order_warnings(starts_on, date(2024, 12, 9), RULES) == [OrderLate(date(2024, 12, 9), date(2024, 12, 6))]
    assert order_warnings(starts_on, admission_due(starts_on, RULES), RULES) == []
    assert order_warnings(starts_on, None, RULES) == []


def test_36_hours_in_three_days_are_twelve_a_day() -> None:
    (warning,) = hours_warnings(36, starts_on=MONDAY, ends_on=date(2026, 11, 4), calendar=SIX_DAYS, rules=RULES)
    assert warning == DayTooLong(36, 3, 6)
    assert warning.hours_a_day == 12


def test_36_hours_in_a_week_of_six_days_are_usual() -> None:
    ends_on = date(2026, 11, 7)
    assert hours_warnings(36, starts_on=MONDAY, ends_on=ends_on, calendar=SIX_DAYS, rules=RULES) == []


def test_a_week_of_seven_full_days_is_too_long() -> None:
    ends_on = date(2026, 11, 8)
    warnings = hours_warnings(42, starts_on=MONDAY, ends_on=ends_on, calendar=EVERY_DAY, rules=RULES)
    assert warnings == [WeekTooLong(MONDAY, 42, 36)]


def test_lessons_skip_sundays_and_holidays_and_use_moved_working_days() -> None:
    calendar = WorkingCalendar(5, {date(2026, 12, 8): False, date(2026, 12, 12): True})
    days = list(lesson_days([2] * 18, starts_on=date(2026, 12, 7), calendar=calendar, rules=RULES))
    assert sorted(set(days)) == [date(2026, 12, n) for n in (7, 9, 10, 11, 12, 14)]
    assert days.count(date(2026, 12, 7)) == 3


def test_no_week_gets_more_than_36_hours() -> None:
    days = list(lesson_days([2] * 21, starts_on=MONDAY, calendar=EVERY_DAY, rules=RULES))
    assert days[17] == date(2026, 11, 7)
    assert days[18] == date(2026, 11, 9)


def test_a_calendar_without_working_days_is_said_and_not_searched_for_ever() -> None:
    with pytest.raises(Invalid):
        list(lesson_days([2], starts_on=MONDAY, calendar=WorkingCalendar(0, {}), rules=RULES))


def test_the_next_code_follows_the_highest_of_its_year() -> None:
    taken = ["TV-26-002", "TV-26-013", "TV-25-077", "TV-26-13a", "MAT-26/11"]
    assert next_code("TV", 2026, taken) == "TV-26-014"
    assert next_code("TV", 2027, taken) == "TV-27-001"


@pytest.mark.parametrize("state", [CohortState.COMPLETED, CohortState.CANCELLED])
def test_a_closed_cohort_says_its_code_and_why(state: CohortState) -> None:
    with pytest.raises(Refused) as refusal:
        require_open("TV-26-014", state)
    assert refusal.value.facts["cohort"] == "TV-26-014"


def test_whoever_has_no_mark_of_presence_in_the_first_days_has_not_come() -> None:
    assert seen([1, 2, 3], marked=[1, 2], present=[1]) == {1}


def test_the_order_is_the_witness_where_nobody_has_been_marked() -> None:
    assert seen([1, 2], marked=[], present=[]) == {1, 2}


def test_a_return_is_due_early_in_the_next_month() -> None:
    assert return_due(date(2026, 12, 31), RULES) == date(2027, 1, 5)
    assert return_due(date(2026, 2, 1), RULES) == date(2026, 3, 5)
