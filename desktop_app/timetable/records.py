"""What lessons look like outside the database."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class PlannedSession:
    """A lesson before it is kept; ``place_in_day`` counts from 1, ``hours`` are academic."""

    held_on: date
    place_in_day: int
    starts_at: time
    hours: int
    module_id: int | None


@dataclass(frozen=True)
class SessionRecord(PlannedSession):
    """A lesson of a cohort and how many people have been marked for it."""

    id: int
    module_title: str
    marks: int
    version: int


@dataclass(frozen=True)
class Timetable:
    """What making a timetable gave."""

    sessions: int
    hours: int
    last_on: date
