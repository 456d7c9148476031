"""Handing certificates over: the list to be signed, and the day on which each left the office."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models.certificates import Blank, BlankReceipt, BlankState, Certificate, CertificateBatch, CertificateState
from db.unit_of_work import UnitOfWork
from desktop_app.blanks.records import written
from desktop_app.cohorts.service import cohort
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _, language, use
from desktop_app.language.dates import period, short_date
from desktop_app.language.paper_names import in_script_of
from desktop_app.papers.composing import director_signs, letterhead_of
from desktop_app.papers.records import Column, Dating, Facts, Paper, Table, Title
from desktop_app.reference.service import profile

ROW_MM = 9.0


@dataclass(frozen=True)
class Handing:
    """A certificate in force and the day it was handed over, if it was; ``blank`` is empty on plain paper."""

    certificate_id: int
    full_number: str
    holder: str
    blank: str
    issued_on: date
    handed_on: date | None


def handings(unit: UnitOfWork, *, cohort_id: int) -> list[Handing]:
    """The certificates of the cohort in force, by number."""
    rows = unit.session.execute(
        select(Certificate, Blank, BlankReceipt.digits)
        .join(CertificateBatch, CertificateBatch.id == Certificate.batch_id)
        .outerjoin(Blank, (Blank.certificate_id == Certificate.id) & (Blank.state == BlankState.USED))
        .outerjoin(BlankReceipt, BlankReceipt.id == Blank.receipt_id)
        .where(CertificateBatch.cohort_id == cohort_id, Certificate.state == CertificateState.VALID)
        .order_by(Certificate.series_id, Certificate.number)
    )
    return [
        Handing(
            row.id,
            row.full_number,
            row.holder,
            written(blank.letters, blank.number, digits) if blank is not None else "",
            row.issued_on,
            row.handed_on,
        )
        for row, blank, digits in rows
    ]


def hand_over(unit: UnitOfWork, *, certificate_ids: Collection[int], day: date | None) -> dict[int, date | None]:
    """Keep the day for all of them, None where it was a mistake; gives back what stood before, to undo it.

    Raises Invalid for a day to come or one before the issue, Refused for one that is not in force.
    """
    rows = unit.session.scalars(select(Certificate).where(Certificate.id.in_(certificate_ids))).all()
    if day is not None and day > unit.today:
        raise Invalid("handed_in_future", N_("This day has not come yet."), field="day")
    for row in rows:
        if row.state is not CertificateState.VALID:
            message = N_("Certificate {number} is not in force any more.")
            raise Refused("certificate_withdrawn", message, number=row.full_number)
        if day is not None and day < row.issued_on:
            message = N_("Certificate {number} was issued on {issued}: it cannot be handed over before that.")
            facts = {"number": row.full_number, "issued": short_date(row.issued_on)}
            raise Invalid("handed_before_issue", message, field="day", **facts)
    before = {row.id: row.handed_on for row in rows}
    for row in rows:
        row.handed_on = day
    return before


def restore_days(unit: UnitOfWork, *, days: dict[int, date | None]) -> None:
    """Undo ``hand_over``."""
    for row in unit.session.scalars(select(Certificate).where(Certificate.id.in_(days))):
        row.handed_on = days[row.id]


def handing_list(unit: UnitOfWork, *, cohort_id: int, paper_language: str) -> Paper:
    """The list on which everybody signs for the certificate received. Raises NotFound."""
    with use(paper_language):
        own, course = profile(unit), cohort(unit, cohort_id=cohort_id)
        rows = tuple(
            (str(place), each.full_number, each.holder, each.blank, _day(each.handed_on), "")
            for place, each in enumerate(handings(unit, cohort_id=cohort_id), 1)
        )
        facts = (
            (_("Programme"), in_script_of(language(), course.programme_title)),
            (_("Days"), period(course.starts_on, course.ends_on, language())),
        )
        columns = (
            Column(_("No."), 7, is_number=True),
            Column(_("Certificate"), 28),
            Column(_("Full name"), 46),
            Column(_("Blank"), 20),
            Column(_("Day"), 18),
            Column(_("Signature"), 24),
        )
        blocks = (
            letterhead_of(own),
            Dating(_("LIST")),
            Title(_("Of certificates handed over to the trainees of cohort {cohort}", cohort=course.code)),
            Facts(facts),
            Table(columns, rows, row_mm=ROW_MM),
            director_signs(own),
        )
        name = _("Certificates handed over, cohort {cohort}", cohort=course.code)
        return Paper(name, paper_language, blocks)


def _day(day: date | None) -> str:
    return short_date(day) if day is not None else ""
