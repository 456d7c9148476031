"""Issuing certificates: numbers from a series, signed codes, the register, and the check of a code."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import Select, select

from db.models.certificates import Certificate, CertificateSeries, CertificateState
from db.models.certificates import SigningKey as SigningKeyRow
from db.models.cohorts import Cohort, CohortState, Enrolment
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.document import CertificateSheet, problems_of
from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.reading import check_codes
from desktop_app.certificates.records import Candidate, CertificateRecord, CodeCheck, IssueResult
from desktop_app.certificates.signature import SigningKey, Verification, new_key, sign
from desktop_app.certificates.wording import blank_words, frozen, sheet_words, thawed
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_, _, use
from desktop_app.language.names import PersonName, full_name
from desktop_app.progress import Progress
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile, rules_on

STATUS_SENTENCES = {
    "valid": N_("The certificate is genuine and valid."),
    "annulled": N_("The certificate is genuine but has been annulled."),
    "replaced": N_("The certificate is genuine but has been replaced by another one."),
    "not_in_register": N_("The signature is genuine, but this register has no such certificate."),
    "altered": N_("The code has been altered: the signature does not fit."),
    "unknown_issuer": N_("The code was not signed by a centre that is known here."),
    "unreadable": N_("This is not a certificate code."),
}


def candidates(unit: UnitOfWork, *, cohort_id: int) -> list[Candidate]:
    """Everybody of a cohort: with certificate, ready, or withheld and why."""
    cohort = _cohort(unit, cohort_id)
    issued = {record.enrolment_id: record for record in certificates_of(unit, cohort_id=cohort_id)}
    found = []
    for row in completion_list(unit, cohort_id=cohort_id).rows:
        is_ready = row.settled is Outcome.CERTIFICATE and row.enrolment_id not in issued
        reason = "" if row.settled is Outcome.CERTIFICATE else _withheld_reason(cohort, row.decision.text)
        found.append(
            Candidate(row.enrolment_id, row.person_id, row.name, is_ready, reason, issued.get(row.enrolment_id))
        )
    return found


def issue_certificates(unit: UnitOfWork, *, cohort_id: int, issued_on: date | None = None) -> IssueResult:
    """Issue to everybody of a closed cohort who completed and has none yet; a second run issues nothing.

    Raises Refused while the cohort is open, Invalid when a name cannot be printed or the date is before the
    last day. Numbers come from the series in list order, in the same transaction: no gap, none twice.
    """
    cohort = _cohort(unit, cohort_id)
    if cohort.state is not CohortState.COMPLETED:
        raise Refused(
            "cohort_open",
            N_("Cohort {code} is not closed yet. Certificates are issued after its completion order."),
            code=cohort.code,
        )
    day = issued_on or unit.today
    if day < cohort.ends_on:
        raise Invalid("issued_too_early", N_("A certificate cannot be issued before the last day of the course."))
    people = candidates(unit, cohort_id=cohort_id)
    ready = [candidate.enrolment_id for candidate in people if candidate.is_ready]
    own = profile(unit)
    with use(own.document_language):
        for enrolment_id in ready:
            _issue(unit, cohort, enrolment_id, day, own)
    unit.session.flush()
    everything = certificates_of(unit, cohort_id=cohort_id)
    new = tuple(record for record in everything if record.enrolment_id in set(ready))
    withheld = tuple((person.name, person.reason) for person in people if person.reason)
    return IssueResult(new, tuple(everything), withheld)


def certificates_of(unit: UnitOfWork, *, cohort_id: int) -> list[CertificateRecord]:
    """The certificates of a cohort by number."""
    return _records(unit, _register_query().where(Cohort.id == cohort_id).order_by(Certificate.id))


def register(unit: UnitOfWork, *, year: int, offset: int = 0, limit: int | None = None) -> list[CertificateRecord]:
    """The register of a year in the order of issue, withdrawn certificates included."""
    rows = _register_query().where(Certificate.issued_on.between(date(year, 1, 1), date(year, 12, 31)))
    return _records(unit, rows.order_by(Certificate.id).offset(offset).limit(limit))


def sheets(unit: UnitOfWork, *, cohort_id: int) -> list[CertificateSheet]:
    """The pages of a cohort, word for word as they were issued."""
    rows = unit.session.scalars(
        select(Certificate)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Certificate.id)
    )
    return [thawed(row.printed, code=row.code_text, mark=_mark(row.state)) for row in rows]


def preview_sheet(unit: UnitOfWork, *, enrolment_id: int) -> CertificateSheet:
    """How the certificate of a person looks, issued or as it would be; an unissued one has no number and no code."""
    row = unit.session.scalar(select(Certificate).where(Certificate.enrolment_id == enrolment_id))
    if row is not None:
        return thawed(row.printed, code=row.code_text, mark=_mark(row.state))
    enrolment = unit.session.get_one(Enrolment, enrolment_id)
    cohort = _cohort(unit, enrolment.cohort_id)
    own = profile(unit)
    with use(own.document_language):
        return _sheet(
            unit, cohort, enrolment, own, full_number="–", number=0, day=unit.today, code="", mark=_("SAMPLE")
        )


def annul(unit: UnitOfWork, *, certificate_id: int, reason: str) -> None:
    """Withdraw a certificate; its number stays used and the register keeps showing it."""
    row = unit.session.get(Certificate, certificate_id)
    if row is None:
        raise NotFound("no_such_certificate", N_("This certificate is not in the register."))
    if not reason.strip():
        raise Invalid("reason_missing", N_("Say why the certificate is annulled."), field="reason")
    row.state = CertificateState.ANNULLED
    unit.note("annul", entity="certificate", entity_id=certificate_id, facts={"reason": reason.strip()})


def public_keys(unit: UnitOfWork) -> dict[bytes, bytes]:
    """Every public key of the centre, old ones too."""
    return {row.kid: row.public_key for row in unit.session.scalars(select(SigningKeyRow))}


def check_source(unit: UnitOfWork, *, source: Path | str, progress: Progress | None = None) -> list[CodeCheck]:
    """Check the codes of a PDF or picture, or a code's text, against the signature and the register."""
    found = check_codes(source, public_keys(unit), progress=progress)
    return [_beside_register(unit, code.verification) for code in found]


def _beside_register(unit: UnitOfWork, verification: Verification) -> CodeCheck:
    if verification.claims is None:
        status = verification.reason.value
        return CodeCheck(False, status, _(STATUS_SENTENCES[status]), None)
    row = unit.session.scalar(select(Certificate).where(Certificate.full_number == verification.claims.number))
    status = "not_in_register" if row is None else row.state.value
    return CodeCheck(status == "valid", status, _(STATUS_SENTENCES[status]), verification.claims)


def _issue(unit: UnitOfWork, cohort: Cohort, enrolment_id: int, day: date, own: Profile) -> None:
    series = _series(unit, day)
    key = _signing_key(unit, own.code, day.year)
    number = series.next_number
    series.next_number = number + 1
    full_number = f"{series.prefix}-{series.year}-{number:0{series.digits}d}"
    enrolment = unit.session.get_one(Enrolment, enrolment_id)
    sheet = _sheet(unit, cohort, enrolment, own, full_number=full_number, number=number, day=day, code="")
    programme = unit.session.get_one(Programme, cohort.programme_id)
    claims = CertificateClaims(
        number=full_number,
        name=sheet.holder,
        course=programme.title,
        hours=programme.hours,
        start=cohort.starts_on,
        end=cohort.ends_on,
        issued=day,
        centre=own.name,
    )
    code = sign(claims, key)
    problems = problems_of(thawed(frozen(sheet), code=code))
    if problems:
        raise problems[0]
    unit.session.add(
        Certificate(
            enrolment_id=enrolment_id,
            series_id=series.id,
            number=number,
            full_number=full_number,
            issued_on=day,
            kid=key.kid,
            code_text=code,
            printed=frozen(sheet),
        )
    )


def _sheet(
    unit: UnitOfWork,
    cohort: Cohort,
    enrolment: Enrolment,
    own: Profile,
    *,
    full_number: str,
    number: int,
    day: date,
    code: str,
    mark: str = "",
) -> CertificateSheet:
    programme = unit.session.get_one(Programme, cohort.programme_id)
    person = unit.session.get_one(Person, enrolment.person_id)
    blank = blank_words(
        centre_name=own.name,
        director=own.director,
        course=programme.title,
        hours=programme.hours,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
    )
    sheet = sheet_words(
        blank, holder=_holder(person, own), full_number=full_number, number=number, issued_on=day, code=code
    )
    return thawed(frozen(sheet), code=code, mark=mark)


def _holder(person: Person, own: Profile) -> str:
    """The name in the script of the centre's documents, as far as the card has it."""
    if own.document_language in ("uz_Cyrl", "ru") and person.surname_cyrl:
        name = PersonName(person.surname_cyrl, person.given_name_cyrl, person.patronymic_cyrl)
    else:
        name = PersonName(person.surname, person.given_name, person.patronymic)
    return full_name(name)


def _series(unit: UnitOfWork, day: date) -> CertificateSeries:
    rules = rules_on(unit, day)
    row = unit.session.scalar(
        select(CertificateSeries).where(
            CertificateSeries.prefix == rules.certificate_prefix, CertificateSeries.year == day.year
        )
    )
    if row is None:
        row = CertificateSeries(
            prefix=rules.certificate_prefix, year=day.year, digits=rules.certificate_digits, next_number=1
        )
        unit.session.add(row)
        unit.session.flush()
    return row


def _signing_key(unit: UnitOfWork, centre_code: str, year: int) -> SigningKey:
    row = unit.session.scalar(select(SigningKeyRow).where(SigningKeyRow.year == year))
    if row is None:
        made = new_key(centre_code, year)
        row = SigningKeyRow(kid=made.kid, year=year, public_key=made.public, private_key=made.private, made_at=unit.now)
        unit.session.add(row)
        unit.session.flush()
    return SigningKey(row.kid, row.private_key, row.public_key)


def _register_query() -> Select[tuple[Certificate, Enrolment, Cohort, Programme]]:
    return (
        select(Certificate, Enrolment, Cohort, Programme)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
    )


def _records(
    unit: UnitOfWork, query: Select[tuple[Certificate, Enrolment, Cohort, Programme]]
) -> list[CertificateRecord]:
    return list(_recorded(unit, query))


def _recorded(
    unit: UnitOfWork, query: Select[tuple[Certificate, Enrolment, Cohort, Programme]]
) -> Iterator[CertificateRecord]:
    for certificate, enrolment, cohort, programme in unit.session.execute(query):
        yield CertificateRecord(
            id=certificate.id,
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            full_number=certificate.full_number,
            number=certificate.number,
            holder=certificate.printed["holder"],
            course=programme.title,
            hours=programme.hours,
            cohort_code=cohort.code,
            starts_on=cohort.starts_on,
            ends_on=cohort.ends_on,
            issued_on=certificate.issued_on,
            state=certificate.state.value,
            workplace=enrolment.workplace,
            completion_order=cohort.completion_order_number,
        )


def _withheld_reason(cohort: Cohort, reason: str) -> str:
    if cohort.state is not CohortState.COMPLETED:
        return _("The cohort is not closed yet.") + " " + reason
    return reason


def _mark(state: CertificateState) -> str:
    return "" if state is CertificateState.VALID else _("ANNULLED")


def _cohort(unit: UnitOfWork, cohort_id: int) -> Cohort:
    cohort = unit.session.get(Cohort, cohort_id)
    if cohort is None:
        raise NotFound("no_such_cohort", N_("This cohort is no longer there."))
    return cohort
