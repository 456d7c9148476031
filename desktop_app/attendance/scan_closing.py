"""The marks that time brings: lessons that have begun for who is inside, and absences when the day is closed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select

from db.models.attendance import BadgeScan
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.expected import expected_marks
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import Expected, MarkChange
from desktop_app.attendance.rules import is_theirs
from desktop_app.attendance.scan_day import EXPECTED_STATES, DayOfCohort, bounds_of, day_at, load_day
from desktop_app.attendance.scan_records import ClosedCohort
from desktop_app.cohorts.rules import OPEN_STATES
from desktop_app.marks.records import MarkValue
from desktop_app.people.rules import written_name


def mark_who_is_inside(unit: UnitOfWork, *, at: datetime | None = None) -> int:
    """Mark the lessons that have begun since the badges were read; only what nobody has marked. Returns how many.

    Nobody becomes absent by it.
    """
    moment = at or unit.now
    marked = 0
    for day, people in _days_with_scans(unit, moment):
        changes = list(_from_stays(day, people, moment))
        if changes:
            set_marks(unit, marks=changes, is_typed=False)
        marked += len(changes)
    return marked


def closing(unit: UnitOfWork, *, at: datetime | None = None) -> list[ClosedCohort]:
    """What closing the day would do, for each cohort that had a badge read today, by code."""
    moment = at or unit.now
    return [
        _closed(day, people, changes, moment)
        for day, people, changes in (
            (day, people, _closing_marks(unit, day, people, moment)) for day, people in _days_with_scans(unit, moment)
        )
    ]


def close_day(unit: UnitOfWork, *, at: datetime | None = None) -> list[ClosedCohort]:
    """Mark what is left of the lessons that are over: who was inside is present, all others are absent.

    Only cohorts that had a badge read today, and only what nobody has marked. Who is announced to be away gets the
    kind announced. Lessons that are not over stay open: people may still come.
    """
    moment = at or unit.now
    closed = []
    for day, people in _days_with_scans(unit, moment):
        changes = _closing_marks(unit, day, people, moment)
        if changes:
            set_marks(unit, marks=changes, is_typed=False)
        closed.append(_closed(day, people, changes, moment))
    return closed


@dataclass(frozen=True)
class _Member:
    enrolment_id: int
    name: str


def _days_with_scans(unit: UnitOfWork, at: datetime) -> Iterator[tuple[DayOfCohort, Sequence[_Member]]]:
    today = day_at(at)
    begins, ends = bounds_of(today)
    is_read = exists().where(
        BadgeScan.cohort_id == Cohort.id, BadgeScan.scanned_at >= begins, BadgeScan.scanned_at < ends
    )
    taught = select(Session.cohort_id).where(Session.held_on == today)
    query = select(Cohort).where(Cohort.id.in_(taught), Cohort.state.in_(OPEN_STATES), is_read).order_by(Cohort.code)
    for cohort in unit.session.scalars(query).all():
        yield load_day(unit, cohort, today), _members(unit, cohort.id, today)


def _members(unit: UnitOfWork, cohort_id: int, today: date) -> list[_Member]:
    rows = unit.session.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(EXPECTED_STATES))
        .order_by(Person.sort_key, Person.id)
    )
    return [_Member(enrolment.id, written_name(person)) for enrolment, person in rows if is_theirs(enrolment, today)]


def _from_stays(day: DayOfCohort, people: Collection[_Member], at: datetime) -> Iterator[MarkChange]:
    for person in people:
        read_at = day.read_at(person.enrolment_id)
        for lesson in day.lessons if read_at else ():
            if (lesson.id, person.enrolment_id) not in day.marks:
                value = day.due_mark(lesson, read_at, at)
                if value is not None:
                    yield MarkChange(person.enrolment_id, lesson.id, value)


def _closing_marks(unit: UnitOfWork, day: DayOfCohort, people: Collection[_Member], at: datetime) -> list[MarkChange]:
    found = list(_from_stays(day, people, at))
    settled = {(change.session_id, change.enrolment_id) for change in found} | day.marks.keys()
    announced = expected_marks(unit, cohort_id=day.cohort.id)
    for person in people:
        for lesson in day.lessons:
            if lesson.ends_at <= at and (lesson.id, person.enrolment_id) not in settled:
                value = _absence(day, announced, person.enrolment_id, lesson.id)
                found.append(MarkChange(person.enrolment_id, lesson.id, value))
    return found


def _absence(
    day: DayOfCohort, announced: Mapping[tuple[int, int], Expected], enrolment_id: int, session_id: int
) -> MarkValue:
    expected = announced.get((enrolment_id, session_id))
    if expected is None or expected.kind_code not in day.kinds:
        return day.absence
    return MarkValue(expected.kind_code, note=expected.reason)


def _closed(day: DayOfCohort, people: Sequence[_Member], changes: Sequence[MarkChange], at: datetime) -> ClosedCohort:
    """``absent`` are those who get an absence now; nobody for whom a person has said it already."""
    there = {person.enrolment_id for person in people if day.read_at(person.enrolment_id)}
    away = {change.enrolment_id for change in changes} - there
    return ClosedCohort(
        day.cohort.id,
        day.cohort.code,
        len(there),
        tuple(person.name for person in people if person.enrolment_id in away),
        sum(lesson.ends_at > at for lesson in day.lessons),
    )
