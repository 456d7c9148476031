"""The register of a cohort: reading it whole, setting marks, and what the marks come to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select

from db.models.attendance import Mark
from db.models.cohorts import CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.programmes import Module
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.carried import carried_hours, module_totals
from desktop_app.attendance.records import (
    Attendance,
    AttendanceGrid,
    Counts,
    GridPerson,
    GridSession,
    Lesson,
    MarkChange,
    MarkKind,
)
from desktop_app.attendance.rules import attendance, attendance_with_carried, standings
from desktop_app.cohorts.hours import planned_hours
from desktop_app.cohorts.rules import DROPPED_OUT, PRESENT_STATES, require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.dates import short_date
from desktop_app.people.rules import written_name
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import list_items, rules_on


def mark_kinds(unit: UnitOfWork) -> list[MarkKind]:
    """The kinds of the centre's list, in its order."""
    return [
        MarkKind(item.code, item.attributes["mark"], Counts(item.attributes["counts"]), item.names)
        for item in list_items(unit, "mark")
    ]


def grid(unit: UnitOfWork, *, cohort_id: int) -> AttendanceGrid:
    """The register: everyone admitted or expected, in Uzbek order, with what their marks come to.

    Who dropped out without a mark is left out. The rules are those of the cohort's start, so that a later change of
    a rule does not judge old cohorts anew.
    """
    row = load_cohort(unit, cohort_id)
    rules = rules_on(unit, row.starts_on)
    planned = planned_hours(unit, row)
    sessions = _sessions(unit, cohort_id)
    kinds = mark_kinds(unit)
    marks = _marks(unit, cohort_id)
    begun = [session for session in sessions if session.held_on <= unit.today]
    counted = {kind.code: kind.counts for kind in kinds}
    everybody = list(_people(unit, cohort_id))
    carried = carried_hours(unit, [enrolment for enrolment, _person in everybody])
    people = []
    for enrolment, person in everybody:
        if enrolment.id in carried:
            lessons = _lessons_of(enrolment, sessions, marks, counted)
            totals = module_totals(unit, row, lessons)
            attended = _carried_attendance(
                lessons, totals, carried[enrolment.id], begun=len(begun), planned_hours=planned, rules=rules
            )
        else:
            attended = _attendance_of(enrolment, begun, marks, counted, planned, rules)
        is_markable = enrolment.state in PRESENT_STATES
        joined_on = enrolment.enrolled_on if enrolment.came_from_id is not None else None
        if enrolment.state not in DROPPED_OUT or attended.attended or attended.missed:
            people.append(
                GridPerson(enrolment.id, written_name(person), is_markable, enrolment.left_on, attended, joined_on)
            )
    is_open = row.state in (CohortState.PLANNED, CohortState.STUDYING)
    return AttendanceGrid(cohort_id, row.code, unit.today, is_open, tuple(sessions), tuple(people), tuple(kinds), marks)


def attendance_of(unit: UnitOfWork, *, cohort_id: int) -> dict[int, Attendance]:
    """What everyone's marks come to, by enrolment: for the rule of completion."""
    return {person.enrolment_id: person.attendance for person in grid(unit, cohort_id=cohort_id).people}


def set_marks(unit: UnitOfWork, *, marks: Sequence[MarkChange]) -> list[MarkChange]:
    """Set or clear marks, all or none; returns what stood there before, which set again undoes the change.

    Raises Refused for a closed cohort, a lesson to come, and a person who left or was not admitted; Invalid for a
    kind of mark that the list does not have.
    """
    known = {kind.code for kind in mark_kinds(unit)}
    if any(mark.kind_code is not None and mark.kind_code not in known for mark in marks):
        raise Invalid("mark_unknown", N_("There is no such kind of mark."))
    lessons = _lessons(unit, {mark.session_id for mark in marks})
    enrolments = _enrolments(unit, {mark.enrolment_id for mark in marks})
    for cohort_id in {lesson.cohort_id for lesson in lessons.values()}:
        row = load_cohort(unit, cohort_id)
        require_open(row.code, row.state)
    for mark in marks:
        _check_mark(lessons[mark.session_id], *enrolments[mark.enrolment_id], today=unit.today)
    kept = _kept_marks(unit, lessons, enrolments)
    # Of two marks for one lesson the last holds, and undoing must give back what stood before both.
    wanted = {(mark.session_id, mark.enrolment_id): mark.kind_code for mark in marks}
    before = {key: mark.kind_code for key, mark in kept.items()}
    for key, kind_code in wanted.items():
        _set_mark(unit, kept.get(key), key, kind_code)
    return [
        MarkChange(enrolment_id, session_id, before.get((session_id, enrolment_id)))
        for session_id, enrolment_id in wanted
    ]


def _attendance_of(
    enrolment: Enrolment,
    begun: Sequence[GridSession],
    marks: Mapping[tuple[int, int], str],
    counted: Mapping[str, Counts],
    planned_hours: int,
    rules: Rules,
) -> Attendance:
    lessons = (
        (session.hours, _counts(marks.get((enrolment.id, session.id)), counted))
        for session in begun
        if enrolment.left_on is None or session.held_on < enrolment.left_on
    )
    return attendance(lessons, planned_hours=planned_hours, rules=rules)


def _lessons_of(
    enrolment: Enrolment,
    sessions: Sequence[GridSession],
    marks: Mapping[tuple[int, int], str],
    counted: Mapping[str, Counts],
) -> list[Lesson]:
    return [
        Lesson(
            session.module_title,
            session.hours,
            _counts(marks.get((enrolment.id, session.id)), counted),
            is_for=session.held_on >= enrolment.enrolled_on
            and (enrolment.left_on is None or session.held_on < enrolment.left_on),
        )
        for session in sessions
    ]


def _carried_attendance(
    lessons: Sequence[Lesson],
    totals: Mapping[str, int],
    carried: Mapping[str, int],
    *,
    begun: int,
    planned_hours: int,
    rules: Rules,
) -> Attendance:
    """``begun`` lessons, the first ones, have begun."""
    unmarked = sum(lesson.hours for lesson in lessons[:begun] if lesson.is_for and lesson.counts is None)
    modules = standings(lessons, totals=totals, carried=carried, rules=rules)
    return attendance_with_carried(modules, begun_unmarked=unmarked, planned_hours=planned_hours, rules=rules)


def _counts(kind_code: str | None, counted: Mapping[str, Counts]) -> Counts | None:
    return None if kind_code is None else counted[kind_code]


def _sessions(unit: UnitOfWork, cohort_id: int) -> list[GridSession]:
    rows = unit.session.execute(
        select(
            Session.id,
            Session.held_on,
            Session.place_in_day,
            Session.starts_at,
            Session.hours,
            func.coalesce(Module.title, ""),
        )
        .outerjoin(Module, Module.id == Session.module_id)
        .where(Session.cohort_id == cohort_id)
        .order_by(Session.held_on, Session.place_in_day)
    )
    return [GridSession(*row) for row in rows]


def _marks(unit: UnitOfWork, cohort_id: int) -> dict[tuple[int, int], str]:
    rows = unit.session.execute(
        select(Mark.enrolment_id, Mark.session_id, Mark.kind_code)
        .join(Session, Session.id == Mark.session_id)
        .where(Session.cohort_id == cohort_id)
    )
    return {(enrolment_id, session_id): kind for enrolment_id, session_id, kind in rows}


def _people(unit: UnitOfWork, cohort_id: int) -> Iterable[tuple[Enrolment, Person]]:
    rows = unit.session.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Person.sort_key, Person.id)
    )
    return ((enrolment, person) for enrolment, person in rows)


def _lessons(unit: UnitOfWork, ids: set[int]) -> dict[int, Session]:
    found = {lesson.id: lesson for lesson in unit.session.scalars(select(Session).where(Session.id.in_(ids)))}
    if len(found) < len(ids):
        raise NotFound("lesson_gone", N_("There is no such lesson any more."))
    return found


def _enrolments(unit: UnitOfWork, ids: set[int]) -> dict[int, tuple[Enrolment, str]]:
    """Each enrolment with the person's name, for the sentence if a mark is refused."""
    rows = unit.session.execute(select(Enrolment, Person).join(Person).where(Enrolment.id.in_(ids)))
    found = {enrolment.id: (enrolment, written_name(person)) for enrolment, person in rows}
    if len(found) < len(ids):
        raise NotFound("enrolment_unknown", N_("This person is not in the cohort any more."))
    return found


def _check_mark(lesson: Session, enrolment: Enrolment, name: str, *, today: date) -> None:
    if lesson.cohort_id != enrolment.cohort_id:
        raise NotFound("enrolment_unknown", N_("This person is not in the cohort any more."))
    if lesson.held_on > today:
        raise Refused(
            "lesson_to_come",
            N_("The lesson of {day} has not been held yet and cannot be marked."),
            day=short_date(lesson.held_on),
        )
    if enrolment.came_from_id is not None and lesson.held_on < enrolment.enrolled_on:
        raise Refused(
            "lesson_before_transfer",
            N_("{name} came by a transfer on {day}: earlier lessons are not marked."),
            name=name,
            day=short_date(enrolment.enrolled_on),
        )
    match enrolment.state:
        case EnrolmentState.ABSENT:
            raise Refused("not_admitted", N_("{name} did not come and was not admitted."), name=name)
        case EnrolmentState.COMPLETED | EnrolmentState.STATEMENT:
            raise Refused("person_finished", N_("{name} has finished: the marks stay as they are."), name=name)
        case EnrolmentState.EXPELLED | EnrolmentState.TRANSFERRED:
            if enrolment.left_on is None or lesson.held_on >= enrolment.left_on:
                raise Refused("person_left", N_("{name} has left the cohort: later lessons are not marked."), name=name)
        case EnrolmentState.APPLIED | EnrolmentState.CALLED | EnrolmentState.ADMITTED | EnrolmentState.STUDYING:
            # Applicants are marked too: the first three days decide whom the admission order names.
            return


def _kept_marks(unit: UnitOfWork, sessions: Iterable[int], enrolments: Iterable[int]) -> dict[tuple[int, int], Mark]:
    rows = unit.session.scalars(
        select(Mark).where(Mark.session_id.in_(list(sessions)), Mark.enrolment_id.in_(list(enrolments)))
    )
    return {(mark.session_id, mark.enrolment_id): mark for mark in rows}


def _set_mark(unit: UnitOfWork, mark: Mark | None, key: tuple[int, int], kind_code: str | None) -> None:
    if kind_code is None:
        if mark is not None:
            unit.session.delete(mark)
        return
    if mark is None:
        mark = Mark(session_id=key[0], enrolment_id=key[1])
        unit.session.add(mark)
    elif mark.kind_code == kind_code:
        return
    mark.kind_code, mark.marked_at, mark.marked_by = kind_code, unit.now, unit.actor.staff_id
