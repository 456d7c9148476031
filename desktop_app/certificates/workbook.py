"""The register of certificates as a sheet."""

from collections.abc import Iterable

from desktop_app.certificates.book import KINDS, order_text, remark, whose, work_of
from desktop_app.certificates.records import CertificateRecord
from desktop_app.i18n import _, language
from desktop_app.language.paper_names import in_script_of
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan

# To measure how high each row is, and to hold each cell by itself, takes many times as long and as much memory.
MOST_MEASURED = 3_000


def register_sheet(
    records: Iterable[CertificateRecord], *, year: int, centre_name: str, journal: str = ""
) -> SheetPlan:
    """One row a paper in the order of issue; withdrawn ones stay visible with the remark."""
    rows = [
        (
            place,
            record.number,
            record.full_number,
            _(KINDS[record.kind]),
            record.holder,
            whose(record),
            work_of(record),
            in_script_of(language(), record.course),
            record.hours,
            record.cohort_code,
            record.starts_on,
            record.ends_on,
            order_text(record.completion_order, record.completion_order_date),
            record.issued_on,
            record.handed_on,
            "",
            remark(record),
        )
        for place, record in enumerate(records, start=1)
    ]
    columns = (
        ColumnPlan(_("No."), Kind.INTEGER, 6),
        ColumnPlan(_("Register no."), Kind.INTEGER, 9),
        ColumnPlan(_("Number"), width=18),
        ColumnPlan(_("Paper"), width=14),
        ColumnPlan(_("Full name"), width=34),
        ColumnPlan(_("JShShIR"), width=17),
        ColumnPlan(_("Workplace"), width=34),
        ColumnPlan(_("Course"), width=36),
        ColumnPlan(_("Hours"), Kind.INTEGER, 7),
        ColumnPlan(_("Cohort"), width=12),
        ColumnPlan(_("From"), Kind.DATE, 11),
        ColumnPlan(_("To"), Kind.DATE, 11),
        ColumnPlan(_("Completion order"), width=18),
        ColumnPlan(_("Issued on"), Kind.DATE, 11),
        ColumnPlan(_("Handed over on"), Kind.DATE, 11),
        ColumnPlan(_("Received (signature)"), width=16),
        ColumnPlan(_("Remark"), width=30),
    )
    title = _("Register of certificates, {year}", year=year)
    heading = (title, centre_name)
    footer = _("Journal: {head}", head=journal) if journal else ""
    return SheetPlan(
        title=str(year),
        columns=columns,
        rows=rows,
        heading=heading,
        freeze_columns=3,
        page_footer=footer,
        is_long_list=len(rows) > MOST_MEASURED,
    )
