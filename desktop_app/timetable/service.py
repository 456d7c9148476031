"""Making a cohort's lessons, moving them, and listing them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import delete, func, select

from db.models.attendance import Mark
from db.models.programmes import Module
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import cohort, has_marks, load_cohort
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.dates import short_date
from desktop_app.programmes.rules import parts_of
from desktop_app.programmes.service import programme
from desktop_app.reference.service import rules_on, working_calendar
from desktop_app.timetable.records import PlannedSession, SessionRecord, Timetable
from desktop_app.timetable.rules import propose_sessions, start_of_lesson


def proposed_sessions(unit: UnitOfWork, *, cohort_id: int, electives: Sequence[int] = ()) -> list[PlannedSession]:
    """The lessons that ``make_sessions`` would keep, wherever they end; ``electives`` are modules in their order."""
    record = cohort(unit, cohort_id=cohort_id)
    taught = programme(unit, programme_id=record.programme_id)
    rules = rules_on(unit, record.starts_on)
    calendar = working_calendar(unit, days_per_week=rules.days_per_week)
    parts = parts_of(taught.hours, taught.modules, electives)
    return propose_sessions(parts, starts_on=record.starts_on, calendar=calendar, rules=rules)


def make_sessions(unit: UnitOfWork, *, cohort_id: int, electives: Sequence[int] = ()) -> Timetable:
    """Lay out the whole programme anew. Raises Refused when marks would be lost or the cohort ends too early."""
    row = load_cohort(unit, cohort_id)
    require_open(row.code, row.state)
    if has_marks(unit, cohort_id=cohort_id):
        raise Refused(
            "lessons_have_marks",
            N_("Lessons of cohort {cohort} have been marked: move single lessons instead of making all anew."),
            cohort=row.code,
        )
    planned = proposed_sessions(unit, cohort_id=cohort_id, electives=electives)
    last_on = planned[-1].held_on
    if last_on > row.ends_on:
        raise Refused(
            "lessons_past_end",
            N_("The lessons reach {last}, but the cohort ends on {ends}. Move its end or let it start earlier."),
            last=short_date(last_on),
            ends=short_date(row.ends_on),
        )
    unit.execute_bulk(delete(Session).where(Session.cohort_id == cohort_id), reason=f"timetable of cohort {cohort_id}")
    rows = [{"cohort_id": cohort_id, **asdict(lesson)} for lesson in planned]
    unit.insert_many(Session, rows, reason=f"timetable of cohort {cohort_id}")
    return Timetable(len(planned), sum(lesson.hours for lesson in planned), last_on)


def move_session(unit: UnitOfWork, *, session_id: int, held_on: date, place_in_day: int, version: int) -> None:
    """Hold one lesson at another time. Raises Conflict, and Refused for what a timetable cannot be."""
    lesson = unit.session.get(Session, session_id)
    if lesson is None:
        raise NotFound("lesson_gone", N_("There is no such lesson any more."))
    if lesson.version != version:
        raise Conflict
    row = load_cohort(unit, lesson.cohort_id)
    require_open(row.code, row.state)
    if unit.session.scalar(select(Mark.session_id).where(Mark.session_id == session_id).limit(1)) is not None:
        raise Refused("lesson_marked", N_("This lesson has been marked and cannot be moved."))
    if not row.starts_on <= held_on <= row.ends_on:
        raise Refused(
            "lesson_outside_cohort",
            N_("The cohort lasts from {starts} to {ends}; the lesson cannot be held on {day}."),
            starts=short_date(row.starts_on),
            ends=short_date(row.ends_on),
            day=short_date(held_on),
        )
    rules = rules_on(unit, row.starts_on)
    if not working_calendar(unit, days_per_week=rules.days_per_week).is_working(held_on):
        raise Refused("not_a_working_day", N_("{day} is not a working day."), day=short_date(held_on))
    if place_in_day < 1:
        raise Invalid("place_in_day", N_("Lessons of a day are counted from 1."), field="place_in_day")
    _check_free(unit, lesson, held_on, place_in_day)
    lesson.held_on, lesson.place_in_day = held_on, place_in_day
    lesson.starts_at = start_of_lesson(place_in_day, rules)


def sessions_of(unit: UnitOfWork, *, cohort_id: int) -> list[SessionRecord]:
    """The lessons of a cohort in order of time."""
    marks = select(func.count()).where(Mark.session_id == Session.id).scalar_subquery()
    rows = unit.session.execute(
        select(Session, Module.title, marks)
        .outerjoin(Module, Module.id == Session.module_id)
        .where(Session.cohort_id == cohort_id)
        .order_by(Session.held_on, Session.place_in_day)
    )
    return [
        SessionRecord(
            lesson.held_on,
            lesson.place_in_day,
            lesson.starts_at,
            lesson.hours,
            lesson.module_id,
            lesson.id,
            title or "",
            marked,
            lesson.version,
        )
        for lesson, title, marked in rows
    ]


def _check_free(unit: UnitOfWork, lesson: Session, held_on: date, place_in_day: int) -> None:
    taken = unit.session.scalar(
        select(Session.id).where(
            Session.cohort_id == lesson.cohort_id,
            Session.held_on == held_on,
            Session.place_in_day == place_in_day,
            Session.id != lesson.id,
        )
    )
    if taken is not None:
        raise Refused(
            "lesson_time_taken",
            N_("The cohort has another lesson on {day} as number {place}."),
            day=short_date(held_on),
            place=place_in_day,
        )
