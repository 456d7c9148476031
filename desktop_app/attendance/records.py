"""What marks and attendance look like outside the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from desktop_app.i18n import _, language
from desktop_app.language.numbers import number, percent
from desktop_app.reference.records import Names


class Counts(StrEnum):
    """What a kind of mark counts as."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


@dataclass(frozen=True)
class MarkKind:
    """A kind of mark of the centre's own list: its letter in the journal, and what it counts as."""

    code: str
    letter: str
    counts: Counts
    names: Names


@dataclass(frozen=True)
class MarkChange:
    """The mark that a person is to have for a lesson, or had; no kind: not marked."""

    enrolment_id: int
    session_id: int
    kind_code: str | None


@dataclass(frozen=True)
class Attendance:
    """What one person's marks come to, in academic hours, against the hours of the programme.

    ``held`` hours are of lessons that have begun; ``unmarked`` ones of them have no mark yet and count neither way.
    """

    attended: int
    missed: int
    unmarked: int
    planned: int
    threshold_percent: float

    @property
    def held(self) -> int:
        return self.attended + self.missed + self.unmarked

    @property
    def best_possible(self) -> int:
        """The hours attended if nothing more is missed."""
        return self.planned - self.missed

    @property
    def is_enough(self) -> bool:
        return self.attended * 100 >= self.threshold_percent * self.planned

    @property
    def can_be_enough(self) -> bool:
        return self.best_possible * 100 >= self.threshold_percent * self.planned

    @property
    def may_still_miss(self) -> int:
        """Whole hours that can be missed from now on without falling below the threshold."""
        return max(0, int(self.best_possible - self.threshold_percent * self.planned / 100))

    @property
    def percent_so_far(self) -> float | None:
        """Of the hours marked; None before the first mark."""
        marked = self.attended + self.missed
        return 100 * self.attended / marked if marked else None

    @property
    def text(self) -> str:
        """The whole reckoning in a sentence, for the card of a person."""
        facts = {
            "attended": self.attended,
            "planned": self.planned,
            "share": percent(self.attended, self.planned, language()),
            "threshold": number(self.threshold_percent, 0, language()),
            "spare": self.may_still_miss,
        }
        if self.is_enough:
            return _(
                "{attended} of {planned} hours attended = {share}; the threshold of {threshold}% is reached.", **facts
            )
        if self.can_be_enough:
            return _(
                "{attended} of {planned} hours attended = {share}; threshold {threshold}%; {spare} more may be missed.",
                **facts,
            )
        return _(
            "{attended} of {planned} hours attended = {share}; the threshold of {threshold}% can no longer be reached.",
            **facts,
        )


@dataclass(frozen=True)
class Lesson:
    """A lesson as it counts for one person; ``is_for`` is False before they came by a transfer and after they left."""

    module: str
    hours: int
    counts: Counts | None
    is_for: bool = True


@dataclass(frozen=True)
class ModuleStanding:
    """Academic hours of a module for one person; ``open`` ones are to come or not marked yet."""

    title: str
    total: int
    carried: int
    attended: int
    open: int

    @property
    def counted(self) -> int:
        return min(self.total, self.carried + self.attended)

    @property
    def missing(self) -> int:
        """Hours that nothing in the timetable can bring any more."""
        return self.total - min(self.total, self.carried + self.attended + self.open)


@dataclass(frozen=True)
class GridSession:
    """A column of the register."""

    id: int
    held_on: date
    place_in_day: int
    starts_at: time
    hours: int
    module_title: str


@dataclass(frozen=True)
class GridPerson:
    """A row of the register; marks are refused from ``left_on`` on, and for who ``is_markable`` no more.

    ``joined_on`` is when somebody came by a transfer: lessons before it are not theirs.
    """

    enrolment_id: int
    name: str
    is_markable: bool
    left_on: date | None
    attendance: Attendance
    joined_on: date | None = None


@dataclass(frozen=True)
class AttendanceGrid:
    """The register of a cohort. ``marks`` holds kind codes by enrolment and session; what is absent is unmarked."""

    cohort_id: int
    cohort_code: str
    today: date
    is_open: bool
    sessions: tuple[GridSession, ...]
    people: tuple[GridPerson, ...]
    kinds: tuple[MarkKind, ...]
    marks: Mapping[tuple[int, int], str]

    @property
    def presence(self) -> MarkKind | None:
        """The plain presence: the first kind of the list that counts as present."""
        return next((kind for kind in self.kinds if kind.counts is Counts.PRESENT), None)

    def may_mark(self, person: GridPerson, session: GridSession) -> bool:
        """Whether ``set_marks`` would take a mark here: the lesson has begun and the person was still there."""
        was_there = person.is_markable or person.left_on is not None
        is_before_leaving = person.left_on is None or session.held_on < person.left_on
        has_come = person.joined_on is None or session.held_on >= person.joined_on
        return self.is_open and session.held_on <= self.today and was_there and has_come and is_before_leaving
