"""Where a cohort stands: the facts of its path, counted in the database."""

from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, exists, func, or_, select

from db.models.attendance import Mark
from db.models.certificates import Certificate, CertificateState
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.returns import ReturnSnapshot
from db.models.surveys import SurveyResponse
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.path import CohortFacts, PathStep, path_of
from desktop_app.cohorts.rules import AWAITING, DROPPED_OUT, admission_due, return_due
from desktop_app.cohorts.service import cohort
from desktop_app.reference.service import rules_on


def cohort_overview(unit: UnitOfWork, *, cohort_id: int) -> tuple[PathStep, ...]:
    """The path of the cohort, from plan to return."""
    return path_of(cohort_facts(unit, cohort_id=cohort_id))


def cohort_facts(unit: UnitOfWork, *, cohort_id: int) -> CohortFacts:
    record = cohort(unit, cohort_id=cohort_id)
    rules = rules_on(unit, record.starts_on)
    counts = unit.session.execute(_counts(unit, cohort_id)).one()._asdict()
    is_returned = counts.pop("returns") > 0
    return CohortFacts(
        state=record.state,
        today=unit.today,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        hours=record.hours,
        leader=record.leader,
        order_number=record.order_number,
        order_due=admission_due(record.starts_on, rules),
        completed_on=record.completed_on,
        return_due=record.completed_on and return_due(record.completed_on, rules),
        is_returned=is_returned,
        **counts,
    )


def _counts(unit: UnitOfWork, cohort_id: int) -> Select[*tuple[Any, ...]]:
    """One row with every count that the path needs, named as in CohortFacts."""
    people = select(func.count()).select_from(Enrolment).where(Enrolment.cohort_id == cohort_id)
    lessons = select(func.count()).select_from(Session).where(Session.cohort_id == cohort_id)
    held = lessons.where(Session.held_on <= unit.today)
    outside = or_(Session.held_on < Cohort.starts_on, Session.held_on > Cohort.ends_on)
    month = and_(
        ReturnSnapshot.year == func.extract("year", Cohort.completed_on),
        ReturnSnapshot.month == func.extract("month", Cohort.completed_on),
    )
    columns: dict[str, ScalarSelect[Any]] = {
        "people": people.where(Enrolment.state.not_in(DROPPED_OUT)).scalar_subquery(),
        "applicants": people.where(Enrolment.state.in_(AWAITING)).scalar_subquery(),
        "finished": people.where(Enrolment.state == EnrolmentState.COMPLETED).scalar_subquery(),
        "statements": people.where(Enrolment.state == EnrolmentState.STATEMENT).scalar_subquery(),
        "responses": select(func.count())
        .select_from(SurveyResponse)
        .where(SurveyResponse.cohort_id == cohort_id)
        .scalar_subquery(),
        "lessons": lessons.scalar_subquery(),
        "lesson_hours": select(func.coalesce(func.sum(Session.hours), 0))
        .where(Session.cohort_id == cohort_id)
        .scalar_subquery(),
        "lessons_outside": lessons.where(outside).correlate(Cohort).scalar_subquery(),
        "lessons_held": held.scalar_subquery(),
        "lessons_unmarked": held.where(~exists().where(Mark.session_id == Session.id)).scalar_subquery(),
        "first_lesson_on": select(func.min(Session.held_on)).where(Session.cohort_id == cohort_id).scalar_subquery(),
        "certificates": select(func.count())
        .select_from(Certificate)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.cohort_id == cohort_id, Certificate.state != CertificateState.ANNULLED)
        .scalar_subquery(),
        "returns": select(func.count()).select_from(ReturnSnapshot).where(month).correlate(Cohort).scalar_subquery(),
    }
    named = [column.label(name) for name, column in columns.items()]
    return select(*named).select_from(Cohort).where(Cohort.id == cohort_id)
