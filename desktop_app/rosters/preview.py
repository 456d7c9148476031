"""The preview of a roster: for every row of the file what will happen with it, and why. Writes nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from db.models.cohorts import Cohort, CohortState
from db.unit_of_work import UnitOfWork
from desktop_app.calm import collector_at_rest
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.rosters.cells import RowCells, told_text
from desktop_app.rosters.checking import Checking, RosterRow
from desktop_app.rosters.earlier import EarlierImport, earlier_import
from desktop_app.rosters.known import read_standing
from desktop_app.rosters.layouts import Remembered, recalled_layout
from desktop_app.rosters.lists import RosterLists, read_lists
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.reading import RosterTable, read_table
from desktop_app.rosters.rows import CellAnswers, Edits, RowReader
from desktop_app.rows import row_at
from desktop_app.spreadsheets.records import Workbook

_CLOSED = (CohortState.COMPLETED, CohortState.CANCELLED)


@dataclass(frozen=True)
class RosterPreview:
    """``cohort_id`` is None where the people go into the list alone.

    ``earlier``: this very file, or the same rows in another one, were applied there already. ``edits`` are texts
    typed in place of cells, by row and field; ``answers`` hold for all cells of a field with the same text.
    ``remembered`` is what the sender's earlier file of this layout taught.
    """

    cohort_id: int | None
    table: RosterTable
    rows: tuple[RosterRow, ...]
    earlier: EarlierImport | None
    sender: str = ""
    edits: Edits = field(default_factory=dict)
    answers: CellAnswers = field(default_factory=dict)
    remembered: Remembered | None = None
    checking: Checking | None = field(default=None, repr=False, compare=False)
    lists: RosterLists | None = field(default=None, repr=False, compare=False)

    @cached_property
    def counts(self) -> Mapping[RowState, int]:
        """How many rows are in each state; every row is in exactly one."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in RowState}

    @cached_property
    def place_of(self) -> Mapping[int, int]:
        """The place in ``rows`` of each row by its number in Excel."""
        return {row.number: place for place, row in enumerate(self.rows)}

    @property
    def was_applied_before(self) -> bool:
        return bool(_became(self.earlier))

    def count(self, state: RowState) -> int:
        return self.counts[state]

    def row(self, number: int) -> RosterRow:
        """The row that Excel counts so."""
        return self.rows[self.place_of[number]]


def preview_roster(
    unit: UnitOfWork,
    *,
    workbook: Workbook,
    cohort_id: int | None,
    sheet: str | None = None,
    header_row: int | None = None,
    columns: Mapping[str, int] | None = None,
    sender: str = "",
    edits: Edits | None = None,
    answers: CellAnswers | None = None,
) -> RosterPreview:
    """What applying the workbook would do. Every row ends in one state: nothing is dropped.

    Without ``columns`` those are taken that the sender's last file of this layout was read by; ``answers`` come
    before the remembered ones. Raises Invalid where no list of people is found, NotFound, and Refused for a cohort
    that is over.
    """
    table = read_table(workbook, sheet=sheet, header_row=header_row, columns=columns)
    remembered = recalled_layout(unit, sender=sender, layout=table.layout)
    if remembered and columns is None and remembered.fits(table):
        table = read_table(workbook, sheet=table.sheet, header_row=table.header_row, columns=remembered.columns)
    known = {**(remembered.answers if remembered else {}), **(answers or {})}
    blank = RosterPreview(cohort_id, table, (), None, sender, dict(edits or {}), known, remembered)
    with collector_at_rest():
        return _checked(unit, blank)


def edited(unit: UnitOfWork, preview: RosterPreview, *, edits: Edits) -> RosterPreview:
    """The preview with texts typed in place of cells; only the rows they concern are checked again.

    An edit replaces one of the same cell; the text None is not possible: an empty text clears the cell.
    """
    return _reread(unit, replace(preview, edits={**preview.edits, **edits}), {number for number, _ in edits})


def unedited(unit: UnitOfWork, preview: RosterPreview, *, cells: frozenset[tuple[int, str]]) -> RosterPreview:
    """The preview with these cells as the sender wrote them."""
    kept = {cell: text for cell, text in preview.edits.items() if cell not in cells}
    return _reread(unit, replace(preview, edits=kept), {number for number, _ in cells})


def answered(unit: UnitOfWork, preview: RosterPreview, *, answers: CellAnswers) -> RosterPreview:
    """The preview with a decision for all cells of a field that hold the same text: TAKE, LEAVE_OUT or a code.

    An empty answer takes an earlier one back.
    """
    given = {cell: answer for cell, answer in {**preview.answers, **answers}.items() if answer}
    concerned = {row.number for row in preview.rows for found in row.problems if (found.field, found.value) in answers}
    concerned |= _rows_once_answered(preview, answers)
    return _reread(unit, replace(preview, answers=given), concerned)


def rematched(unit: UnitOfWork, preview: RosterPreview) -> RosterPreview:
    """The preview compared with the centre as it is now; the file's rows are not read again."""
    if preview.checking is None:
        return _checked(unit, preview)
    cohort = open_cohort(unit, preview.cohort_id)
    earlier = earlier_import(unit, preview.table, preview.cohort_id)
    with collector_at_rest():
        checking = preview.checking.rematched(unit, read_standing(unit, cohort=cohort), _became(earlier))
    return replace(preview, rows=checking.rows, earlier=earlier, checking=checking)


def open_cohort(unit: UnitOfWork, cohort_id: int | None) -> Cohort | None:
    """The cohort that people may be enrolled in; None for the list of people alone."""
    if cohort_id is None:
        return None
    cohort = row_at(unit, Cohort, cohort_id, "no_cohort", N_("This cohort is no longer there."))
    if cohort.state in _CLOSED:
        raise Refused("cohort_closed", N_("Cohort {code} is over: nobody can be enrolled in it."), code=cohort.code)
    return cohort


def _checked(unit: UnitOfWork, preview: RosterPreview) -> RosterPreview:
    """Read and compare every row."""
    cohort = open_cohort(unit, preview.cohort_id)
    table = preview.table
    lists = preview.lists or read_lists(unit, with_workplaces=table.has_lost_letters("workplace"))
    reader = RowReader(table, lists, preview.answers)
    edits = _by_row(preview.edits)
    earlier = earlier_import(unit, table, preview.cohort_id)
    checking = Checking(table, read_standing(unit, cohort=cohort), _became(earlier))
    checking.fill(unit, (reader.read(row, edits.get(row.number)) for row in table.rows))
    return replace(preview, rows=checking.rows, earlier=earlier, checking=checking, lists=lists)


def _reread(unit: UnitOfWork, preview: RosterPreview, numbers: set[int]) -> RosterPreview:
    """Read these rows anew and compare what they concern."""
    if preview.checking is None or preview.lists is None:
        return _checked(unit, preview)
    reader = RowReader(preview.table, preview.lists, preview.answers)
    edits = _by_row({cell: text for cell, text in preview.edits.items() if cell[0] in numbers})
    reads = [reader.read(preview.table.row(number), edits.get(number)) for number in sorted(numbers)]
    checking = preview.checking.changed(unit, reads)
    return replace(preview, rows=checking.rows, checking=checking)


def _became(earlier: EarlierImport | None) -> Mapping[int, int]:
    return earlier.people if earlier else {}


def _by_row(edits: Edits) -> dict[int, dict[str, str]]:
    by_row: dict[int, dict[str, str]] = {}
    for (number, name), text in edits.items():
        if name not in RowCells._fields:
            raise ValueError(f"no such field of a roster: {name}")
        by_row.setdefault(number, {})[name] = text
    return by_row


def _rows_once_answered(preview: RosterPreview, answers: CellAnswers) -> set[int]:
    """Rows whose question a code has answered show it no more: they are found by their cell."""
    fields = {name for name, _ in answers if name in RowCells._fields and name in preview.table.columns}
    concerned = set()
    for name in fields:
        at = preview.table.columns[name].index
        texts = {text for field_name, text in answers if field_name == name}
        concerned |= {row.number for row in preview.table.rows if told_text(row.cell(at)) in texts}
    return concerned
