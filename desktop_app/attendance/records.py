"""What marks and attendance look like outside the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from math import ceil, floor

from desktop_app.i18n import _, _n, language
from desktop_app.language.numbers import percent, short_number
from desktop_app.marks.records import Counts, MarkKind, MarkValue, Weighed

# Shares of an hour are hundredths: what is smaller than this is no difference.
_NOTHING = 1e-6


@dataclass(frozen=True)
class MarkChange:
    """The mark that a person is to have for a lesson, or had; no value: not marked."""

    enrolment_id: int
    session_id: int
    value: MarkValue | None


@dataclass(frozen=True)
class AttendanceRule:
    """What a person must have attended: ``min_percent`` of the hours, or ``max_missed`` of them missed at most.

    ``is_rounded``: the percentage is rounded to a whole one before it is compared.
    """

    min_percent: float | None
    max_missed: int | None = None
    is_rounded: bool = False

    @property
    def is_set(self) -> bool:
        """Whether anything is asked at all."""
        return self.min_percent is not None or self.max_missed is not None

    def needed_of(self, planned: float) -> float:
        """The least academic hours, of those planned for the person, that are enough."""
        least = 0.0
        if self.min_percent is not None:
            bound = self.min_percent - 0.5 if self.is_rounded else self.min_percent
            least = max(least, bound * planned / 100)
        if self.max_missed is not None:
            least = max(least, planned - self.max_missed)
        return least


@dataclass(frozen=True)
class Attendance:
    """What one person's marks come to, in academic hours, against the hours of the programme.

    ``attended``, ``missed``, ``unmarked`` and ``left_out`` are of lessons that have begun; ``unmarked`` ones count
    neither way yet, and ``left_out`` ones are not asked of this person at all. ``gone`` hours were held before the
    person came: nobody counts them as missed, and nobody can attend them any more.
    """

    attended: float
    missed: float
    unmarked: float
    programme_hours: float
    rule: AttendanceRule
    left_out: float = 0
    gone: float = 0

    @property
    def planned(self) -> float:
        """The hours that are asked of this person."""
        return self.programme_hours - self.left_out

    @property
    def marked(self) -> float:
        return self.attended + self.missed

    @property
    def held(self) -> float:
        return self.marked + self.unmarked

    @property
    def best_possible(self) -> float:
        """The hours attended if nothing more is missed."""
        return self.planned - self.missed - self.gone

    @property
    def is_enough(self) -> bool:
        return self.attended >= self.rule.needed_of(self.planned) - _NOTHING

    @property
    def can_be_enough(self) -> bool:
        return self.best_possible >= self.rule.needed_of(self.planned) - _NOTHING

    @property
    def may_still_miss(self) -> int:
        """Whole hours that can be missed from now on without falling below the threshold."""
        return max(0, floor(self.best_possible - self.rule.needed_of(self.planned) + _NOTHING))

    @property
    def percent_so_far(self) -> float | None:
        """Of the hours marked; None before the first mark."""
        return percentage(self.attended, self.marked)

    @property
    def percent_of_plan(self) -> float | None:
        return percentage(self.attended, self.planned)

    @property
    def percent_best(self) -> float | None:
        return percentage(self.best_possible, self.planned)

    @property
    def text(self) -> str:
        """The whole reckoning in a sentence, for the card of a person."""
        if self.planned <= 0:
            return _("No hours are asked of this person.")
        facts = {"reckoned": self._reckoned_text(), "rule": self._rule_text(), "spare": self.may_still_miss}
        if not self.can_be_enough:
            return _("{reckoned}; {rule}: that can no longer be met.", **facts)
        if self.rule.is_set and self.may_still_miss:
            return _("{reckoned}; {rule}; {spare} more may be missed.", **facts)
        if self.rule.is_set:
            return _("{reckoned}; {rule}; no more may be missed.", **facts)
        return _("{reckoned}; {rule}.", **facts)

    def _reckoned_text(self) -> str:
        return _n(
            "{attended} of {planned} hour attended = {share}",
            "{attended} of {planned} hours attended = {share}",
            ceil(self.planned),
            attended=hours_text(self.attended),
            planned=hours_text(self.planned),
            share=percent(_hundredths(self.attended), _hundredths(self.planned), language()),
        )

    def _rule_text(self) -> str:
        most = self.rule.max_missed
        threshold = None if self.rule.min_percent is None else short_number(self.rule.min_percent, language())
        if most is None:
            return _("no threshold") if threshold is None else _("threshold {threshold}%", threshold=threshold)
        if threshold is None:
            return _n("at most {n} hour may be missed", "at most {n} hours may be missed", most)
        return _n(
            "threshold {threshold}%, and at most {n} hour may be missed",
            "threshold {threshold}%, and at most {n} hours may be missed",
            most,
            threshold=threshold,
        )


@dataclass(frozen=True)
class Lesson:
    """A lesson as it counts for one person: its module, academic hours and what they come to; None: not marked.

    ``is_for`` is False before they came by a transfer and after they left.
    """

    module: str
    hours: int
    weighed: Weighed | None
    is_for: bool = True


@dataclass(frozen=True)
class ModuleStanding:
    """Academic hours of a module for one person; ``open`` ones are to come or not marked yet."""

    title: str
    total: float
    carried: float
    attended: float
    open: float
    left_out: float = 0

    @property
    def counted(self) -> float:
        return min(self.total, self.carried + self.attended)

    @property
    def missing(self) -> float:
        """Hours that nothing in the timetable can bring any more."""
        missing = self.total - min(self.total, self.carried + self.attended + self.open + self.left_out)
        return round(missing, 2)


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

    ``joined_on`` is when somebody came by a transfer: lessons before it are not theirs. ``listed_on`` is when they came
    at all: for lessons before it they may be marked, but nobody waits for it. ``is_walk_in``: not recognised yet, the
    name is all that is known.
    """

    enrolment_id: int
    name: str
    is_markable: bool
    left_on: date | None
    attendance: Attendance
    joined_on: date | None = None
    person_id: int = 0
    is_walk_in: bool = False
    listed_on: date = date.min


@dataclass(frozen=True)
class Expected:
    """The mark that an announced absence proposes for a lesson, and why."""

    kind_code: str
    reason: str


@dataclass(frozen=True)
class AttendanceGrid:
    """The register of a cohort. ``marks`` are by enrolment and session; what is absent is unmarked.

    ``locked_until`` is the newest day whose marks are locked; ``expected`` holds what announced absences propose.
    """

    cohort_id: int
    cohort_code: str
    today: date
    is_open: bool
    sessions: tuple[GridSession, ...]
    people: tuple[GridPerson, ...]
    kinds: tuple[MarkKind, ...]
    marks: Mapping[tuple[int, int], MarkValue]
    locked_until: date | None = None
    expected: Mapping[tuple[int, int], Expected] | None = None
    rule_text: str = ""

    @property
    def presence(self) -> MarkKind | None:
        """The plain presence: the first kind of the set that counts as wholly present."""
        return next((kind for kind in self.kinds if kind.counts is Counts.PRESENT), None)

    @property
    def absence(self) -> MarkKind | None:
        """The kind that some missed hours are noted with: the first that counts as absent."""
        return next((kind for kind in self.kinds if kind.counts is Counts.ABSENT), None)

    @property
    def lateness(self) -> MarkKind | None:
        """The kind that minutes of lateness are noted with: present but not plainly, if the set has such a one."""
        present = [kind for kind in self.kinds if kind.counts is Counts.PRESENT]
        return present[min(1, len(present) - 1)] if present else None

    def is_locked(self, session: GridSession) -> bool:
        return self.locked_until is not None and session.held_on <= self.locked_until

    def may_mark(self, person: GridPerson, session: GridSession) -> bool:
        """Whether ``set_marks`` would take a mark here: the lesson has begun and the person was still there."""
        was_there = person.is_markable or person.left_on is not None
        is_before_leaving = person.left_on is None or session.held_on < person.left_on
        has_come = person.joined_on is None or session.held_on >= person.joined_on
        return self.is_open and session.held_on <= self.today and was_there and has_come and is_before_leaving


@dataclass(frozen=True)
class CellChange:
    """One line of the history of a cell: who set what, when, and why where the mark was locked."""

    at: datetime
    by: str
    before: MarkValue | None
    after: MarkValue | None
    reason: str


def percentage(part: float, whole: float) -> float | None:
    """None where there is nothing to divide by."""
    return 100 * part / whole if whole else None


def hours_text(hours: float) -> str:
    """Academic hours as they are written: 34, or 34,5 where a lesson counts in part."""
    return short_number(hours, language())


def _hundredths(hours: float) -> int:
    return round(hours * 100)
