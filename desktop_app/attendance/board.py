"""Which lessons of open cohorts lack marks, wholly or in part, and how long since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from db.models.attendance import Mark
from db.models.centre import Staff
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.programmes import Module, Programme
from db.models.timetable import Session, Trainer
from db.portable import not_sought
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.own_cohorts import are_own
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.rules import OPEN_STATES, PRESENT_STATES
from desktop_app.remembered import resting_on

# The newest lessons are asked for first: in a large centre they are counted at once, the rest a moment later.
NEWEST_DAYS = 3
IDS_AT_ONCE = 10_000
_LEFT = (EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED)

# How many people came on one day and left on another (None: still there), by cohort.
_Groups = Mapping[int, list[tuple[date, date | None, int]]]


class _Lacking(NamedTuple):
    """A lesson with how many people it has, and how many of them have a mark."""

    session_id: int
    held_on: date
    starts_at: time
    people: int
    marked: int


@dataclass(frozen=True)
class UnmarkedLesson:
    """A lesson that began ``days`` ago and of whose ``people`` only ``marked`` have a mark."""

    session_id: int
    cohort_id: int
    cohort_code: str
    title: str
    leader: str
    trainer: str
    held_on: date
    place_in_day: int
    starts_at: time
    people: int
    marked: int
    days: int

    @property
    def lacking(self) -> int:
        return self.people - self.marked


def unmarked_lessons(
    unit: UnitOfWork, *, since: date | None = None, cohort_id: int | None = None
) -> list[UnmarkedLesson]:
    """The lessons of open cohorts that have begun and lack marks, the newest first; with ``since`` only from a day on.

    A mark is waited for of everybody since their enrolment and until they left, but of no walk-in, and of nobody who
    left without ever having come.
    """
    lacking = _lacking(unit, None, cohort_id)
    return _lessons(unit, [each for each in lacking if since is None or each.held_on >= since])


def newest_unmarked(unit: UnitOfWork) -> list[UnmarkedLesson]:
    """Those of the last days alone, for the first sight of the board."""
    return _lessons(unit, _lacking(unit, unit.today - timedelta(days=NEWEST_DAYS - 1), None))


@resting_on("mark", "session")
def _lacking(unit: UnitOfWork, since: date | None, cohort_id: int | None) -> list[_Lacking]:
    """The lessons up to this day that lack marks, those that begin later in it, too: told again, it is later."""
    wanted = [_is_up_to_today(unit), *([Session.held_on >= since] if since is not None else [])]
    groups, others = _groups(unit, cohort_id), _marks_not_waited_for(unit, cohort_id)
    marks = select(func.count()).where(Mark.session_id == Session.id).scalar_subquery()
    rows = unit.session.execute(
        select(Session.id, Session.cohort_id, Session.held_on, Session.starts_at, marks.label("marks")).where(
            Session.cohort_id.in_(_cohorts(unit, cohort_id)), *wanted
        )
    )
    found = []
    # A cohort has several lessons on a day.
    by_day: dict[tuple[int, date], int] = {}
    for session_id, of_cohort, held_on, starts_at, count in rows:
        people = by_day.get((of_cohort, held_on), -1)
        if people < 0:
            people = by_day[of_cohort, held_on] = _waited_for(groups, of_cohort, held_on)
        marked = count - others.get(session_id, 0)
        if marked < people:
            found.append(_Lacking(session_id, held_on, starts_at, people, marked))
    return found


def _is_up_to_today(unit: UnitOfWork) -> ColumnElement[bool]:
    """Said so that the index of days is not taken: the lessons of open cohorts are few among those of all years."""
    return not_sought(Session.held_on.expression) <= unit.today


def _cohorts(unit: UnitOfWork, cohort_id: int | None) -> Select[int]:
    """The ids of the open cohorts that whoever asks may see, or of one alone."""
    cohorts = select(Cohort.id).where(Cohort.state.in_(OPEN_STATES), *are_own(unit, Cohort.id))
    return cohorts if cohort_id is None else cohorts.where(Cohort.id == cohort_id)


@resting_on("mark")
def _groups(unit: UnitOfWork, cohort_id: int | None) -> _Groups:
    """The people whose marks are waited for, counted by the days on which they came and left."""
    cohorts, left_on = _cohorts(unit, cohort_id), _left_on()
    query = (
        select(Enrolment.cohort_id, Enrolment.enrolled_on, left_on, func.count())
        .where(Enrolment.cohort_id.in_(cohorts), _is_waited_for())
        .group_by(Enrolment.cohort_id, Enrolment.enrolled_on, left_on)
    )
    found: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
    for of_cohort, came_on, left, count in unit.session.execute(query):
        found[of_cohort].append((came_on, left, count))
    return found


def _waited_for(groups: _Groups, cohort_id: int, day: date) -> int:
    return sum(
        count
        for came_on, left_on, count in groups.get(cohort_id, ())
        if came_on <= day and (left_on is None or day < left_on)
    )


@resting_on("mark", "session")
def _marks_not_waited_for(unit: UnitOfWork, cohort_id: int | None) -> Mapping[int, int]:
    """The marks, by lesson, of those of whom none is waited for: walk-ins, who left, who came later.

    Of all lessons, begun or not: the newest are asked about first, and all of them a moment later.
    """
    cohorts, left_on = _cohorts(unit, cohort_id), _left_on()
    first = (
        select(Session.cohort_id, func.min(Session.held_on).label("day"))
        .where(Session.cohort_id.in_(cohorts))
        .group_by(Session.cohort_id)
        .subquery()
    )
    # Told first and without the lessons: of nearly everybody every mark is waited for.
    odd = (
        select(Enrolment.id)
        .join(first, first.c.cohort_id == Enrolment.cohort_id)
        .where(or_(Enrolment.state.not_in(PRESENT_STATES), Enrolment.enrolled_on > first.c.day))
    )
    rows = unit.session.execute(
        select(Mark.session_id, func.count().label("marks"))
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .join(Session, Session.id == Mark.session_id)
        .where(Mark.enrolment_id.in_(odd))
        .where(or_(~_is_waited_for(), Session.held_on < Enrolment.enrolled_on, Session.held_on >= left_on))
        .group_by(Mark.session_id)
    )
    return {row.session_id: row.marks for row in rows}


def _is_waited_for() -> ColumnElement[bool]:
    has_marks = exists().where(Mark.enrolment_id == Enrolment.id).correlate(Enrolment)
    return or_(
        Enrolment.state.in_(PRESENT_STATES),
        and_(Enrolment.state.in_(_LEFT), Enrolment.left_on.is_not(None), has_marks),
    )


def _left_on() -> ColumnElement[date | None]:
    return case((Enrolment.state.in_(_LEFT), Enrolment.left_on), else_=None)


def _lessons(unit: UnitOfWork, lacking: Sequence[_Lacking]) -> list[UnmarkedLesson]:
    """Those that have begun by now, the newest first."""
    now = unit.today, unit.now.astimezone(TASHKENT).time()
    counts = {each.session_id: (each.people, each.marked) for each in lacking if (each.held_on, each.starts_at) <= now}
    session_ids = list(counts)
    found = []
    for start in range(0, len(session_ids), IDS_AT_ONCE):
        rows = unit.session.execute(
            select(
                Session.id,
                Session.cohort_id,
                Cohort.code,
                func.coalesce(Module.title, Programme.title),
                func.coalesce(Staff.full_name, ""),
                func.coalesce(Trainer.full_name, ""),
                Session.held_on,
                Session.place_in_day,
                Session.starts_at,
            )
            .join(Cohort, Cohort.id == Session.cohort_id)
            .join(Programme, Programme.id == Cohort.programme_id)
            .outerjoin(Module, Module.id == Session.module_id)
            .outerjoin(Staff, Staff.id == Cohort.leader_id)
            .outerjoin(Trainer, Trainer.id == Session.trainer_id)
            .where(Session.id.in_(session_ids[start : start + IDS_AT_ONCE]))
        )
        found += [UnmarkedLesson(*row, *counts[row[0]], (unit.today - row[6]).days) for row in rows]
    return sorted(found, key=lambda lesson: (lesson.held_on, lesson.starts_at, lesson.cohort_code), reverse=True)
