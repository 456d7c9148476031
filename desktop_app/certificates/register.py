"""The register (qayd daftari): what was issued, by cohort, by year, kind, state and series, by number and name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from db.models.certificates import (
    Blank,
    Certificate,
    CertificateOrigin,
    CertificateSeries,
    CertificateState,
    PaperKind,
)
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person, PersonWord
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.records import CertificateRecord
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key

# By series and number: in this order the register is read from an index, however long it is.
BY_NUMBER = (Certificate.series_id, Certificate.number)
REGISTER_ORDERS: dict[str, tuple[InstrumentedAttribute[Any], ...]] = {
    "number": BY_NUMBER,
    # A series is of one kind.
    "kind": BY_NUMBER,
    "holder": (Person.sort_key, *BY_NUMBER),
    "course": (Programme.title, *BY_NUMBER),
    "cohort": (Cohort.code, *BY_NUMBER),
    "issued_on": (Certificate.issued_on, *BY_NUMBER),
    "state": (Certificate.state, *BY_NUMBER),
}
_OF_ENROLMENT = (Enrolment, Enrolment.id == Certificate.enrolment_id)
_OF_PERSON = (Person, Person.id == Enrolment.person_id)
_OF_COHORT = (Cohort, Cohort.id == Enrolment.cohort_id)
_OF_PROGRAMME = (Programme, Programme.id == Cohort.programme_id)
_ORDERED_BY = {
    "holder": (_OF_ENROLMENT, _OF_PERSON),
    "cohort": (_OF_ENROLMENT, _OF_COHORT),
    "course": (_OF_ENROLMENT, _OF_COHORT, _OF_PROGRAMME),
}
_ROWS_AT_ONCE = 2_000
_AFTER_ALL_LETTERS = "\U0010ffff"
_EARLIER, _LATER = aliased(Certificate), aliased(Certificate)
_Row = tuple[Certificate, Enrolment, Cohort, Programme, str | None, str | None, str | None]


@dataclass(frozen=True)
class RegisterFilter:
    """Which papers: of a year, of a kind, of a state (or of an origin), with some text in number or name."""

    year: int
    kind: str = ""
    state: str = ""
    origin: str = ""
    text: str = ""


@dataclass(frozen=True)
class RegisterFigures:
    """How many of a year; ``blanks`` are the blanks of strict account that they stand on."""

    issued: int
    duplicates: int
    corrections: int
    annulled: int
    blanks: int


def certificates_of(unit: UnitOfWork, *, cohort_id: int) -> list[CertificateRecord]:
    """The papers of a cohort by kind and number."""
    return _records(unit, _rows().where(Cohort.id == cohort_id).order_by(Certificate.kind, *BY_NUMBER))


def certificate_numbered(unit: UnitOfWork, *, full_number: str) -> CertificateRecord | None:
    found = _records(unit, _rows().where(Certificate.full_number == full_number))
    return found[0] if found else None


def register(
    unit: UnitOfWork,
    *,
    which: RegisterFilter,
    order: str = "",
    is_descending: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[CertificateRecord]:
    """The papers numbered in a year, withdrawn ones included; ``order`` is of ``REGISTER_ORDERS``, else the numbers."""
    columns = REGISTER_ORDERS.get(order, BY_NUMBER)
    rows = select(Certificate.id).where(*_conditions(unit, which))
    for table, joined in _ORDERED_BY.get(order, ()):
        rows = rows.join(table, joined)
    rows = rows.order_by(*(column.desc() if is_descending else column for column in columns))
    # Which they are is read from the indexes; only what is shown is read whole.
    found: list[CertificateRecord] = []
    wanted = unit.session.scalars(rows.offset(offset).limit(limit)).all()
    for first in range(0, len(wanted), _ROWS_AT_ONCE):
        ids = wanted[first : first + _ROWS_AT_ONCE]
        by_id = {record.id: record for record in _records(unit, _rows().where(Certificate.id.in_(ids)))}
        found += [by_id[each] for each in ids]
    return found


def register_count(unit: UnitOfWork, *, which: RegisterFilter) -> int:
    return unit.session.scalar(select(func.count(Certificate.id)).where(*_conditions(unit, which))) or 0


def register_years(unit: UnitOfWork) -> list[int]:
    """The years in which papers were numbered, the latest first; always the present one."""
    return sorted({unit.today.year, *unit.session.scalars(select(CertificateSeries.year))}, reverse=True)


def register_figures(unit: UnitOfWork, *, year: int) -> RegisterFigures:
    rows = unit.session.execute(
        select(Certificate.origin, Certificate.state, func.count())
        .where(*_conditions(unit, RegisterFilter(year)))
        .group_by(Certificate.origin, Certificate.state)
    )
    counts = {(origin, state): count for origin, state, count in rows}
    blanks = (
        select(func.count(Blank.id))
        .join(Certificate, Certificate.id == Blank.certificate_id)
        .where(*_conditions(unit, RegisterFilter(year)))
    )

    def of_origin(origin: CertificateOrigin) -> int:
        return sum(count for (each, _state), count in counts.items() if each is origin)

    return RegisterFigures(
        sum(counts.values()),
        of_origin(CertificateOrigin.DUPLICATE),
        of_origin(CertificateOrigin.CORRECTION),
        sum(count for (_origin, state), count in counts.items() if state is CertificateState.ANNULLED),
        unit.session.scalar(blanks) or 0,
    )


def _conditions(unit: UnitOfWork, which: RegisterFilter) -> Iterator[ColumnElement[bool]]:
    """Numbered in the year; of the text every word with a digit in the number, every other one in the name."""
    of_year = select(CertificateSeries.id).where(CertificateSeries.year == which.year)
    if which.kind:
        of_year = of_year.where(CertificateSeries.kind == PaperKind(which.kind))
    # Named one by one they are read from the index of numbers.
    yield Certificate.series_id.in_(unit.session.scalars(of_year).all())
    if which.state:
        yield Certificate.state == CertificateState(which.state)
    if which.origin:
        yield Certificate.origin == CertificateOrigin(which.origin)
    for word in tidy(which.text).split():
        key = search_key(word)
        if not key or any(character.isdecimal() for character in word):
            yield Certificate.full_number.icontains(word, autoescape=True)
        else:
            yield Certificate.enrolment_id.in_(_named(key))


def _named(key: str) -> Select[int]:
    """The enrolments of people a word of whose name begins so, in either script."""
    bearers = select(PersonWord.person_id).where(PersonWord.word.between(key, key + _AFTER_ALL_LETTERS))
    return select(Enrolment.id).where(Enrolment.person_id.in_(bearers))


def _rows() -> Select[*_Row]:
    return (
        select(Certificate, Enrolment, Cohort, Programme, Person.jshshir, _EARLIER.full_number, _LATER.full_number)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(_EARLIER, _EARLIER.id == Certificate.replaces_id)
        .outerjoin(_LATER, _LATER.replaces_id == Certificate.id)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )


def _records(unit: UnitOfWork, query: Select[*_Row]) -> list[CertificateRecord]:
    return [_record(*row) for row in unit.session.execute(query)]


def _record(
    certificate: Certificate,
    enrolment: Enrolment,
    cohort: Cohort,
    programme: Programme,
    jshshir: str | None,
    replaces: str | None,
    replaced_by: str | None,
) -> CertificateRecord:
    return CertificateRecord(
        id=certificate.id,
        enrolment_id=enrolment.id,
        person_id=enrolment.person_id,
        kind=certificate.kind.value,
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
        position=enrolment.position,
        completion_order=cohort.completion_order_number,
        completion_order_date=cohort.completion_order_date,
        origin=certificate.origin.value,
        replaces=replaces or "",
        replaced_by=replaced_by or "",
        reason=certificate.reason,
        order_number=certificate.order_number,
        order_date=certificate.order_date,
        annulled_on=certificate.annulled_on,
        annulling_reason=certificate.annulling_reason,
        annulling_order_number=certificate.annulling_order_number,
        annulling_order_date=certificate.annulling_order_date,
        handed_on=certificate.handed_on,
        jshshir=jshshir,
    )
