"""What may happen to a paper after it was issued: a duplicate, a correction, an annulment; the old one stays."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from db.models.certificates import (
    Certificate,
    CertificateBatch,
    CertificateOrigin,
    CertificateState,
    CertificateTemplate,
    PaperKind,
    SigningKey,
)
from db.models.cohorts import Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.approvals import Act, require_second
from desktop_app.certificate_templates.built_in import state_layout
from desktop_app.certificate_templates.shelf import template_of_batch
from desktop_app.certificates.issuing import Repeated, begin_issue, next_certificate
from desktop_app.certificates.old_words import words_before_templates
from desktop_app.certificates.signature import verify
from desktop_app.certificates.values import values_by_enrolment
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.service import completion_rows
from desktop_app.errors import CentreError, Invalid, Refused
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.language.endings import dative
from desktop_app.rows import row_at


@dataclass(frozen=True)
class Ground:
    """On what something is done: the reason (an application, what changed and by which document) and the order."""

    reason: str
    order_number: str = ""
    order_date: date | None = None


def annul(unit: UnitOfWork, *, certificate_id: int, ground: Ground) -> None:
    """Withdraw a paper; its number stays used and the register keeps showing it.

    Raises Invalid without reason and order, Refused for one that is withdrawn already.
    """
    row = _load(unit, certificate_id)
    if row.state is not CertificateState.VALID:
        raise _not_in_force(row)
    ground = _checked(unit, row, ground)
    _require_second(unit, Act.ANNUL, row, ground, N_("Annul {number}: {holder}"))
    row.state, row.annulled_on = CertificateState.ANNULLED, unit.today
    row.annulling_reason = ground.reason
    row.annulling_order_number, row.annulling_order_date = ground.order_number, ground.order_date
    unit.note("annul", entity="certificate", entity_id=certificate_id, facts={"reason": ground.reason})


def duplicate(unit: UnitOfWork, *, certificate_id: int, ground: Ground) -> int:
    """A second paper for one that was lost: a number of its own, the old one cited; gives back its id.

    It repeats what the lost one said, word for word and in its code, whatever the card, the course and the centre say
    since: only number, day, the old number and the word DUPLICATE are its own (an element that names one of these
    beside other fields is written anew). What was issued is frozen, and a duplicate is the same paper again; one that
    has to say something else is a correction, which needs a document. Raises Invalid without reason and order, Refused
    for one that is not in force.
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
    _require_second(unit, Act.ISSUE, old, ground, N_("Issue another paper in the place of {number}: {holder}"), origin)
    enrolment = unit.session.get_one(Enrolment, old.enrolment_id)
    cohort = load_cohort(unit, enrolment.cohort_id)
    language = unit.session.get_one(CertificateBatch, old.batch_id).language
    rows = completion_rows(unit, cohort_id=cohort.id, enrolment_ids=[enrolment.id])
    if not rows:
        raise Refused("left_the_cohort", N_("{holder} is no longer in the cohort."), holder=old.holder)
    kind, repeated = PaperKind(old.kind), None
    holder, values = values_by_enrolment(unit, rows=rows, language=language, kind=kind)[enrolment.id]
    values |= {"old_number": old.full_number}
    if origin is CertificateOrigin.DUPLICATE:
        holder = old.holder
        values |= {"name": holder, "name_dative": dative(holder)}
        repeated = _repeated(unit, old)
    terms = begin_issue(unit, cohort=cohort, day=unit.today, kind=kind, language=language, repeated=repeated)
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


def _require_second(
    unit: UnitOfWork, act: Act, row: Certificate, ground: Ground, what: str, origin: CertificateOrigin | None = None
) -> None:
    """``what`` is a sentence of the catalogue with the number and the holder."""

    def lines() -> dict[str, str]:
        said = _(what, number=row.full_number, holder=row.holder)
        return {"what": said, "reason": ground.reason, "order": ground.order_number}

    asked = (origin, ground.reason, ground.order_number, ground.order_date)
    require_second(unit, act, entity="certificate", entity_id=row.id, lines=lines, asked=asked)


def _repeated(unit: UnitOfWork, old: Certificate) -> Repeated:
    """Raises Refused where the code of the old paper is not that which was signed."""
    batch = unit.session.get_one(CertificateBatch, old.batch_id)
    key = unit.session.get_one(SigningKey, old.kid)
    claims = verify(old.code_text, {key.kid: key.public_key}).claims
    if claims is None:
        message = N_("The code of {number} is not the one that was signed. Make a correction instead of a duplicate.")
        raise Refused("code_altered", message, number=old.full_number)
    if batch.template_id is not None:
        said = {**batch.words, **old.face}
        return Repeated(template_of_batch(unit, template_id=batch.template_id), batch.template_id, said, claims)
    layout = state_layout()
    template_id = unit.session.scalars(
        select(CertificateTemplate.id).where(
            CertificateTemplate.code == layout.code, CertificateTemplate.edition == layout.edition
        )
    ).one()
    return Repeated(layout, template_id, words_before_templates(old, batch), claims)


def _checked(unit: UnitOfWork, row: Certificate, ground: Ground) -> Ground:
    reason, number = tidy(ground.reason), tidy(ground.order_number)
    if not reason:
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    if not number:
        raise Invalid("order_missing", N_("Give the number of the order."), field="order_number")
    if ground.order_date is None:
        raise Invalid("order_date_missing", N_("Give the date of the order."), field="order_date")
    if not row.issued_on <= ground.order_date <= unit.today:
        message = N_("The order must be dated between the day of issue and today.")
        raise Invalid("order_date_wrong", message, field="order_date")
    return Ground(reason, number, ground.order_date)


def _load(unit: UnitOfWork, certificate_id: int) -> Certificate:
    return row_at(
        unit, Certificate, certificate_id, "no_such_certificate", N_("This certificate is not in the register.")
    )


def _not_in_force(row: Certificate) -> CentreError:
    message = N_("Certificate {number} is not in force any more.")
    return Refused("certificate_withdrawn", message, number=row.full_number)
