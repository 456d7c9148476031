"""What may happen to a paper after it was issued: a duplicate, a correction, an annulment; the old one stays."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from db.models.certificates import Certificate, CertificateBatch, CertificateOrigin, CertificateState, PaperKind
from db.models.cohorts import Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.issuing import begin_issue, next_certificate
from desktop_app.certificates.service import statement_reason
from desktop_app.certificates.values import values_by_enrolment
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.service import completion_list
from desktop_app.errors import CentreError, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.endings import dative


@dataclass(frozen=True)
class Ground:
    """On what something is done: the reason (an application, what changed and by which document) and the order."""

    reason: str
    order_number: str = ""
    order_date: date | None = None


def annul(
    unit: UnitOfWork, *, certificate_id: int, reason: str, order_number: str = "", order_date: date | None = None
) -> None:
    """Withdraw a paper; its number stays used and the register keeps showing it.

    Raises Invalid without a reason or for half an order, Refused for one that is withdrawn already.
    """
    row = _load(unit, certificate_id)
    if row.state is not CertificateState.VALID:
        raise _not_in_force(row)
    ground = _checked(unit, row, Ground(reason, order_number, order_date), needs_order=False)
    row.state, row.annulled_on = CertificateState.ANNULLED, unit.today
    row.annulling_reason = ground.reason
    row.annulling_order_number, row.annulling_order_date = ground.order_number, ground.order_date
    unit.note("annul", entity="certificate", entity_id=certificate_id, facts={"reason": ground.reason})


def duplicate(unit: UnitOfWork, *, certificate_id: int, ground: Ground) -> int:
    """A second paper for one that was lost: a number of its own, the old one cited; gives back its id.

    It says what the lost one said, whatever the card says since. Raises Invalid without reason and order, Refused for
    one that is not in force.
    """
    row = _load(unit, certificate_id)
    if row.state is not CertificateState.VALID:
        raise _not_in_force(row)
    return _replace(unit, row, _checked(unit, row, ground), CertificateOrigin.DUPLICATE)


def correct(unit: UnitOfWork, *, certificate_id: int, ground: Ground) -> int:
    """A new paper for a wrong one, with what the card and the course say now; gives back its id.

    It may stand for one that was annulled by mistake, too. Raises as ``duplicate``.
    """
    row = _load(unit, certificate_id)
    is_replaced = unit.session.scalar(select(exists().where(Certificate.replaces_id == row.id)))
    if row.state is CertificateState.REPLACED or is_replaced:
        raise _not_in_force(row)
    return _replace(unit, row, _checked(unit, row, ground), CertificateOrigin.CORRECTION)


def _replace(unit: UnitOfWork, old: Certificate, ground: Ground, origin: CertificateOrigin) -> int:
    enrolment = unit.session.get_one(Enrolment, old.enrolment_id)
    cohort = load_cohort(unit, enrolment.cohort_id)
    language = unit.session.get_one(CertificateBatch, old.batch_id).language
    rows = [row for row in completion_list(unit, cohort_id=cohort.id).rows if row.enrolment_id == enrolment.id]
    if not rows:
        raise Refused("left_the_cohort", N_("{holder} is no longer in the cohort."), holder=old.holder)
    holder, values = values_by_enrolment(unit, rows=rows, language=language)[enrolment.id]
    values |= {"old_number": old.full_number, "reason": statement_reason(rows[0], PaperKind(old.kind), language)}
    if origin is CertificateOrigin.DUPLICATE:
        holder = old.holder
        values |= {"name": holder, "name_dative": dative(holder)}
    terms = begin_issue(unit, cohort=cohort, day=unit.today, kind=PaperKind(old.kind), language=language)
    made = next_certificate(terms, enrolment_id=enrolment.id, holder=holder, values=values, origin=origin)
    if made.page.problems:
        raise made.page.problems[0]
    if old.state is CertificateState.VALID:
        old.state = CertificateState.REPLACED
        # Before the new one: of a kind only one may be in force.
        unit.session.flush()
    new = Certificate(
        **made.columns,
        replaces_id=old.id,
        reason=ground.reason,
        order_number=ground.order_number,
        order_date=ground.order_date,
    )
    unit.session.add(new)
    unit.session.flush()
    facts = {"number": new.full_number, "instead_of": old.full_number, "reason": ground.reason}
    unit.note(origin.value, entity="certificate", entity_id=new.id, facts=facts)
    return new.id


def _checked(unit: UnitOfWork, row: Certificate, ground: Ground, *, needs_order: bool = True) -> Ground:
    reason, number = tidy(ground.reason), tidy(ground.order_number)
    if not reason:
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    if not number and (needs_order or ground.order_date is not None):
        raise Invalid("order_missing", N_("Give the number of the order."), field="order_number")
    if number and ground.order_date is None:
        raise Invalid("order_date_missing", N_("Give the date of the order."), field="order_date")
    if ground.order_date is not None and not row.issued_on <= ground.order_date <= unit.today:
        message = N_("The order must be dated between the day of issue and today.")
        raise Invalid("order_date_wrong", message, field="order_date")
    return Ground(reason, number, ground.order_date)


def _load(unit: UnitOfWork, certificate_id: int) -> Certificate:
    row = unit.session.get(Certificate, certificate_id)
    if row is None:
        raise NotFound("no_such_certificate", N_("This certificate is not in the register."))
    return row


def _not_in_force(row: Certificate) -> CentreError:
    message = N_("Certificate {number} is not in force any more.")
    return Refused("certificate_withdrawn", message, number=row.full_number)
