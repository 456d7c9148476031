"""The second count: how many heads the duty officer saw in the room, beside who is marked present."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import ColumnElement, func, select

from db.models.attendance import HeadCount, Mark
from db.models.cohorts import Cohort, CohortState
from db.models.programmes import Module, Programme
from db.models.timetable import Room, Session
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.own_cohorts import are_own
from desktop_app.cohorts.rules import require_open
from desktop_app.errors import Conflict, Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.dates import short_date
from desktop_app.marks.kinds import kinds_by_set
from desktop_app.marks.records import Counts
from desktop_app.rows import row_at

MOST_HEADS = 2_000


@dataclass(frozen=True)
class HeadLine:
    """A lesson of the day: ``marked`` people of the register, ``present`` of them there, and the ``heads`` counted.

    Whoever came late is present, and so is a walk-in.
    """

    session_id: int
    cohort_id: int
    cohort_code: str
    title: str
    room: str
    held_on: date
    place_in_day: int
    starts_at: time
    is_open: bool
    heads: int | None
    counted_by: str
    marked: int
    present: int

    @property
    def difference(self) -> int | None:
        """How many heads more were counted than are marked present; None until both are there."""
        return self.heads - self.present if self.heads is not None and self.marked else None


def head_lines(unit: UnitOfWork, *, day: date) -> list[HeadLine]:
    """The lessons of a day in all cohorts that were not cancelled, as they begin."""
    counts = present_counts(unit, Session.held_on == day)
    rows = unit.session.execute(
        select(
            Session.id,
            Session.cohort_id,
            Cohort.code,
            func.coalesce(Module.title, Programme.title),
            func.coalesce(Room.name, Cohort.place),
            Session.held_on,
            Session.place_in_day,
            Session.starts_at,
            Cohort.state.in_((CohortState.PLANNED, CohortState.STUDYING)),
            HeadCount.people,
            func.coalesce(HeadCount.counted_by, ""),
        )
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(Module, Module.id == Session.module_id)
        .outerjoin(Room, Room.id == Session.room_id)
        .outerjoin(HeadCount, HeadCount.session_id == Session.id)
        .where(Session.held_on == day, Cohort.state != CohortState.CANCELLED, *are_own(unit, Cohort.id))
        .order_by(Session.starts_at, Cohort.code)
    )
    return [HeadLine(*row, *counts.get(row[0], (0, 0))) for row in rows]


def set_heads(unit: UnitOfWork, *, session_id: int, people: int | None, seen: int | None) -> None:
    """Note how many heads were counted, or with None that they were not; ``seen`` is what stood there when read.

    Raises Invalid for a number that cannot be, Refused for a lesson to come and a closed cohort, Conflict where
    somebody else has noted another number meanwhile.
    """
    lesson = row_at(unit, Session, session_id, "lesson_gone", N_("There is no such lesson any more."))
    cohort = unit.session.get_one(Cohort, lesson.cohort_id)
    require_open(cohort.code, cohort.state)
    if people is not None and not 0 <= people <= MOST_HEADS:
        raise Invalid("heads", N_("Type how many people were counted: 0 to {most}."), field="people", most=MOST_HEADS)
    if lesson.held_on > unit.today:
        raise Refused(
            "count_to_come",
            N_("The lesson of {day} has not been held yet: there is nobody to count."),
            day=short_date(lesson.held_on),
        )
    row = unit.session.get(HeadCount, session_id)
    if (row.people if row is not None else None) not in (seen, people):
        raise Conflict
    if people is None:
        if row is not None:
            unit.session.delete(row)
        return
    if row is None:
        row = HeadCount(session_id=session_id)
        unit.session.add(row)
    row.people, row.counted_at, row.counted_by = people, unit.now, unit.actor.name


def present_counts(unit: UnitOfWork, lessons: ColumnElement[bool]) -> Mapping[int, tuple[int, int]]:
    """How many people are marked, and how many of them present, by lesson; ``lessons`` is a condition on Session."""
    kinds = kinds_by_set(unit)
    rows = unit.session.execute(
        select(Mark.session_id, Cohort.mark_set_id, Mark.kind_code, func.count())
        .join(Session, Session.id == Mark.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .where(lessons)
        .group_by(Mark.session_id, Cohort.mark_set_id, Mark.kind_code)
    )
    marked: Counter[int] = Counter()
    present: Counter[int] = Counter()
    for session_id, set_id, code, count in rows:
        marked[session_id] += count
        present[session_id] += count if kinds[set_id][code].counts is Counts.PRESENT else 0
    return {session_id: (count, present[session_id]) for session_id, count in marked.items()}
