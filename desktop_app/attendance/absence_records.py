"""Absences that were announced or explained, as they are typed and shown."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop_app.attendance.records import MarkChange
from desktop_app.marks.records import MarkKind
from desktop_app.reference.records import ListItem


class AbsenceView(StrEnum):
    """Which absences a list shows: all, those that are not over, or those that no paper proves."""

    ALL = "all"
    COMING = "coming"
    UNPROVEN = "unproven"


@dataclass(frozen=True)
class AbsenceDraft:
    """An absence as it is typed; of the whole cohort without an ``enrolment_id``, new with the ``id`` 0.

    It reaches from lesson ``first_place`` of its first day to ``last_place`` of its last one, or over whole days.
    """

    cohort_id: int
    enrolment_id: int | None
    starts_on: date
    ends_on: date
    kind_code: str
    first_place: int | None = None
    last_place: int | None = None
    reason_code: str | None = None
    document: str = ""
    note: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class AbsenceRecord:
    """A line of a list of absences; ``name`` is empty for the whole cohort. ``files`` are the scans kept with it."""

    draft: AbsenceDraft
    cohort_code: str
    name: str
    kind: str
    reason: str
    files: int
    noted_at: datetime
    noted_by: str
    is_open: bool

    @property
    def id(self) -> int:
        return self.draft.id


@dataclass(frozen=True)
class CoveredMark:
    """A mark of a lesson that an absence covers, to be named."""

    enrolment_id: int
    session_id: int
    name: str
    held_on: date
    place_in_day: int


@dataclass(frozen=True)
class SavedAbsence:
    """``overlaps`` are other absences of the same days; ``absent`` are the marks that could be turned."""

    id: int
    overlaps: tuple[AbsenceRecord, ...]
    absent: tuple[CoveredMark, ...]


@dataclass(frozen=True)
class TurnedMarks:
    """Plain absences as they were, and what was made of them: to be taken back unless changed since."""

    before: tuple[MarkChange, ...]
    after: tuple[MarkChange, ...]


@dataclass(frozen=True)
class TakenBack:
    """An absence that was taken back with its scans, and the marks of its kind that stay in the register."""

    draft: AbsenceDraft
    files: tuple[tuple[str, bytes], ...]
    stay: tuple[CoveredMark, ...]


@dataclass(frozen=True)
class AbsenceChoices:
    """What can be chosen for an absence in a cohort; ``people`` by enrolment in Uzbek order.

    ``day`` is that of the lesson from which the absence is noted.
    """

    cohort_id: int
    cohort_code: str
    starts_on: date
    ends_on: date
    people: tuple[tuple[int, str], ...]
    kinds: tuple[MarkKind, ...]
    reasons: tuple[ListItem, ...]
    day: date | None = None
