"""Certificates and the register as files: whole or absent, journaled as printed."""

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.certificate_templates.document import papers_pdf
from desktop_app.certificates.document import register_pdf
from desktop_app.certificates.papers import Papers, in_force_of, issued_papers
from desktop_app.certificates.records import CertificateRecord, PaperKind
from desktop_app.certificates.register import RegisterFilter, certificates_of, register
from desktop_app.certificates.service import ALL_KINDS
from desktop_app.certificates.workbook import register_sheet
from desktop_app.i18n import N_, _, use
from desktop_app.progress import Progress
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile
from desktop_app.spreadsheets.writing import write_workbook
from desktop_app.whole_file import replace_whole, whole_bytes

_LONGEST_NAME = 120
# What no file on Windows may have in its name, and the apostrophes that mail programs stumble over.
_FORBIDDEN = {ord(letter): "-" for letter in '<>:"/\\|?*\x7f'} | dict.fromkeys(range(32), "-")
_FORBIDDEN |= {0x02BB: "'", 0x02BC: "'"}


@dataclass(frozen=True)
class Written:
    """Where the file stands, None where there was nothing to write, and how many certificates are in it."""

    file: Path | None
    count: int


def papers_bytes(papers: Papers, *, title: str = "", progress: Progress | None = None) -> bytes:
    """The papers as one PDF in memory, to look at or to send to a printer."""
    target = io.BytesIO()
    papers_pdf(target, papers.sheets, title=title, files=papers.files, total=len(papers.sheets), progress=progress)
    return target.getvalue()


def write_certificates(
    centre: Centre, *, cohort_id: int, out: Path, progress: Progress, kinds: Collection[PaperKind] = ALL_KINDS
) -> Written:
    """Write one PDF with a page for every paper of the cohort that is in force; without any there is no file."""
    ids = centre.read(in_force_of, cohort_id=cohort_id, kinds=kinds)
    if not ids:
        return Written(None, 0)
    papers, title = centre.read(issued_papers, certificate_ids=ids), _title(centre)
    file = replace_whole(out, lambda file: _write(file, papers, title, progress))
    _note_print(centre, cohort_id, len(ids))
    return Written(file, len(ids))


def write_each(centre: Centre, *, cohort_id: int, folder: Path, progress: Progress) -> Written:
    """Write a PDF for each paper of the cohort that is in force, called by its number and its holder."""
    records = [record for record in centre.read(certificates_of, cohort_id=cohort_id) if record.is_in_force]
    if not records:
        return Written(None, 0)
    ids = [record.id for record in records]
    papers, title = centre.read(issued_papers, certificate_ids=ids), _title(centre)
    for place, (record, sheet) in enumerate(zip(records, papers.sheets, strict=True), start=1):
        name = file_name(record.full_number, record.holder)
        whole_bytes(folder / f"{name}.pdf", papers_bytes(Papers((sheet,), papers.files), title=title))
        progress.step(N_("Preparing certificates"), place, len(records))
    _note_print(centre, cohort_id, len(records))
    return Written(folder, len(records))


def file_name(*parts: str) -> str:
    """The parts as the name of a file that every Windows takes, without its ending."""
    name = " ".join(parts).translate(_FORBIDDEN)
    return name[:_LONGEST_NAME].strip(" .") or "-"


def write_register(centre: Centre, *, which: RegisterFilter, out: Path) -> Written:
    """Write the register of a year as a workbook, or as a PDF where the file is called so."""
    records, own = centre.read(register, which=which), centre.read(profile)
    with use(own.document_language):
        if out.suffix.lower() == ".pdf":
            file = replace_whole(out, lambda file: _write_book(file, records, which.year, own))
        else:
            sheet = register_sheet(records, year=which.year, centre_name=own.name)
            file = write_workbook(out, [sheet], creator=own.name)
    facts = {"rows": len(records)}
    centre.write(lambda unit: unit.note("export", entity="certificate", entity_id=which.year, facts=facts))
    return Written(file, len(records))


def _write_book(file: Path, records: Sequence[CertificateRecord], year: int, own: Profile) -> None:
    register_pdf(file, records, year=year, centre=own.name, director=own.director)


def _write(file: Path, papers: Papers, title: str, progress: Progress) -> None:
    papers_pdf(file, papers.sheets, title=title, files=papers.files, total=len(papers.sheets), progress=progress)


def _title(centre: Centre) -> str:
    with use(centre.read(profile).document_language):
        return _("Certificates")


def _note_print(centre: Centre, cohort_id: int, count: int) -> None:
    centre.write(lambda unit: unit.note("print", entity="cohort", entity_id=cohort_id, facts={"certificates": count}))
