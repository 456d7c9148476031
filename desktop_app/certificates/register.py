"""The register of certificates: what was issued, by cohort, by year, by number."""

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

# By series and number: in this order the register is read from an index, however long it is.
BY_NUMBER = (Certificate.series_id, Certificate.number)
REGISTER_ORDERS: dict[str, tuple[InstrumentedAttribute[Any], ...]] = {
    "number": BY_NUMBER,
    "holder": (Person.sort_key, *BY_NUMBER),
    "course": (Programme.title, *BY_NUMBER),
    "cohort": (Cohort.code, *BY_NUMBER),
    "issued_on": (Certificate.issued_on, *BY_NUMBER),
    "state": (Certificate.state, *BY_NUMBER),
}


def certificates_of(unit: UnitOfWork, *, cohort_id: int) -> list[CertificateRecord]:
    """The certificates of a cohort by number."""
    return _records(unit, _rows().where(Cohort.id == cohort_id).order_by(*BY_NUMBER))


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
    """The certificates numbered in a year, withdrawn ones included.

    ``text`` is looked for in number and name; ``order`` is one of ``REGISTER_ORDERS``, else that of the numbers.
    """
    columns = REGISTER_ORDERS.get(order, BY_NUMBER)
    rows = _rows().where(*_conditions(year, text))
    rows = rows.order_by(*(column.desc() if is_descending else column for column in columns))
    return _records(unit, rows.offset(offset).limit(limit))


def register_count(unit: UnitOfWork, *, year: int, text: str = "") -> int:
    rows = select(func.count(Certificate.id)).where(*_conditions(year, text))
    if text:
        rows = rows.join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        rows = rows.join(Person, Person.id == Enrolment.person_id)
    return unit.session.scalar(rows) or 0


def register_years(unit: UnitOfWork) -> list[int]:
    """The years in which certificates were numbered, the latest first; always the present one."""
    return sorted({unit.today.year, *unit.session.scalars(select(CertificateSeries.year))}, reverse=True)


def _conditions(year: int, text: str) -> list[ColumnElement[bool]]:
    """Numbered in the year, and every word of the text in the number or in the name."""
    of_year = select(CertificateSeries.id).where(CertificateSeries.year == year)
    conditions: list[ColumnElement[bool]] = [Certificate.series_id.in_(of_year)]
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
