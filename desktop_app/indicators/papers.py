"""Certificates as papers: those issued, their duplicates, and those annulled."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import String, cast, select

from db.among import among
from db.models.certificates import Certificate, CertificateOrigin, CertificateSeries, PaperKind
from db.models.cohorts import Cohort, Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_, _
from desktop_app.indicators.model import BehindRow, Indicator, Measure, RowKind, Span
from desktop_app.indicators.people_columns import PEOPLE_DIMENSIONS, carried, with_dimensions
from desktop_app.indicators.sources import Count, Ground, GroundSource, Leaf, spans
from desktop_app.language.dates import short_date
from desktop_app.plan.records import Period

_DIMENSIONS = PEOPLE_DIMENSIONS | {"series"}
_REASONS = {
    "certificates_issued": N_("{number}, issued on {day}."),
    "duplicates": N_("{number}, a duplicate issued on {day}. {reason}"),
    "annulled": N_("{number}, annulled on {day}. {reason}"),
}


def _ground(_unit: UnitOfWork, period: Period, wanted: Collection[str], listed: Leaf | None) -> Ground:
    papers = (
        select(
            Certificate.id,
            Certificate.origin,
            Certificate.issued_on,
            Certificate.annulled_on,
            Enrolment.person_id,
            (CertificateSeries.prefix + "-" + cast(CertificateSeries.year, String)).label("series"),
            CertificateSeries.year,
            Certificate.number,
            *carried(wanted),
        )
        .join(CertificateSeries, CertificateSeries.id == Certificate.series_id)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Certificate.kind == PaperKind.CERTIFICATE, Certificate.issued_on <= period.last_day)
        .subquery()
    )
    rows, columns = with_dimensions(papers, wanted, period)
    if "series" in wanted:
        columns["series"] = papers.c.series
    counts: dict[Leaf, Count] = {}
    for span, first in spans(period):
        is_issued = papers.c.issued_on.between(first, period.last_day)
        counts |= {
            ("certificates_issued", span): Count(is_issued & (papers.c.origin == CertificateOrigin.FIRST)),
            ("duplicates", span): Count(is_issued & (papers.c.origin == CertificateOrigin.DUPLICATE)),
            ("annulled", span): Count(papers.c.annulled_on.between(first, period.last_day)),
        }
    order = (papers.c.year, papers.c.series, papers.c.number) if listed else ()
    return Ground(rows, papers.c.id, columns, counts, order)


def _rows(unit: UnitOfWork, _period: Period, leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    query = (
        select(Certificate, Cohort.id.label("cohort_id"), Cohort.code)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
    )
    found = {
        row.Certificate.id: row
        for wanted in among(unit.session, [Certificate.id], row_ids)
        for row in unit.session.execute(query.where(wanted))
    }
    return [_row(leaf[0], found[row_id]) for row_id in row_ids]


def _row(code: str, row: Any) -> BehindRow:
    paper: Certificate = row.Certificate
    is_annulled = code == "annulled"
    day = paper.annulled_on if is_annulled and paper.annulled_on else paper.issued_on
    reason = paper.annulling_reason if is_annulled else paper.reason
    told = _(_REASONS[code], number=paper.full_number, day=short_date(day), reason=reason).strip()
    return BehindRow(
        RowKind.PAPER,
        paper.id,
        paper.holder,
        told,
        enrolment_id=paper.enrolment_id,
        cohort_id=row.cohort_id,
        cohort=row.code,
    )


def _papers(code: str, title: str, definition: str) -> Indicator:
    source = N_("Register of certificates")
    return Indicator(code, title, definition, Measure.PAPERS, (Span.MONTH, Span.YEAR), _DIMENSIONS, source)


PAPERS = GroundSource(_DIMENSIONS, _ground, _rows)
OF_PAPERS = (
    _papers(
        "certificates_issued",
        N_("Certificates issued"),
        N_("First certificates of our register issued in the period, without duplicates and corrections."),
    ),
    _papers("duplicates", N_("Duplicates"), N_("Certificates issued in the period in place of lost or damaged ones.")),
    _papers("annulled", N_("Annulled certificates"), N_("Certificates annulled in the period, whenever issued.")),
)
