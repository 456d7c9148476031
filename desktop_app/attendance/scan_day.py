"""The day of a cohort as its door sees it: lessons, badges read, marks; and the marks that follow from a reading."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from db.models.attendance import BadgeScan, Mark
from db.models.cohorts import Cohort, EnrolmentState
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.marking import value_text
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.scan_records import TypedMark
from desktop_app.attendance.scan_rules import DayLesson, DoorKinds, door_kinds, is_due, mark_of, stays
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.rules import PRESENT_STATES
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.marks.kinds import kinds_of
from desktop_app.marks.records import MarkKind, MarkValue
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_on

# Whom the door waits for.
EXPECTED_STATES = (*PRESENT_STATES, EnrolmentState.WALK_IN)


@dataclass(frozen=True)
class DayOfCohort:
    """``scans`` are the readings in order by enrolment, with their ids; ``marks`` by lesson and enrolment.

    ``by_door`` are the marks that nobody typed.
    """

    cohort: Cohort
    lessons: tuple[DayLesson, ...]
    kinds: Mapping[str, MarkKind]
    door: DoorKinds
    rules: Rules
    scans: Mapping[int, Sequence[tuple[int, datetime]]]
    marks: Mapping[tuple[int, int], MarkValue]
    by_door: Set[tuple[int, int]]

    @property
    def absence(self) -> MarkValue:
        return MarkValue(self.door.absent.code)

    def read_at(self, enrolment_id: int) -> list[datetime]:
        return [at for _scan_id, at in self.scans.get(enrolment_id, ())]

    def due_mark(self, lesson: DayLesson, read_at: Sequence[datetime], now: datetime) -> MarkValue | None:
        """The mark that readings make at a moment, if they make one already."""
        found = stays(read_at, self.lessons)
        is_waiting = not is_due(lesson, found, self.lessons, now=now)
        return None if is_waiting else mark_of(lesson, found, self.door, self.rules)

    def follow(
        self, enrolment_id: int, before: Sequence[datetime], after: Sequence[datetime], *, now: datetime
    ) -> tuple[list[MarkChange], tuple[TypedMark, ...]]:
        """What to change in the marks when the readings of a person become others, and which marks stay as typed.

        A mark that nobody typed is the door's own if it is what the readings before came to, or the absence that
        closing the day gave to somebody who had come for other lessons.
        """
        changes, typed = [], []
        for lesson in self.lessons:
            kept = self.marks.get((lesson.id, enrolment_id))
            was = mark_of(lesson, stays(before, self.lessons), self.door, self.rules)
            value = self.due_mark(lesson, after, now)
            is_closed = bool(before) and was is None and kept == self.absence
            is_own = (lesson.id, enrolment_id) in self.by_door and (kept == was or is_closed)
            if kept is None or is_own:
                if value != kept and not (is_closed and value is None):
                    changes.append(MarkChange(enrolment_id, lesson.id, value))
            elif value is not None and value != replace(kept, note=""):
                words = value_text(kept, self.kinds), value_text(value, self.kinds)
                typed.append(TypedMark(lesson.place_in_day, *words))
        return changes, tuple(typed)


def load_day(unit: UnitOfWork, cohort: Cohort, day: date) -> DayOfCohort:
    """Raises Refused where the cohort's kinds of mark have no presence or no absence."""
    kinds = kinds_of(unit, cohort)
    door = door_kinds(kinds.values())
    if door is None:
        raise Refused(
            "no_door_kinds",
            N_(
                "The kinds of mark of cohort {cohort} have no plain presence or absence, so badges cannot be counted. "
                "Mark it in the register."
            ),
            cohort=cohort.code,
        )
    lessons = lessons_of(unit, cohort.id, day)
    rows = unit.session.scalars(select(Mark).where(Mark.session_id.in_([lesson.id for lesson in lessons]))).all()
    return DayOfCohort(
        cohort,
        lessons,
        kinds,
        door,
        rules_on(unit, cohort.starts_on),
        _scans(unit, cohort.id, day),
        {_key(row): MarkValue(row.kind_code, row.missed_hours, row.late_minutes, row.note) for row in rows},
        {_key(row) for row in rows if row.marked_by is None},
    )


def day_at(moment: datetime) -> date:
    """The day in Uzbekistan."""
    return moment.astimezone(TASHKENT).date()


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """The first instant of a day and of the next one."""
    begins = datetime.combine(day, time(), TASHKENT).astimezone(UTC)
    return begins, begins + timedelta(days=1)


def lessons_of(unit: UnitOfWork, cohort_id: int, day: date) -> tuple[DayLesson, ...]:
    rows = unit.session.execute(
        select(Session.id, Session.place_in_day, Session.starts_at, Session.minutes, Session.hours)
        .where(Session.cohort_id == cohort_id, Session.held_on == day)
        .order_by(Session.starts_at, Session.place_in_day)
    )
    return tuple(
        day_lesson(session_id, place, datetime.combine(day, starts_at, TASHKENT), minutes, hours)
        for session_id, place, starts_at, minutes, hours in rows
    )


def day_lesson(session_id: int, place: int, starts_at: datetime, minutes: int, hours: int) -> DayLesson:
    return DayLesson(session_id, place, starts_at, starts_at + timedelta(minutes=minutes), hours)


def _scans(unit: UnitOfWork, cohort_id: int, day: date) -> dict[int, list[tuple[int, datetime]]]:
    begins, ends = bounds_of(day)
    rows = unit.session.execute(
        select(BadgeScan.enrolment_id, BadgeScan.id, BadgeScan.scanned_at)
        .where(
            BadgeScan.cohort_id == cohort_id,
            BadgeScan.scanned_at >= begins,
            BadgeScan.scanned_at < ends,
        )
        .order_by(BadgeScan.scanned_at, BadgeScan.id)
    )
    found: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for enrolment_id, scan_id, at in rows:
        if enrolment_id is not None:
            found[enrolment_id].append((scan_id, at))
    return found


def _key(mark: Mark) -> tuple[int, int]:
    return mark.session_id, mark.enrolment_id
