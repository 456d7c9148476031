"""A block of marks as Excel copies and pastes it: letters, words and figures, tabs and line ends."""

import csv
from collections.abc import Iterator
from io import StringIO

from desktop_app.attendance.import_marks import MarkReader, numbered
from desktop_app.attendance.import_records import Numbers
from desktop_app.attendance.records import GridSession, MarkChange
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.language.dates import short_date
from desktop_app.marks.records import MarkKind, MarkValue
from ui.pages.attendance.keys import KeyMap
from ui.pages.attendance.register_model import RegisterModel

LONGEST_SHOWN = 24


def block_text(model: RegisterModel, rows: range, columns: range) -> str:
    """The marks of a block; hours and minutes stand after the letter."""
    return "".join("\t".join(_written(model, row, column) for column in columns) + "\n" for row in rows)


def read_block(text: str) -> list[list[str]]:
    """The cells of a block, without the empty line at its end."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text), delimiter="\t")]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def block_changes(
    cells: list[list[str]], model: RegisterModel, keys: KeyMap, digits: str, *, rows: range, columns: range
) -> list[MarkChange]:
    """The marks that a block says for the cells from the first of ``rows`` and ``columns`` on; empty ones say nothing.

    One cell alone is for the whole stretch. Raises Invalid that names the first cell which is wrong.
    """
    if len(cells) == 1 and len(cells[0]) == 1:
        cells = [cells[0] * len(columns) for _row in rows]
    width = max((len(row) for row in cells), default=0)
    if rows.start + len(cells) > len(model.people) or columns.start + width > len(model.sessions):
        raise Invalid(
            "block_too_large",
            N_(
                "The block is too large for this place. Rows: {rows}, from this cell on there are {people}; "
                "columns: {columns}, there are {lessons}. Nothing was pasted."
            ),
            rows=len(cells),
            people=len(model.people) - rows.start,
            columns=width,
            lessons=len(model.sessions) - columns.start,
        )
    return list(_changes(cells, model, keys, digits, rows.start, columns.start))


def _changes(
    cells: list[list[str]], model: RegisterModel, keys: KeyMap, digits: str, top: int, left: int
) -> Iterator[MarkChange]:
    reader = MarkReader(model.kinds, Numbers.HOURS)
    for down, line in enumerate(cells):
        for across, text in enumerate(line):
            if not text:
                continue
            row, column = top + down, left + across
            lesson = model.sessions[column]
            value = _read_mark(text, lesson, model, reader, keys, digits)
            if value is None:
                raise Invalid(
                    "block_cell_unknown",
                    N_(
                        "Row {row}, column {column} of the block: “{value}” is no mark of this register, or has more "
                        "hours than the lesson. The marks are: {letters}. Nothing was pasted."
                    ),
                    row=down + 1,
                    column=across + 1,
                    value=f"{text[:LONGEST_SHOWN]}…" if len(text) > LONGEST_SHOWN else text,
                    letters=", ".join(kind.letter for kind in model.kinds.values()),
                )
            if not model.may_mark(row, column):
                raise Invalid(
                    "block_cell_barred",
                    N_(
                        "Row {row}, column {column} of the block: {name} cannot be marked for {day}, lesson {place}. "
                        "Nothing was pasted."
                    ),
                    row=down + 1,
                    column=across + 1,
                    name=model.people[row].name,
                    day=short_date(lesson.held_on),
                    place=lesson.place_in_day,
                )
            yield model.change(row, column, value)


def _read_mark(
    text: str, lesson: GridSession, model: RegisterModel, reader: MarkReader, keys: KeyMap, digits: str
) -> MarkValue | None:
    """A mark as offices write it, else by the keys of this PC, both with a number or without; None: it is none."""
    written = text.lower().replace(" ", "")
    letter = written.rstrip("0123456789")
    number = int(written[len(letter) :] or 0)
    if not letter:
        return digit_mark(number, lesson, model, digits)
    kind = model.kinds.get(keys.marks.get(letter, ""))
    return reader.read(text, lesson.hours) or (None if kind is None else _with_number(kind, number, lesson))


def digit_mark(number: int, lesson: GridSession, model: RegisterModel, digits: str) -> MarkValue | None:
    """What a number alone says: hours missed or minutes late, as this PC has it; None: more than there can be."""
    grid = model.grid
    if grid is None or grid.presence is None:
        return None
    if number == 0:
        return MarkValue(grid.presence.code)
    kind = grid.absence if digits == "hours" else grid.lateness
    return None if kind is None else _with_number(kind, number, lesson)


def _with_number(kind: MarkKind, number: int, lesson: GridSession) -> MarkValue | None:
    return numbered(kind, number, lesson.hours) if number else MarkValue(kind.code)


def _written(model: RegisterModel, row: int, column: int) -> str:
    value, kind = model.mark_at(row, column), model.kind_at(row, column)
    if value is None or kind is None:
        return ""
    return f"{kind.letter}{value.missed_hours or value.late_minutes or ''}"
