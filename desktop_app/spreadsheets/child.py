"""The child process that parses a workbook: its bytes on standard input, lines of JSON on standard output.

The input is one line, a JSON list of the sheet parts that deserve a scan, then the file.
A crash, a panic or a runaway of the parser ends this process and no other. The lines are: an object that opens
a sheet, then lists of ``[row number, [cells]]``, at last ``{"end": true}`` or ``{"refused": reason, "facts": {}}``.
JSON cannot make the parent run anything, whatever became of this process.
"""

import gc
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from errno import ENOMEM
from io import BytesIO
from itertools import chain, islice
from typing import Any, BinaryIO

from desktop_app.spreadsheets.cell_scan import NO_MARKS, Marked, sheet_marks
from desktop_app.spreadsheets.limits import Limits
from desktop_app.spreadsheets.memory_limit import limit_memory
from desktop_app.spreadsheets.records import CellError, UncomputedFormula
from desktop_app.spreadsheets.text_tables import decoded, has_lost_letters, is_misread, mended, rows_of
from desktop_app.spreadsheets.unreadable import Unreadable

ROWS_A_LINE = 1_000
LOST_LETTERS_SHOWN = 50
# A sheet that was saved in a wrong encoding shows it at once; to look at every cell would cost a fifth of the reading.
LOOKED_AT_FOR_LETTERS = 60

# Beside 1, with which Python ends over what a parser raised.
NO_MEMORY = 3


@dataclass(frozen=True, slots=True)
class Task:
    """What the parent asks for; ``reader`` is calamine, sparse, text, lines, word or grid."""

    reader: str
    limits: Limits

    def as_argument(self) -> str:
        limits = {name: getattr(self.limits, name) for name in Limits.__slots__}
        return json.dumps({"reader": self.reader, "limits": limits})

    @classmethod
    def from_argument(cls, argument: str) -> "Task":
        told = json.loads(argument)
        return cls(told["reader"], Limits(**told["limits"]))


def main(arguments: list[str]) -> int:
    """Do the one task given as the first argument. The process must be fresh: its memory gets a ceiling.

    Whatever a parser raises beside a known refusal ends the process with exit code 1, want of memory with another;
    the parent understands. No words are made of that: they would want memory themselves.
    """
    task = Task.from_argument(arguments[0])
    limit_memory(task.limits.memory)
    gc.disable()  # the process lives for one file, and its rows hold no cycles
    out = sys.stdout.buffer
    try:
        marked_parts = json.loads(sys.stdin.buffer.readline())
        content = sys.stdin.buffer.read()
        _READERS[task.reader](content, marked_parts, _Lines(out, task.limits))
        last: dict[str, object] = {"end": True}
    except Unreadable as reason:
        last = {"refused": reason.reason, "facts": reason.facts}
    # A library that no longer fits under the ceiling fails to load; at times Python has no room left to say why.
    except (MemoryError, ImportError, SystemError):
        return NO_MEMORY
    except OSError as error:
        if error.errno != ENOMEM:
            raise
        return NO_MEMORY
    _write_line(out, last)
    out.flush()
    return 0


class _Lines:
    """Writes sheets as lines and counts what they hold against the limits."""

    def __init__(self, out: BinaryIO, limits: Limits) -> None:
        self._out = out
        self._limits = limits
        self._rows = 0
        self._cells = 0

    def expect_sheets(self, count: int) -> None:
        if count > self._limits.sheets:
            raise Unreadable("too_many_sheets", limit=self._limits.sheets)

    def sheet(
        self,
        name: str,
        rows: Iterable[tuple[int, list[Any]]],
        *,
        is_hidden: bool,
        merged: Iterable[Any] = (),
        hidden_rows: Iterable[int] = (),
    ) -> None:
        rows = iter(rows)
        first = list(islice(rows, LOOKED_AT_FOR_LETTERS))
        is_mended = any(type(cell) is str and is_misread(cell) for _number, cells in first for cell in cells)
        told = {"sheet": name, "is_hidden": is_hidden, "merged": list(merged)}
        _write_line(self._out, told | {"hidden_rows": sorted(hidden_rows), "is_mended": is_mended})
        batch: list[tuple[int, list[Any]]] = []
        for number, cells in chain(first, rows):
            if is_mended:
                cells = [mended(cell) if type(cell) is str and is_misread(cell) else cell for cell in cells]
            self._count(cells)
            batch.append((number, cells))
            if len(batch) == ROWS_A_LINE:
                _write_line(self._out, batch)
                batch = []
        _write_line(self._out, batch)

    def lost_letters(self, places: list[tuple[int, int, str]]) -> None:
        _write_line(self._out, {"lost_letters": places})

    def grid(self, content: bytes, left_out: list[str]) -> None:
        from desktop_app.spreadsheets.grid_scan import scan_grid

        for line in scan_grid(content, self._limits, frozenset(left_out)):
            _write_line(self._out, line)

    def _count(self, cells: list[Any]) -> None:
        limits = self._limits
        self._rows += 1
        self._cells += len(cells) - cells.count(None)
        if self._rows > limits.filled_rows:
            raise Unreadable("too_many_rows", limit=limits.filled_rows)
        if self._cells > limits.filled_cells:
            raise Unreadable("too_many_cells", limit=limits.filled_cells)
        if len(cells) > limits.columns:
            raise Unreadable("too_many_columns", limit=limits.columns)


def _write_line(out: BinaryIO, value: object) -> None:
    out.write(_ENCODER.encode(value).encode("utf-8", "surrogatepass"))
    out.write(b"\n")


class _Days(dict[date, dict[str, str]]):
    """How a day is told; most days of a list stand in it many times."""

    def __missing__(self, day: date) -> dict[str, str]:
        self[day] = told = {"date": day.isoformat()}
        return told


_DAYS = _Days()


def _as_json(value: object) -> object:
    match value:
        case date():
            return _DAYS[value]
        case UncomputedFormula():
            return {"formula": True}
        case CellError(text):
            return {"error": text}
        case time() | timedelta():
            return str(value)
        case _:
            raise TypeError(type(value).__name__)


def _read_with_calamine(content: bytes, marked_parts: list[str], lines: _Lines) -> None:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    from desktop_app.spreadsheets.ods_rows import hidden_rows_of_ods, is_ods

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as error:
        raise Unreadable("password_protected") from error
    shown = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    lines.expect_sheets(len(shown))
    marks = sheet_marks(content, marked_parts)
    hidden = hidden_rows_of_ods(content) if is_ods(content) else {}
    for metadata in shown:
        sheet = book.get_sheet_by_name(metadata.name)
        offset = sheet.start[1] if sheet.start else 0
        lines.sheet(
            metadata.name,
            _filled(enumerate(sheet.iter_rows(), 1), marks.get(metadata.name, NO_MARKS).cells, offset),
            is_hidden=metadata.visible != SheetVisibleEnum.Visible,
            hidden_rows=marks.get(metadata.name, NO_MARKS).hidden_rows | hidden.get(metadata.name, frozenset()),
            merged=(
                (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            ),
        )


def _read_sparsely(content: bytes, marked_parts: list[str], lines: _Lines) -> None:
    """Slow but frugal: for sheets with one cell in a far corner, over which calamine spans a full rectangle."""
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    lines.expect_sheets(len(book.worksheets))
    marks = sheet_marks(content, marked_parts)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = (
            (number, [_without_midnight(value) for value in row])
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1)
            if row
        )
        lines.sheet(
            sheet.title,
            _filled(rows, marks.get(sheet.title, NO_MARKS).cells, 0),
            is_hidden=sheet.sheet_state != "visible",
            hidden_rows=marks.get(sheet.title, NO_MARKS).hidden_rows,
        )


def _read_text(content: bytes, _marked_parts: list[str], lines: _Lines) -> None:
    rows = list(_filled(enumerate(rows_of(decoded(content)), 1), {}, 0))
    lines.sheet("", rows, is_hidden=False)
    lost = (
        (number, column, text)
        for number, cells in rows
        for column, text in enumerate(cells)
        if text is not None and has_lost_letters(text)
    )
    lines.lost_letters([place for place, _ in zip(lost, range(LOST_LETTERS_SHOWN), strict=False)])


def _read_lines(content: bytes, _marked_parts: list[str], lines: _Lines) -> None:
    """A text that is no table: a row of one cell for each line."""
    text = decoded(content)
    lines.sheet(
        "", _filled(((number, [line]) for number, line in enumerate(text.splitlines(), 1)), {}, 0), is_hidden=False
    )


def _read_word(content: bytes, _marked_parts: list[str], lines: _Lines) -> None:
    """The paragraphs as a first sheet, each with whether it is an item of a list; then a sheet for each table."""
    from desktop_app.spreadsheets.word_text import word_text

    text = word_text(content)
    lines.expect_sheets(len(text.tables) + 1)
    paragraphs = (
        (number, [line, is_item]) for number, (line, is_item) in enumerate(text.paragraphs, 1) if line.strip()
    )
    lines.sheet("", paragraphs, is_hidden=False)
    for number, table in enumerate(text.tables, 1):
        merged = [(row, first, row, last) for row, first, last in table.spans]
        lines.sheet(str(number), _filled(enumerate(table.rows, 1), {}, 0), is_hidden=False, merged=merged)


def _read_grid(content: bytes, left_out: list[str], lines: _Lines) -> None:
    """Names of sheets come in place of marked parts."""
    lines.grid(content, left_out)


def _filled(rows: Iterable[tuple[int, list[Any]]], marked: Marked, offset: int) -> Iterator[tuple[int, list[Any]]]:
    """Rows that hold something, from column A, without the empty tail; whole floats become ints.

    The comprehension stands in place of a function: it runs for every cell, and a call would double its cost.
    """
    margin: list[Any] = [None] * offset
    awaited = dict(marked)
    for number, row in rows:
        cells = margin + [
            (None if not value or value.isspace() else value)
            if type(value) is str
            else (int(value) if type(value) is float and value.is_integer() else value)
            for value in row
        ]
        if number in awaited:
            _place(cells, awaited.pop(number))
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield number, cells
    for number in sorted(awaited):
        cells = []
        _place(cells, awaited[number])
        yield number, cells


def _without_midnight(value: Any) -> Any:
    """openpyxl reads a date as that day's midnight."""
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


def _place(cells: list[Any], marks: Mapping[int, UncomputedFormula | CellError]) -> None:
    for column, mark in marks.items():
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = mark


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_as_json)
_READERS = {
    "calamine": _read_with_calamine,
    "sparse": _read_sparsely,
    "text": _read_text,
    "lines": _read_lines,
    "word": _read_word,
    "grid": _read_grid,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
