"""The register of certificates: what was issued, by cohort, by year, by number."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from db.models.certificates import Certificate, CertificateSeries
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.records import CertificateRecord
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key

REGISTER_ORDERS: dict[str, InstrumentedAttribute[Any]] = {
    "number": Certificate.id,
    "holder": Person.sort_key,
    "course": Programme.title,
    "cohort": Cohort.code,
    "issued_on": Certificate.issued_on,
    "state": Certificate.state,
}


def certificates_of(unit: UnitOfWork, *, cohort_id: int) -> list[CertificateRecord]:
    """The certificates of a cohort by number."""
    return _records(unit, _rows().where(Cohort.id == cohort_id).order_by(Certificate.id))


def certificate_numbered(unit: UnitOfWork, *, full_number: str) -> CertificateRecord | None:
    found = _records(unit, _rows().where(Certificate.full_number == full_number))
    return found[0] if found else None


def register(
    unit: UnitOfWork,
    *,
    year: int,
    text: str = "",
    order: str = "",
    is_descending: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[CertificateRecord]:
    """The register of a year, withdrawn certificates included.

    ``text`` is looked for in number and name; ``order`` is one of ``REGISTER_ORDERS``, else the order of issue.
    """
    column = REGISTER_ORDERS.get(order, Certificate.id)
    rows = _rows().where(*_conditions(year, text)).order_by(column.desc() if is_descending else column, Certificate.id)
    return _records(unit, rows.offset(offset).limit(limit))


def register_count(unit: UnitOfWork, *, year: int, text: str = "") -> int:
    rows = select(func.count(Certificate.id)).join(Enrolment, Enrolment.id == Certificate.enrolment_id)
    found = unit.session.scalar(rows.join(Person, Person.id == Enrolment.person_id).where(*_conditions(year, text)))
    return found or 0


def register_years(unit: UnitOfWork) -> list[int]:
    """The years in which certificates were numbered, the latest first; always the present one."""
    return sorted({unit.today.year, *unit.session.scalars(select(CertificateSeries.year))}, reverse=True)


def _conditions(year: int, text: str) -> list[ColumnElement[bool]]:
    """Issued in the year, and every word of the text in the number or in the name."""
    conditions: list[ColumnElement[bool]] = [Certificate.issued_on.between(date(year, 1, 1), date(year, 12, 31))]
    for word in tidy(text).split():
        is_in_number = Certificate.full_number.icontains(word, autoescape=True)
        key = search_key(word)
        conditions.append(or_(is_in_number, Person.name_key.contains(key, autoescape=True)) if key else is_in_number)
    return conditions


def _rows() -> Select[Certificate, Enrolment, Cohort, Programme]:
    return (
        select(Certificate, Enrolment, Cohort, Programme)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
    )


def _records(unit: UnitOfWork, query: Select[Certificate, Enrolment, Cohort, Programme]) -> list[CertificateRecord]:
    return [
        CertificateRecord(
            id=certificate.id,
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            full_number=certificate.full_number,
            number=certificate.number,
            holder=certificate.holder,
            course=programme.title,
            hours=programme.hours,
            cohort_id=cohort.id,
            cohort_code=cohort.code,
            starts_on=cohort.starts_on,
            ends_on=cohort.ends_on,
            issued_on=certificate.issued_on,
            state=certificate.state.value,
            workplace=enrolment.workplace,
            completion_order=cohort.completion_order_number,
        )
        for certificate, enrolment, cohort, programme in unit.session.execute(query)
    ]
