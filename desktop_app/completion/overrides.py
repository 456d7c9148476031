"""Outcomes decided against the rule: by an order, for a reason, by name; withdrawn ones stay to be seen."""

from datetime import date

from sqlalchemy import select

from db.models.cohorts import Cohort, Enrolment
from db.models.completion import OutcomeOverride
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import ADMITTED_STATES, require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.records import Override
from desktop_app.completion.rules import Outcome
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.orders.numbers import is_number
from desktop_app.rows import row_at

# Who is to go home with nothing is expelled: that has its own order and its own place.
DECIDABLE = (Outcome.CERTIFICATE, Outcome.STATEMENT)


def override_outcome(
    unit: UnitOfWork, *, enrolment_id: int, outcome: Outcome, reason: str, order_number: str, order_date: date
) -> int:
    """Decide an outcome against the rule; returns the id of the decision. One that held before is withdrawn by it.

    Raises Refused for a closed cohort and for somebody who is not studying in it, Invalid naming the field.
    """
    _require_studying(unit, enrolment_id)
    if outcome not in DECIDABLE:
        raise Invalid("outcome_undecidable", N_("Decide on a certificate or on a statement."), field="outcome")
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    if not is_number(order_number):
        raise Invalid("order_missing", N_("The number of the order is needed."), field="order_number")
    if order_date > unit.today:
        raise Invalid("order_to_come", N_("The day of the order is still to come."), field="order_date")
    for row in _in_force(unit, enrolment_id):
        row.withdrawn_at = unit.now
    made = OutcomeOverride(
        enrolment_id=enrolment_id,
        outcome=outcome.value,
        reason=tidy(reason),
        order_number=tidy(order_number),
        order_date=order_date,
        decided_by=unit.actor.name,
        decided_at=unit.now,
    )
    unit.session.add(made)
    unit.session.flush()
    return made.id


def withdraw_override(unit: UnitOfWork, *, override_id: int) -> None:
    """Let the rule hold again. Raises Refused for a closed cohort and for one withdrawn already, NotFound."""
    row = row_at(unit, OutcomeOverride, override_id, "no_override", N_("There is no such decision."))
    _require_studying(unit, row.enrolment_id)
    if row.withdrawn_at is not None:
        raise Refused("override_withdrawn", N_("This decision was withdrawn already."))
    row.withdrawn_at = unit.now


def overrides_of(unit: UnitOfWork, cohort_id: int) -> dict[int, list[Override]]:
    """Every decision against the rule in a cohort, by enrolment, the oldest first."""
    rows = select(OutcomeOverride).join(Enrolment, Enrolment.id == OutcomeOverride.enrolment_id)
    found: dict[int, list[Override]] = {}
    for row in unit.session.scalars(rows.where(Enrolment.cohort_id == cohort_id).order_by(OutcomeOverride.id)):
        found.setdefault(row.enrolment_id, []).append(_record(row))
    return found


def _record(row: OutcomeOverride) -> Override:
    said = row.reason, row.order_number, row.order_date or row.decided_at.date()
    return Override(row.id, Outcome(row.outcome), *said, row.decided_by, row.decided_at, row.withdrawn_at)


def _require_studying(unit: UnitOfWork, enrolment_id: int) -> None:
    enrolment = row_at(unit, Enrolment, enrolment_id, "not_enrolled", N_("This person is no longer in the cohort."))
    cohort: Cohort = load_cohort(unit, enrolment.cohort_id)
    require_open(cohort.code, cohort.state)
    if enrolment.state not in ADMITTED_STATES:
        raise Refused(
            "not_studying", N_("Only of somebody who studies in cohort {cohort} it can be decided."), cohort=cohort.code
        )


def _in_force(unit: UnitOfWork, enrolment_id: int) -> list[OutcomeOverride]:
    of_person = OutcomeOverride.enrolment_id == enrolment_id, OutcomeOverride.withdrawn_at.is_(None)
    return list(unit.session.scalars(select(OutcomeOverride).where(*of_person)))
