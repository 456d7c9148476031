"""Papers of a cohort as files: whole or absent, journaled as printed."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.given_out import note_given
from desktop_app.papers.document import pdf_file
from desktop_app.papers.records import Paper
from desktop_app.papers.word import word_file
from desktop_app.whole_file import whole_bytes


class PaperFormat(StrEnum):
    PDF = ".pdf"
    WORD = ".docx"


def rendered(papers: Sequence[Paper], form: PaperFormat) -> bytes:
    match form:
        case PaperFormat.PDF:
            return pdf_file(papers)
        case PaperFormat.WORD:
            return word_file(papers)


def save_papers(centre: Centre, papers: Sequence[Paper], *, cohort_id: int, form: PaperFormat, out: Path) -> Path:
    """Write the papers into one file; returns where it stands. Raises StorageError."""
    file = whole_bytes(out, rendered(papers, form))
    note_papers(centre, papers, cohort_id=cohort_id, content=file)
    return file


def note_papers(centre: Centre, papers: Sequence[Paper], *, cohort_id: int, content: Path | None = None) -> None:
    """Note in the journal that the papers were printed or saved."""
    facts = {"paper": papers[0].name, "papers": len(papers), "number": papers[0].number}
    centre.write(note_given, "print", entity="cohort", entity_id=cohort_id, content=content, facts=facts)


def note_paper(centre: Centre, paper: Paper, *, entity: str, entity_id: object) -> None:
    """Note in the journal that a paper of another record than a cohort was printed or saved."""
    centre.write(note_given, "print", entity=entity, entity_id=entity_id, facts={"paper": paper.name})
