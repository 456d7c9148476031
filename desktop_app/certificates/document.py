"""The register of certificates on paper: a book on A4 landscape with all its columns, to be signed in."""

from collections.abc import Iterable
from typing import BinaryIO

from desktop_app.certificates.book import order_text, remark, whose, work_of
from desktop_app.certificates.records import CertificateRecord
from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _, language
from desktop_app.language.dates import short_date
from desktop_app.language.paper_names import in_script_of, signature_name

_LEAST_ROW_MM = 8  # somebody signs in it


def register_pdf(
    target: BinaryIO, records: Iterable[CertificateRecord], *, year: int, centre: str, director: str, journal: str = ""
) -> int:
    """Write the book in the language in force, each page as it is full; returns the number of pages.

    ``journal`` is the head of the journal: on paper it proves later that nothing before it was altered.
    """
    title = _("Register of certificates, {year}", year=year)
    centre = in_script_of(language(), centre)
    head = _("Journal: {head}", head=journal) if journal else ""
    footer = " · ".join(filter(None, (centre, title, head)))
    report = Report(target, title=title, footer=footer, is_landscape=True, is_streamed=True)
    report.title(title, below=centre)
    columns = [
        Column(_("No."), is_number=True, width_mm=15),
        Column(_("Number"), width_mm=30),
        Column(_("Full name, JShShIR"), width_mm=34),
        Column(_("Workplace, position"), width_mm=32),
        Column(_("Course"), width_mm=34),
        Column(_("Cohort"), width_mm=20),
        Column(_("Days"), width_mm=20),
        Column(_("Order"), width_mm=20),
        Column(_("Issued on"), width_mm=20),
        Column(_("Received"), width_mm=11),
        Column(_("Remark"), width_mm=27),
    ]
    lines = (_line(place, record) for place, record in enumerate(records, start=1))
    draw_table(report, columns, lines, row_mm=_LEAST_ROW_MM)
    report.signatures([(_("Director"), signature_name(language(), director))])
    return report.save()


def _line(place: int, record: CertificateRecord) -> list[str]:
    course = in_script_of(language(), record.course)
    return [
        str(place),
        record.full_number,
        "\n".join(filter(None, (record.holder, whose(record)))),
        work_of(record),
        _("{course}, {hours} h", course=course, hours=record.hours),
        record.cohort_code,
        f"{short_date(record.starts_on)} – {short_date(record.ends_on)}",
        order_text(record.completion_order, record.completion_order_date),
        short_date(record.issued_on),
        "",
        remark(record),
    ]
