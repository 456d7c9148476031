"""A sender's workbook given back: the same cells, with those that are wrong coloured and commented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from desktop_app.spreadsheets.plain_book import plain_book
from desktop_app.spreadsheets.records import Cell, CellError, Sheet, UncomputedFormula, Workbook
from desktop_app.spreadsheets.writing import NUMBER_FORMATS, printable, sheet_names
from desktop_app.whole_file import replace_whole

COMMENT_LETTERS = 1_000
# openpyxl opens merged cells one by one and keeps each cell as an object: beyond this a plain copy is given back.
MERGED_CELLS, KEPT_CELLS = 50_000, 600_000
_COMMENT_WIDTH, _COMMENT_HEIGHT = 320, 120


class Tone(Enum):
    """The fills that Excel itself uses for what is bad and what is to be looked at."""

    WRONG = "FFC7CE"
    DOUBTFUL = "FFEB9C"


@dataclass(frozen=True, slots=True)
class CellNote:
    """``row`` as Excel counts, ``column`` from 0."""

    row: int
    column: int
    tone: Tone
    text: str


def write_annotated(
    source: Path, target: Path, *, workbook: Workbook, sheet: str, notes: Sequence[CellNote], author: str
) -> Path:
    """Write the copy and return the path really written. ``workbook`` is what was read from the source.

    An xlsx keeps its look; of any other kind, and of one too big or too odd for that, a new xlsx holds the same cells.
    """
    if _keeps_its_look(workbook):
        return replace_whole(target, lambda path: _annotate(source, path, sheet, notes, author))
    return replace_whole(target, lambda path: _copy(path, workbook, sheet, notes, author))


def _keeps_its_look(workbook: Workbook) -> bool:
    cells = sum(len(row.cells) for sheet in workbook.sheets for row in sheet.rows)
    merged = sum(
        (one.last_row - one.first_row + 1) * (one.last_column - one.first_column + 1)
        for sheet in workbook.sheets
        for one in sheet.merged
    )
    return workbook.kind in ("xlsx", "xlsm") and cells <= KEPT_CELLS and merged <= MERGED_CELLS


def _annotate(source: Path, path: Path, sheet: str, notes: Sequence[CellNote], author: str) -> None:
    import openpyxl
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = openpyxl.load_workbook(source, keep_links=False)
    found = book[sheet]
    fills = {tone: PatternFill("solid", start_color=tone.value, end_color=tone.value) for tone in Tone}
    for note in notes:
        cell = found.cell(row=note.row, column=note.column + 1)
        if isinstance(cell, MergedCell):
            cell = _first_of_merged(found, cell)
        cell.fill = fills[note.tone]
        cell.comment = Comment(
            printable(note.text)[:COMMENT_LETTERS], author, height=_COMMENT_HEIGHT, width=_COMMENT_WIDTH
        )
    book.save(path)


def _first_of_merged(sheet: Any, cell: Any) -> Any:
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            return sheet.cell(row=merged.min_row, column=merged.min_col)
    return cell


def _copy(path: Path, workbook: Workbook, sheet: str, notes: Sequence[CellNote], author: str) -> None:
    with plain_book(path) as book:
        styles = {(tone, is_date): _style(book, tone, is_date) for tone in (None, *Tone) for is_date in (False, True)}
        names = sheet_names([one.name for one in workbook.sheets])
        for one, name in zip(workbook.sheets, names, strict=True):
            by_place = {(note.row, note.column): note for note in notes} if one.name == sheet else {}
            _copy_sheet(book.add_worksheet(name), one, by_place, styles, author)


def _style(book: Any, tone: Tone | None, is_date: bool) -> Any:
    look = {"num_format": NUMBER_FORMATS["date"]} if is_date else {}
    return book.add_format(look | ({"bg_color": f"#{tone.value}"} if tone else {}))


def _copy_sheet(
    target: Any,
    sheet: Sheet,
    notes: Mapping[tuple[int, int], CellNote],
    styles: Mapping[tuple[Tone | None, bool], Any],
    author: str,
) -> None:
    for row in sheet.rows:
        for column, cell in enumerate(row.cells):
            note = notes.get((row.number, column))
            style = styles[note.tone if note else None, isinstance(cell, date)]
            _write_cell(target, row.number - 1, column, cell, style)
    for (row_number, column), note in notes.items():
        if _is_empty(sheet, row_number, column):
            target.write_blank(row_number - 1, column, None, styles[note.tone, False])
        look = {"author": author, "x_scale": 2.5, "y_scale": 1.5}
        target.write_comment(row_number - 1, column, printable(note.text)[:COMMENT_LETTERS], look)
    for hidden in sheet.hidden_rows:
        target.set_row(hidden - 1, None, None, {"hidden": True})
    if sheet.is_hidden:
        target.hide()


def _write_cell(target: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    match cell:
        case None:
            return
        case UncomputedFormula():
            target.write_string(row, column, "=", style)
        case CellError(text) | str(text):
            target.write_string(row, column, printable(text), style)
        case bool():
            target.write_boolean(row, column, cell, style)
        case date():
            target.write_datetime(row, column, cell, style)
        case _ if abs(cell) < 1e11:
            target.write_number(row, column, cell, style)
        case _:
            # A JShShIR as a number would be shown as 4.07E+13.
            target.write_string(row, column, str(cell), style)


def _is_empty(sheet: Sheet, number: int, column: int) -> bool:
    row = next((row for row in sheet.rows if row.number == number), None)
    return row is None or row.cell(column) is None
