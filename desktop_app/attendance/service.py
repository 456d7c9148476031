"""The register of a cohort: reading it whole, and what its marks come to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from db.models.attendance import WalkIn
from db.models.cohorts import CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.book import Book, books
from desktop_app.attendance.carried import carried_hours
from desktop_app.attendance.expected import expected_marks
from desktop_app.attendance.records import (
    Attendance,
    AttendanceGrid,
    GridPerson,
)
from desktop_app.attendance.rules import (
    rule_sentence,
)
from desktop_app.cohorts.rules import DROPPED_OUT, PRESENT_STATES
from desktop_app.cohorts.service import load_cohort
from desktop_app.marks.kinds import as_seen, is_hidden
from desktop_app.marks.records import MarkValue
from desktop_app.people.rules import written_name
from desktop_app.reference.rules import Rules

# Who did not stand on the list is marked with the rest, until it is known who it is.
_MARKED_STATES = (*PRESENT_STATES, EnrolmentState.WALK_IN)


def grid(unit: UnitOfWork, *, cohort_id: int) -> AttendanceGrid:
    """The register: everyone admitted or expected, in Uzbek order, with what their marks come to.

    Who dropped out without a mark is left out. The rules are those of the cohort's start, so that a later change of
    a rule does not judge old cohorts anew.
    """
    book = _book(unit, cohort_id)
    people = _rows(unit, book, _people(unit, cohort_id))
    return AttendanceGrid(
        cohort_id,
        book.cohort.code,
        unit.today,
        book.cohort.state in (CohortState.PLANNED, CohortState.STUDYING),
        tuple(book.sessions),
        tuple(people),
        tuple(as_seen(unit, book.kinds.values())),
        _seen_marks(unit, book),
        locked_until(book.rules, unit.today),
        expected_marks(unit, cohort_id=cohort_id),
        rule_text=rule_sentence(book.rules, book.planned),
    )


def people_of(unit: UnitOfWork, *, cohort_id: int, enrolment_ids: Collection[int]) -> list[GridPerson]:
    """Some rows of the register as they stand now: what is asked after a mark, in place of the whole register."""
    book = _book(unit, cohort_id, enrolment_ids)
    return _rows(unit, book, _people(unit, cohort_id, enrolment_ids))


def attendance_of(
    unit: UnitOfWork, *, cohort_id: int, enrolment_ids: Collection[int] | None = None
) -> dict[int, Attendance]:
    """What the marks of everyone, or of some, come to, by enrolment: for the rule of completion."""
    book = _book(unit, cohort_id, enrolment_ids)
    people = _rows(unit, book, _people(unit, cohort_id, enrolment_ids))
    return {person.enrolment_id: person.attendance for person in people}


def locked_until(rules: Rules, today: date) -> date | None:
    """The newest day whose marks are corrected with a reason only; None where marks are never locked."""
    return None if rules.mark_lock_days is None else today - timedelta(days=rules.mark_lock_days + 1)


def _rows(unit: UnitOfWork, book: Book, everybody: Sequence[tuple[Enrolment, Person, bool]]) -> list[GridPerson]:
    carried = carried_hours(unit, [enrolment for enrolment, _person, _is_walk_in in everybody])
    people = []
    for enrolment, person, is_walk_in in everybody:
        found = book.reckon(unit, enrolment, carried)
        if enrolment.state not in DROPPED_OUT or found.marked:
            people.append(
                GridPerson(
                    enrolment.id,
                    written_name(person),
                    enrolment.state in _MARKED_STATES,
                    enrolment.left_on,
                    found,
                    enrolment.enrolled_on if enrolment.came_from_id is not None else None,
                    person.id,
                    is_walk_in,
                    enrolment.enrolled_on,
                )
            )
    return people


def _seen_marks(unit: UnitOfWork, book: Book) -> Mapping[tuple[int, int], MarkValue]:
    """Without the notes of marks whose kind is hidden from the one who acts."""
    hidden = {code for code, kind in book.kinds.items() if is_hidden(unit, kind)}
    if not hidden:
        return book.marks
    return {key: replace(mark, note="") if mark.kind_code in hidden else mark for key, mark in book.marks.items()}


def _book(unit: UnitOfWork, cohort_id: int, enrolment_ids: Collection[int] | None = None) -> Book:
    return books(unit, [load_cohort(unit, cohort_id)], enrolment_ids)[cohort_id]


def _people(
    unit: UnitOfWork, cohort_id: int, enrolment_ids: Collection[int] | None = None
) -> list[tuple[Enrolment, Person, bool]]:
    query = (
        select(Enrolment, Person, WalkIn.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(WalkIn, WalkIn.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Person.sort_key, Person.id)
    )
    if enrolment_ids is not None:
        query = query.where(Enrolment.id.in_(enrolment_ids))
    return [(enrolment, person, walk_in is not None) for enrolment, person, walk_in in unit.session.execute(query)]
