"""Issuing certificates: numbers from a series, signed codes, the register, and the check of a code."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import select

from db.models.certificates import Certificate, CertificateBatch, CertificateState
from db.models.certificates import SigningKey as SigningKeyRow
from db.models.cohorts import Cohort, CohortState, Enrolment
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.document import CertificateSheet, problems_of
from desktop_app.certificates.issuing import batch_words, begin_issue, holder_name, next_certificate
from desktop_app.certificates.reading import check_codes
from desktop_app.certificates.records import Candidate, CodeCheck, IssueResult
from desktop_app.certificates.register import certificate_numbered, certificates_of
from desktop_app.certificates.signature import Verification, verify
from desktop_app.certificates.wording import sheet_words
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_, _, use
from desktop_app.language.apostrophes import tidy
from desktop_app.programmes.records import CertificateKind
from desktop_app.progress import Progress
from desktop_app.reference.service import profile

STATUS_SENTENCES = {
    "valid": N_("The certificate is genuine and valid."),
    "annulled": N_("The certificate is genuine but has been annulled."),
    "replaced": N_("The certificate is genuine but has been replaced by another one."),
    "not_in_register": N_("The signature is genuine, but this register has no such certificate."),
    "altered": N_("The code has been altered: the signature does not fit."),
    "unknown_issuer": N_("The code was not signed by a centre that is known here."),
    "unreadable": N_("This is not a certificate code."),
}

# What a programme may end with instead of a certificate of ours: the code of the refusal and its sentence.
_OTHER_PAPERS = {
    CertificateKind.EXTERNAL.value: (
        "certificates_elsewhere",
        N_("The electronic platform issues the certificates of this programme, not the centre."),
    ),
    CertificateKind.DIPLOMA.value: (
        "diploma_instead",
        N_("Cohort {code} ends with diplomas of retraining: they are written on the state forms."),
    ),
    CertificateKind.STATEMENT.value: (
        "statement_instead",
        N_("Cohort {code} ends with statements: print them from the cards of the people."),
    ),
    CertificateKind.NONE.value: (
        "no_certificates",
        N_("By its programme, cohort {code} ends without papers."),
    ),
}


def candidates(unit: UnitOfWork, *, cohort_id: int) -> list[Candidate]:
    """Everybody of a cohort: with certificate, ready, or without and why."""
    cohort = load_cohort(unit, cohort_id)
    is_open = cohort.state in (CohortState.PLANNED, CohortState.STUDYING)
    issued = {record.enrolment_id: record for record in certificates_of(unit, cohort_id=cohort_id)}
    elsewhere = _issued_elsewhere(unit, cohort_id)
    found = []
    for row in completion_list(unit, cohort_id=cohort_id).rows:
        is_completed = row.settled is Outcome.CERTIFICATE
        is_ready = is_completed and row.enrolment_id not in issued and row.enrolment_id not in elsewhere
        reason = "" if is_completed else _withheld_reason(cohort, row.decision.text)
        if row.enrolment_id in elsewhere:
            reason = _("Certificate {number} was issued elsewhere.", number=elsewhere[row.enrolment_id])
        found.append(
            Candidate(
                row.enrolment_id,
                row.person_id,
                row.name,
                is_ready,
                may_earn=is_open and row.outcome is not Outcome.LEFT and row.enrolment_id not in elsewhere,
                reason=reason,
                certificate=issued.get(row.enrolment_id),
            )
        )
    return found


def issue_certificates(unit: UnitOfWork, *, cohort_id: int, issued_on: date | None = None) -> IssueResult:
    """Issue to everybody of a closed cohort who completed and has none yet; a second run issues nothing.

    Raises Refused while the cohort is open, Invalid when a name cannot be printed or the date is before the
    last day. Numbers come from the series in list order, in the same transaction: no gap, none twice.
    """
    cohort = load_cohort(unit, cohort_id)
    if cohort.state is not CohortState.COMPLETED:
        raise Refused(
            "cohort_open",
            N_("Cohort {code} is not closed yet. Certificates are issued after its completion order."),
            code=cohort.code,
        )
    _check_kind(unit, cohort)
    day = issued_on or unit.today
    if day < cohort.ends_on:
        raise Invalid("issued_too_early", N_("A certificate cannot be issued before the last day of the course."))
    people = candidates(unit, cohort_id=cohort_id)
    ready = [candidate for candidate in people if candidate.is_ready]
    if ready:
        _issue_batch(unit, cohort, ready, day)
    unit.session.flush()
    everything = certificates_of(unit, cohort_id=cohort_id)
    made_now = {candidate.enrolment_id for candidate in ready}
    new = tuple(record for record in everything if record.enrolment_id in made_now)
    withheld = tuple((person.name, person.reason) for person in people if person.reason)
    return IssueResult(new, tuple(everything), withheld)


def sheets(unit: UnitOfWork, *, cohort_id: int) -> list[CertificateSheet]:
    """The pages of a cohort that are in force, word for word as they were issued."""
    rows = unit.session.execute(
        select(Certificate, CertificateBatch)
        .join(CertificateBatch, CertificateBatch.id == Certificate.batch_id)
        .where(CertificateBatch.cohort_id == cohort_id, Certificate.state == CertificateState.VALID)
        .order_by(Certificate.id)
    )
    return [_issued_sheet(certificate, batch) for certificate, batch in rows]


def preview_sheet(unit: UnitOfWork, *, enrolment_id: int) -> CertificateSheet:
    """How a person's certificate looks, issued or as it would be; an unissued one has no number and no code."""
    found = unit.session.execute(
        select(Certificate, CertificateBatch)
        .join(CertificateBatch, CertificateBatch.id == Certificate.batch_id)
        .where(Certificate.enrolment_id == enrolment_id)
    ).first()
    if found is not None:
        return _issued_sheet(*found)
    enrolment = unit.session.get_one(Enrolment, enrolment_id)
    own = profile(unit)
    person = unit.session.get_one(Person, enrolment.person_id)
    with use(own.document_language):
        return sheet_words(
            batch_words(unit, load_cohort(unit, enrolment.cohort_id), own),
            holder=holder_name(person, own.document_language),
            full_number="–",
            number=None,
            issued_on=unit.today,
            code="",
            mark=_("SAMPLE"),
        )


def annul(unit: UnitOfWork, *, certificate_id: int, reason: str) -> None:
    """Withdraw a certificate; its number stays used and the register keeps showing it.

    Raises Invalid without a reason, Refused for one that is withdrawn already.
    """
    row = unit.session.get(Certificate, certificate_id)
    if row is None:
        raise NotFound("no_such_certificate", N_("This certificate is not in the register."))
    if row.state is not CertificateState.VALID:
        raise Refused(
            "certificate_withdrawn", N_("Certificate {number} is not in force any more."), number=row.full_number
        )
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Say why the certificate is annulled."), field="reason")
    row.state = CertificateState.ANNULLED
    unit.note("annul", entity="certificate", entity_id=certificate_id, facts={"reason": tidy(reason)})


def public_keys(unit: UnitOfWork) -> dict[bytes, bytes]:
    """Every public key of the centre, old ones too."""
    rows = unit.session.execute(select(SigningKeyRow.kid, SigningKeyRow.public_key))
    return {row.kid: row.public_key for row in rows}


def check_source(unit: UnitOfWork, *, source: Path | str, progress: Progress | None = None) -> list[CodeCheck]:
    """Check the codes of a PDF or picture, or a code's text, against the signature and the register."""
    keys = public_keys(unit)
    if isinstance(source, str):
        return [_beside_register(unit, verify(source.strip(), keys))]
    return [_beside_register(unit, code.verification) for code in check_codes(source, keys, progress=progress)]


def _beside_register(unit: UnitOfWork, verification: Verification) -> CodeCheck:
    if verification.claims is None:
        status = verification.reason.value
        return CodeCheck(False, status, _(STATUS_SENTENCES[status]), None)
    registered = certificate_numbered(unit, full_number=verification.claims.number)
    status = registered.state if registered is not None else "not_in_register"
    return CodeCheck(status == "valid", status, _(STATUS_SENTENCES[status]), verification.claims, registered)


def _check_kind(unit: UnitOfWork, cohort: Cohort) -> None:
    """Only a programme that ends with a certificate gets ours: any other paper must not be called one."""
    kind = unit.session.scalar(select(Programme.certificate_kind_code).where(Programme.id == cohort.programme_id))
    refusal = _OTHER_PAPERS.get(kind or "")
    if refusal is not None:
        code, message = refusal
        raise Refused(code, message, code=cohort.code)


def _issue_batch(unit: UnitOfWork, cohort: Cohort, people: Sequence[Candidate], day: date) -> None:
    """Raises Invalid when a certificate could not be printed: nothing of the batch is kept."""
    terms = begin_issue(unit, cohort=cohort, day=day)
    ids = [person.person_id for person in people]
    cards = {card.id: card for card in unit.session.scalars(select(Person).where(Person.id.in_(ids)))}
    for person in people:
        holder = holder_name(cards[person.person_id], terms.own.document_language)
        row = Certificate(**next_certificate(terms, enrolment_id=person.enrolment_id, holder=holder))
        problems = problems_of(_issued_sheet(row, terms.batch))
        if problems:
            raise problems[0]
        unit.session.add(row)


def _issued_sheet(certificate: Certificate, batch: CertificateBatch) -> CertificateSheet:
    with use(batch.language):
        return sheet_words(
            batch.words,
            holder=certificate.holder,
            full_number=certificate.full_number,
            number=certificate.number,
            issued_on=certificate.issued_on,
            code=certificate.code_text,
            mark=_mark(certificate.state),
        )


def _withheld_reason(cohort: Cohort, reason: str) -> str:
    if cohort.state is not CohortState.COMPLETED:
        return _("The cohort is not closed yet.") + " " + reason
    return reason


def _mark(state: CertificateState) -> str:
    return "" if state is CertificateState.VALID else _("ANNULLED")


def _issued_elsewhere(unit: UnitOfWork, cohort_id: int) -> dict[int, str]:
    rows = unit.session.scalars(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.external_certificate != "")
    )
    return {row.id: row.external_certificate for row in rows}
