"""The training of an institution's people as files, in the language of the centre's documents, journaled."""

import io
from collections.abc import Sequence
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.given_out import note_given
from desktop_app.i18n import language, use
from desktop_app.institutions.coverage import coverage, movements
from desktop_app.institutions.document import coverage_pdf
from desktop_app.institutions.records import Coverage, Movement
from desktop_app.institutions.workbook import write_coverage_workbook
from desktop_app.language.paper_names import in_script_of, signature_name
from desktop_app.reference.service import profile


def coverage_paper(centre: Centre, *, institution_id: int) -> bytes:
    """The list as PDF, noted in the journal as printed. Raises NotFound."""
    own = centre.read(profile)
    with use(own.document_language):
        found = centre.read(coverage, institution_id=institution_id)
        paper = io.BytesIO()
        director = signature_name(language(), own.director)
        coverage_pdf(paper, found, centre=in_script_of(language(), own.name), director=director)
    _note(centre, "print", institution_id, found, paper.getvalue())
    return paper.getvalue()


def write_coverage(centre: Centre, *, institution_id: int, out: Path) -> Path:
    """The list and the movement as a workbook; returns the path really written. Raises NotFound, StorageError."""
    own = centre.read(profile)
    with use(own.document_language):
        found = centre.read(coverage, institution_id=institution_id)
        moved = centre.read(movements, institution_id=institution_id)
        written = write_coverage_workbook(out, found, moved, centre=own.name)
    _note(centre, "export", institution_id, found, written, moved=moved)
    return written


def _note(
    centre: Centre,
    action: str,
    institution_id: int,
    found: Coverage,
    content: Path | bytes,
    *,
    moved: Sequence[Movement] = (),
) -> None:
    people = [each.person.id for each in found.people] + [each.person.id for each in moved]
    rows = {"rows": len(found.people) + len(moved)}
    centre.write(
        note_given, action, entity="institution", entity_id=institution_id, people=people, content=content, facts=rows
    )
