"""A file of anybody's, or a pasted text, as the tables and lines that are inspected."""

from collections.abc import Iterator
from pathlib import Path

from desktop_app.i18n import _
from desktop_app.inspection.layout import GridRow, cell_of, tables_of
from desktop_app.inspection.line_tables import tables_in
from desktop_app.inspection.model import Document, Fault, FaultKind, Line, Table
from desktop_app.progress import Progress
from desktop_app.spreadsheets.headers import column_letter
from desktop_app.spreadsheets.kinds import LINES, WORD
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import CellError, Sheet, UncomputedFormula, Workbook

# What is left of a word that was saved in an encoding without its letters.
_NO_LETTERS = "???"


def read_document(path: Path, *, progress: Progress | None = None) -> Document:
    """A workbook, a Word document (.docx) or a plain text. Raises WorkbookRejected; Cancelled through ``progress``."""
    return document_of(read_workbook(path, progress=progress, takes_documents=True))


def document_of(book: Workbook) -> Document:
    """The same of a file that was read already."""
    match book.kind:
        case LINES.name:
            return document_of_text(_text_of(book.sheets[0]))
        case WORD.name:
            return _word_document(book.sheets)
        case _:
            tables = tuple(table for sheet in book.sheets for table in _tables(sheet, sheet.name))
            return Document(tables, faults=tuple(_faults(book)))


def document_of_text(text: str) -> Document:
    """What was pasted."""
    lines = [Line(_("line {n}", n=number), line) for number, line in enumerate(text.splitlines(), 1)]
    tables, rest = tables_in(lines)
    return Document(tuple(tables), tuple(rest))


def _word_document(sheets: tuple[Sheet, ...]) -> Document:
    lines = [Line(_("paragraph {n}", n=row.number), str(row.cells[0]), row.cell(1) is True) for row in sheets[0].rows]
    listed, rest = tables_in(lines)
    tables = [table for sheet in sheets[1:] for table in _tables(sheet, _("table {n}", n=sheet.name))]
    return Document((*tables, *listed), tuple(rest))


def _tables(sheet: Sheet, name: str) -> list[Table]:
    rows = (GridRow(row.number, tuple(map(cell_of, row.cells)), row.number in sheet.hidden_rows) for row in sheet.rows)
    return list(tables_of(name, rows, sheet.merged))


def _faults(book: Workbook) -> Iterator[Fault]:
    for sheet in book.sheets:
        for row in sheet.rows:
            for column, value in enumerate(row.cells):
                place = f"{sheet.name}!{column_letter(column)}{row.number}"
                match value:
                    case CellError():
                        yield Fault(FaultKind.ERROR, place, value.text)
                    case UncomputedFormula():
                        yield Fault(FaultKind.NO_RESULT, place)
                    case str() if _NO_LETTERS in value:
                        yield Fault(FaultKind.LOST_LETTERS, place, value)
    for lost in book.lost_letters:
        place = f"{book.sheets[0].name}!{column_letter(lost.column)}{lost.row}"
        yield Fault(FaultKind.LOST_LETTERS, place, lost.text)


def _text_of(sheet: Sheet) -> str:
    """The lines again as they stood, blank ones too, so that their numbers are true."""
    by_number = {row.number: str(row.cells[0]) for row in sheet.rows}
    return "\n".join(by_number.get(number, "") for number in range(1, max(by_number, default=0) + 1))
