"""What does not add up in a document of anybody's: every rule over everything in it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from desktop_app.inspection.carrying import check_months
from desktop_app.inspection.faults import check_faults
from desktop_app.inspection.institute import check_institute
from desktop_app.inspection.letters import check_letters
from desktop_app.inspection.model import Document, Finding, Severity
from desktop_app.inspection.reading import document_of_text, read_document
from desktop_app.inspection.tables import check_table
from desktop_app.inspection.texts import check_text
from desktop_app.progress import Progress


def inspect_file(path: Path, *, today: date, progress: Progress | None = None) -> list[Finding]:
    """Errors first, each group in the order of the document. Raises WorkbookRejected for a file that is not read."""
    return inspect(read_document(path, progress=progress), today=today)


def inspect_text(text: str, *, today: date) -> list[Finding]:
    """The same of a text that was pasted."""
    return inspect(document_of_text(text), today=today)


def inspect(document: Document, *, today: date) -> list[Finding]:
    found = list(_findings(document, today))
    return sorted(found, key=lambda finding: finding.severity is not Severity.ERROR)


def _findings(document: Document, today: date) -> Iterator[Finding]:
    for table in document.tables:
        yield from check_table(table)
    yield from check_faults(document)
    yield from check_months(document.tables)
    # Lists of "name – number" are part of the text; only a true table can be its annex.
    has_tables = any(not table.line_places or len(table.columns) > 1 for table in document.tables)
    yield from check_text(document.lines, has_tables=has_tables, today=today)
    yield from check_institute(document)
    yield from check_letters(_texts(document))


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    for table in document.tables:
        for row in table.rows if not table.line_places else ():
            for column, cell in enumerate(row.cells):
                if cell.text and cell.figure is None and cell.day is None:
                    yield table.place(row, column), cell.text
    yield from ((line.place, line.text) for line in document.lines)
