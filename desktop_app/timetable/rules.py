"""Laying the lessons of a programme over working days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from desktop_app.cohorts.rules import lesson_days
from desktop_app.programmes.records import Part
from desktop_app.programmes.rules import lessons_of
from desktop_app.reference.rules import Rules, WorkingCalendar
from desktop_app.timetable.records import PlannedSession


def propose_sessions(
    parts: Sequence[Part], *, starts_on: date, calendar: WorkingCalendar, rules: Rules
) -> list[PlannedSession]:
    """The parts in order, as lessons from the first working day on; see ``lesson_days`` for the limits kept."""
    lessons = list(lessons_of(parts, lesson_hours=rules.lesson_hours))
    days = lesson_days((lesson.hours for lesson in lessons), starts_on=starts_on, calendar=calendar, rules=rules)
    sessions = []
    for day, of_day in groupby(zip(days, lessons, strict=True), key=lambda pair: pair[0]):
        for place, (_day, lesson) in enumerate(of_day, start=1):
            begins = start_of_lesson(place, rules)
            sessions.append(PlannedSession(day, place, begins, lesson.hours, lesson.module_id))
    return sessions


def start_of_lesson(place_in_day: int, rules: Rules) -> time:
    """When the n-th lesson of a day begins, breaks counted."""
    minutes = (place_in_day - 1) * (rules.lesson_minutes + rules.break_minutes)
    first = datetime.combine(date.min, rules.first_lesson_at)
    return (first + timedelta(minutes=minutes)).time()
