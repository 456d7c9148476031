"""Certificates and the register as files: whole or absent, journaled as printed."""

import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db.unit_of_work import UnitOfWork
from desktop_app.accounts.chain import journal_head, printed_head
from desktop_app.centre import Centre
from desktop_app.certificate_templates.document import PaperSheet, papers_pdf
from desktop_app.certificates.document import register_pdf
from desktop_app.certificates.papers import Papers, in_force_of, issued_papers
from desktop_app.certificates.records import CertificateRecord, PaperKind
from desktop_app.certificates.register import (
    RegisterFilter,
    certificates_of,
    people_of_papers,
    register_count,
    register_lines,
    register_people,
)
from desktop_app.certificates.service import ALL_KINDS
from desktop_app.certificates.workbook import register_sheet
from desktop_app.errors import Invalid
from desktop_app.given_out import note_given
from desktop_app.i18n import N_, _, _n, use
from desktop_app.progress import Progress
from desktop_app.reference.positions import positions_on_paper
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile
from desktop_app.spreadsheets.writing import write_workbook
from desktop_app.whole_file import replace_whole, whole_bytes

_LONGEST_NAME = 120
# Of those that a file was written without.
_MOST_NAMED = 3
# What no file on Windows may have in its name, and the apostrophes that mail programs stumble over.
_FORBIDDEN = {ord(letter): "-" for letter in '<>:"/\\|?*\x7f'} | dict.fromkeys(range(32), "-")
_FORBIDDEN |= {0x02BB: "'", 0x02BC: "'"}


@dataclass(frozen=True)
class LeftOut:
    """A certificate by its number, and why it was not written."""

    number: str
    problem: Invalid

    @property
    def text(self) -> str:
        return _("Left out: {number}. {reason}", number=self.number, reason=self.problem.text)


@dataclass(frozen=True)
class Written:
    """Where the file stands, None where there was nothing to write, and how many certificates are in it.

    ``left_out`` are those that must not be printed as they are.
    """

    file: Path | None
    count: int
    left_out: tuple[LeftOut, ...] = ()

    @property
    def told(self) -> str:
        """Where it stands, and line by line what it is without."""
        lines = [_("Saved: {file}", file=self.file), *(each.text for each in self.left_out[:_MOST_NAMED])]
        more = len(self.left_out) - _MOST_NAMED
        return "\n".join([*lines, _n("{n} more like these.", "{n} more like these.", more)] if more > 0 else lines)


def papers_bytes(papers: Papers, *, title: str = "", is_packed: bool = True) -> bytes:
    """The papers as one PDF in memory; not packed where they are only looked at."""
    target = io.BytesIO()
    papers_pdf(target, papers.sheets, title=title, files=papers.files, is_packed=is_packed)
    return target.getvalue()


def write_certificates(
    centre: Centre, *, cohort_id: int, out: Path, progress: Progress, kinds: Collection[PaperKind] = ALL_KINDS
) -> Written:
    """Write one PDF with a page for every paper of the cohort that is in force; without any there is no file.

    Raises Invalid where all of them must be left out.
    """
    ids = centre.read(in_force_of, cohort_id=cohort_id, kinds=kinds)
    if not ids:
        return Written(None, 0)
    written = _write_papers(centre, certificate_ids=ids, out=out, progress=progress)
    _note_print(centre, cohort_id, written.count, content=written.file)
    return written


def write_papers(
    centre: Centre, *, certificate_ids: Sequence[int], out: Path, progress: Progress, with_background: bool = True
) -> Written:
    """Write one PDF of these papers in this order, and tell the journal whose they are.

    Raises Invalid where all of them must be left out.
    """
    written = _write_papers(
        centre, certificate_ids=certificate_ids, out=out, progress=progress, with_background=with_background
    )
    people = centre.read(people_of_papers, certificate_ids=certificate_ids)
    told = {"certificates": written.count}
    centre.write(note_given, "print", entity="certificate", people=people, content=written.file, facts=told)
    return written


def _write_papers(
    centre: Centre, *, certificate_ids: Sequence[int], out: Path, progress: Progress, with_background: bool = True
) -> Written:
    papers, title = centre.read(issued_papers, certificate_ids=certificate_ids), _title(centre)
    left_out: list[LeftOut] = []

    def leave_out(_place: int, sheet: PaperSheet, problems: Sequence[Invalid]) -> None:
        left_out.append(LeftOut(sheet.number, problems[0]))

    def write(file: Path) -> None:
        if not papers_pdf(
            file,
            papers.sheets,
            title=title,
            files=papers.files,
            with_background=with_background,
            total=len(papers.sheets),
            progress=progress,
            on_bad=leave_out,
        ):
            raise left_out[0].problem

    file = replace_whole(out, write)
    return Written(file, len(papers.sheets) - len(left_out), tuple(left_out))


def write_each(centre: Centre, *, cohort_id: int, folder: Path, progress: Progress) -> Written:
    """Write a PDF for each paper of the cohort that is in force, called by its number and its holder."""
    records = [record for record in centre.read(certificates_of, cohort_id=cohort_id) if record.is_in_force]
    if not records:
        return Written(None, 0)
    ids = [record.id for record in records]
    papers, title = centre.read(issued_papers, certificate_ids=ids), _title(centre)
    left_out: list[LeftOut] = []
    for place, (record, sheet) in enumerate(zip(records, papers.sheets, strict=True), start=1):
        name = file_name(record.full_number, record.holder)
        try:
            content = papers_bytes(Papers((sheet,), papers.files), title=title)
        except Invalid as problem:
            left_out.append(LeftOut(record.full_number, problem))
        else:
            whole_bytes(folder / f"{name}.pdf", content)
        progress.step(N_("Preparing certificates"), place, len(records))
    count = len(records) - len(left_out)
    if not count:
        raise left_out[0].problem
    _note_print(centre, cohort_id, count)
    return Written(folder, count, tuple(left_out))


def file_name(*parts: str) -> str:
    """The parts as the name of a file that every Windows takes, without its ending."""
    name = " ".join(parts).translate(_FORBIDDEN)
    return name[:_LONGEST_NAME].strip(" .") or "-"


def write_register(centre: Centre, *, which: RegisterFilter, out: Path, progress: Progress | None = None) -> Written:
    """Write the register of a year as a workbook, or as a PDF where the file is called so."""
    written = centre.read(_write_register, which=which, out=out, progress=progress or Progress())
    facts = {"rows": written.count}
    people = centre.read(register_people, which=which)
    centre.write(
        note_given,
        "export",
        entity="certificate",
        entity_id=which.year,
        people=people,
        content=written.file,
        facts=facts,
    )
    return written


def _write_register(unit: UnitOfWork, *, which: RegisterFilter, out: Path, progress: Progress) -> Written:
    """All of it within one unit: what others issue meanwhile is not half in the book."""
    own, count = profile(unit), register_count(unit, which=which)
    records = register_lines(unit, which=which, progress=progress)
    head = printed_head(journal_head(unit))
    with use(own.document_language):
        records = _with_positions_of_paper(unit, records)
        if out.suffix.lower() == ".pdf":
            return Written(replace_whole(out, lambda file: _write_book(file, records, which.year, own, head)), count)
        sheet = register_sheet(records, year=which.year, centre_name=own.name, journal=head)
        return Written(write_workbook(out, [sheet], creator=own.name), count)


def _with_positions_of_paper(unit: UnitOfWork, records: Iterable[CertificateRecord]) -> Iterator[CertificateRecord]:
    position_of = positions_on_paper(unit)
    for record in records:
        position = position_of(record.position)
        yield record if position == record.position else replace(record, position=position)


def _write_book(file: Path, records: Iterable[CertificateRecord], year: int, own: Profile, head: str) -> None:
    with file.open("wb") as stream:
        register_pdf(stream, records, year=year, centre=own.name, director=own.director, journal=head)


def _title(centre: Centre) -> str:
    with use(centre.read(profile).document_language):
        return _("Certificates")


def _note_print(centre: Centre, cohort_id: int, count: int, *, content: Path | None = None) -> None:
    told = {"certificates": count}
    centre.write(note_given, "print", entity="cohort", entity_id=cohort_id, people=count, content=content, facts=told)
