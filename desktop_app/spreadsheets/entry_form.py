"""Workbooks to be filled in by others: empty rows under a header, lists to choose from, instructions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from desktop_app.spreadsheets.plain_book import plain_book
from desktop_app.spreadsheets.writing import A4, BOLD, LINE_HEIGHT, NUMBER_FORMATS, Kind, printable, wrapped_lines
from desktop_app.whole_file import replace_whole

LISTS_SHEET = "roʻyxatlar"
# Excel cuts the hint of a cell here.
HINT_LENGTH = 255
TITLE_LENGTH = 32
HEAD_HEIGHT = 32
# Plain numbers: nobody types the separators of thousands.
_FORMATS = {**NUMBER_FORMATS, Kind.INTEGER: "0", Kind.DECIMAL: "General"}
_FIRST_DAY, _LAST_DAY = date(1901, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """``choices`` are offered in each cell; another text may be typed all the same, with a warning.

    ``code`` is what a program knows the column by; neighbours of one ``group`` stand under one header. Numbers are
    kept between ``least`` and ``most``.
    """

    header: str
    width: float
    hint: str = ""
    choices: Sequence[str] = ()
    kind: Kind = Kind.TEXT
    code: str = ""
    group: str = ""
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class EntryForm:
    """``mark`` stands in a hidden sheet, so that the form is known again when it comes back.

    Where columns have codes, they stand in a hidden row right above the headers.
    """

    sheet: str
    heading: Sequence[str]
    columns: Sequence[EntryColumn]
    rows: int
    help_sheet: str
    help_lines: Sequence[str]
    mark_sheet: str
    mark: tuple[str, ...]
    freeze_columns: int = 1

    @property
    def has_groups(self) -> bool:
        return any(column.group for column in self.columns)

    @property
    def has_codes(self) -> bool:
        return any(column.code for column in self.columns)

    @property
    def header(self) -> int:
        """The row of the headers, counted from 0."""
        return len(self.heading) + 1 + self.has_groups + self.has_codes


def write_entry_form(path: Path, form: EntryForm, *, creator: str) -> Path:
    """Write the form whole or not at all and return the path really written."""
    return replace_whole(path, lambda temporary: _write(temporary, form, creator))


def _write(path: Path, form: EntryForm, creator: str) -> None:
    with plain_book(path) as book:
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
    for row, text in enumerate(form.heading):
        sheet.write_string(row, 0, printable(text), line if row else title)
    _write_head(book, sheet, form)
    kinds = {column.kind for column in form.columns}
    # Text cells keep fourteen digits, and what begins with "=" stays what was typed.
    look = {"border": 1, "border_color": "#C9CDD2"}
    cells = {kind: book.add_format({**look, "num_format": _FORMATS[kind]}) for kind in kinds}
    first, last = form.header + 1, form.header + form.rows
    for place, column in enumerate(form.columns):
        sheet.set_column(place, place, column.width)
        for row in range(first, last + 1):
            sheet.write_blank(row, place, None, cells[column.kind])
        if not column.choices and (column.hint or column.kind is not Kind.TEXT):
            sheet.data_validation(first, place, last, place, _check_of(column) | _hint_of(column))
    sheet.freeze_panes(form.header + 1, form.freeze_columns)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_head(book: Any, sheet: Any, form: EntryForm) -> None:
    look = {"border": 1, "bg_color": "#E7E9EC", "text_wrap": True, "align": "center", "valign": "vcenter"}
    # From the left: the middle of a wide group is out of sight.
    head, group_head = book.add_format({"bold": True, **look}), book.add_format({**look, "align": "left", "indent": 1})
    for place, column in enumerate(form.columns):
        sheet.write_string(form.header, place, printable(column.header), head)
        if column.code:
            sheet.write_string(form.header - 1, place, column.code)
    heights = [wrapped_lines(column.header, column.width / BOLD) for column in form.columns]
    sheet.set_row(form.header, max(HEAD_HEIGHT, LINE_HEIGHT * max(heights, default=1)))
    if form.has_codes:
        sheet.set_row(form.header - 1, None, None, {"hidden": True})
    if form.has_groups:
        _write_groups(sheet, form, group_head)


def _write_groups(sheet: Any, form: EntryForm, look: Any) -> None:
    row, first, lines = len(form.heading) + 1, 0, 1
    for group, members in groupby(form.columns, key=lambda column: column.group):
        widths = [column.width for column in members]
        last = first + len(widths) - 1
        if last > first:
            sheet.merge_range(row, first, row, last, printable(group), look)
        else:
            sheet.write_string(row, first, printable(group), look)
        lines = max(lines, wrapped_lines(group, sum(widths)))
        first = last + 1
    sheet.set_row(row, LINE_HEIGHT * lines)


def _hint_of(column: EntryColumn) -> dict[str, object]:
    if not column.hint:
        return {}
    return {"input_title": printable(column.header)[:TITLE_LENGTH], "input_message": column.hint[:HINT_LENGTH]}


def _check_of(column: EntryColumn) -> dict[str, object]:
    """Only what could be typed into the cell at all; a number out of its limits is refused at once."""
    match column.kind:
        case Kind.DATE:
            return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
        case Kind.INTEGER | Kind.DECIMAL:
            least = -1e9 if column.least is None else column.least
            most = 1e9 if column.most is None else column.most
            return {"validate": column.kind.value, "criteria": "between", "minimum": least, "maximum": most}
        case _:
            return {"validate": "any"}


def _offer_choices(sheet: Any, lists: Any, form: EntryForm) -> None:
    for place, column in enumerate(form.columns):
        if not column.choices:
            continue
        lists.write_column(0, place, [printable(text) for text in column.choices])
        letter = xlsxwriter.utility.xl_col_to_name(place)
        offered = {
            "validate": "list",
            "source": f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(column.choices)}",
            "error_type": "warning",
            **_hint_of(column),
        }
        sheet.data_validation(form.header + 1, place, form.header + form.rows, place, offered)


def _write_help(book: Any, sheet: Any, form: EntryForm) -> None:
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    row = 0
    for text in form.help_lines:
        sheet.merge_range(row, 0, row, 1, printable(text), wrapped)
        sheet.set_row(row, LINE_HEIGHT * wrapped_lines(text, 34 + 80))
        row += 1
    row += 1
    for column in form.columns:
        sheet.write_string(row, 0, printable(column.header), bold)
        sheet.write_string(row, 1, printable(column.hint), wrapped)
        row += 1
