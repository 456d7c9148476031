"""Shifting the rest of a course: what would come of it is shown first, and it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from db.models.programmes import Module
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import require_open
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.timetable.changes import Move, Slot, moved, put, require_unmarked
from desktop_app.timetable.clash_records import Clash, require_no_clash
from desktop_app.timetable.clashes import clashes_of
from desktop_app.timetable.moving import load_session
from desktop_app.timetable.records import MovedLesson
from desktop_app.timetable.rules import Stretch, working_days_on
from desktop_app.timetable.service import Ground, ground_of

MOST_DAYS = 120


@dataclass(frozen=True)
class ShiftPreview:
    """What a shift would do. ``allowed_end`` is the last day that the cohort or its stage allows."""

    lessons: tuple[MovedLesson, ...]
    clashes: tuple[Clash, ...]
    new_end: date
    allowed_end: date

    @property
    def is_past_end(self) -> bool:
        return self.new_end > self.allowed_end


def preview_shift(unit: UnitOfWork, *, session_id: int, days: int) -> ShiftPreview:
    """The lessons from this one on, each so many working days later (earlier: a negative number).

    Raises Invalid for a number of days that makes no sense, Refused when a lesson of the rest has been marked or would
    come before the course begins.
    """
    ground, moves = _moves(unit, session_id, days)
    return ShiftPreview(
        tuple(_told(unit, moves)),
        tuple(_clashes(unit, ground, moves)),
        max(slot.held_on for _lesson, slot in moves),
        _stretch(ground, moves).ends_on,
    )


def shift_rest(
    unit: UnitOfWork,
    *,
    session_id: int,
    days: int,
    reason: str,
    moves_end: bool = False,
    despite_clashes: bool = False,
) -> int:
    """Shift as ``preview_shift`` shows; returns the id of the change, which ``undo_change`` takes back.

    ``moves_end`` lets the cohort end later where its lessons do; a stage keeps its days. Raises as the preview, Invalid
    without a reason, Refused for lessons past the end, LessonsClash.
    """
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    ground, moves = _moves(unit, session_id, days)
    require_no_clash(_clashes(unit, ground, moves), despite_clashes=despite_clashes)
    stretch = _stretch(ground, moves)
    last_on = max(slot.held_on for _lesson, slot in moves)
    old_end = None
    if last_on > stretch.ends_on:
        if stretch.stage or not moves_end:
            raise Refused(
                "shift_past_end",
                N_("The lessons would reach {last}, but they must end by {ends}."),
                last=short_date(last_on),
                ends=short_date(stretch.ends_on),
            )
        old_end, ground.cohort.ends_on = ground.cohort.ends_on, last_on
    return put(unit, moves, reason=tidy(reason), old_end=old_end)


def _moves(unit: UnitOfWork, session_id: int, days: int) -> tuple[Ground, list[Move]]:
    if days == 0 or abs(days) > MOST_DAYS:
        raise Invalid("shift_days", N_("Shift by 1 to {most} working days."), field="days", most=MOST_DAYS)
    first = load_session(unit, session_id)
    ground = ground_of(unit, first.cohort_id)
    require_open(ground.cohort.code, ground.cohort.state)
    lessons = _rest(unit, first, ground)
    require_unmarked(unit, lessons)
    moves = [
        (lesson, Slot(working_days_on(lesson.held_on, days, ground.calendar), lesson.place_in_day, lesson.starts_at))
        for lesson in lessons
    ]
    stretch = _stretch(ground, moves)
    earliest = min(slot.held_on for _lesson, slot in moves)
    if earliest < stretch.starts_on:
        raise Refused(
            "shift_before_start",
            N_("The lessons would begin on {day}, but the course begins on {starts}."),
            day=short_date(earliest),
            starts=short_date(stretch.starts_on),
        )
    return ground, moves


def _rest(unit: UnitOfWork, first: Session, ground: Ground) -> Sequence[Session]:
    """The lesson and all after it, to the end of its stage where the course has stages."""
    later = or_(
        Session.held_on > first.held_on,
        (Session.held_on == first.held_on) & (Session.place_in_day >= first.place_in_day),
    )
    query = select(Session).where(Session.cohort_id == first.cohort_id, later)
    stages = [stretch for stretch in ground.stretches() if stretch.stage and stretch.holds(first.held_on)]
    if stages:
        query = query.where(Session.held_on <= stages[0].ends_on)
    return unit.session.scalars(query.order_by(Session.held_on, Session.place_in_day)).all()


def _stretch(ground: Ground, moves: Sequence[Move]) -> Stretch:
    """The days that the lessons belong to."""
    day = moves[0][0].held_on
    stretches = ground.stretches()
    return next((stretch for stretch in stretches if stretch.holds(day)), stretches[-1])


def _clashes(unit: UnitOfWork, ground: Ground, moves: Sequence[Move]) -> list[Clash]:
    planned = [moved(lesson, slot) for lesson, slot in moves]
    ignoring = frozenset(lesson.id for lesson, _slot in moves)
    return clashes_of(unit, planned, cohort_id=ground.cohort.id, ignoring=ignoring)


def _told(unit: UnitOfWork, moves: Sequence[Move]) -> list[MovedLesson]:
    ids = {lesson.module_id for lesson, _slot in moves}
    titles = {
        row.id: row.title for row in unit.session.execute(select(Module.id, Module.title).where(Module.id.in_(ids)))
    }
    return [
        MovedLesson(
            lesson.id,
            titles.get(lesson.module_id or 0, ""),
            lesson.held_on,
            lesson.place_in_day,
            slot.held_on,
            slot.place_in_day,
        )
        for lesson, slot in moves
    ]
