"""How certificates are made: numbers from a series, words frozen for the batch, signed codes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from db.models.certificates import CertificateBatch, CertificateSeries, CertificateState
from db.models.certificates import SigningKey as SigningKeyRow
from db.models.cohorts import Cohort
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.signature import SigningKey, new_key, sign
from desktop_app.certificates.wording import blank_words
from desktop_app.i18n import use
from desktop_app.language.names import PersonName, full_name
from desktop_app.language.paper_names import IN_CYRILLIC, in_script_of
from desktop_app.people.rules import written_name
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile, rules_on


@dataclass(frozen=True)
class IssueTerms:
    """What all certificates of one issue share."""

    cohort: Cohort
    programme: Programme
    own: Profile
    day: date
    key: SigningKey
    series: CertificateSeries
    batch: CertificateBatch


def begin_issue(unit: UnitOfWork, *, cohort: Cohort, day: date) -> IssueTerms:
    """Freeze the words of a new batch; makes the year's series and signing key where they are missing."""
    own = profile(unit)
    batch = CertificateBatch(
        cohort_id=cohort.id, issued_on=day, language=own.document_language, words=batch_words(unit, cohort, own)
    )
    unit.session.add(batch)
    programme = unit.session.get_one(Programme, cohort.programme_id)
    series = _series(unit, day)
    key = _signing_key(unit, own.code, day.year)
    unit.session.flush()
    return IssueTerms(cohort, programme, own, day, key, series, batch)


def next_certificate(terms: IssueTerms, *, enrolment_id: int, holder: str) -> Mapping[str, Any]:
    """The columns of the next certificate of the series, signed as it is printed; the series moves on by one."""
    number = terms.series.next_number
    terms.series.next_number = number + 1
    full_number = numbered(terms.series.prefix, terms.series.year, number, terms.series.digits)
    claims = CertificateClaims(
        number=full_number,
        name=holder,
        course=in_script_of(terms.own.document_language, terms.programme.title),
        hours=terms.programme.hours,
        start=terms.cohort.starts_on,
        end=terms.cohort.ends_on,
        issued=terms.day,
        centre=in_script_of(terms.own.document_language, terms.own.name),
    )
    return {
        "enrolment_id": enrolment_id,
        "series_id": terms.series.id,
        "batch_id": terms.batch.id,
        "number": number,
        "full_number": full_number,
        "issued_on": terms.day,
        "state": CertificateState.VALID,
        "kid": terms.key.kid,
        "code_text": sign(claims, terms.key),
        "holder": holder,
    }


def numbered(prefix: str, year: int, number: int, digits: int) -> str:
    """PM-2026-000123: the year stands in the number because every year counts from one."""
    return f"{prefix}-{year}-{number:0{digits}d}"


def holder_name(person: Person, document_language: str) -> str:
    """The name in the script of the centre's documents, as far as the card has it."""
    if document_language in IN_CYRILLIC and person.surname_cyrl:
        return full_name(PersonName(person.surname_cyrl, person.given_name_cyrl, person.patronymic_cyrl))
    return written_name(person)


def batch_words(unit: UnitOfWork, cohort: Cohort, own: Profile) -> dict[str, Any]:
    """The words that all certificates of the cohort share, in the language of the centre's documents."""
    programme = unit.session.get_one(Programme, cohort.programme_id)
    with use(own.document_language):
        words = blank_words(
            centre_name=own.name,
            director=own.director,
            course=programme.title,
            hours=programme.hours,
            starts_on=cohort.starts_on,
            ends_on=cohort.ends_on,
        )
    return asdict(words)


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
