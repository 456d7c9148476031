"""People who came and were not on the list, as screens see them, and what recognising one would do."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop_app.cohorts.hindrances import Hindrance, HindranceKind


@dataclass(frozen=True)
class WalkInRecord:
    """Somebody who waits to be recognised; ``marks`` is how many lessons they are marked for."""

    enrolment_id: int
    name: str
    cohort_id: int
    cohort_code: str
    came_at: datetime
    noted_by: str
    code: str
    note: str
    marks: int
    first_on: date | None
    last_on: date | None
    is_open: bool


@dataclass(frozen=True)
class Clash:
    """A lesson for which both have a mark: ``kept`` is the real person's, ``other`` the walk-in's, in words."""

    session_id: int
    held_on: date
    place_in_day: int
    kept: str
    other: str


@dataclass(frozen=True)
class Recognition:
    """What recognising would do; ``hindrance`` is what stops it, or wants a reason where it is a repeated course."""

    name: str
    person_name: str
    is_enrolled: bool
    moving: int
    clashes: tuple[Clash, ...]
    hindrance: Hindrance | None = None

    @property
    def wants_reason(self) -> bool:
        return self.hindrance is not None and self.hindrance.kind is HindranceKind.REPEAT


@dataclass(frozen=True)
class Recognised:
    """The person's own enrolment, and how many marks moved to it and how many gave way to its own."""

    enrolment_id: int
    moved: int
    given_up: int
