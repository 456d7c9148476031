"""Certificates and the register as files: whole or absent, journaled as printed."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Written:
    """Where the file stands, None where there was nothing to write, and how many certificates are in it."""

    file: Path | None
    count: int


def write_certificates(centre: Centre, *, cohort_id: int, out: Path, progress: Progress) -> Written:
    """Write one PDF with a page for every certificate of the cohort that is in force; without any there is no file."""
    pages = centre.read(sheets, cohort_id=cohort_id)
    if not pages:
        return Written(None, 0)
    own = centre.read(profile)
    with use(own.document_language):
        title = _("Certificates")
    file = replace_whole(out, lambda file: _write_pages(file, pages, title=title, progress=progress))
    centre.write(
        lambda unit: unit.note("print", entity="cohort", entity_id=cohort_id, facts={"certificates": len(pages)})
    )
    return Written(file, len(pages))


def write_register(centre: Centre, *, year: int, out: Path) -> Written:
    """Write the register of a year as a workbook."""
    records: list[CertificateRecord] = centre.read(register, year=year)
    own = centre.read(profile)
    with use(own.document_language):
        file = write_workbook(out, [register_sheet(records, year=year, centre_name=own.name)], creator=own.name)
    centre.write(lambda unit: unit.note("export", entity="certificate", entity_id=year, facts={"rows": len(records)}))
    return Written(file, len(records))


def _write_pages(file: Path, pages: list[CertificateSheet], *, title: str, progress: Progress) -> None:
    certificate_pdf(file, pages, title=title, total=len(pages), progress=progress)
