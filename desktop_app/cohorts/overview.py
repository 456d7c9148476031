"""Where a cohort stands: the facts of its path, counted in the database."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from db.models.attendance import Mark
from db.models.certificates import Certificate, CertificateState, PaperKind
from db.models.cohorts import Enrolment, EnrolmentState
from db.models.orders import Order, OrderEntry
from db.models.returns import ReturnSnapshot
from db.models.surveys import SurveyPhase, SurveyResponse, SurveyRound
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.hours import planned_hours
from desktop_app.cohorts.path import CohortFacts, PathStep, path_of
from desktop_app.cohorts.records import CohortRecord, CohortWarning
from desktop_app.cohorts.rules import AWAITING, NOT_COUNTED, admission_due, return_due
from desktop_app.cohorts.service import cohort, load_cohort, warnings_of
from desktop_app.orders.records import Purpose
from desktop_app.orders.service import COMPLETED, NEVER_ADMITTED, is_about
from desktop_app.reference.service import rules_on


@dataclass(frozen=True)
class CohortHead:
    """What stands above every step of a cohort: itself, its path, and what is unusual about it."""

    record: CohortRecord
    steps: tuple[PathStep, ...]
    warnings: tuple[CohortWarning, ...]

    @property
    def people(self) -> int:
        return self.steps[0].facts.people


def cohort_head(unit: UnitOfWork, *, cohort_id: int) -> CohortHead:
    """The cohort with ``cohort_overview`` and ``cohort_warnings``, read at once. Raises NotFound."""
    record = cohort(unit, cohort_id=cohort_id)
    return CohortHead(record, path_of(_facts(unit, record)), tuple(warnings_of(unit, record)))


def cohort_overview(unit: UnitOfWork, *, cohort_id: int) -> tuple[PathStep, ...]:
    """The path of the cohort, from plan to return."""
    return path_of(cohort_facts(unit, cohort_id=cohort_id))


def cohort_facts(unit: UnitOfWork, *, cohort_id: int) -> CohortFacts:
    return _facts(unit, cohort(unit, cohort_id=cohort_id))


def _facts(unit: UnitOfWork, record: CohortRecord) -> CohortFacts:
    rules = rules_on(unit, record.starts_on)
    return CohortFacts(
        state=record.state,
        today=unit.today,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        hours=planned_hours(unit, load_cohort(unit, record.id)),
        leader=record.leader,
        order_number=record.order_number,
        order_due=admission_due(record.starts_on, rules),
        return_due=return_due(record.ends_on, rules),
        is_returned=record.completed_on is not None and _is_returned(unit, record.ends_on, record.completed_on),
        **unit.session.execute(_counts(record, unit.today)).one()._asdict(),
    )


def _counts(record: CohortRecord, today: date) -> Select[*tuple[Any, ...]]:
    """One row with every count that the path needs, named as in CohortFacts."""
    people = select(func.count()).select_from(Enrolment).where(Enrolment.cohort_id == record.id)
    lessons = select(func.count()).select_from(Session).where(Session.cohort_id == record.id)
    held = lessons.where(Session.held_on <= today)
    certificates = select(func.count()).select_from(Certificate).join(Enrolment)
    hours = select(func.coalesce(func.sum(Session.hours), 0))
    counts: dict[str, Select[Any]] = {
        "people": people.where(Enrolment.state.not_in(NOT_COUNTED)),
        "applicants": people.where(Enrolment.state.in_(AWAITING)),
        "finished": people.where(Enrolment.state == EnrolmentState.COMPLETED),
        "statements": people.where(Enrolment.state == EnrolmentState.STATEMENT),
        "responses": select(func.count())
        .select_from(SurveyResponse)
        .join(SurveyRound)
        .where(
            SurveyRound.cohort_id == record.id,
            SurveyRound.phase == SurveyPhase.BEFORE,
            SurveyResponse.is_complete,
        ),
        "lessons": lessons,
        "lesson_hours": hours.where(Session.cohort_id == record.id),
        "lessons_outside": lessons.where(~Session.held_on.between(record.starts_on, record.ends_on)),
        "lessons_held": held,
        "lessons_unmarked": held.where(~exists().where(Mark.session_id == Session.id)),
        "first_lesson_on": select(func.min(Session.held_on)).where(Session.cohort_id == record.id),
        "certificates": certificates.where(
            Enrolment.cohort_id == record.id,
            Certificate.kind == PaperKind.CERTIFICATE,
            Certificate.state == CertificateState.VALID,
        ),
        "annulled": people.where(
            Enrolment.state == EnrolmentState.COMPLETED,
            _has_paper(),
            ~_has_paper(Certificate.state == CertificateState.VALID),
        ),
        "papers": select(func.count()).where(is_about(record.id), Order.cancelled_on.is_(None)),
        "unlisted": people.where(
            or_(
                # Who came by a transfer is named by the order of that.
                Enrolment.state.not_in(NEVER_ADMITTED)
                & Enrolment.came_from_id.is_(None)
                & ~_has_order(Purpose.ADMISSION),
                Enrolment.state.in_(COMPLETED) & ~_has_order(Purpose.COMPLETION),
            )
        ),
    }
    return select(*(count.scalar_subquery().label(name) for name, count in counts.items()))


def _has_paper(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a certificate, and no mere statement, was issued on the enrolment."""
    is_certificate = Certificate.kind == PaperKind.CERTIFICATE
    return exists().where(Certificate.enrolment_id == Enrolment.id, is_certificate, *conditions)


def _has_order(purpose: Purpose) -> ColumnElement[bool]:
    """Whether an order in force for the purpose lists the enrolment."""
    return exists().where(
        OrderEntry.enrolment_id == Enrolment.id,
        Order.id == OrderEntry.order_id,
        Order.purpose == purpose.value,
        Order.cancelled_on.is_(None),
    )


def _is_returned(unit: UnitOfWork, ended_on: date, completed_on: date) -> bool:
    """Whether a return of the month was made since the cohort was completed: an earlier one does not count it."""
    since = datetime.combine(completed_on, time.min, TASHKENT)
    of_month = (ReturnSnapshot.year == ended_on.year, ReturnSnapshot.month == ended_on.month)
    return bool(unit.session.scalar(select(exists().where(*of_month, ReturnSnapshot.made_at >= since))))
