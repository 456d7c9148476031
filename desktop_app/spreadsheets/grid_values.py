"""The values of a workbook of any kind as a grid: to be read through a saved form, never to be filled in."""

from datetime import date

from desktop_app.language.dates import short_date
from desktop_app.spreadsheets.grid_records import Grid, GridCell, GridRow, GridSheet, GridValue, Look
from desktop_app.spreadsheets.kinds import XLSM, XLSX
from desktop_app.spreadsheets.records import Cell, Sheet, UncomputedFormula, Workbook

NOWHERE = (0, 0)


def has_grid(book: Workbook) -> bool:
    """Whether the file itself tells of cells and looks, and can be filled in."""
    return book.kind in (XLSX.name, XLSM.name)


def grid_of(book: Workbook) -> Grid:
    sheets = tuple(_sheet(sheet) for sheet in book.sheets)
    return Grid(book.file_name, book.sha256, b"", sheets, (Look(),), "", "", NOWHERE)


def _sheet(sheet: Sheet) -> GridSheet:
    return GridSheet(
        name=sheet.name,
        part="",
        prefix="",
        body=NOWHERE,
        is_body_closed=True,
        cells={
            (row.number, column): GridCell(_value(cell), "", 0, NOWHERE)
            for row in sheet.rows
            for column, cell in enumerate(row.cells)
            if cell is not None
        },
        rows={row.number: GridRow(NOWHERE, 0, is_hidden=row.number in sheet.hidden_rows) for row in sheet.rows},
        merged=sheet.merged,
        is_hidden=sheet.is_hidden,
        order=[row.number for row in sheet.rows],
    )


def _value(cell: Cell) -> GridValue:
    if isinstance(cell, UncomputedFormula):
        return None
    return short_date(cell) if isinstance(cell, date) else cell
