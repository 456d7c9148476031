"""What a badge that was read comes to, and what the door looks like at a moment."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from desktop_app.attendance.scan_rules import Direction


class ScanOutcome(StrEnum):
    """``DOUBLE`` was read a moment ago and is not kept again; ``UNKNOWN`` waits until its cohort is chosen."""

    IN = "in"
    OUT = "out"
    DOUBLE = "double"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TypedMark:
    """A mark that a person made and the door left alone; both marks in words."""

    place_in_day: int
    kept: str
    other: str


@dataclass(frozen=True)
class DoorChoice:
    """A cohort in whose register an unknown code can be put."""

    cohort_id: int
    code: str


@dataclass(frozen=True)
class ScanResult:
    """What one reading came to.

    ``late_minutes`` and ``missed_hours`` are of the lesson that it begins or ends in; ``place_in_day`` of that lesson.
    ``old_cohort``: the badge is of a cohort that the person has left by a transfer. ``clock_behind``: the newest
    reading before this one is later than it, so a clock is wrong. ``choices`` are for an unknown code.
    """

    outcome: ScanOutcome
    at: datetime
    code: str
    scan_id: int = 0
    enrolment_id: int = 0
    name: str = ""
    cohort_id: int = 0
    cohort_code: str = ""
    is_walk_in: bool = False
    place_in_day: int = 0
    late_minutes: int | None = None
    missed_hours: int | None = None
    old_cohort: str = ""
    typed: tuple[TypedMark, ...] = ()
    clock_behind: datetime | None = None
    choices: tuple[DoorChoice, ...] = ()


@dataclass(frozen=True)
class TakenBackScan:
    """Whose reading it was, and which marks stay although it is gone."""

    name: str
    typed: tuple[TypedMark, ...] = ()


@dataclass(frozen=True)
class DoorReading:
    """A line of what was read last."""

    scan_id: int
    at: datetime
    direction: Direction
    enrolment_id: int
    name: str
    cohort_code: str


@dataclass(frozen=True)
class DoorCohort:
    """A cohort that has lessons today: how many people are on its list, inside now, and came at all.

    ``is_over``: its last lesson has ended.
    """

    cohort_id: int
    code: str
    rooms: str
    starts_at: time
    ends_at: time
    people: int
    inside: int
    came: int
    is_over: bool


@dataclass(frozen=True)
class Door:
    """What the station shows."""

    cohorts: tuple[DoorCohort, ...]
    readings: tuple[DoorReading, ...]


@dataclass(frozen=True)
class ClosedCohort:
    """What closing the day does to a cohort: marks by what they count as; ``open_lessons`` are not over yet."""

    cohort_id: int
    code: str
    present: int
    absent: tuple[str, ...]
    open_lessons: int
