"""Sheets of marks taken apart: a grid with a column or a row a lesson, or a long list with a row a mark or a visit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache
from typing import NamedTuple

from desktop_app.attendance.import_lessons import Head, Timetable, place_head, places_told
from desktop_app.attendance.import_marks import day_time
from desktop_app.attendance.import_people import NAMES, NUMBERS
from desktop_app.attendance.import_records import ReadSheet
from desktop_app.attendance.import_turned import turned
from desktop_app.spreadsheets.cell_values import DASHES, cell_text
from desktop_app.spreadsheets.headers import SEARCHED_ROWS, TableProposal, propose_table
from desktop_app.spreadsheets.records import Cell, Sheet, SheetRow
from desktop_app.spreadsheets.value_looks import PERSON_VALUE_CHECKS
from desktop_app.spreadsheets.vocabulary import Vocabulary, load_vocabulary

GRID, TURNED, LIST = "grid", "turned", "list"
_WHO = (*NUMBERS, *NAMES)
_PERSON_CHECKS = {field: check for field, check in PERSON_VALUE_CHECKS.items() if field in _WHO}
# A grid needs so many heads of lessons in a row: one alone may be any date.
_SURE_HEADS = 2


class RawMark(NamedTuple):
    """A cell under a lesson; ``typed`` is what names the lesson."""

    column: int
    head: Head
    typed: str
    cell: Cell


class RawVisit(NamedTuple):
    """From when until when somebody was there on a day, or for one lesson of it.

    ``joined_to`` is the place of an earlier row that this one only goes on.
    """

    column: int
    head: Head
    typed: str
    stays: tuple[tuple[time | None, time | None], ...]
    unreadable: str = ""
    joined_to: str = ""


class RawRow(NamedTuple):
    """A row under the header: ``who`` are the cells that name the person. ``is_turned``: it stands as a column."""

    sheet: str
    number: int
    who: Mapping[str, Cell]
    marks: tuple[RawMark, ...] = ()
    visit: RawVisit | None = None
    is_turned: bool = False


@dataclass(frozen=True)
class MarksTable:
    """A sheet that was understood, and its rows."""

    sheet: ReadSheet
    rows: tuple[RawRow, ...]


def read_sheet(sheet: Sheet, timetable: Timetable) -> MarksTable | None:
    """The marks of a sheet; None where neither a grid, either way round, nor a list of marks stands in it."""
    return _read_upright(sheet, timetable) or _read_turned(sheet, timetable)


def _read_upright(sheet: Sheet, timetable: Timetable) -> MarksTable | None:
    day = _day_of_sheet(sheet, timetable)
    header, heads = _grid_heads(sheet, timetable)
    is_grid = len(heads) >= _SURE_HEADS
    table = None if is_grid else propose_table(sheet, _vocabulary(), value_checks=_PERSON_CHECKS)
    if table is not None and names_people(table):
        places = {} if day is None else _place_heads(sheet, table, day)
        has_marks = bool(table.columns.keys() & {"mark", "came", "left"})
        # A date under the header is a day of the list.
        is_headed = bool(heads) and header <= table.last_header_row
        if has_marks and ("day" in table.columns or not (is_headed or places)):
            return _list(sheet, table, timetable, day)
        if places and not heads:
            return _grid(sheet, table.header_row, places, table)
    return _grid(sheet, header, heads, None) if heads else None


def _read_turned(sheet: Sheet, timetable: Timetable) -> MarksTable | None:
    """A grid with people across and lessons down; its header is the row that names the people."""
    across = turned(sheet)
    if across is None:
        return None
    header, heads = _grid_heads(across, timetable)
    if len(heads) < _SURE_HEADS:
        return None
    table = _grid(across, header, heads, None)
    if table is None:
        return None
    rows = tuple(row._replace(is_turned=True) for row in table.rows)
    return MarksTable(replace(table.sheet, shape=TURNED, header_row=min(heads)), rows)


def _grid_heads(sheet: Sheet, timetable: Timetable) -> tuple[int, dict[int, Head]]:
    """The row that names the most lessons, and what it and the row under it say of each column."""
    best: tuple[int, dict[int, Head]] = (0, {})
    rows = sheet.rows[:SEARCHED_ROWS]
    for place, row in enumerate(rows):
        heads = {column: head for column, cell in enumerate(row.cells) if (head := timetable.head_of(cell))}
        if len(heads) > len(best[1]):
            below = rows[place + 1] if place + 1 < len(rows) else None
            best = row.number, _with_places(heads, row, below, sheet)
            if below is not None and best[1] != heads:
                best = below.number, best[1]
    header, heads = best
    return header, places_told(heads.items(), timetable)


def _with_places(heads: dict[int, Head], top: SheetRow, below: SheetRow | None, sheet: Sheet) -> dict[int, Head]:
    """Days over the places of their lessons: each place belongs to the day above it or to the left of that."""
    if below is None or any(head.place is not None for head in heads.values()) or _is_of_somebody(below, heads):
        return heads
    last = {merged.first_column: merged.last_column for merged in sheet.merged if merged.first_row == top.number}
    found: dict[int, Head] = {}
    day: Head | None = None
    end = -1
    for column in range(min(heads), max(len(below.cells), max(heads) + 1)):
        if column in heads:
            day, end = heads[column], last.get(column, sheet.used_columns)
        elif column > end or top.cell(column) is not None:
            day = None
        place = place_head(below.cell(column)) if day is not None else None
        if day is not None and place is not None:
            found[column] = day._replace(place=place.place, starts_at=place.starts_at)
    # In a grid without such a row, marks stand below the days: a few of them may be numbers.
    texts = [cell_text(below.cell(column)) for column in heads]
    return found if found and all(place_head(text) for text in texts) and heads.keys() <= found.keys() else heads


def _is_of_somebody(row: SheetRow, heads: Mapping[int, Head]) -> bool:
    """Whether a number or a name stands before the lessons, and no word of a header: then the row is not one."""
    before = (cell_text(cell) for cell in row.cells[: min(heads)])
    return any(text and not _vocabulary().scores(text) for text in before)


def _place_heads(sheet: Sheet, table: TableProposal, day: date) -> dict[int, Head]:
    """Columns headed by the place or the time of a lesson within the day of the sheet."""
    row = next((row for row in sheet.rows if row.number == table.header_row), None)
    of_people = {column.index for field, column in table.columns.items() if field != "lesson"}
    cells = enumerate(row.cells if row else ())
    heads = ((column, place_head(cell)) for column, cell in cells if column not in of_people)
    return {column: head._replace(day=day) for column, head in heads if head is not None}


def _grid(sheet: Sheet, header_row: int, heads: Mapping[int, Head], known: TableProposal | None) -> MarksTable | None:
    table = known or _people_beside(sheet, header_row, heads)
    if table is None or not names_people(table):
        return None
    typed = {column: head.text for column, head in heads.items()}
    who = {field: column.index for field, column in table.columns.items() if field in _WHO}
    rows = tuple(
        RawRow(
            sheet.name,
            row.number,
            {field: row.cell(index) for field, index in who.items()},
            tuple(RawMark(column, head, typed[column], row.cell(column)) for column, head in heads.items()),
        )
        for row in sheet.rows
        if row.number > header_row
    )
    others = {column.index: column.header for column in table.unknown_columns if column.index not in heads}
    columns = {field: table.columns[field].header for field in who} | {
        f"lesson_{place}": typed[column] for place, column in enumerate(sorted(heads), 1)
    }
    return MarksTable(ReadSheet(sheet.name, GRID, header_row, columns, tuple(others.values())), rows)


def _people_beside(sheet: Sheet, header_row: int, heads: Mapping[int, Head]) -> TableProposal | None:
    """The columns of people of a grid; under a header of two rows they may be named in either.

    The word in the corner may be said of the lessons: then the names tell themselves.
    """
    bare = _without(sheet, heads)
    above = max((row.number for row in sheet.rows if row.number < header_row), default=header_row)
    worded = [_proposed(bare, row) for row in (header_row, above)]
    for table in worded:
        if table is not None and names_people(table):
            return table
    wordless = _proposed(
        replace(bare, rows=tuple(row if row.number > header_row else _emptied(row) for row in bare.rows)), header_row
    )
    if wordless is None or not names_people(wordless):
        return None
    of_people = {column.index for column in wordless.columns.values()}
    others = worded[0].unknown_columns if worded[0] is not None else ()
    return replace(wordless, unknown_columns=tuple(column for column in others if column.index not in of_people))


def _proposed(sheet: Sheet, header_row: int) -> TableProposal | None:
    return propose_table(sheet, _vocabulary(), value_checks=_PERSON_CHECKS, header_row=header_row)


def _without(sheet: Sheet, heads: Mapping[int, Head]) -> Sheet:
    """The sheet with the columns of lessons empty: hundreds of marks tell nothing about people."""
    rows = tuple(
        SheetRow(row.number, tuple(None if column in heads else cell for column, cell in enumerate(row.cells)))
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def _emptied(row: SheetRow) -> SheetRow:
    return SheetRow(row.number, (None,) * len(row.cells))


def _list(sheet: Sheet, table: TableProposal, timetable: Timetable, day: date | None) -> MarksTable:
    columns = {field: column.index for field, column in table.columns.items()}
    if "mark" not in columns and not _holds_times(table):
        # "Keldi" over a column is said of a time as well as of a mark.
        columns["mark"] = columns.pop("came")
    read = _ListReader(sheet.name, columns, timetable, day)
    told = {field: column.header for field, column in table.columns.items()}
    others = tuple(column.header for column in table.unknown_columns)
    return MarksTable(ReadSheet(sheet.name, LIST, table.header_row, told, others), tuple(read.rows(table.rows, sheet)))


class _ListReader:
    def __init__(self, sheet: str, columns: Mapping[str, int], timetable: Timetable, day: date | None) -> None:
        self._sheet = sheet
        self._columns = columns
        self._timetable = timetable
        self._day = day

    def rows(self, rows: Iterable[SheetRow], sheet: Sheet) -> Iterator[RawRow]:
        """Every row; a day merged over several rows holds for all of them."""
        carried = self._merged_days(sheet)
        for row in rows:
            cells = {field: row.cell(index) for field, index in self._columns.items()}
            if cells.get("day") is None and row.number in carried:
                cells["day"] = carried[row.number]
            yield self._row(row.number, cells)

    def _merged_days(self, sheet: Sheet) -> dict[int, Cell]:
        column = self._columns.get("day")
        values = {row.number: row.cell(column) for row in sheet.rows} if column is not None else {}
        return {
            number: values.get(merged.first_row)
            for merged in sheet.merged
            if merged.first_column == column
            for number in range(merged.first_row, merged.last_row + 1)
        }

    def _row(self, number: int, cells: Mapping[str, Cell]) -> RawRow:
        who = {field: cells[field] for field in _WHO if field in cells}
        typed, head = self._head(cells)
        mark = cells.get("mark")
        if cell_text(mark).strip():
            column = self._columns["mark"]
            return RawRow(self._sheet, number, who, (RawMark(column, head, typed, mark),))
        times = {name: cells[name] for name in ("came", "left") if cell_text(cells.get(name)) not in DASHES}
        if not times:
            return RawRow(self._sheet, number, who)
        read = {name: day_time(cell) for name, cell in times.items()}
        wrong = next((cell_text(times[name]) for name, found in read.items() if found is None), "")
        stay = read.get("came"), read.get("left")
        visit = RawVisit(self._columns[next(iter(times))], head, typed, (stay,), wrong)
        return RawRow(self._sheet, number, who, (), visit)

    def _head(self, cells: Mapping[str, Cell]) -> tuple[str, Head]:
        """The lesson of the row; its day from its own column, else from the moment, else from the sheet."""
        lesson = place_head(cells.get("lesson")) or Head()
        told = cells.get("day")
        if cell_text(told) in DASHES:
            moments = (self._timetable.day_of(cells.get(name)) for name in ("came", "left"))
            day = next((found for found in moments if found is not None), self._day)
            return "", lesson._replace(day=day)
        head = self._timetable.head_of(told) or Head(self._timetable.day_of(told))
        if lesson.place is None and lesson.starts_at is None:
            lesson = lesson._replace(place=head.place, starts_at=head.starts_at)
        return cell_text(told), lesson._replace(day=head.day)


def _day_of_sheet(sheet: Sheet, timetable: Timetable) -> date | None:
    """The day that the name of the sheet or a line above its table tells for all of it."""
    titles = [sheet.name, *(cell for row in sheet.rows[:3] for cell in row.cells[:1] if len(row.cells) == 1)]
    for title in titles:
        found = timetable.head_of(title) or next(
            (head for word in cell_text(title).replace(",", " ").split() if (head := timetable.head_of(word))), None
        )
        if found is not None:
            return found.day
    return None


def _holds_times(table: TableProposal) -> bool:
    """Whether times stand where the header may mean them, or nothing at all."""
    if "came" not in table.columns:
        return True
    cells = [row.cell(table.columns["came"].index) for row in table.rows]
    filled = [cell for cell in cells if cell_text(cell) not in DASHES]
    return not filled or any(day_time(cell) is not None for cell in filled)


def names_people(table: TableProposal) -> bool:
    fields = table.columns.keys()
    return bool(fields & {"full_name", *NUMBERS}) or {"surname", "given_name"} <= fields


@cache
def _vocabulary() -> Vocabulary:
    """The headers of rosters, and those that only marks have."""
    own, people = load_vocabulary("mark_columns"), load_vocabulary("roster_columns")
    return Vocabulary((*people.phrases, *own.phrases), own.key_fields, own.last_sheets)


def marks_of(tables: Sequence[MarksTable]) -> Iterator[Cell]:
    """Every cell that may be a mark."""
    return (mark.cell for table in tables for row in table.rows for mark in row.marks)
