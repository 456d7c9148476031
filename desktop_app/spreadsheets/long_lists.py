"""A list of any length as a sheet: written row by row, so that memory does not grow with it."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from desktop_app.spreadsheets.plain_book import plain_book
from desktop_app.spreadsheets.writing import NUMBER_FORMATS, ColumnPlan, Kind, sheet_names
from desktop_app.whole_file import replace_whole

# What one sheet of a workbook holds, less the rows above the list.
MOST_ROWS = 1_048_576 - 10
_HEADER_ROW = 3

Cell = str | date | None


def write_long_list(
    path: Path,
    columns: Sequence[ColumnPlan],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str,
    note: str,
    creator: str,
) -> Path:
    """Write texts and days under their headers, whole or not at all; returns the path really written.

    Nothing is written twice and nothing kept: what ``rows`` raises leaves no file behind. Raises StorageError.
    """

    def write(temporary: Path) -> None:
        with plain_book(temporary, constant_memory=True) as book:
            book.set_properties({"author": creator})
            sheet = book.add_worksheet(sheet_names([title])[0])
            head = book.add_format({"bold": True, "border": 1, "bg_color": "#E7E9EC", "text_wrap": True})
            # An apostrophe before the text, unseen: a cell edited by hand does not turn into a formula either.
            text = book.add_format({"num_format": NUMBER_FORMATS["text"], "quote_prefix": True})
            day = book.add_format({"num_format": NUMBER_FORMATS["date"], "align": "center"})
            for place, column in enumerate(columns):
                sheet.set_column(place, place, column.width)
            sheet.freeze_panes(_HEADER_ROW + 1, 1)
            sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
            sheet.write_string(1, 0, note)
            for place, column in enumerate(columns):
                sheet.write_string(_HEADER_ROW, place, column.header, head)
            is_day = [column.kind is Kind.DATE for column in columns]
            for number, row in enumerate(rows, _HEADER_ROW + 1):
                for place, value in enumerate(row):
                    if isinstance(value, str) and value:
                        sheet.write_string(number, place, value, text)
                    elif is_day[place] and isinstance(value, date):
                        sheet.write_datetime(number, place, value, day)
            sheet.autofilter(_HEADER_ROW, 0, max(number_of_rows(sheet), _HEADER_ROW), len(columns) - 1)

    return replace_whole(path, write)


def number_of_rows(sheet: "xlsxwriter.worksheet.Worksheet") -> int:
    """The last row written."""
    return sheet.dim_rowmax or 0
