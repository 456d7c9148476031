"""Opening a cohort again that was closed too early or by mistake."""

from datetime import date

from sqlalchemy import func, select

from db.models.certificates import Certificate, CertificateState
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.orders import Order
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.approvals import Act, require_second
from desktop_app.cohorts.rules import FINISHED
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.orders.own import cancel_order
from desktop_app.orders.records import Purpose
from desktop_app.reference.month_locks import require_month_open


def reopen_cohort(
    unit: UnitOfWork, *, cohort_id: int, reason: str, order_number: str = "", order_date: date | None = None
) -> int:
    """Let a closed cohort study on, for a reason and perhaps by an order; returns how many people study again.

    Outcomes are taken back, and so is the completion order: where it is registered, it is cancelled. The journal
    keeps the reason and the order. Raises Refused for a cohort that is not closed, and while certificates of it are
    not annulled; Invalid without a reason.
    """
    row = load_cohort(unit, cohort_id)
    if row.state is not CohortState.COMPLETED:
        raise Refused("cohort_not_closed", N_("Cohort {cohort} is not closed."), cohort=row.code)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    _require_no_certificates(unit, row)

    def lines() -> dict[str, str]:
        return {"what": _("Reopen cohort {cohort}", cohort=row.code), "reason": tidy(reason)}

    require_second(unit, Act.UNLOCK, entity="cohort", entity_id=cohort_id, lines=lines, asked=tidy(reason))
    people = unit.session.scalars(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(FINISHED))
    ).all()
    require_month_open(unit, *(enrolment.finished_on for enrolment in people))
    for enrolment in people:
        enrolment.state, enrolment.finished_on, enrolment.outcome_facts = EnrolmentState.STUDYING, None, {}
    _cancel_orders(unit, row, tidy(reason))
    facts = {
        "reason": tidy(reason),
        "order_number": tidy(order_number),
        "order_date": order_date,
        "completion_order_number": row.completion_order_number,
        "completion_order_date": row.completion_order_date,
    }
    unit.note(
        "reopen", entity="cohort", entity_id=cohort_id, facts={name: fact for name, fact in facts.items() if fact}
    )
    row.state, row.completed_on = CohortState.STUDYING, None
    row.completion_order_number, row.completion_order_date = "", None
    return len(people)


def _require_no_certificates(unit: UnitOfWork, row: Cohort) -> None:
    issued = unit.session.scalar(
        select(func.count())
        .select_from(Certificate)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.cohort_id == row.id, Certificate.state == CertificateState.VALID)
    )
    if issued:
        raise Refused(
            "certificates_issued",
            N_("Certificates issued in cohort {cohort}: {count}. Annul them first."),
            cohort=row.code,
            count=issued,
        )


def _cancel_orders(unit: UnitOfWork, row: Cohort, reason: str) -> None:
    completing = unit.session.scalars(
        select(Order.id).where(
            Order.cohort_id == row.id, Order.purpose == Purpose.COMPLETION.value, Order.cancelled_on.is_(None)
        )
    )
    for order_id in completing.all():
        cancel_order(unit, order_id=order_id, reason=reason)
