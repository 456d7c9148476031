"""Whole, typed workbooks: every column has a kind, and what people typed never becomes a formula or a link."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from desktop_app.i18n import _
from desktop_app.spreadsheets.list_sheet import ListSheet
from desktop_app.spreadsheets.paper import (
    LOWER_MARGIN,
    SIDE_MARGIN,
    UPPER_MARGIN,
    Across,
    dots,
    laid_across,
    pages_down,
    room_across,
    room_down,
)
from desktop_app.spreadsheets.plain_book import plain_book
from desktop_app.spreadsheets.printable import TEXT_LENGTH as TEXT_LENGTH
from desktop_app.spreadsheets.printable import printable as printable
from desktop_app.spreadsheets.printable import wrapped_lines as wrapped_lines
from desktop_app.spreadsheets.sheet_naming import sheet_names as sheet_names
from desktop_app.whole_file import replace_whole

A4 = 9
# Points a line of the usual font; how much wider bold letters are.
LINE_HEIGHT, BOLD = 15, 1.15
# Steps of indent of what stands further in, each about as wide as a letter.
DEEP = 2
# What Excel accepts at most.
HIGHEST_ROW = 409

# As the file keeps them: where the separators are a space and a comma, Excel shows these as # ##0 and 0,0%.
NUMBER_FORMATS = {"text": "@", "integer": "#,##0", "decimal": "#,##0.0", "percent": "0.0%", "date": "dd.mm.yyyy"}


class Kind(StrEnum):
    """What a column holds. Numbers that name things (JShShIR, phone, order number) are text."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours with its result, so that viewers that do not calculate show it too.

    ``text`` is written in English function names with commas, as the file format wants: ``=SUM(B2:B9)``.
    """

    text: str
    value: float | int | str


Value = str | int | float | date | bool | Formula | None


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """``width`` in characters of the usual font.

    Neighbours of the same ``group`` stand under one header; ``number_format`` replaces that of the kind.
    """

    header: str
    kind: Kind = Kind.TEXT
    width: float = 14
    group: str = ""
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One table on a sheet: heading lines above it, a total row and footer lines under it.

    ``strong_rows`` are the places of rows that sum up others, ``deep_rows`` of those whose words after the first column
    stand further in; ``page_footer`` is printed on every page. The rows of a long list hold no formulas and take one
    line each; a sheet for programs only (``is_for_programs``) nobody can show by a click.
    """

    title: str
    columns: Sequence[ColumnPlan]
    rows: Sequence[Sequence[Value]]
    heading: Sequence[str] = ()
    total_row: Sequence[Value] | None = None
    footers: Sequence[str] = ()
    freeze_columns: int = 0
    is_landscape: bool = True
    strong_rows: frozenset[int] = frozenset()
    deep_rows: frozenset[int] = frozenset()
    page_footer: str = ""
    is_long_list: bool = False
    is_for_programs: bool = False

    @property
    def has_groups(self) -> bool:
        return any(column.group for column in self.columns)

    @property
    def first_header_row(self) -> int:
        """The row of the groups where there are any, else of the column headers, as Excel counts."""
        return len(self.heading) + (2 if self.heading else 1)

    @property
    def header_row(self) -> int:
        """The row of the column headers as Excel counts; the first data row is the next one."""
        return self.first_header_row + self.has_groups


def write_workbook(path: Path, sheets: Sequence[SheetPlan], *, creator: str, is_private: bool = False) -> Path:
    """Write the workbook whole or not at all and return the path really written (see ``replace_whole``).

    The parts of a private one wait to be packed in its own folder, not in the system's.
    """
    if not sheets:
        raise ValueError("a workbook needs a sheet")

    def write(temporary: Path) -> None:
        _write(temporary, sheets, creator, parts_in=path.parent if is_private else None)

    def check(temporary: Path) -> None:
        _check(temporary, sheets)

    return replace_whole(path, write, check)


def _write(path: Path, sheets: Sequence[SheetPlan], creator: str, *, parts_in: Path | None) -> None:
    with plain_book(path, tmpdir=parts_in) as book:
        book.set_properties({"author": printable(creator)})
        styles = _Styles(book)
        for plan, name in zip(sheets, sheet_names([plan.title for plan in sheets]), strict=True):
            _write_sheet(book.add_worksheet(name, ListSheet), *_laid_out(plan), styles)


def _write_sheet(sheet: Any, plan: SheetPlan, across: Across, styles: "_Styles") -> None:
    _write_heading(sheet, plan.heading, across, styles)
    _write_headers(sheet, plan, styles)
    header, total = plan.header_row - 1, styles.of_columns(plan.columns, _Look.TOTAL)
    if plan.is_long_list:
        sheet.write_list(header + 1, plan.rows, styles.of_columns(plan.columns, _Look.BODY))
    else:
        _write_body(sheet, header + 1, plan, styles)
    below = header + 1 + len(plan.rows)
    if plan.total_row is not None:
        _write_row(sheet, below, plan.total_row, plan.columns, total)
        below += 1
    for row, line in enumerate(plan.footers, below + 1):
        _write_footer(sheet, row, printable(line), across, styles)
    sheet.freeze_panes(header + 1, plan.freeze_columns)
    _set_up_print(sheet, plan, across.pages)
    if plan.is_for_programs:
        sheet.very_hidden()


def _write_heading(sheet: Any, lines: Sequence[str], across: Across, styles: "_Styles") -> None:
    """On each page from the first column that it alone has: over the repeated ones it would be cut at their edge."""
    for row, line in enumerate(lines):
        look = styles.heading if row else styles.title
        sheet.write_string(row, across.first, printable(line), look)
        if across.pages > 1 and across.end < len(across.widths):
            again = line if row else _("{title} (continued)", title=line)
            sheet.write_string(row, across.end, printable(again), look)


def _write_body(sheet: Any, first: int, plan: SheetPlan, styles: "_Styles") -> None:
    texts = [(place, column.width) for place, column in enumerate(plan.columns) if column.kind is Kind.TEXT]
    body, strong = (styles.of_columns(plan.columns, look) for look in (_Look.BODY, _Look.STRONG))
    deep = [*body[:1], *styles.of_columns(plan.columns[1:], _Look.DEEP)]
    for place, values in enumerate(plan.rows):
        is_strong, is_deep = place in plan.strong_rows, place in plan.deep_rows
        _write_row(sheet, first + place, values, plan.columns, strong if is_strong else deep if is_deep else body)
        bold, further_in = BOLD if is_strong else 1, DEEP if is_deep else 0
        lines = max(
            (wrapped_lines(str(values[at]), width / bold - (further_in if at else 0)) for at, width in texts), default=1
        )
        _set_height(sheet, first + place, lines)


def _write_headers(sheet: Any, plan: SheetPlan, styles: "_Styles") -> None:
    first, last = plan.first_header_row - 1, plan.header_row - 1
    _set_height(sheet, last, max(wrapped_lines(column.header, column.width / BOLD) for column in plan.columns))
    column, group_lines = 0, 1
    for group, members in groupby(plan.columns, key=lambda member: member.group):
        columns = list(members)
        group_lines = max(group_lines, wrapped_lines(group, sum(member.width for member in columns) / BOLD))
        if group and len(columns) > 1:
            sheet.merge_range(first, column, first, column + len(columns) - 1, printable(group), styles.header)
        for place, member in enumerate(columns, column):
            sheet.set_column(place, place, member.width)
            if group and len(columns) == 1:
                sheet.write_string(first, place, printable(group), styles.header)
            if plan.has_groups and not group:
                sheet.merge_range(first, place, last, place, printable(member.header), styles.header)
            else:
                sheet.write_string(last, place, printable(member.header), styles.header)
        column += len(columns)
    if plan.has_groups:
        _set_height(sheet, first, group_lines)


def _write_footer(sheet: Any, row: int, line: str, across: Across, styles: "_Styles") -> None:
    """A line as wide as the table on its first page, which wraps instead of being cut at the edge of the paper."""
    first, end = across.first, across.end
    if end - first > 1:
        sheet.merge_range(row, first, row, end - 1, "", styles.footer)
    sheet.write_string(row, first, line, styles.footer)
    _set_height(sheet, row, wrapped_lines(line, sum(across.widths[first:end])))


def _set_height(sheet: Any, row: int, lines: int) -> None:
    # Not every program measures wrapped rows when it opens a file.
    if lines > 1:
        sheet.set_row(row, min(lines * LINE_HEIGHT, HIGHEST_ROW))


def _set_up_print(sheet: Any, plan: SheetPlan, across: int) -> None:
    sheet.set_paper(A4)
    if plan.is_landscape:
        sheet.set_landscape()
    sheet.set_margins(left=SIDE_MARGIN, right=SIDE_MARGIN, top=UPPER_MARGIN, bottom=LOWER_MARGIN)
    # All columns on one page, or on the two that the table was laid out for; and no total on a page of its own.
    sheet.fit_to_pages(across, _pages_down(sheet, plan, across))
    sheet.repeat_rows(plan.first_header_row - 1, plan.header_row - 1)
    if plan.freeze_columns:
        sheet.repeat_columns(0, plan.freeze_columns - 1)
    sheet.set_footer(
        f"&L&7{printable(plan.page_footer).replace('&', '&&')}&R&P / &N" if plan.page_footer else "&C&P / &N"
    )


def _pages_down(sheet: Any, plan: SheetPlan, across: int) -> int:
    """As ``pages_down`` of a signed table; of a long list as many as it takes."""
    if plan.total_row is None:
        return 0
    heights = [sheet.points_of(row) for row in range(plan.header_row + len(plan.rows) + 2 + len(plan.footers))]
    widths = dots([column.width for column in plan.columns])
    width = (sum(widths) + (across - 1) * sum(widths[: plan.freeze_columns])) / across
    return pages_down(
        sum(heights),
        sum(heights[plan.first_header_row - 1 : plan.header_row]),
        room=room_down(is_landscape=plan.is_landscape),
        scale=min(1.0, room_across(is_landscape=plan.is_landscape) / width),
    )


def _laid_out(plan: SheetPlan) -> tuple[SheetPlan, Across]:
    """With columns that are wide enough for two pages of whole groups, where it takes two."""
    columns = plan.columns
    across = laid_across(
        [each.width for each in columns],
        [each.group for each in columns],
        0 if plan.is_long_list else plan.freeze_columns,
        is_landscape=plan.is_landscape,
    )
    wide = [replace(each, width=width) for each, width in zip(columns, across.widths, strict=True)]
    return replace(plan, columns=wide), across


def _write_row(
    sheet: Any, row: int, values: Sequence[Value], columns: Sequence[ColumnPlan], styles: Sequence[Any]
) -> None:
    for column, (value, plan, style) in enumerate(zip(values, columns, styles, strict=True)):
        match value:
            case None:
                sheet.write_blank(row, column, None, style)
            case Formula(text, result):
                sheet.write_formula(row, column, text, style, result)
            case str():
                sheet.write_string(row, column, printable(value), style)
            case bool():
                sheet.write_boolean(row, column, value, style)
            case date():
                sheet.write_datetime(row, column, value, style)
            case _ if plan.kind is Kind.TEXT:
                sheet.write_string(row, column, str(value), style)
            case _:
                sheet.write_number(row, column, value, style)


class _Look(Enum):
    BODY = "body"
    STRONG = "strong"
    DEEP = "deep"
    TOTAL = "total"


_LOOKS: dict[_Look, dict[str, object]] = {
    _Look.BODY: {},
    _Look.STRONG: {"bold": True, "bg_color": "#F5F6F8"},
    _Look.DEEP: {},
    _Look.TOTAL: {"bold": True, "top": 2},
}


class _Styles:
    """The formats of one workbook: thin borders, a grey header, a bold total row."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Kind, str, _Look], Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.heading = book.add_format({"font_size": 11})
        self.footer = book.add_format({"text_wrap": True, "valign": "top"})
        self.header = book.add_format(
            {
                "bold": True,
                "border": 1,
                "bg_color": "#E7E9EC",
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        )

    def of_columns(self, columns: Sequence[ColumnPlan], look: _Look) -> list[Any]:
        """The formats of a row's cells; each is made once, because a format of xlsxwriter belongs to its book."""
        return [self._of_cell(column.kind, column.number_format, look) for column in columns]

    def _of_cell(self, kind: Kind, number_format: str, look: _Look) -> Any:
        key = (kind, number_format, look)
        if key not in self._made:
            style = _cell_style(kind) | _LOOKS[look]
            if look is _Look.DEEP and kind is Kind.TEXT:
                style["indent"] = 1 + DEEP
            if number_format:
                style["num_format"] = number_format
            self._made[key] = self._book.add_format(style)
        return self._made[key]


def _cell_style(kind: Kind) -> dict[str, object]:
    style: dict[str, object] = {"border": 1, "valign": "vcenter", "num_format": NUMBER_FORMATS[kind]}
    if kind is Kind.TEXT:
        # An apostrophe before the text, unseen: a cell edited by hand does not turn into a formula either.
        return style | {"text_wrap": True, "quote_prefix": True, "align": "left", "indent": 1}
    if kind is Kind.DATE:
        return style | {"align": "center"}
    # A dash that stands for "no data" lines up with the numbers.
    return style | {"align": "right"}


def _check(path: Path, sheets: Sequence[SheetPlan]) -> None:
    """Reopen the file: all sheets are there, and each ends where its plan ends."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        if book.sheet_names != sheet_names([plan.title for plan in sheets]):
            raise OSError("the sheets read back differ from those written")
        for index, plan in enumerate(sheets):
            expected = plan.header_row + len(plan.rows) + (plan.total_row is not None)
            if plan.is_long_list:
                last_row = _last_list_row(path, index)
            else:
                last_cell = book.get_sheet_by_index(index).end
                last_row = last_cell[0] + 1 + _empty_at_end(plan) if last_cell is not None else 0
            if last_row < expected:
                raise OSError("the rows read back are fewer than those written")


def _last_list_row(path: Path, index: int) -> int:
    """The last row of a sheet, which is unpacked against its checksum: its cells would take three times as long."""
    try:
        with ZipFile(path) as package:
            part = package.read(f"xl/worksheets/sheet{index + 1}.xml")
    except (BadZipFile, KeyError) as error:
        raise OSError("a sheet read back is damaged") from error
    _before, found, row = part.rpartition(b'<row r="')
    return int(row.partition(b'"')[0]) if found else 0


def _empty_at_end(plan: SheetPlan) -> int:
    """How many last rows show nothing and so are not read back."""
    if plan.footers or plan.total_row is not None:
        return 0
    empty = 0
    for values in reversed(plan.rows):
        if any(value not in (None, "") for value in values):
            break
        empty += 1
    return empty
