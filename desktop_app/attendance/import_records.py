"""What a file of marks would do to a register: every cell in a named state, with why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from desktop_app.attendance.records import MarkChange
from desktop_app.clock import TASHKENT
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.marks.records import MarkKind, MarkValue
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.cell_values import quoted
from desktop_app.spreadsheets.headers import column_letter
from desktop_app.spreadsheets.records import Workbook

_TOLD_COLUMNS = 6


class CellState(StrEnum):
    """NEW is entered; DIFFERS waits for a decision and is left as it stands without one; IGNORED says no mark."""

    NEW = "new"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"
    UNKNOWN_PERSON = "unknown_person"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"
    IGNORED = "ignored"


class Numbers(StrEnum):
    """What a number alone says: hours missed, or 1 for present and 0 for absent."""

    HOURS = "hours"
    PRESENCE = "presence"


PROBLEMS: Mapping[str, str] = {
    "person_unknown": N_("{name}: nobody in the cohort is known by this."),
    "person_ambiguous": N_("{name}: several people of the cohort may be meant: {people}."),
    "person_of_another": N_("{name}: the number in this row belongs to {people}."),
    "no_person": N_("The row names nobody."),
    "total_row": N_("A row of totals."),
    "no_mark": N_("No mark stands in this row."),
    "day_missing": N_("“{value}” is not a date, and no other place of the sheet tells the day."),
    "lesson_unknown": N_("The timetable has no lesson on {day}."),
    "lesson_place_unknown": N_("The timetable has no lesson {place} on {day}."),
    "lesson_unclear": N_("On {day} there are {count} lessons: write which one is meant, as in “{day} / 1”."),
    "mark_unknown": N_("“{value}” is no mark of this cohort."),
    "time_unreadable": N_("“{value}” is not a time of day."),
    "formula_without_value": N_(
        "The cell holds a formula without its result. Open the file in Excel, save it and try again."
    ),
    "repeated": N_("The same mark stands in {place} already."),
    "contradicts": N_("In {place} the same lesson of this person has another mark."),
    "visit_joined": N_("Taken together with {place}."),
    "differs": N_("“{theirs}” stands in the register."),
}
"""What is said of each code that is not a refusal of the register itself."""


class Problem(NamedTuple):
    """``text`` is the sentence, made when it was found: a refusal of the register brings its own."""

    code: str
    text: str


def problem(code: str, **facts: object) -> Problem:
    return Problem(code, _(PROBLEMS[code], **facts))


class MarkCell(NamedTuple):
    """One mark of the file. ``column`` counts from 0, None: the whole row; ``standing`` is what the register has.

    ``lesson`` is written as in the register; ``is_locked``: a reason is asked; ``people`` are those to choose from.
    ``is_turned``: the file has the row as a column, for people stand across in it.
    """

    sheet: str
    row: int
    column: int | None
    state: CellState
    person: str
    typed: str = ""
    lesson: str = ""
    enrolment_id: int | None = None
    session_id: int | None = None
    value: MarkValue | None = None
    standing: MarkValue | None = None
    problem: Problem | None = None
    is_locked: bool = False
    people: tuple[int, ...] = ()
    is_turned: bool = False

    @property
    def file_row(self) -> int | None:
        """The row of the file as Excel counts; None for a whole column."""
        if self.is_turned:
            return None if self.column is None else self.column + 1
        return self.row

    @property
    def file_column(self) -> str:
        """The letter of the column of the file; empty for a whole row."""
        index = self.row - 1 if self.is_turned else self.column
        return "" if index is None else column_letter(index)

    @property
    def place(self) -> str:
        """Where it stands, as Excel calls it: Davomat!C7."""
        return f"{self.sheet}!{self.file_column}{self.file_row or ''}"

    @property
    def key(self) -> tuple[int, int] | None:
        if self.enrolment_id is None or self.session_id is None:
            return None
        return self.session_id, self.enrolment_id

    @property
    def change(self) -> MarkChange:
        """The mark as it is to be set. Only for cells that name a person and a lesson."""
        assert self.enrolment_id is not None
        assert self.session_id is not None
        return MarkChange(self.enrolment_id, self.session_id, self.value)


@dataclass(frozen=True)
class ReadSheet:
    """A sheet that was understood: ``shape`` is grid, turned or list, ``columns`` are the headers by what they hold."""

    name: str
    shape: str
    header_row: int
    columns: Mapping[str, str]
    unknown_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class MarksImport:
    """A file of marks that was applied. ``taken_back`` is when somebody undid it."""

    seq: int
    at: datetime
    by: str
    cohort_id: int
    cohort_code: str
    file_name: str
    sha256: str
    marks: int
    batch: str
    taken_back: datetime | None = None


@dataclass(frozen=True)
class MarksPreview:
    """``chosen`` are the enrolments that somebody picked for unclear rows, by sheet and row.

    ``unread`` are sheets in which no marks were found, ``earlier`` is where this very file was applied before.
    """

    cohort_id: int
    cohort_code: str
    workbook: Workbook = field(repr=False)
    sheets: tuple[ReadSheet, ...]
    cells: tuple[MarkCell, ...]
    numbers: Numbers
    kinds: Mapping[str, MarkKind]
    names: Mapping[int, str]
    chosen: Mapping[tuple[str, int], int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    earlier: MarksImport | None = None
    has_numbers: bool = False

    @cached_property
    def counts(self) -> Mapping[CellState, int]:
        counts = dict.fromkeys(CellState, 0)
        for cell in self.cells:
            counts[cell.state] += 1
        return counts

    @cached_property
    def rows(self) -> Mapping[tuple[str, int], RowState]:
        """What becomes of each row: the gravest of its cells decides."""
        found: dict[tuple[str, int], RowState] = {}
        for cell in self.cells:
            place, state = (cell.sheet, cell.row), _ROW_STATES[cell.state]
            if place not in found or _GRAVITY.index(state) > _GRAVITY.index(found[place]):
                found[place] = state
        return found

    def count_rows(self, state: RowState) -> int:
        return sum(found is state for found in self.rows.values())

    def of(self, *states: CellState) -> Sequence[MarkCell]:
        return [cell for cell in self.cells if cell.state in states]

    def to_enter(self, overwritten: frozenset[tuple[int, int]]) -> list[MarkCell]:
        """The cells that would be entered, with those that were decided to take the place of what stands."""
        return [
            cell
            for cell in self.cells
            if cell.state is CellState.NEW or (cell.state is CellState.DIFFERS and cell.key in overwritten)
        ]

    @property
    def remarks(self) -> list[str]:
        """What is to be known of the file as a whole, in sentences."""
        told = []
        if self.earlier is not None:
            day = short_date(self.earlier.at.astimezone(TASHKENT).date())
            told.append(_("This file was applied before: on {day} by {who}.", day=day, who=self.earlier.by or "–"))
        if self.unread:
            told.append(_("No marks were found in these sheets: {sheets}.", sheets=", ".join(self.unread)))
        if self.unread_columns:
            message = N_(
                "These columns were not read: {columns}. Over the marks of a lesson stand its day and place, such as "
                "“20.11 / 1”."
            )
            told.append(_(message, columns=", ".join(self.unread_columns)))
        if self.has_numbers and self.numbers is Numbers.HOURS:
            told.append(_("A number alone is read as academic hours missed."))
        elif self.has_numbers:
            told.append(_("1 is read as present, 0 as absent."))
        return told

    @property
    def unread_columns(self) -> Sequence[str]:
        """The heads of columns that are neither of people nor of a lesson, as they stand; of many only the first."""
        heads = [quoted(head) for sheet in self.sheets for head in sheet.unknown_columns]
        return heads if len(heads) <= _TOLD_COLUMNS else [*heads[:_TOLD_COLUMNS], "…"]

    @cached_property
    def differing(self) -> frozenset[tuple[int, int]]:
        return frozenset(cell.key for cell in self.of(CellState.DIFFERS) if cell.key is not None)


_GRAVITY = (RowState.IGNORED, RowState.READY, RowState.ASK, RowState.REJECTED)
_ROW_STATES = {
    CellState.NEW: RowState.READY,
    CellState.UNCHANGED: RowState.IGNORED,
    CellState.DIFFERS: RowState.ASK,
    CellState.UNKNOWN_PERSON: RowState.REJECTED,
    CellState.AMBIGUOUS: RowState.ASK,
    CellState.REFUSED: RowState.REJECTED,
    CellState.IGNORED: RowState.IGNORED,
}
