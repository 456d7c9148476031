"""What badges that were read say of the lessons of a day; nothing here knows the database or the clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import ceil

from desktop_app.marks.records import Counts, MarkKind, MarkValue
from desktop_app.marks.rules import weigh
from desktop_app.reference.rules import Rules

# Two readings of one badge so soon after each other are one hand that held it there too long.
DOUBLE = timedelta(seconds=60)
# Who goes out for less of a lesson has not missed it; who is there for less has not come to it.
GRACE = timedelta(minutes=5)
# A longer break parts the day into blocks, and people go out to eat.
LONG_BREAK = timedelta(minutes=30)

_MINUTE = timedelta(minutes=1)


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


@dataclass(frozen=True)
class DayLesson:
    """A lesson of the day; ``hours`` are academic."""

    id: int
    place_in_day: int
    starts_at: datetime
    ends_at: datetime
    hours: int


@dataclass(frozen=True)
class Stay:
    """From when until when somebody was inside; no ``left``: still is."""

    came: datetime
    left: datetime | None = None

    def within(self, lesson: DayLesson) -> timedelta:
        """How long of the lesson; who has not left is taken to stay."""
        left = lesson.ends_at if self.left is None else min(self.left, lesson.ends_at)
        return max(left - max(self.came, lesson.starts_at), timedelta(0))


@dataclass(frozen=True)
class DoorKinds:
    """The kinds of a set that a door can tell."""

    present: MarkKind
    late: MarkKind
    absent: MarkKind


def door_kinds(kinds: Iterable[MarkKind]) -> DoorKinds | None:
    """The plain presence, the one that lateness is noted with, and the plain absence; None where one is missing."""
    every = list(kinds)
    present = [kind for kind in every if kind.counts is Counts.PRESENT]
    absent = [kind for kind in every if kind.counts is Counts.ABSENT]
    if not present or not absent:
        return None
    return DoorKinds(present[0], present[min(1, len(present) - 1)], absent[0])


def readings(scans: Sequence[datetime], lessons: Sequence[DayLesson]) -> Iterator[tuple[datetime, Direction]]:
    """Each reading of a day with its direction: in, then out, and so on.

    Who is inside and reads the badge at the beginning of a later block has gone out without it, and comes in again.
    """
    came: datetime | None = None
    for at in scans:
        if came is not None and _break_before(came, at, lessons) is None:
            came = None
            yield at, Direction.OUT
        else:
            came = at
            yield at, Direction.IN


def stays(scans: Sequence[datetime], lessons: Sequence[DayLesson]) -> list[Stay]:
    """When somebody was inside; who went out without the badge did so when the long break began."""
    found: list[Stay] = []
    for at, direction in readings(scans, lessons):
        if direction is Direction.OUT:
            found[-1] = Stay(found[-1].came, at)
            continue
        if found and found[-1].left is None:
            found[-1] = Stay(found[-1].came, _break_before(found[-1].came, at, lessons))
        found.append(Stay(at))
    return found


def is_inside(found: Sequence[Stay]) -> bool:
    return bool(found) and found[-1].left is None


def is_due(lesson: DayLesson, found: Sequence[Stay], lessons: Iterable[DayLesson], *, now: datetime) -> bool:
    """Whether a mark is to be made of the stays: the lesson has begun, or is the one that somebody inside came for."""
    if lesson.starts_at <= now or not is_inside(found):
        return lesson.starts_at <= now
    return lesson == next((each for each in lessons if each.ends_at > found[-1].came + GRACE), None)


def mark_of(lesson: DayLesson, found: Iterable[Stay], kinds: DoorKinds, rules: Rules) -> MarkValue | None:
    """The mark of a lesson; None for who was not there, which is no absence as long as they may come.

    Late are the whole minutes after the start. Time away after coming, be it the rest of the lesson, is missed if it
    is longer than the grace, rounded up to whole academic hours; so is what a lateness beyond the rule costs.
    """
    there = [stay for stay in found if stay.within(lesson)]
    inside = sum((stay.within(lesson) for stay in there), timedelta(0))
    if inside <= GRACE:
        return None
    came = max(there[0].came, lesson.starts_at)
    late = (came - lesson.starts_at) // _MINUTE
    kind = kinds.late if late else kinds.present
    value = MarkValue(kind.code, late_minutes=late or None)
    away = lesson.ends_at - came - inside
    if away <= GRACE:
        return value
    academic_hour = (lesson.ends_at - lesson.starts_at) / lesson.hours
    missed = max(ceil(away / academic_hour), ceil(weigh(lesson.hours, value, kind, rules).missed))
    return MarkValue(kinds.absent.code, missed_hours=missed if missed < lesson.hours else None)


def _break_before(came: datetime, at: datetime, lessons: Sequence[DayLesson]) -> datetime | None:
    """When the long break began that lies between two readings, if the second one is at the beginning of a block."""
    for before, first in pairwise(lessons):
        gap = first.starts_at - before.ends_at
        begins = before.ends_at + gap / 2
        late_enough = first.starts_at + (first.ends_at - first.starts_at) / 2
        if gap >= LONG_BREAK and came < before.ends_at and begins <= at <= late_enough:
            return before.ends_at
    return None
