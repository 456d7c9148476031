"""The way into a cohort: being called, being admitted by order, or not coming, with a valid reason or without."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import exists, func, or_, select

from db.models.attendance import Mark
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.programmes import Programme
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.enrolment import enrol, load_enrolment
from desktop_app.cohorts.records import Admission, NextCohort
from desktop_app.cohorts.rules import ADMITTED_STATES, AWAITING, NOT_COUNTED, require_move, require_open, seen
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.marks.kinds import kinds_of
from desktop_app.marks.records import Counts
from desktop_app.orders.own import register_own_order
from desktop_app.orders.records import Purpose
from desktop_app.people.rules import written_name
from desktop_app.reference.month_locks import require_month_open
from desktop_app.reference.service import list_items, rules_on

NEXT_COHORTS = 20


def call_people(
    unit: UnitOfWork, *, cohort_id: int, called_on: date, enrolment_ids: Collection[int] | None = None
) -> list[int]:
    """Note that applicants (those given, else all) were called by a letter or a list of that day; returns who was.

    Raises Invalid for a day to come, Refused when nobody is left to call or the cohort is closed.
    """
    row = load_cohort(unit, cohort_id)
    require_open(row.code, row.state)
    require_month_open(unit, row.starts_on)
    if called_on > unit.today:
        raise Invalid("called_on_to_come", N_("The day of the letter is still to come."), field="called_on")
    rows = [
        enrolment
        for enrolment in _in_state(unit, cohort_id, EnrolmentState.APPLIED)
        if enrolment_ids is None or enrolment.id in enrolment_ids
    ]
    if not rows:
        raise Refused("nobody_to_call", N_("In cohort {cohort} there is nobody left to call."), cohort=row.code)
    for enrolment in rows:
        enrolment.state, enrolment.called_on = EnrolmentState.CALLED, called_on
    return [enrolment.id for enrolment in rows]


def take_call_back(unit: UnitOfWork, *, enrolment_ids: Collection[int]) -> None:
    """Let those who were called be applicants again. Raises Refused for whoever is neither."""
    for enrolment_id in enrolment_ids:
        enrolment, row = load_enrolment(unit, enrolment_id)
        require_open(row.code, row.state)
        require_month_open(unit, row.starts_on)
        require_move(_name(unit, enrolment), enrolment.state, EnrolmentState.APPLIED)
        enrolment.state, enrolment.called_on = EnrolmentState.APPLIED, None


def admit(
    unit: UnitOfWork,
    *,
    cohort_id: int,
    order_number: str,
    order_date: date,
    enrolment_ids: Collection[int] | None = None,
) -> Admission:
    """Admit the applicants (those given, else all) by one order; whoever was not seen in the first days stays out.

    From its first day on a cohort begins with the order. An order later than the rule allows is kept as it is and
    told by ``cohort_warnings``. The cohort bears its first order; the register tells who was admitted by which.
    Raises Invalid without a number, Duplicate for a number that another order of the year has, Refused when nobody is
    left to admit, for who is not recognised yet, and when the cohort is closed.
    """
    row = load_cohort(unit, cohort_id)
    require_open(row.code, row.state)
    require_month_open(unit, row.starts_on)
    if not tidy(order_number):
        raise Invalid("order_number_missing", N_("Enter the number of the order."), field="order_number")
    _require_recognised(unit, enrolment_ids or ())
    applicants = _awaiting(unit, cohort_id, enrolment_ids)
    came = _seen_in_first_days(unit, row, [enrolment.id for enrolment, _person in applicants])
    if not came:
        raise Refused("nobody_to_admit", N_("In cohort {cohort} there is nobody to admit."), cohort=row.code)
    order = tidy(order_number), order_date
    is_later_order = order != (row.order_number, row.order_date) and _has_admitted(unit, cohort_id)
    if not is_later_order:
        row.order_number, row.order_date = order
    if unit.today >= row.starts_on:
        row.state = CohortState.STUDYING
    admitted = EnrolmentState.STUDYING if row.state == CohortState.STUDYING else EnrolmentState.ADMITTED
    for enrolment, _person in applicants:
        enrolment.state = admitted if enrolment.id in came else EnrolmentState.ABSENT
    listed = [enrolment.id for enrolment, _person in applicants if enrolment.id in came]
    facts = {"order_number": order[0], "order_date": order_date, "enrolments": sorted(listed)}
    unit.note("admit", entity="cohort", entity_id=cohort_id, facts=facts)
    register_own_order(
        unit,
        purpose=Purpose.ADMISSION,
        cohort_id=cohort_id,
        number=order_number,
        dated_on=order_date,
        enrolment_ids=listed,
    )
    not_seen = [written_name(person) for enrolment, person in applicants if enrolment.id not in came]
    return Admission(len(came), tuple(not_seen), kept_order=row.order_number if is_later_order else "")


def note_absence(
    unit: UnitOfWork, *, enrolment_id: int, reason_code: str | None, next_cohort_id: int | None = None
) -> None:
    """Note that somebody who was expected did not come, and the valid reason of the list, if there is one.

    With a valid reason the person may be enrolled in the next cohort at once. Who is absent already gets the reason,
    or loses it. Raises Refused before the first day and for whoever was admitted, Invalid for a reason that the list
    does not have, and whatever ``enrol`` raises.
    """
    enrolment, row = load_enrolment(unit, enrolment_id)
    require_open(row.code, row.state)
    if reason_code is not None and reason_code not in {item.code for item in list_items(unit, "absence_reason")}:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="reason_code")
    if enrolment.state != EnrolmentState.ABSENT:
        require_move(_name(unit, enrolment), enrolment.state, EnrolmentState.ABSENT)
        if unit.today < row.starts_on:
            raise Refused("absence_too_early", N_("Cohort {cohort} has not begun yet."), cohort=row.code)
    enrolment.state, enrolment.absence_reason_code = EnrolmentState.ABSENT, reason_code
    if next_cohort_id is not None and reason_code is not None:
        unit.session.flush()
        enrol(unit, cohort_id=next_cohort_id, person_ids=[enrolment.person_id])


def next_cohorts(unit: UnitOfWork, *, enrolment_id: int) -> list[NextCohort]:
    """The next cohorts of the same programme, in whatever edition, for who could not come for a valid reason."""
    enrolment, row = load_enrolment(unit, enrolment_id)
    taught = unit.session.get_one(Programme, row.programme_id)
    base = taught.base_id or taught.id
    people = select(func.count()).where(Enrolment.cohort_id == Cohort.id, Enrolment.state.not_in(NOT_COUNTED))
    is_in_it = exists().where(Enrolment.cohort_id == Cohort.id, Enrolment.person_id == enrolment.person_id)
    rows = unit.session.execute(
        select(Cohort.id, Cohort.code, Cohort.starts_on, Cohort.ends_on, people.correlate(Cohort).scalar_subquery())
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(
            or_(Programme.id == base, Programme.base_id == base),
            Cohort.state.in_((CohortState.PLANNED, CohortState.STUDYING)),
            Cohort.starts_on > row.starts_on,
            Cohort.ends_on >= unit.today,
            Cohort.stage_id.is_not_distinct_from(row.stage_id),
            ~is_in_it,
        )
        .order_by(Cohort.starts_on, Cohort.code)
        .limit(NEXT_COHORTS)
    )
    return [NextCohort(*found) for found in rows]


def _require_recognised(unit: UnitOfWork, enrolment_ids: Collection[int]) -> None:
    """Raises Refused for somebody of whom only a name is known."""
    unknown = select(Person).join(Enrolment, Enrolment.person_id == Person.id)
    is_meant = (Enrolment.id.in_(enrolment_ids), Enrolment.state == EnrolmentState.WALK_IN)
    found = unit.session.scalar(unknown.where(*is_meant).limit(1))
    if found is not None:
        raise Refused(
            "not_recognised",
            N_(
                "{name} was not on the list and cannot be admitted yet. Say first who it is: page Attendance, "
                "tab “Not on the list”."
            ),
            name=written_name(found),
        )


def _has_admitted(unit: UnitOfWork, cohort_id: int) -> bool:
    """Whether an order has been carried out on the cohort; who came by a transfer was admitted to another one."""
    by_order = Enrolment.state.in_((*ADMITTED_STATES, EnrolmentState.TRANSFERRED)) & Enrolment.came_from_id.is_(None)
    return bool(unit.session.scalar(select(exists().where(Enrolment.cohort_id == cohort_id, by_order))))


def _seen_in_first_days(unit: UnitOfWork, row: Cohort, enrolment_ids: list[int]) -> set[int]:
    first_days = rules_on(unit, row.starts_on).admission_days
    present = {code for code, kind in kinds_of(unit, row).items() if kind.counts is Counts.PRESENT}
    # Who missed some hours of a lesson only was there for the others.
    is_present = Mark.kind_code.in_(present) | (Mark.missed_hours < Session.hours)
    marks = unit.session.execute(
        select(Mark.enrolment_id, is_present)
        .join(Session, Session.id == Mark.session_id)
        .where(Session.cohort_id == row.id, Session.held_on < row.starts_on + timedelta(days=first_days))
    ).all()
    return seen(
        enrolment_ids,
        marked=[enrolment_id for enrolment_id, _is_present in marks],
        present=[enrolment_id for enrolment_id, was_there in marks if was_there],
    )


def _awaiting(
    unit: UnitOfWork, cohort_id: int, enrolment_ids: Collection[int] | None
) -> list[tuple[Enrolment, Person]]:
    """The applicants, those given or all, in Uzbek order."""
    rows = unit.session.execute(
        select(Enrolment, Person)
        .join(Person)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(AWAITING))
        .order_by(Person.sort_key, Person.id)
    )
    return [(row, person) for row, person in rows if enrolment_ids is None or row.id in enrolment_ids]


def _in_state(unit: UnitOfWork, cohort_id: int, state: EnrolmentState) -> Sequence[Enrolment]:
    return unit.session.scalars(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.state == state).order_by(Enrolment.id)
    ).all()


def _name(unit: UnitOfWork, enrolment: Enrolment) -> str:
    return written_name(unit.session.get_one(Person, enrolment.person_id))
