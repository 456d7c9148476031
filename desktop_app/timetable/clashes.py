"""What planned lessons would clash with, asked of the whole centre by their days."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import combinations

from sqlalchemy import func, select, union_all

from db.models.cohorts import Cohort, Enrolment
from db.models.programmes import Programme
from db.models.timetable import Room, Session, Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import NOT_COUNTED, monday_of
from desktop_app.cohorts.service import load_cohort
from desktop_app.reference.service import list_items, rules_on
from desktop_app.timetable.clash_records import (
    Clash,
    LoadTooHigh,
    OtherSubject,
    RoomTooSmall,
    Taken,
    TimeClash,
    Unavailable,
    WeekTooFull,
)
from desktop_app.timetable.overlaps import is_in_force
from desktop_app.timetable.records import PlannedSession, end_of
from desktop_app.timetable.rules import do_overlap

DAYS_OF_A_WEEK = 7
# Of a day as it is kept, "2026-11-22": its year and month.
MONTH_LETTERS = 7


@dataclass(frozen=True)
class _Held:
    """A lesson that is kept already."""

    id: int
    cohort_id: int
    cohort: str
    held_on: date
    starts_at: time
    ends_at: time
    hours: int
    room_id: int | None
    trainer_id: int | None


@dataclass(frozen=True)
class _Plan:
    """Lessons of one cohort with the rows they name."""

    cohort: Cohort
    lessons: Sequence[PlannedSession]
    rooms: Mapping[int, Room]
    trainers: Mapping[int, Trainer]


def clashes_of(
    unit: UnitOfWork, lessons: Sequence[PlannedSession], *, cohort_id: int, ignoring: Collection[int] = ()
) -> list[Clash]:
    """All that stands in the way of lessons of a cohort, by day, then the warnings.

    ``ignoring`` are kept lessons that these replace: the same ones when they are moved. The centre's lessons are read
    in one query through the indexes by cohort, room and trainer, so its cost grows with the plan and not the centre.
    """
    if not lessons:
        return []
    plan = _plan(unit, lessons, cohort_id)
    kept = [held for held in _kept(unit, plan) if held.id not in ignoring]
    return [
        *_double_lessons(plan),
        *_time_clashes(plan, kept),
        *_unavailable(plan),
        *_rooms_too_small(unit, plan),
        *_other_subjects(unit, plan),
        *_loads_too_high(unit, plan, ignoring),
        *_weeks_too_full(unit, plan, kept),
    ]


def _plan(unit: UnitOfWork, lessons: Sequence[PlannedSession], cohort_id: int) -> _Plan:
    rooms = {lesson.room_id for lesson in lessons if lesson.room_id is not None}
    trainers = {lesson.trainer_id for lesson in lessons if lesson.trainer_id is not None}
    return _Plan(
        load_cohort(unit, cohort_id),
        sorted(lessons, key=lambda lesson: (lesson.held_on, lesson.starts_at)),
        {row.id: row for row in unit.session.scalars(select(Room).where(Room.id.in_(rooms)))},
        {row.id: row for row in unit.session.scalars(select(Trainer).where(Trainer.id.in_(trainers)))},
    )


def _kept(unit: UnitOfWork, plan: _Plan) -> Iterator[_Held]:
    """The cohort's lessons of the weeks touched, and everybody's in the rooms and with the trainers on the days."""
    days = sorted({lesson.held_on for lesson in plan.lessons})
    first, last = monday_of(days[0]), monday_of(days[-1]) + timedelta(days=DAYS_OF_A_WEEK - 1)
    lesson = select(Session)
    arms = [lesson.where(Session.cohort_id == plan.cohort.id, Session.held_on.between(first, last))]
    if plan.rooms:
        arms.append(lesson.where(Session.room_id.in_(plan.rooms), Session.held_on.in_(days)))
    if plan.trainers:
        arms.append(lesson.where(Session.trainer_id.in_(plan.trainers), Session.held_on.in_(days)))
    found = union_all(*arms).subquery()
    named = (found.c.id, found.c.cohort_id, Cohort.code, found.c.held_on, found.c.starts_at, found.c.minutes)
    rows = unit.session.execute(
        select(*named, found.c.hours, found.c.room_id, found.c.trainer_id)
        .join(Cohort, Cohort.id == found.c.cohort_id)
        .where(is_in_force())
        .order_by(found.c.held_on, found.c.starts_at, found.c.id)
    )
    seen: set[int] = set()
    for lesson_id, cohort_id, code, held_on, starts_at, minutes, hours, room_id, trainer_id in rows:
        # A lesson may come by more than one way; it clashes once.
        if lesson_id not in seen:
            seen.add(lesson_id)
            ends_at = end_of(starts_at, minutes)
            yield _Held(lesson_id, cohort_id, code, held_on, starts_at, ends_at, hours, room_id, trainer_id)


def _double_lessons(plan: _Plan) -> Iterator[Clash]:
    """Planned lessons that overlap each other."""
    by_day: dict[date, list[PlannedSession]] = defaultdict(list)
    for lesson in plan.lessons:
        by_day[lesson.held_on].append(lesson)
    for of_day in by_day.values():
        for one, other in combinations(of_day, 2):
            if do_overlap(one, other):
                code = plan.cohort.code
                ends_at = min(one.ends_at, other.ends_at)
                yield TimeClash(Taken.GROUP, code, code, other.held_on, other.starts_at, ends_at)


def _time_clashes(plan: _Plan, kept: Sequence[_Held]) -> Iterator[Clash]:
    by_day: dict[date, list[_Held]] = defaultdict(list)
    for held in kept:
        by_day[held.held_on].append(held)
    for lesson in plan.lessons:
        ends_at = lesson.ends_at
        for held in by_day.get(lesson.held_on, ()):
            if held.starts_at < ends_at and lesson.starts_at < held.ends_at:
                for taken, name in _taken(plan, lesson, held):
                    yield TimeClash(
                        taken,
                        plan.cohort.code,
                        held.cohort,
                        lesson.held_on,
                        max(lesson.starts_at, held.starts_at),
                        min(ends_at, held.ends_at),
                        name,
                        held.id,
                    )


def _taken(plan: _Plan, lesson: PlannedSession, held: _Held) -> Iterator[tuple[Taken, str]]:
    if held.cohort_id == plan.cohort.id:
        # Its own two lessons at once: saying that the room is taken too would only repeat it.
        yield Taken.GROUP, ""
        return
    if held.trainer_id is not None and held.trainer_id == lesson.trainer_id:
        yield Taken.TRAINER, plan.trainers[held.trainer_id].full_name
    if held.room_id is not None and held.room_id == lesson.room_id:
        yield Taken.ROOM, plan.rooms[held.room_id].name


def _unavailable(plan: _Plan) -> Iterator[Clash]:
    """Each closed room and each trainer gone once, by the first lesson that they cannot have."""
    for room in plan.rooms.values():
        days = [lesson.held_on for lesson in plan.lessons if lesson.room_id == room.id]
        if room.closed_on is not None and (late := [day for day in days if day >= room.closed_on]):
            yield Unavailable(plan.cohort.code, room.name, True, room.closed_on, late[0])
    for trainer in plan.trainers.values():
        days = [lesson.held_on for lesson in plan.lessons if lesson.trainer_id == trainer.id]
        if trainer.left_on is not None and (late := [day for day in days if day >= trainer.left_on]):
            yield Unavailable(plan.cohort.code, trainer.full_name, False, trainer.left_on, late[0])


def _rooms_too_small(unit: UnitOfWork, plan: _Plan) -> Iterator[Clash]:
    if not plan.rooms:
        return
    inside = (Enrolment.cohort_id == plan.cohort.id, Enrolment.state.not_in(NOT_COUNTED))
    people = unit.session.scalar(select(func.count()).select_from(Enrolment).where(*inside)) or 0
    for room in plan.rooms.values():
        if room.seats is not None and room.seats < people:
            yield RoomTooSmall(plan.cohort.code, room.name, room.seats, people)


def _other_subjects(unit: UnitOfWork, plan: _Plan) -> Iterator[Clash]:
    bound = [trainer for trainer in plan.trainers.values() if trainer.subjects]
    if not bound:
        return
    code = unit.session.scalar(select(Programme.subject_code).where(Programme.id == plan.cohort.programme_id))
    strangers = [trainer for trainer in bound if code is not None and code not in trainer.subjects]
    if strangers:
        names = {item.code: item.names.text for item in list_items(unit, "subject")}
        yield from (OtherSubject(plan.cohort.code, each.full_name, names.get(code or "", "")) for each in strangers)


def _loads_too_high(unit: UnitOfWork, plan: _Plan, ignoring: Collection[int]) -> Iterator[Clash]:
    limited = {trainer.id: trainer for trainer in plan.trainers.values() if trainer.load_hours is not None}
    if not limited:
        return
    hours: dict[tuple[int, date], int] = defaultdict(int)
    for lesson in plan.lessons:
        if (limit := limited.get(lesson.trainer_id or 0)) is not None:
            hours[limit.id, lesson.held_on.replace(day=1)] += lesson.hours
    first = min(month for _trainer, month in hours)
    last = max(month for _trainer, month in hours) + timedelta(days=31)
    # Added up by the database: in a large centre these are thousands of lessons.
    its_month = func.substr(func.day_text(Session.held_on), 1, MONTH_LETTERS)
    of_trainers = select(Session.trainer_id, its_month, func.sum(Session.hours)).group_by(Session.trainer_id, its_month)
    rows = unit.session.execute(
        of_trainers.join(Cohort, Cohort.id == Session.cohort_id).where(
            Session.trainer_id.in_(limited),
            Session.held_on.between(first, last),
            Session.id.not_in(ignoring),
            is_in_force(),
        )
    )
    for trainer_id, written, held_hours in rows:
        key = trainer_id or 0, date.fromisoformat(f"{written}-01")
        if key in hours:
            hours[key] += held_hours
    for (trainer_id, month), total in sorted(hours.items()):
        trainer = limited[trainer_id]
        if trainer.load_hours is not None and total > trainer.load_hours:
            yield LoadTooHigh(trainer.full_name, month, total, trainer.load_hours)


def _weeks_too_full(unit: UnitOfWork, plan: _Plan, kept: Sequence[_Held]) -> Iterator[Clash]:
    most = rules_on(unit, plan.cohort.starts_on).week_hours
    hours: dict[date, int] = defaultdict(int)
    for lesson in plan.lessons:
        hours[monday_of(lesson.held_on)] += lesson.hours
    for held in kept:
        if held.cohort_id == plan.cohort.id and monday_of(held.held_on) in hours:
            hours[monday_of(held.held_on)] += held.hours
    for monday, total in sorted(hours.items()):
        if total > most:
            yield WeekTooFull(plan.cohort.code, monday, total, most)
