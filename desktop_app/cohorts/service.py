"""Keeping the cohorts: propose, save, list, start, cancel."""

from collections.abc import Collection
from dataclasses import fields
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from db.models.attendance import Mark
from db.models.centre import Staff
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Institution, Person
from db.models.programmes import CascadeLevel, Module, Programme, ProgrammeStage
from db.models.timetable import Room, Session
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.own_cohorts import are_own
from desktop_app.cohorts.hindrances import people_elsewhere
from desktop_app.cohorts.hours import course_hours, stage_hours
from desktop_app.cohorts.placing import check_placing, placing_warnings
from desktop_app.cohorts.records import (
    CohortDraft,
    CohortPage,
    CohortProposal,
    CohortRecord,
    CohortRow,
    CohortWarning,
    MarksCountOtherwise,
)
from desktop_app.cohorts.rules import (
    NOT_COUNTED,
    hours_warnings,
    lesson_days,
    next_code,
    order_warnings,
    require_open,
    size_warnings,
)
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.language.keys import search_key
from desktop_app.language.script import to_latin
from desktop_app.marks.editing import give_set, people_counted_otherwise
from desktop_app.marks.kinds import default_set_id
from desktop_app.once import once
from desktop_app.people.rules import written_name
from desktop_app.programmes.records import Part, ProgrammeKind
from desktop_app.programmes.rules import lessons_of, parts_of
from desktop_app.programmes.service import LONGEST_CODE, programme
from desktop_app.reference.month_locks import require_month_open
from desktop_app.reference.service import profile, rules_on, working_calendar

PAGE_ROWS = 200

Columns = TypeVarTuple("Columns")
# What a draft and its row call by the same name and keep as it is.
_PLAIN = (
    *("programme_id", "starts_on", "ends_on", "leader_id", "order_date", "language_code", "shift_code"),
    *("stage_id", "cascade_level", "led_by_person_id", "institution_id", "room_id"),
)
_KEPT = tuple(field.name for field in fields(CohortDraft))
_AFTER_COMPLETION = ("state", "completed_on", "completion_order_number", "completion_order_date")
_LED_BY = aliased(Person)


def propose_cohort(
    unit: UnitOfWork, *, programme_id: int, starts_on: date, stage_id: int | None = None
) -> CohortProposal:
    """The next free code and the last day, for a form to fill in as a guess."""
    prefix = profile(unit).code
    taken = unit.session.scalars(select(Cohort.code).where(Cohort.code.startswith(prefix, autoescape=True)))
    last_day = propose_last_day(unit, programme_id=programme_id, starts_on=starts_on, stage_id=stage_id)
    return CohortProposal(next_code(prefix, starts_on.year, taken), last_day)


def propose_last_day(unit: UnitOfWork, *, programme_id: int, starts_on: date, stage_id: int | None = None) -> date:
    """The last day of the stage, where it has one, else the day of the last lesson."""
    taught = programme(unit, programme_id=programme_id)
    rules = rules_on(unit, starts_on)
    calendar = working_calendar(unit, days_per_week=rules.days_per_week)
    stage = next((stage for stage in taught.stages if stage.id == stage_id), None)
    if stage is not None and stage.ends_on is not None and stage.ends_on >= starts_on:
        return stage.ends_on
    parts = [Part(None, stage.hours)] if stage else parts_of(taught.hours, taught.modules)
    lessons = (lesson.hours for lesson in lessons_of(parts, lesson_hours=rules.lesson_hours))
    *_before, last_day = lesson_days(lessons, starts_on=starts_on, calendar=calendar, rules=rules)
    return last_day


def save_cohort(unit: UnitOfWork, draft: CohortDraft) -> int:
    """Add the cohort (id 0) or change it; returns the id.

    Raises Invalid naming the field, Duplicate for a code in use, Conflict, and Refused for a closed cohort, for a
    change that would take lessons with marks out of it, or for a set of marks that lacks some of its marks. What is
    only unusual is told by ``cohort_warnings``.
    """
    _check(unit, draft)
    row = load_cohort(unit, draft.id) if draft.id else Cohort(mark_set_id=default_set_id(unit))
    if draft.id:
        if row.version != draft.version:
            raise Conflict
        require_open(row.code, row.state)
        _check_lessons(unit, row, draft)
        if draft.starts_on != row.starts_on and has_people_counted(unit, cohort_id=row.id):
            require_month_open(unit, row.starts_on, draft.starts_on)
    if draft.mark_set_id not in (None, row.mark_set_id):
        give_set(unit, row, draft.mark_set_id)
    row.code, row.place, row.order_number = tidy(draft.code), tidy(draft.place), tidy(draft.order_number)
    for name in _PLAIN:
        setattr(row, name, getattr(draft, name))
    unit.session.add(row)
    unit.session.flush()
    return row.id


def cohort(unit: UnitOfWork, *, cohort_id: int) -> CohortRecord:
    query = (
        _with_names(
            select(Cohort, Programme, Staff.full_name, ProgrammeStage, CascadeLevel.role, _LED_BY, Institution, Room)
        )
        .outerjoin(CascadeLevel, _level_of_cohort())
        .outerjoin(_LED_BY, _LED_BY.id == Cohort.led_by_person_id)
        .outerjoin(Room, Room.id == Cohort.room_id)
        .where(Cohort.id == cohort_id)
    )
    found = unit.session.execute(query).one_or_none()
    if found is None:
        raise _unknown()
    row, taught, leader, stage, role, led_by_person, institution, room = found
    return CohortRecord(
        **{name: getattr(row, name) for name in (*_KEPT, *_AFTER_COMPLETION)},
        programme_code=taught.code,
        programme_title=taught.title,
        hours=course_hours(unit, row) if (of_stage := stage_hours(unit, row)) is None else of_stage,
        leader=leader or "",
        stage_place=stage.place if stage else None,
        stage_title=stage.title if stage else "",
        level_role=role or "",
        led_by=written_name(led_by_person) if led_by_person else "",
        institution=institution.name if institution else "",
        room=room.name if room else "",
    )


def cohort_by_code(unit: UnitOfWork, *, code: str) -> CohortRecord:
    """The cohort of that code, as written or in capitals. Raises NotFound naming the code."""
    wanted = tidy(code)
    found = select(Cohort.id).where(Cohort.code.in_((wanted, wanted.upper())))
    cohort_id = unit.session.scalar(found.order_by(Cohort.code != wanted).limit(1))
    if cohort_id is None:
        raise NotFound("cohort_unknown", N_("There is no cohort {cohort}."), cohort=wanted)
    return cohort(unit, cohort_id=cohort_id)


def cohorts(
    unit: UnitOfWork,
    *,
    states: Collection[CohortState] = (),
    year: int | None = None,
    text: str = "",
    language_code: str | None = None,
    shift_code: str | None = None,
    first: int = 0,
    rows: int | None = PAGE_ROWS,
) -> CohortPage:
    """A page of the cohorts, newest start first; ``rows`` None gives all of them.

    ``year`` is that of the start; ``text`` is looked for in code, place and the programme's title, in either script.
    """
    conditions = [*_filters(unit, states, year, text), *are_own(unit, Cohort.id)]
    chosen = ((Cohort.language_code, language_code), (Cohort.shift_code, shift_code))
    conditions += [column == code for column, code in chosen if code is not None]
    total = unit.session.scalar(select(func.count()).select_from(Cohort).where(*conditions)) or 0
    people = select(func.count()).where(Enrolment.cohort_id == Cohort.id, Enrolment.state.not_in(NOT_COUNTED))
    columns = (
        Cohort.id,
        Cohort.code,
        Cohort.programme_id,
        Programme.code,
        Programme.title,
        Programme.hours,
        Cohort.state,
        Cohort.starts_on,
        Cohort.ends_on,
        Cohort.place,
        func.coalesce(Staff.full_name, ""),
        people.scalar_subquery(),
        Cohort.language_code,
        Cohort.shift_code,
        ProgrammeStage.place,
        Cohort.cascade_level,
        func.coalesce(Institution.name, ""),
    )
    query = _with_names(select(*columns)).where(*conditions)
    query = query.order_by(Cohort.starts_on.desc(), Cohort.id.desc()).offset(first).limit(rows)
    return CohortPage(tuple(CohortRow(*row) for row in unit.session.execute(query)), total)


def cohort_warnings(unit: UnitOfWork, *, cohort_id: int) -> list[CohortWarning]:
    """What is unusual about a cohort, by the rules of the day it starts."""
    return warnings_of(unit, cohort(unit, cohort_id=cohort_id))


def warnings_of(unit: UnitOfWork, record: CohortRecord) -> list[CohortWarning]:
    """``cohort_warnings`` of a cohort that is at hand."""
    inside = (Enrolment.cohort_id == record.id, Enrolment.state.not_in(NOT_COUNTED))
    people = unit.session.scalar(select(func.count()).select_from(Enrolment).where(*inside)) or 0
    kind = unit.session.scalar(select(Programme.kind_code).where(Programme.id == record.programme_id))
    # As many come to a conference as are called to it.
    size = [] if kind == ProgrammeKind.CONFERENCE else size_warnings(people, rules_on(unit, record.starts_on))
    return draft_warnings(unit, record) + size + people_elsewhere(unit, cohort_id=record.id)


def draft_warnings(unit: UnitOfWork, draft: CohortDraft) -> list[CohortWarning]:
    """What is unusual about a cohort that is still being typed."""
    rules = rules_on(unit, draft.starts_on)
    calendar = working_calendar(unit, days_per_week=rules.days_per_week)
    taught = programme(unit, programme_id=draft.programme_id)
    hours = next((stage.hours for stage in taught.stages if stage.id == draft.stage_id), taught.hours)
    return (
        order_warnings(draft.starts_on, draft.order_date, rules)
        + hours_warnings(hours, starts_on=draft.starts_on, ends_on=draft.ends_on, calendar=calendar, rules=rules)
        + placing_warnings(unit, draft, taught)
        + _marks_warnings(unit, draft)
    )


def _marks_warnings(unit: UnitOfWork, draft: CohortDraft) -> list[CohortWarning]:
    row = unit.session.get(Cohort, draft.id)
    if row is None or draft.mark_set_id in (None, row.mark_set_id):
        return []
    people = people_counted_otherwise(unit, row, draft.mark_set_id)
    return [MarksCountOtherwise(people)] if people else []


def start_cohort(unit: UnitOfWork, *, cohort_id: int) -> None:
    """Let the cohort begin: who is admitted studies from now on. Raises Refused before its day and without people."""
    row = load_cohort(unit, cohort_id)
    require_open(row.code, row.state)
    if unit.today < row.starts_on:
        raise Refused(
            "cohort_too_early",
            N_("Cohort {cohort} starts on {starts}; it cannot begin earlier."),
            cohort=row.code,
            starts=short_date(row.starts_on),
        )
    enrolments = unit.session.scalars(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.state.not_in(NOT_COUNTED))
    ).all()
    if not enrolments:
        raise Refused(
            "cohort_empty", N_("Nobody is enrolled in cohort {cohort}. Load the roster first."), cohort=row.code
        )
    row.state = CohortState.STUDYING
    for enrolment in enrolments:
        if enrolment.state == EnrolmentState.ADMITTED:
            enrolment.state = EnrolmentState.STUDYING


def cancel_cohort(unit: UnitOfWork, *, cohort_id: int, reason: str) -> None:
    """Raises Refused once anyone has been marked: then people are expelled or transferred one by one."""
    row = load_cohort(unit, cohort_id)
    require_open(row.code, row.state)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    if has_marks(unit, cohort_id=cohort_id):
        raise Refused(
            "cohort_has_marks", N_("Cohort {cohort} has attendance marks and cannot be cancelled."), cohort=row.code
        )
    if has_people_counted(unit, cohort_id=cohort_id):
        require_month_open(unit, row.starts_on)
    row.state = CohortState.CANCELLED
    unit.note("cancel", entity="cohort", entity_id=cohort_id, facts={"reason": tidy(reason)})


def has_marks(unit: UnitOfWork, *, cohort_id: int) -> bool:
    return bool(unit.session.scalar(select(_marked_lesson(Session.cohort_id == cohort_id))))


def has_people_counted(unit: UnitOfWork, *, cohort_id: int) -> bool:
    """Whether a return counts anybody of the cohort: called at least, and not only applied for."""
    counted = (
        Enrolment.cohort_id == cohort_id,
        Enrolment.state.not_in((EnrolmentState.APPLIED, EnrolmentState.WALK_IN)),
    )
    return bool(unit.session.scalar(select(exists().where(*counted))))


@once
def load_cohort(unit: UnitOfWork, cohort_id: int) -> Cohort:
    """The row itself, for the services that change a cohort. Raises NotFound."""
    row = unit.session.get(Cohort, cohort_id)
    if row is None:
        raise _unknown()
    return row


def _unknown() -> NotFound:
    return NotFound("cohort_gone", N_("There is no such cohort any more."))


def _check(unit: UnitOfWork, draft: CohortDraft) -> None:
    code = tidy(draft.code)
    if not code:
        raise Invalid("field_empty", N_("This field must be filled in."), field="code")
    if len(code) > LONGEST_CODE:
        raise Invalid("code_long", N_("A code has at most {most} signs."), field="code", most=LONGEST_CODE)
    taught = unit.session.get(Programme, draft.programme_id)
    if taught is None or (taught.archived_on is not None and not draft.id):
        raise Invalid("programme_unknown", N_("Choose the programme."), field="programme_id")
    if draft.ends_on < draft.starts_on:
        raise Invalid("dates_reversed", N_("The cohort cannot end before it starts."), field="ends_on")
    if draft.leader_id is not None and unit.session.get(Staff, draft.leader_id) is None:
        raise Invalid("leader_unknown", N_("Choose the group leader from the staff."), field="leader_id")
    check_placing(unit, draft)
    if unit.session.scalar(select(exists().where(Cohort.code == code, Cohort.id != draft.id))):
        raise Duplicate("cohort_code_taken", N_("There is a cohort {cohort} already."), field="code", cohort=code)


def _check_lessons(unit: UnitOfWork, row: Cohort, draft: CohortDraft) -> None:
    if draft.programme_id != row.programme_id:
        of_old_programme = Session.module_id.in_(select(Module.id).where(Module.programme_id == row.programme_id))
        if unit.session.scalar(select(exists().where(Session.cohort_id == row.id, of_old_programme))):
            raise Refused(
                "cohort_has_lessons",
                N_("The timetable of cohort {cohort} is of its present programme: the programme stays."),
                cohort=row.code,
            )
    outside = or_(Session.held_on < draft.starts_on, Session.held_on > draft.ends_on)
    if unit.session.scalar(select(_marked_lesson(Session.cohort_id == row.id, outside))):
        raise Refused(
            "marks_outside_dates",
            N_("Lessons with marks lie outside {starts} to {ends}."),
            starts=short_date(draft.starts_on),
            ends=short_date(draft.ends_on),
        )


def _marked_lesson(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Mark.session_id == Session.id, *conditions)


def _with_names(query: Select[*Columns]) -> Select[*Columns]:
    joined = query.select_from(Cohort).join(Programme, Programme.id == Cohort.programme_id)
    joined = joined.outerjoin(Staff, Staff.id == Cohort.leader_id)
    joined = joined.outerjoin(ProgrammeStage, ProgrammeStage.id == Cohort.stage_id)
    return joined.outerjoin(Institution, Institution.id == Cohort.institution_id)


def _level_of_cohort() -> ColumnElement[bool]:
    return (CascadeLevel.programme_id == Cohort.programme_id) & (CascadeLevel.place == Cohort.cascade_level)


def _filters(
    unit: UnitOfWork, states: Collection[CohortState], year: int | None, text: str
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if states:
        conditions.append(Cohort.state.in_(states))
    if year is not None:
        conditions.append(Cohort.starts_on.between(date(year, 1, 1), date(year, 12, 31)))
    typed = tidy(text)
    if typed:
        # Titles are few and folded here; codes and places are plain enough for LIKE.
        wanted = search_key(typed)
        titles = unit.session.execute(select(Programme.id, Programme.title))
        fitting = [programme_id for programme_id, title in titles if wanted and wanted in search_key(title)]
        plain = [
            column.icontains(spelling, autoescape=True)
            for column in (Cohort.code, Cohort.place)
            for spelling in {typed, to_latin(typed)}
        ]
        conditions.append(or_(Cohort.programme_id.in_(fitting), *plain))
    return conditions
