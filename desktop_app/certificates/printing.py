"""Certificates and the register as files: whole or absent, journaled as printed."""

from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.certificates.document import CertificateSheet, certificate_pdf
from desktop_app.certificates.records import CertificateRecord
from desktop_app.certificates.register import register
from desktop_app.certificates.service import sheets
from desktop_app.certificates.workbook import register_sheet
from desktop_app.i18n import _, use
from desktop_app.progress import Progress
from desktop_app.reference.service import profile
from desktop_app.spreadsheets.writing import write_workbook
from desktop_app.whole_file import replace_whole


def write_certificates(centre: Centre, *, cohort_id: int, out: Path, progress: Progress) -> int:
    """Write one PDF with a page for every certificate of the cohort that is in force; returns the number of pages.

    Without any there is no file to write, and 0 is returned.
    """
    pages = centre.read(sheets, cohort_id=cohort_id)
    if not pages:
        return 0
    own = centre.read(profile)
    with use(own.document_language):
        title = _("Certificates")
    replace_whole(out, lambda file: _write_pages(file, pages, title=title, progress=progress))
    centre.write(
        lambda unit: unit.note("print", entity="cohort", entity_id=cohort_id, facts={"certificates": len(pages)})
    )
    return len(pages)


def write_register(centre: Centre, *, year: int, out: Path) -> int:
    """Write the register of a year as a workbook; returns the number of certificates in it."""
    records: list[CertificateRecord] = centre.read(register, year=year)
    own = centre.read(profile)
    with use(own.document_language):
        write_workbook(out, [register_sheet(records, year=year, centre_name=own.name)], creator=own.name)
    centre.write(lambda unit: unit.note("export", entity="certificate", entity_id=year, facts={"rows": len(records)}))
    return len(records)


def _write_pages(file: Path, pages: list[CertificateSheet], *, title: str, progress: Progress) -> None:
    certificate_pdf(file, pages, title=title, total=len(pages), progress=progress)
