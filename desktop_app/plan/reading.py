"""Rows of a workbook read as lines of a plan: one line a row, or twelve where the months are columns."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from db.unit_of_work import UnitOfWork
from desktop_app.errors import WorkbookRejected
from desktop_app.i18n import N_
from desktop_app.language.dates import parse_date
from desktop_app.language.keys import search_key
from desktop_app.plan.importing import PlanDefaults, Problem, ReadLine
from desktop_app.plan.records import Cut
from desktop_app.plan.service import FIRST_YEAR, LAST_YEAR
from desktop_app.plan.words import PlanNames, plan_names
from desktop_app.progress import Progress
from desktop_app.reference.lists import item_spellings
from desktop_app.reference.places import Districts, read_districts
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.rosters.words import WordList, word_list
from desktop_app.spreadsheets.cell_values import DASHES, cell_text, whole_number
from desktop_app.spreadsheets.headers import TableProposal, propose_sheet
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Cell, SheetRow, UncomputedFormula
from desktop_app.spreadsheets.vocabulary import load_vocabulary, load_words

MONTH_FIELDS = tuple(f"m{month}" for month in range(1, 13))
# Merged or written once over several rows.
CARRIED = ("channel", "group", "order_number", "order_date", "source")
# Excel keeps 100 % as 1: numbers up to here, fractions among them, are shares.
_MOST_SHARE = 10


@dataclass(frozen=True)
class Lists:
    """The centre's own words for channels, groups, subjects, districts and programmes."""

    channels: WordList
    groups: WordList
    subjects: WordList
    districts: Districts
    programmes: Mapping[str, int]
    total: WordList
    everything: frozenset[str]


def read_tables(path: Path, *, sheet: str = "", progress: Progress | None = None) -> list[TableProposal]:
    """The tables of the file, that of the named sheet or the likeliest first. Raises WorkbookRejected."""
    workbook = read_workbook(path, progress=progress)
    names = [each.name for each in workbook.sheets]
    if sheet and sheet not in names:
        message = N_("{file} has no sheet {sheet}. Its sheets: {sheets}.")
        raise WorkbookRejected("no_such_sheet", message, file=path.name, sheet=sheet, sheets=", ".join(names))
    found = propose_sheet(workbook, load_vocabulary("plan_columns"), value_checks={})
    known = [table for table in found if table.has_key_fields]
    if sheet:
        known.sort(key=lambda table: table.sheet.name != sheet)
    if not known or sheet not in ("", known[0].sheet.name):
        message = N_("{file} has no plan that can be read: a column of people and what they are planned by are needed.")
        raise WorkbookRejected("no_plan_columns", message, file=path.name)
    return known


def read_lists(unit: UnitOfWork) -> Lists:
    names: PlanNames = plan_names(unit)
    words = load_words("plan_words")
    programmes = {
        search_key(text): number for number, name in names.programmes.items() for text in name.split(" · ", 1)
    }
    return Lists(
        channels=WordList(_phrases(unit, "channel", words)),
        groups=WordList(_phrases(unit, "staff_group", words)),
        subjects=word_list("subject", names=item_spellings(unit, "subject")),
        districts=read_districts(unit),
        programmes=programmes,
        total=WordList([("total", word) for word in words["total"]]),
        everything=frozenset(search_key(word) for word in words["all"]) | {""},
    )


def read_lines(table: TableProposal, lists: Lists, defaults: PlanDefaults, *, is_of_figures: bool) -> list[ReadLine]:
    """Every row as lines; a row of totals is told apart and compared with what stands above it."""
    carried: dict[str, Cell] = {}
    lines: list[ReadLine] = []
    shares = {name for name in ("people", *MONTH_FIELDS) if _holds_shares(table, name)}
    for row in table.rows:
        cells = {name: row.cell(column.index) for name, column in table.columns.items()}
        if _is_total(row, lists):
            lines.append(_total_line(row, cells, lines, defaults))
            continue
        for name in CARRIED:
            if cell_text(cells.get(name)) in DASHES and name in carried:
                cells[name] = carried[name]
            elif name in cells:
                carried[name] = cells[name]
        lines += _RowReader(row.number, cells, lists, defaults, shares, is_of_figures).lines()
    return lines


class _RowReader:
    """Reads the cells of one row, noting what is wrong with them."""

    def __init__(
        self,
        number: int,
        cells: Mapping[str, Cell],
        lists: Lists,
        defaults: PlanDefaults,
        shares: Set[str],
        is_of_figures: bool,
    ) -> None:
        self._number = number
        self._cells = cells
        self._lists = lists
        self._defaults = defaults
        self._shares = shares
        self._is_of_figures = is_of_figures
        self._problems: list[Problem] = []

    def lines(self) -> Iterator[ReadLine]:
        unknown = [name for name, cell in self._cells.items() if isinstance(cell, UncomputedFormula)]
        if unknown:
            problems = tuple(Problem("formula_without_value", name) for name in unknown)
            yield ReadLine(self._number, self._defaults.year, None, None, None, None, problems=problems)
            return
        by_month = {month: self._cells[name] for month, name in enumerate(MONTH_FIELDS, 1) if name in self._cells}
        line = ReadLine(
            self._number,
            self._year(),
            None,
            self._channel(),
            self._group(),
            None,
            self._cut(),
            self._order_number(),
            self._order_date(),
            self._source(),
            self._shown("note"),
        )
        if by_month:
            yield from self._twelve(line, by_month)
            return
        people, month = self._people(self._cells.get("people"), "people"), self._month()
        yield replace(line, month=month, people=people, problems=tuple(self._problems))

    def _twelve(self, line: ReadLine, by_month: Mapping[int, Cell]) -> Iterator[ReadLine]:
        counts = {
            month: self._people(cell, f"m{month}") for month, cell in by_month.items() if cell_text(cell) not in DASHES
        }
        stated = self._cells.get("people")
        if cell_text(stated) not in DASHES:
            whole, made = self._people(stated, "people"), sum(count or 0 for count in counts.values())
            if whole is not None and whole != made:
                self._problems.append(Problem("months_do_not_add_up", "people", str(whole), str(made)))
        filled = [(month, count) for month, count in counts.items() if count != 0]
        if not filled:
            self._note("people_missing", "people", "")
        if self._problems:
            whole = sum(count or 0 for count in counts.values())
            yield replace(line, people=whole, problems=tuple(self._problems))
            return
        for month, count in filled:
            yield replace(line, month=month, people=count)

    def _year(self) -> int:
        text = self._shown("year")
        if text in DASHES:
            return self._defaults.year
        year = whole_number("".join(sign for sign in text if sign.isdecimal()))
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            self._note("year_unknown", "year", text)
            return self._defaults.year
        return year

    def _month(self) -> int | None:
        cell = self._cells.get("month")
        text = cell_text(cell)
        if text in DASHES:
            self._note("month_missing" if self._is_of_figures else "month_not_stated", "month", "")
            return None
        month = _month_of(cell, self._defaults.year)
        if month is None:
            self._note("month_unknown", "month", text)
        return month

    def _channel(self) -> str | None:
        text = self._shown("channel")
        if text in DASHES:
            if self._is_of_figures:
                self._note("channel_unknown", "channel", text)
            return OWN_CHANNEL
        code = self._lists.channels.code_of(text)
        if code is None:
            self._note("channel_unknown", "channel", text)
        elif code == OWN_CHANNEL and self._is_of_figures:
            self._note("own_channel_is_counted", "channel", text)
        return code

    def _group(self) -> str | None:
        text = self._shown("group")
        code = self._lists.groups.code_of(text) if text not in DASHES else None
        if code is None:
            self._note("group_missing" if text in DASHES else "group_unknown", "group", text)
        return code

    def _cut(self) -> Cut:
        district, subject, programme = (self._narrowing(name) for name in ("district", "subject", "programme"))
        subject_code = self._lists.subjects.code_of(subject) if subject else None
        if subject and subject_code is None:
            self._note("subject_unknown", "subject", subject)
        programme_id = self._lists.programmes.get(search_key(programme)) if programme else None
        if programme and programme_id is None:
            self._note("programme_unknown", "programme", programme)
        return Cut(self._district(district) if district else None, subject_code, programme_id)

    def _district(self, text: str) -> str | None:
        found = [place.code for place in self._lists.districts.found(text)]
        # As it is called in the language in force, which a roster is not written in.
        found = found or [code for code, name in self._lists.districts.names.items() if name == text]
        if len(found) == 1:
            return found[0]
        self._note("district_unclear" if found else "district_unknown", "district", text)
        return None

    def _narrowing(self, name: str) -> str:
        """What a line is narrowed to; "" for all."""
        text = self._shown(name)
        return "" if text in DASHES or search_key(text) in self._lists.everything else text

    def _order_number(self) -> str:
        text = self._shown("order_number")
        return self._defaults.order_number if text in DASHES else text

    def _order_date(self) -> date | None:
        cell = self._cells.get("order_date")
        if cell_text(cell) in DASHES:
            return self._defaults.order_date
        found = parse_date(cell).date if isinstance(cell, (str, int, float, date)) else None
        if found is None:
            self._note("order_date_unreadable", "order_date", cell_text(cell))
        return found

    def _source(self) -> str:
        text = self._shown("source")
        text = self._defaults.source if text in DASHES else text
        if not text and self._is_of_figures:
            self._note("source_missing", "source", "")
        return text

    def _people(self, cell: Cell, column: str) -> int | None:
        text = cell_text(cell)
        if text in DASHES:
            self._note("people_missing", column, "")
            return None
        if column in self._shares:
            self._note("people_are_shares", column, text)
            return None
        found = whole_number(cell)
        if found is None:
            self._note("people_unreadable", column, text)
        return found

    def _shown(self, name: str) -> str:
        return cell_text(self._cells.get(name))

    def _note(self, code: str, column: str, value: str) -> None:
        self._problems.append(Problem(code, column, value))


def _total_line(
    row: SheetRow, cells: Mapping[str, Cell], above: Sequence[ReadLine], defaults: PlanDefaults
) -> ReadLine:
    """A row of totals: it says what the rows above it make, or is told not to."""
    stated = whole_number(cells.get("people"))
    made = sum(line.people or 0 for line in above if not line.is_total)
    problems = [Problem("total_row", "")]
    if stated is not None and stated != made:
        problems.append(Problem("total_differs", "people", str(stated), str(made)))
    return ReadLine(row.number, defaults.year, None, None, None, stated, problems=tuple(problems), is_total=True)


def _holds_shares(table: TableProposal, name: str) -> bool:
    """Whether the column holds percentages: its header says so, or its numbers are small and not all whole."""
    column = table.columns.get(name)
    if column is None:
        return False
    cells = [row.cell(column.index) for row in table.rows]
    numbers = [cell for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
    are_shares = any(number % 1 for number in numbers) and max(map(abs, numbers)) <= _MOST_SHARE
    return "%" in column.header or are_shares


def _is_total(row: SheetRow, lists: Lists) -> bool:
    first = next((cell_text(cell) for cell in row.cells if isinstance(cell, str) and cell_text(cell) not in DASHES), "")
    return lists.total.has_exactly(first.rstrip(" :"))


def _month_of(cell: Cell, year: int) -> int | None:
    match cell:
        case datetime() | date():
            return cell.month
        case bool():
            return None
        case int() | float():
            return int(cell) if cell in range(1, 13) else None
        case str():
            digits = cell.strip().rstrip(".")
            if digits.isdecimal():
                month = whole_number(digits)
                return month if month in range(1, 13) else None
            word = next((word for word in cell.split() if word[:1].isalpha()), "")
            found = parse_date(f"1 {word} {year}").date or parse_date(cell).date
            return found.month if found is not None else None
        case _:
            return None


def _phrases(unit: UnitOfWork, name: str, words: Mapping[str, Any]) -> list[tuple[str, str]]:
    own = [(code, phrase) for code, phrases in words[name].items() for phrase in phrases]
    return [*item_spellings(unit, name), *own]
