"""Laying lessons out, without a database."""

from datetime import date, time

from desktop_app.programmes.records import Part
from desktop_app.reference.rules import WorkingCalendar
from desktop_app.timetable.rules import propose_sessions, start_of_lesson
from tests import factories

RULES = factories.rules()
SIX_DAYS = WorkingCalendar(6, {})
MONDAY = date(2026, 11, 2)


def test_36_hours_are_a_week_of_six_days_with_three_lessons_of_two_hours() -> None:
    sessions = propose_sessions([Part(1, 36)], starts_on=MONDAY, calendar=SIX_DAYS, rules=RULES)
    assert len(sessions) == 18
    assert {session.hours for session in sessions} == {2}
    assert (sessions[0].held_on, sessions[-1].held_on) == (MONDAY, date(2026, 11, 7))
    assert [session.place_in_day for session in sessions[:4]] == [1, 2, 3, 1]


def test_144_hours_are_four_weeks_and_no_sunday() -> None:
    sessions = propose_sessions([Part(1, 144)], starts_on=MONDAY, calendar=SIX_DAYS, rules=RULES)
    assert len(sessions) == 72
    assert sessions[-1].held_on == date(2026, 11, 28)
    assert all(session.held_on.weekday() != 6 for session in sessions)


def test_modules_follow_each_other_and_an_odd_hour_is_a_short_lesson() -> None:
    sessions = propose_sessions([Part(1, 3), Part(None, 4)], starts_on=MONDAY, calendar=SIX_DAYS, rules=RULES)
    assert [(session.module_id, session.hours) for session in sessions] == [(1, 2), (1, 1), (None, 2), (None, 2)]
    assert sessions[3].held_on == date(2026, 11, 3)


def test_a_course_that_is_to_start_on_a_sunday_starts_on_monday() -> None:
    sessions = propose_sessions([Part(1, 2)], starts_on=date(2026, 11, 1), calendar=SIX_DAYS, rules=RULES)
    assert sessions[0].held_on == MONDAY


def test_lessons_of_80_minutes_have_a_break_between_them() -> None:
    assert [start_of_lesson(place, RULES) for place in (1, 2, 3)] == [time(8, 30), time(10), time(11, 30)]
