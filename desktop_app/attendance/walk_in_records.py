"""People who came and were not on the list, as screens see them, and what recognising one would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.models.cohorts import EnrolmentState
from desktop_app.attendance.absence_records import TakenBack
from desktop_app.cohorts.hindrances import Hindrance, HindranceKind

# What a row says, column by column.
Values = Mapping[str, Any]


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
class BeforeRecognition:
    """How a walk-in and the person stood in the register before the one was recognised as the other.

    ``known`` is the row of the walk-in and ``marks`` are theirs, ``own`` the person's marks in the same lessons.
    ``state`` is that of the person's enrolment, None where there was none.
    """

    name: str
    since: date
    known: Values
    marks: tuple[Values, ...]
    own: tuple[Values, ...]
    state: EnrolmentState | None
    absence_reason_code: str | None


@dataclass(frozen=True)
class Recognised:
    """What recognising somebody did, all that undoing it needs.

    ``marks`` are the person's in the lessons of the walk-in as they stand now, ``given_up`` how many of the walk-in's
    gave way to the person's own. ``carried`` are the ids of what went along by table, ``rows`` those of printed sheets.
    """

    enrolment_id: int
    moved: int
    given_up: int
    before: BeforeRecognition
    marks: tuple[Values, ...]
    carried: Mapping[str, tuple[int, ...]]
    rows: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Dismissed:
    """Somebody taken out of the register, and all that undoing it needs.

    ``former`` is the enrolment that is gone, ``known`` the row of the walk-in, without its number as ``marks`` and
    ``scans`` are; ``rows`` are those of printed sheets.
    """

    former: int
    name: str
    cohort_id: int
    since: date
    known: Values
    marks: tuple[Values, ...]
    scans: tuple[Values, ...]
    absences: tuple[TakenBack, ...]
    rows: tuple[tuple[int, int], ...]
