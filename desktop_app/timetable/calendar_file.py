"""Lessons as an iCalendar file (RFC 5545), for the calendar of a telephone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from desktop_app.clock import TASHKENT
from desktop_app.timetable.week import Lesson

ZONE = "Asia/Tashkent"
# No summer time since 1992, so one offset serves; the file carries it, because many PCs have no time zone data.
OFFSET = TASHKENT.utcoffset(None) or timedelta()
MAKER = "-//Mahorat//Timetable//UZ"


def calendar_file(lessons: Sequence[Lesson], *, name: str, centre: str, centre_uuid: str, now: datetime) -> bytes:
    """The lessons as events. A lesson keeps its UID when it is moved, so that a calendar replaces it."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # A property outside the standard is written as it is unless it is said to be text.
    calendar.add("x-wr-calname", vText(name))
    calendar.add_component(_zone())
    for lesson in lessons:
        calendar.add_component(_event(lesson, centre=centre, centre_uuid=centre_uuid, now=now))
    return bytes(calendar.to_ical())


def _zone() -> Timezone:
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  (the format wants local time here)
    standard.add("tzoffsetfrom", OFFSET)
    standard.add("tzoffsetto", OFFSET)
    standard.add("tzname", "+05")
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone


def _event(lesson: Lesson, *, centre: str, centre_uuid: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"lesson-{lesson.id}@{centre_uuid}.mahorat")
    event.add("dtstamp", now)
    event.add("sequence", lesson.version - 1)
    for name, at in (("dtstart", lesson.starts_at), ("dtend", lesson.ends_at)):
        event.add(name, datetime.combine(lesson.held_on, at), parameters={"TZID": ZONE})
    event.add("summary", " · ".join(filter(None, (lesson.cohort, lesson.title))))
    event.add("location", ", ".join(filter(None, (lesson.room, centre))))
    if lesson.trainer:
        event.add("description", lesson.trainer)
    return event
