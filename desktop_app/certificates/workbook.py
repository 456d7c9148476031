"""The register of certificates as a sheet."""

from collections.abc import Sequence

from desktop_app.certificates.records import CertificateRecord
from desktop_app.i18n import N_, _
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan

STATES = {"valid": "", "annulled": N_("annulled"), "replaced": N_("replaced")}


def register_sheet(records: Sequence[CertificateRecord], *, year: int, centre_name: str) -> SheetPlan:
    """One row a certificate in the order of issue; withdrawn ones stay visible with the remark."""
    rows = [
        (
            place,
            record.full_number,
            record.holder,
            record.workplace,
            record.course,
            record.hours,
            record.cohort_code,
            record.starts_on,
            record.ends_on,
            record.completion_order,
            record.issued_on,
            "",
            _(STATES[record.state]),
        )
        for place, record in enumerate(records, start=1)
    ]
    columns = (
        ColumnPlan(_("No."), Kind.INTEGER, 6),
        ColumnPlan(_("Number"), width=18),
        ColumnPlan(_("Full name"), width=34),
        ColumnPlan(_("Workplace"), width=30),
        ColumnPlan(_("Course"), width=36),
        ColumnPlan(_("Hours"), Kind.INTEGER, 7),
        ColumnPlan(_("Cohort"), width=12),
        ColumnPlan(_("From"), Kind.DATE, 11),
        ColumnPlan(_("To"), Kind.DATE, 11),
        ColumnPlan(_("Completion order"), width=14),
        ColumnPlan(_("Issued on"), Kind.DATE, 11),
        ColumnPlan(_("Received (signature)"), width=16),
        ColumnPlan(_("Remark"), width=14),
    )
    title = _("Register of certificates, {year}", year=year)
    return SheetPlan(title=str(year), columns=columns, rows=rows, heading=(title, centre_name), freeze_columns=3)
