"""The register (qayd daftari): what was issued, by cohort, by year, kind, state and series, by number and name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from db.among import among
from db.models.certificates import Blank, Certificate, CertificateOrigin, CertificateSeries, CertificateState
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.rights import Right, may
from desktop_app.certificates.records import CertificateRecord
from desktop_app.certificates.register_filter import Lead, conditions, read_filter
from desktop_app.certificates.register_filter import RegisterFilter as RegisterFilter
from desktop_app.certificates.register_order import BY_NUMBER, all_ids, count_meant, find_few, page_ids
from desktop_app.certificates.register_order import REGISTER_ORDERS as REGISTER_ORDERS
from desktop_app.certificates.signature import claims_in
from desktop_app.cohorts.hours import COURSE_HOURS
from desktop_app.errors import NotFound
from desktop_app.i18n import N_
from desktop_app.people.identity import mask_jshshir
from desktop_app.progress import Progress
from desktop_app.reference.export import require_short

_ROWS_AT_ONCE = 2_000
_EARLIER, _LATER = aliased(Certificate), aliased(Certificate)
# What a record holds, under its names.
_READ = (
    Certificate.id,
    Certificate.enrolment_id,
    Enrolment.person_id,
    Certificate.kind,
    Certificate.full_number,
    Certificate.number,
    Certificate.holder,
    Programme.title.label("course"),
    func.coalesce(Enrolment.outcome_facts[COURSE_HOURS].as_integer(), Programme.hours).label("hours"),
    Cohort.id.label("cohort_id"),
    Cohort.code.label("cohort_code"),
    Cohort.starts_on,
    Cohort.ends_on,
    Certificate.issued_on,
    Certificate.state,
    Enrolment.workplace,
    Enrolment.position,
    Cohort.completion_order_number.label("completion_order"),
    Cohort.completion_order_date,
    Certificate.origin,
    func.coalesce(_EARLIER.full_number, "").label("replaces"),
    func.coalesce(_LATER.full_number, "").label("replaced_by"),
    Certificate.reason,
    Certificate.order_number,
    Certificate.order_date,
    Certificate.annulled_on,
    Certificate.annulling_reason,
    Certificate.annulling_order_number,
    Certificate.annulling_order_date,
    Certificate.handed_on,
    Person.jshshir,
    Certificate.batch_id,
    Certificate.code_text,
)


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


def paper_of(unit: UnitOfWork, *, certificate_id: int) -> CertificateRecord:
    """Raises NotFound."""
    found = _records(unit, _rows().where(Certificate.id == certificate_id))
    if not found:
        raise NotFound("no_such_certificate", N_("This certificate is not in the register."))
    return found[0]


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
    """The papers numbered in a year, withdrawn ones included; ``order`` is of ``REGISTER_ORDERS``, else the numbers.

    With a ``limit`` it is a page of those that ``register_count`` counts, without one all that are meant.
    """
    if limit is None:
        wanted: Sequence[int] = all_ids(unit, which, order=order, is_descending=is_descending)[offset:]
    else:
        wanted = page_ids(unit, which, order=order, is_descending=is_descending, offset=offset, limit=limit)
    # Which they are is read from the indexes; only what is shown is read whole.
    return [record for first in range(0, len(wanted), _ROWS_AT_ONCE) for record in _of(unit, wanted, first)]


def register_lines(
    unit: UnitOfWork, *, which: RegisterFilter, progress: Progress, order: str = "", is_descending: bool = False
) -> Iterator[CertificateRecord]:
    """All papers meant, read part by part, so that a long book takes no more memory than a short one."""
    wanted = all_ids(unit, which, order=order, is_descending=is_descending)
    for first in range(0, len(wanted), _ROWS_AT_ONCE):
        progress.step(N_("Certificates"), first, len(wanted))
        yield from _of(unit, wanted, first)
    progress.step(N_("Certificates"), len(wanted), len(wanted))


def register_rows(
    unit: UnitOfWork, *, which: RegisterFilter, order: str = "", is_descending: bool = False, progress: Progress
) -> list[CertificateRecord]:
    """All papers meant at once, for a workbook of one's own. Raises Refused for too many."""
    require_short(len(all_ids(unit, which, order=order, is_descending=is_descending)))
    return list(register_lines(unit, which=which, order=order, is_descending=is_descending, progress=progress))


def register_count(unit: UnitOfWork, *, which: RegisterFilter) -> int:
    """How many papers ``register`` has to show page by page."""
    return count_meant(unit, which)


def is_register_cut(unit: UnitOfWork, *, which: RegisterFilter) -> bool:
    """Whether a text finds so many papers that only the first of them are shown page by page."""
    found = find_few(unit, which)
    return found is not None and found.is_cut


def register_people(unit: UnitOfWork, *, which: RegisterFilter) -> list[int]:
    """Whose papers are meant."""
    rows = select(Enrolment.person_id).join(Certificate, Certificate.enrolment_id == Enrolment.id).distinct()
    return list(unit.session.scalars(rows.where(*conditions(unit, read_filter(unit, which), Lead.NUMBER))))


def people_of_papers(unit: UnitOfWork, *, certificate_ids: Sequence[int]) -> list[int]:
    """Whose these papers are."""
    rows = select(Enrolment.person_id).join(Certificate, Certificate.enrolment_id == Enrolment.id).distinct()
    wanted = among(unit.session, [Certificate.id], certificate_ids)
    return [person_id for each in wanted for person_id in unit.session.scalars(rows.where(each))]


def register_years(unit: UnitOfWork) -> list[int]:
    """The years in which papers were numbered, the latest first; always the present one."""
    return sorted({unit.today.year, *unit.session.scalars(select(CertificateSeries.year))}, reverse=True)


def register_series(unit: UnitOfWork, *, year: int) -> list[str]:
    """The letters of the series of a year."""
    rows = select(CertificateSeries.prefix).where(CertificateSeries.year == year).order_by(CertificateSeries.id)
    return list(unit.session.scalars(rows))


def register_figures(unit: UnitOfWork, *, year: int) -> RegisterFigures:
    of_year = list(conditions(unit, read_filter(unit, RegisterFilter(year)), Lead.NUMBER))
    counted = select(
        func.count(),
        func.count().filter(Certificate.origin == CertificateOrigin.DUPLICATE),
        func.count().filter(Certificate.origin == CertificateOrigin.CORRECTION),
        func.count().filter(Certificate.state == CertificateState.ANNULLED),
    )
    blanks = select(func.count(Blank.id)).join(Certificate, Certificate.id == Blank.certificate_id)
    figures = unit.session.execute(counted.where(*of_year)).one()
    return RegisterFigures(*figures, unit.session.scalar(blanks.where(*of_year)) or 0)


def _of(unit: UnitOfWork, wanted: Sequence[int], first: int) -> list[CertificateRecord]:
    ids = wanted[first : first + _ROWS_AT_ONCE]
    by_id = {record.id: record for record in _records(unit, _rows().where(Certificate.id.in_(ids)))}
    return [by_id[each] for each in ids]


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(*_READ)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(_EARLIER, _EARLIER.id == Certificate.replaces_id)
        .outerjoin(_LATER, _LATER.replaces_id == Certificate.id)
    )


def _records(unit: UnitOfWork, query: Select[*tuple[Any, ...]]) -> list[CertificateRecord]:
    printed: dict[int, Mapping[str, Any]] = {}
    rows: list[dict[str, Any]] = [dict(row) for row in unit.session.execute(query).mappings()]
    if not may(unit, Right.SEE_NUMBERS):
        rows = [row | {"jshshir": mask_jshshir(row["jshshir"] or "")} for row in rows]
    return [_record(row, printed) for row in rows]


def _record(facts: dict[str, Any], printed: dict[int, Mapping[str, Any]]) -> CertificateRecord:
    """The course is told as it was printed and signed, whatever it is called since: alike for the papers of a batch."""
    batch_id, code = facts.pop("batch_id"), facts.pop("code_text")
    if batch_id not in printed:
        said = claims_in(code)
        printed[batch_id] = (
            {"course": said.course, "hours": said.hours, "starts_on": said.start, "ends_on": said.end} if said else {}
        )
    return CertificateRecord(**{**facts, **printed[batch_id]})
