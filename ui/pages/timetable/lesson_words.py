"""Lessons and their places in one line."""

from datetime import date

from desktop_app.i18n import _, language
from desktop_app.language.dates import weekday
from desktop_app.timetable.slots import DaySlot
from desktop_app.timetable.week import Lesson
from ui import formats


def lesson_words(lesson: Lesson) -> str:
    """When it is, what, where and by whom."""
    times = f"{lesson.starts_at:%H:%M}–{lesson.ends_at:%H:%M}"
    parts = (day_words(lesson.held_on), times, lesson.cohort, lesson.module, lesson.topic, lesson.room, lesson.trainer)
    return " · ".join(filter(None, parts))


def substitution_words(lesson: Lesson) -> str:
    """Whom it is held for, and why; empty of what was not given away."""
    if lesson.instead_of:
        return _("Instead of {trainer}: {reason}", trainer=lesson.instead_of, reason=lesson.substitution_reason)
    return _("Substituted: {reason}", reason=lesson.substitution_reason) if lesson.is_substituted else ""


def place_words(day: date, slot: DaySlot) -> str:
    """Where a lesson would stand."""
    return _("{day}, lesson {place}, {time}", day=day_words(day), place=slot.place, time=f"{slot.starts_at:%H:%M}")


def day_words(day: date) -> str:
    return f"{weekday(day, language())} {formats.date_text(day)}"
