"""Workbooks to be filled in by others: empty rows under a header, lists to choose from, instructions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from desktop_app.spreadsheets.writing import A4, printable
from desktop_app.whole_file import replace_whole

LISTS_SHEET = "roʻyxatlar"
# Excel cuts the hint of a cell here.
HINT_LENGTH = 255


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """``choices`` are offered in each cell; another text may be typed all the same, with a warning."""

    header: str
    width: float
    hint: str = ""
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class EntryForm:
    """``mark`` stands in a hidden sheet, so that the form is known again when it comes back."""

    sheet: str
    heading: Sequence[str]
    columns: Sequence[EntryColumn]
    rows: int
    help_sheet: str
    help_lines: Sequence[str]
    mark_sheet: str
    mark: tuple[str, ...]


def write_entry_form(path: Path, form: EntryForm, *, creator: str) -> Path:
    """Write the form whole or not at all and return the path really written."""
    return replace_whole(path, lambda temporary: _write(temporary, form, creator))


def _write(path: Path, form: EntryForm, creator: str) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"author": printable(creator)})
        sheet, instructions = book.add_worksheet(form.sheet), book.add_worksheet(form.help_sheet)
        lists, mark = book.add_worksheet(LISTS_SHEET), book.add_worksheet(form.mark_sheet)
        _write_entry_sheet(book, sheet, form)
        _offer_choices(sheet, lists, form)
        _write_help(book, instructions, form)
        mark.write_row(0, 0, form.mark)
        lists.hide()
        mark.very_hidden()


def _write_entry_sheet(book: Any, sheet: Any, form: EntryForm) -> None:
    title, line = book.add_format({"bold": True, "font_size": 14}), book.add_format({"font_color": "#555555"})
    head = book.add_format(
        {"bold": True, "border": 1, "bg_color": "#E7E9EC", "text_wrap": True, "align": "center", "valign": "vcenter"}
    )
    # Text cells keep fourteen digits, and what begins with "=" stays what was typed.
    cell = book.add_format({"num_format": "@", "border": 1, "border_color": "#C9CDD2"})
    for row, text in enumerate(form.heading):
        sheet.write_string(row, 0, printable(text), line if row else title)
    header = len(form.heading) + 1
    for place, column in enumerate(form.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(header, place, column.header, head)
        for row in range(header + 1, header + 1 + form.rows):
            sheet.write_blank(row, place, None, cell)
        if column.hint and not column.choices:
            hint = {"validate": "any", "input_title": column.header[:32], "input_message": column.hint[:HINT_LENGTH]}
            sheet.data_validation(header + 1, place, header + form.rows, place, hint)
    sheet.set_row(header, 32)
    sheet.freeze_panes(header + 1, 1)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _offer_choices(sheet: Any, lists: Any, form: EntryForm) -> None:
    header = len(form.heading) + 1
    for place, column in enumerate(form.columns):
        if not column.choices:
            continue
        lists.write_column(0, place, [printable(text) for text in column.choices])
        letter = xlsxwriter.utility.xl_col_to_name(place)
        offered = {
            "validate": "list",
            "source": f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(column.choices)}",
            "error_type": "warning",
            "input_title": column.header[:32],
            "input_message": column.hint[:HINT_LENGTH],
        }
        sheet.data_validation(header + 1, place, header + form.rows, place, offered)


def _write_help(book: Any, sheet: Any, form: EntryForm) -> None:
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    row = 0
    for text in form.help_lines:
        sheet.merge_range(row, 0, row, 1, text, wrapped)
        row += 1
    row += 1
    for column in form.columns:
        sheet.write_string(row, 0, column.header, bold)
        sheet.write_string(row, 1, column.hint, wrapped)
        row += 1
