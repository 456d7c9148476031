"""What the station at the door shows: who of each cohort is in, and what was read last."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from db.models.attendance import BadgeScan
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.timetable import Room, Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.scan_day import EXPECTED_STATES, bounds_of, day_at, day_lesson
from desktop_app.attendance.scan_records import Door, DoorCohort, DoorReading
from desktop_app.attendance.scan_rules import DayLesson, is_inside, readings, stays
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.rules import OPEN_STATES
from desktop_app.people.rules import written_name

LAST_READINGS = 100


def door(unit: UnitOfWork, *, at: datetime | None = None, room_id: int | None = None) -> Door:
    """The cohorts that have lessons today, those of a room if one is given, and the newest readings first."""
    moment = at or unit.now
    taught = _taught(unit, day_at(moment), room_id)
    scans = _scans(unit, day_at(moment), taught)
    people = _people(unit, taught)
    cohorts = tuple(_cohort(cohort, scans[cohort.id], people.get(cohort.id, 0), moment) for cohort in taught.values())
    lines = [line for cohort in taught.values() for line in _lines(cohort, scans[cohort.id])]
    lines.sort(key=lambda line: (line.at, line.scan_id), reverse=True)
    return Door(cohorts, tuple(lines[:LAST_READINGS]))


def rooms_today(unit: UnitOfWork, *, at: datetime | None = None) -> dict[int, str]:
    """The rooms in which lessons are held today and their names, in the order of these."""
    rows = unit.session.execute(
        select(Room.id, Room.name)
        .join(Session, Session.held_on == day_at(at or unit.now))
        .join(Cohort, Cohort.id == Session.cohort_id)
        .where(Room.id == func.coalesce(Session.room_id, Cohort.room_id), Cohort.state.in_(OPEN_STATES))
        .distinct()
        .order_by(Room.name)
    )
    return {row.id: row.name for row in rows}


@dataclass(frozen=True)
class _Scan:
    id: int
    at: datetime
    name: str


@dataclass(frozen=True)
class _Taught:
    id: int
    code: str
    rooms: tuple[str, ...]
    lessons: tuple[DayLesson, ...]


_Scans = Mapping[int, Mapping[int, Sequence[_Scan]]]


def _taught(unit: UnitOfWork, today: date, room_id: int | None) -> dict[int, _Taught]:
    rows = unit.session.execute(
        select(Cohort.id, Cohort.code, Room.id, func.coalesce(Room.name, ""), Session)
        .join(Session, Session.cohort_id == Cohort.id)
        .outerjoin(Room, Room.id == func.coalesce(Session.room_id, Cohort.room_id))
        .where(Session.held_on == today, Cohort.state.in_(OPEN_STATES))
        .order_by(Cohort.code, Session.starts_at)
    )
    lessons: dict[tuple[int, str], list[DayLesson]] = defaultdict(list)
    rooms: dict[int, dict[int | None, str]] = defaultdict(dict)
    for cohort_id, code, of_room, room, row in rows:
        starts_at = datetime.combine(today, row.starts_at, TASHKENT)
        lessons[cohort_id, code].append(day_lesson(row.id, row.place_in_day, starts_at, row.minutes, row.hours))
        rooms[cohort_id][of_room] = room
    return {
        cohort_id: _Taught(cohort_id, code, tuple(filter(None, rooms[cohort_id].values())), tuple(held))
        for (cohort_id, code), held in lessons.items()
        if room_id is None or room_id in rooms[cohort_id]
    }


def _scans(unit: UnitOfWork, today: date, cohort_ids: Iterable[int]) -> _Scans:
    """The readings of the day in order, by cohort and enrolment."""
    begins, ends = bounds_of(today)
    rows = unit.session.execute(
        select(BadgeScan.id, BadgeScan.scanned_at, BadgeScan.cohort_id, Enrolment.id, Person)
        .join(Enrolment, Enrolment.id == BadgeScan.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(BadgeScan.cohort_id.in_(list(cohort_ids)), BadgeScan.scanned_at >= begins, BadgeScan.scanned_at < ends)
        .order_by(BadgeScan.scanned_at, BadgeScan.id)
    )
    found: dict[int, dict[int, list[_Scan]]] = defaultdict(lambda: defaultdict(list))
    for scan_id, at, cohort_id, enrolment_id, person in rows:
        if cohort_id is not None:
            found[cohort_id][enrolment_id].append(_Scan(scan_id, at, written_name(person)))
    return found


def _people(unit: UnitOfWork, cohort_ids: Iterable[int]) -> dict[int, int]:
    """How many stand in each register, walk-ins with them."""
    rows = unit.session.execute(
        select(Enrolment.cohort_id, func.count().label("people"))
        .where(Enrolment.cohort_id.in_(list(cohort_ids)), Enrolment.state.in_(EXPECTED_STATES))
        .group_by(Enrolment.cohort_id)
    )
    return {row.cohort_id: row.people for row in rows}


def _cohort(cohort: _Taught, scans: Mapping[int, Sequence[_Scan]], people: int, at: datetime) -> DoorCohort:
    inside = sum(is_inside(stays([scan.at for scan in read], cohort.lessons)) for read in scans.values())
    first, last = cohort.lessons[0], max(cohort.lessons, key=lambda lesson: lesson.ends_at)
    return DoorCohort(
        cohort.id,
        cohort.code,
        ", ".join(cohort.rooms),
        first.starts_at.time(),
        last.ends_at.time(),
        people,
        inside,
        len(scans),
        last.ends_at <= at,
    )


def _lines(cohort: _Taught, scans: Mapping[int, Sequence[_Scan]]) -> Iterator[DoorReading]:
    for enrolment_id, read in scans.items():
        said = readings([scan.at for scan in read], cohort.lessons)
        for scan, (at, direction) in zip(read, said, strict=True):
            yield DoorReading(scan.id, at, direction, enrolment_id, scan.name, cohort.code)
