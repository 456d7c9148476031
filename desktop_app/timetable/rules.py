"""Laying the lessons of a programme over working days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

from desktop_app.cohorts.rules import lesson_days
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.programmes.records import Part, StageRecord
from desktop_app.programmes.rules import lessons_of, stage_shares
from desktop_app.reference.rules import Rules, WorkingCalendar
from desktop_app.timetable.records import PlannedSession

# A working day is looked for that far: two months without one are a mistake in the calendar.
LONGEST_BREAK_DAYS = 60


@dataclass(frozen=True)
class Stretch:
    """Days that a course is held in, and what is taught in them; ``stage`` is the place of its stage, 0 for none."""

    parts: tuple[Part, ...]
    starts_on: date
    ends_on: date
    stage: int = 0

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def stretches_of(
    parts: Sequence[Part],
    stages: Sequence[StageRecord],
    *,
    starts_on: date,
    ends_on: date,
    stage_id: int | None = None,
) -> list[Stretch]:
    """When the parts are taught: within the days of their stages where a course has these, else from first to last day.

    A cohort of one stage is taught the part of the hours that falls to it, in the programme's order. A stage is held
    within the cohort's days too, and where it has none of its own, in all of them.
    """
    whole = [Stretch(tuple(parts), starts_on, ends_on)]
    if stage_id is None and not all(stage.starts_on and stage.ends_on for stage in stages):
        return whole
    return [
        Stretch(
            tuple(share),
            max(starts_on, stage.starts_on or starts_on),
            min(ends_on, stage.ends_on or ends_on),
            place,
        )
        for place, (stage, share) in enumerate(zip(stages, _shares(parts, stages), strict=True), start=1)
        if stage_id is None or stage.id == stage_id
    ] or whole


def propose_sessions(
    parts: Sequence[Part],
    *,
    starts_on: date,
    calendar: WorkingCalendar,
    rules: Rules,
    first_at: time | None = None,
) -> list[PlannedSession]:
    """The parts in order, as lessons from the first working day on; see ``lesson_days`` for the limits kept.

    ``first_at`` is when the first lesson of a day begins, by the rules unless the shift says otherwise.
    """
    lessons = list(lessons_of(parts, lesson_hours=rules.lesson_hours))
    days = lesson_days((lesson.hours for lesson in lessons), starts_on=starts_on, calendar=calendar, rules=rules)
    sessions = []
    for day, of_day in groupby(zip(days, lessons, strict=True), key=lambda pair: pair[0]):
        for place, (_day, lesson) in enumerate(of_day, start=1):
            begins = start_of_lesson(place, rules, first_at=first_at)
            minutes = minutes_of(lesson.hours, rules)
            kind = lesson.kind or ""
            sessions.append(
                PlannedSession(day, place, begins, lesson.hours, lesson.module_id, minutes, kind, lesson.topic_id)
            )
    return sessions


def with_teaching(
    lessons: Iterable[PlannedSession], *, room_id: int | None, trainers: Mapping[int | None, int]
) -> list[PlannedSession]:
    """The lessons in a room, each with the trainer of its module."""
    return [replace(lesson, room_id=room_id, trainer_id=trainers.get(lesson.module_id)) for lesson in lessons]


def start_of_lesson(place_in_day: int, rules: Rules, *, first_at: time | None = None) -> time:
    """When the n-th lesson of a day begins, breaks counted. Raises Invalid where the day is over before."""
    minutes = (place_in_day - 1) * (rules.lesson_minutes + rules.break_minutes)
    first = datetime.combine(date.min, first_at or rules.first_lesson_at)
    begins = first + timedelta(minutes=minutes)
    if begins.date() != date.min:
        raise Invalid(
            "day_too_long", N_("The day is over before lesson {place}."), field="place_in_day", place=place_in_day
        )
    return begins.time()


def minutes_of(hours: int, rules: Rules) -> int:
    """How long so many academic hours last as one lesson."""
    return rules.lesson_minutes * hours // rules.lesson_hours


def working_days_on(day: date, steps: int, calendar: WorkingCalendar) -> date:
    """The working day so many steps later, or earlier for a negative number."""
    direction = timedelta(days=1 if steps > 0 else -1)
    for _step in range(abs(steps)):
        day = _next_working(day + direction, direction, calendar)
    return day


def do_overlap(one: PlannedSession, other: PlannedSession) -> bool:
    """Whether two lessons of a day share a moment; one may begin the minute another ends."""
    return one.held_on == other.held_on and one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _next_working(day: date, direction: timedelta, calendar: WorkingCalendar) -> date:
    for _day in range(LONGEST_BREAK_DAYS):
        if calendar.is_working(day):
            return day
        day += direction
    raise Invalid("calendar_empty", N_("The calendar has too few working days for these lessons."))


def _shares(parts: Sequence[Part], stages: Sequence[StageRecord]) -> Iterator[list[Part]]:
    taught = sum(part.hours for part in parts)
    for share in stage_shares(taught, [stage.hours for stage in stages]):
        yield list(_between(parts, share))


def _between(parts: Sequence[Part], share: range) -> Iterator[Part]:
    """What of the parts lies in a share of the hours of the whole."""
    begun = 0
    for part in parts:
        hours = min(share.stop, begun + part.hours) - max(share.start, begun)
        if hours > 0:
            yield replace(part, hours=hours)
        begun += part.hours
