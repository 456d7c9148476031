"""A week of a cohort, a trainer or a room, and what is being held at a moment."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from db.models.attendance import Mark
from db.models.cohorts import Cohort, Enrolment
from db.models.programmes import Module, Programme, Topic
from db.models.timetable import Room, Session, Substitution, Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.own_cohorts import are_own
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.rules import NOT_COUNTED, monday_of
from desktop_app.cohorts.service import load_cohort
from desktop_app.reference.service import calendar, rules_on, working_calendar
from desktop_app.timetable.clash_records import Clash, TimeClash
from desktop_app.timetable.clashes import DAYS_OF_A_WEEK, clashes_of
from desktop_app.timetable.overlaps import is_in_force
from desktop_app.timetable.records import PlannedSession, end_of
from desktop_app.timetable.rooms import load_room
from desktop_app.timetable.trainers import load_trainer

# Who gave a lesson away.
_GIVING = aliased(Trainer)
_ONE_OF_THREE = "exactly one of a cohort, a trainer and a room can be asked for"


@dataclass(frozen=True)
class Lesson:
    """A lesson as the week view and the prints show it; names are empty where nothing is chosen yet.

    ``instead_of`` whom it is held and why: of the last substitution; without one the reason is empty.
    """

    id: int
    version: int
    cohort_id: int
    cohort: str
    held_on: date
    place_in_day: int
    starts_at: time
    minutes: int
    hours: int
    kind_code: str
    module_id: int | None
    module: str
    topic_id: int | None
    topic: str
    room_id: int | None
    room: str
    trainer_id: int | None
    trainer: str
    is_marked: bool
    instead_of: str
    substitution_reason: str

    @property
    def is_substituted(self) -> bool:
        return bool(self.substitution_reason)

    @property
    def ends_at(self) -> time:
        return end_of(self.starts_at, self.minutes)

    @property
    def title(self) -> str:
        return self.topic or self.module


@dataclass(frozen=True)
class Day:
    """``name`` is that of a holiday or of a day moved here."""

    day: date
    is_working: bool
    name: str
    lessons: tuple[Lesson, ...]

    @property
    def hours(self) -> int:
        return sum(lesson.hours for lesson in self.lessons)


@dataclass(frozen=True)
class Week:
    """Seven days from Monday on of the cohort, trainer or room ``title``.

    ``most_hours`` is what a week of a cohort may have; ``clashing`` are lessons that another one stands in the way of,
    ``clashes`` say so of a cohort.
    """

    title: str
    monday: date
    days: tuple[Day, ...]
    most_hours: int
    clashing: frozenset[int]
    clashes: tuple[Clash, ...]

    @property
    def hours(self) -> int:
        return sum(day.hours for day in self.days)

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(lesson for day in self.days for lesson in day.lessons)


@dataclass(frozen=True)
class LessonNow:
    """A lesson that is being held: for the wall. ``place`` is the cohort's own where no room is chosen."""

    session_id: int
    room: str
    place: str
    cohort_id: int
    cohort: str
    title: str
    trainer: str
    starts_at: time
    ends_at: time
    people: int
    is_marked: bool


def week_of(
    unit: UnitOfWork,
    *,
    monday: date,
    cohort_id: int | None = None,
    trainer_id: int | None = None,
    room_id: int | None = None,
) -> Week:
    """The week that a day lies in, of exactly one of the three. Raises NotFound."""
    monday = monday_of(monday)
    lessons = lessons_between(
        unit,
        first=monday,
        last=monday + timedelta(days=DAYS_OF_A_WEEK - 1),
        cohort_id=cohort_id,
        trainer_id=trainer_id,
        room_id=room_id,
    )
    rules = rules_on(unit, monday)
    worked = working_calendar(unit, days_per_week=rules.days_per_week)
    named = {record.day: record.name for record in calendar(unit)}
    days = tuple(
        Day(day, worked.is_working(day), named.get(day, ""), tuple(each for each in lessons if each.held_on == day))
        for day in (monday + timedelta(days=place) for place in range(DAYS_OF_A_WEEK))
    )
    clashes = tuple(_clashes(unit, lessons, cohort_id)) if cohort_id is not None else ()
    clashing = frozenset(_in_time_clash(lessons, clashes) if cohort_id is not None else _overlapping(lessons))
    title = title_of(unit, cohort_id=cohort_id, trainer_id=trainer_id, room_id=room_id)
    return Week(title, monday, days, rules.week_hours, clashing, clashes)


def lessons_between(
    unit: UnitOfWork,
    *,
    first: date,
    last: date,
    cohort_id: int | None = None,
    trainer_id: int | None = None,
    room_id: int | None = None,
) -> list[Lesson]:
    """The lessons of a cohort, a trainer or a room between two days, in order of time."""
    match cohort_id, trainer_id, room_id:
        case int(), None, None:
            whose = Session.cohort_id == cohort_id
        case None, int(), None:
            whose = (Session.trainer_id == trainer_id) & is_in_force()
        case None, None, int():
            whose = (Session.room_id == room_id) & is_in_force()
        case _:
            raise ValueError(_ONE_OF_THREE)
    query = _lesson_query().where(whose, Session.held_on.between(first, last), *are_own(unit, Session.cohort_id))
    return [Lesson(*row) for row in unit.session.execute(query)]


def title_of(
    unit: UnitOfWork, *, cohort_id: int | None = None, trainer_id: int | None = None, room_id: int | None = None
) -> str:
    """The code of the cohort, or the name of the trainer or room. Raises NotFound."""
    if cohort_id is not None:
        return load_cohort(unit, cohort_id).code
    if trainer_id is not None:
        return load_trainer(unit, trainer_id).full_name
    if room_id is not None:
        return load_room(unit, room_id).name
    raise ValueError(_ONE_OF_THREE)


def lessons_now(unit: UnitOfWork, *, moment: datetime) -> list[LessonNow]:
    """What is being held at a moment in the whole centre, by room; the moment is an instant."""
    here = moment.astimezone(TASHKENT)
    people = select(func.count()).where(Enrolment.cohort_id == Cohort.id, Enrolment.state.not_in(NOT_COUNTED))
    named = (Session.id, func.coalesce(Room.name, ""), Cohort.place, Cohort.id, Cohort.code)
    rows = unit.session.execute(
        select(
            *named,
            func.coalesce(Topic.title, Module.title, Programme.title),
            func.coalesce(Trainer.full_name, ""),
            Session.starts_at,
            Session.minutes,
            people.scalar_subquery(),
            exists().where(Mark.session_id == Session.id),
        )
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(Module, Module.id == Session.module_id)
        .outerjoin(Topic, Topic.id == Session.topic_id)
        .outerjoin(Room, Room.id == Session.room_id)
        .outerjoin(Trainer, Trainer.id == Session.trainer_id)
        .where(Session.held_on == here.date(), Session.starts_at <= here.time(), is_in_force())
        .where(*are_own(unit, Cohort.id))
        .order_by(func.coalesce(Room.name, Cohort.place), Session.starts_at)
    )
    begun = (
        (*lesson, starts_at, end_of(starts_at, minutes), count, is_marked)
        for *lesson, starts_at, minutes, count, is_marked in rows
    )
    now = [LessonNow(*lesson) for lesson in begun]
    return [lesson for lesson in now if here.time() < lesson.ends_at]


def _lesson_query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Session.id,
            Session.version,
            Session.cohort_id,
            Cohort.code,
            Session.held_on,
            Session.place_in_day,
            Session.starts_at,
            Session.minutes,
            Session.hours,
            Session.kind_code,
            Session.module_id,
            func.coalesce(Module.title, ""),
            Session.topic_id,
            func.coalesce(Topic.title, ""),
            Session.room_id,
            func.coalesce(Room.name, ""),
            Session.trainer_id,
            func.coalesce(Trainer.full_name, ""),
            exists().where(Mark.session_id == Session.id),
            _last_substitution(_GIVING.full_name),
            _last_substitution(Substitution.reason),
        )
        .join(Cohort, Cohort.id == Session.cohort_id)
        .outerjoin(Module, Module.id == Session.module_id)
        .outerjoin(Topic, Topic.id == Session.topic_id)
        .outerjoin(Room, Room.id == Session.room_id)
        .outerjoin(Trainer, Trainer.id == Session.trainer_id)
        .order_by(Session.held_on, Session.starts_at, Session.place_in_day, Cohort.code)
    )


def _last_substitution(told: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[str]:
    last = (
        select(told)
        .select_from(Substitution)
        .outerjoin(_GIVING, _GIVING.id == Substitution.from_trainer_id)
        .where(Substitution.session_id == Session.id)
        .order_by(Substitution.id.desc())
        .limit(1)
    )
    return func.coalesce(last.scalar_subquery(), "")


def _clashes(unit: UnitOfWork, lessons: Sequence[Lesson], cohort_id: int) -> list[Clash]:
    planned = [
        PlannedSession(
            each.held_on,
            each.place_in_day,
            each.starts_at,
            each.hours,
            each.module_id,
            each.minutes,
            each.kind_code,
            each.topic_id,
            each.room_id,
            each.trainer_id,
        )
        for each in lessons
    ]
    return clashes_of(unit, planned, cohort_id=cohort_id, ignoring=frozenset(each.id for each in lessons))


def _in_time_clash(lessons: Sequence[Lesson], clashes: Iterable[Clash]) -> Iterator[int]:
    for clash in clashes:
        if isinstance(clash, TimeClash):
            yield from (
                each.id
                for each in lessons
                if each.held_on == clash.day and each.starts_at <= clash.starts_at < each.ends_at
            )


def _overlapping(lessons: Sequence[Lesson]) -> Iterator[int]:
    for one, other in combinations(lessons, 2):
        if one.held_on == other.held_on and one.starts_at < other.ends_at and other.starts_at < one.ends_at:
            yield from (one.id, other.id)
