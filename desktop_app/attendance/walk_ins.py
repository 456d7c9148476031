"""People who came and were not on the list: put into the register, and listed until it is known who they are."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from db.models.attendance import Mark, WalkIn
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.own_cohorts import are_own
from desktop_app.attendance.walk_in_records import WalkInRecord
from desktop_app.cohorts.enrolment import load_enrolment
from desktop_app.cohorts.rules import OPEN_STATES, require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Duplicate, NotFound
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key
from desktop_app.people.nameless import add_name_only, remove_name_only, rename_name_only
from desktop_app.people.rules import written_name


def add_walk_in(unit: UnitOfWork, *, cohort_id: int, name: str, note: str = "", code: str = "") -> int:
    """Put somebody who is not on the list into the register by the name they gave; returns the enrolment.

    ``code`` is a badge that nobody knows. Raises Invalid without a name, Duplicate for a name and badge that wait
    there already, Refused for a closed cohort.
    """
    cohort = load_cohort(unit, cohort_id)
    require_open(cohort.code, cohort.state)
    _require_other_names(name, code, walk_ins(unit, cohort_id=cohort_id))
    row = WalkIn(code=tidy(code), note=tidy(note), came_at=unit.now, noted_by=unit.actor.name)
    return put_into_register(unit, row, cohort_id=cohort_id, name=name, since=unit.today)


def put_into_register(unit: UnitOfWork, row: WalkIn, *, cohort_id: int, name: str, since: date) -> int:
    """A card of the name alone, its enrolment, and what is known of the walk-in; returns the enrolment."""
    enrolment = Enrolment(
        cohort_id=cohort_id,
        person_id=add_name_only(unit, name=name),
        state=EnrolmentState.WALK_IN,
        enrolled_on=since,
    )
    unit.session.add(enrolment)
    unit.session.flush()
    row.enrolment_id = enrolment.id
    unit.session.add(row)
    unit.session.flush()
    return enrolment.id


def change_walk_in(unit: UnitOfWork, *, enrolment_id: int, name: str, note: str = "", code: str = "") -> None:
    """Correct what is known of a walk-in. Raises what ``add_walk_in`` does, and NotFound."""
    source, cohort, _name = load_walk_in(unit, enrolment_id)
    others = [each for each in walk_ins(unit, cohort_id=cohort.id) if each.enrolment_id != enrolment_id]
    _require_other_names(name, code, others)
    rename_name_only(unit, person_id=source.person_id, name=name)
    row = unit.session.get_one(WalkIn, enrolment_id)
    row.code, row.note = tidy(code), tidy(note)


def walk_ins(unit: UnitOfWork, *, cohort_id: int | None = None) -> list[WalkInRecord]:
    """Everybody who waits to be recognised, of a cohort or of all, those who came first on top."""
    query = _records().where(*are_own(unit, Enrolment.cohort_id)).order_by(WalkIn.came_at, WalkIn.enrolment_id)
    if cohort_id is not None:
        query = query.where(Enrolment.cohort_id == cohort_id)
    return [_record(*row) for row in unit.session.execute(query)]


def walk_in(unit: UnitOfWork, *, enrolment_id: int) -> WalkInRecord:
    """Raises NotFound."""
    found = unit.session.execute(_records().where(WalkIn.enrolment_id == enrolment_id)).one_or_none()
    if found is None:
        raise _gone()
    return _record(*found)


def _records() -> Select[*tuple[Any, ...]]:
    marks = (
        select(
            Mark.enrolment_id,
            func.count().label("marks"),
            func.min(Session.held_on).label("first_on"),
            func.max(Session.held_on).label("last_on"),
        )
        .join(Session, Session.id == Mark.session_id)
        .where(Mark.enrolment_id.in_(select(WalkIn.enrolment_id)))
        .group_by(Mark.enrolment_id)
        .subquery()
    )
    return (
        select(WalkIn, Person, Cohort, func.coalesce(marks.c.marks, 0), marks.c.first_on, marks.c.last_on)
        .join(Enrolment, Enrolment.id == WalkIn.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(marks, marks.c.enrolment_id == WalkIn.enrolment_id)
    )


def _record(
    row: WalkIn, card: Person, cohort: Cohort, marks: int, first_on: date | None, last_on: date | None
) -> WalkInRecord:
    return WalkInRecord(
        row.enrolment_id,
        written_name(card),
        cohort.id,
        cohort.code,
        row.came_at,
        row.noted_by,
        row.code,
        row.note,
        marks,
        first_on,
        last_on,
        cohort.state in OPEN_STATES,
    )


def load_walk_in(unit: UnitOfWork, enrolment_id: int) -> tuple[Enrolment, Cohort, str]:
    """The walk-in's enrolment, its open cohort and the name. Raises NotFound, Refused."""
    if unit.session.get(WalkIn, enrolment_id) is None:
        raise _gone()
    enrolment, cohort = load_enrolment(unit, enrolment_id)
    require_open(cohort.code, cohort.state)
    return enrolment, cohort, written_name(unit.session.get_one(Person, enrolment.person_id))


def marks_of(unit: UnitOfWork, enrolment_id: int) -> dict[int, Mark]:
    return {
        mark.session_id: mark for mark in unit.session.scalars(select(Mark).where(Mark.enrolment_id == enrolment_id))
    }


def remove_walk_in(unit: UnitOfWork, source: Enrolment) -> None:
    """Take out the enrolment, what was known of it, and the card of the name, once nothing rests on them."""
    unit.session.delete(unit.session.get_one(WalkIn, source.id))
    unit.session.flush()
    unit.session.delete(source)
    unit.session.flush()
    remove_name_only(unit, person_id=source.person_id)


def _require_other_names(name: str, code: str, others: Iterable[WalkInRecord]) -> None:
    same = next((each for each in others if (search_key(each.name), each.code) == (search_key(name), tidy(code))), None)
    if same is not None:
        message = N_(
            "{name} waits to be recognised in cohort {cohort} already. Add to the name what tells two people apart."
        )
        raise Duplicate("walk_in_twice", message, name=same.name, cohort=same.cohort_code)


def _gone() -> NotFound:
    return NotFound("walk_in_gone", N_("This person was recognised or taken out already."))
