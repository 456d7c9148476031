"""The rows of the sender's file under its own columns, each cell with what is wrong in it; made as it is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from desktop_app.i18n import N_, _
from desktop_app.language.keys import search_key
from desktop_app.rosters.cells import RowCells, cell_text
from desktop_app.rosters.checking import RosterRow
from desktop_app.rosters.lines import PreviewLine
from desktop_app.rosters.problems import RowProblem, RowState
from desktop_app.spreadsheets.records import SheetRow
from ui.models.table_model import ROW_ROLE, TONE_ROLE, Index
from ui.pages.rosters.tones import problem_tone
from ui.pages.rosters.work import CellPlace, Work

EDITED_ROLE = Qt.ItemDataRole.UserRole + 10
# From here a column counts as recognised, from there as likely.
SURE, LIKELY = 0.8, 0.6


@dataclass(frozen=True)
class GridColumn:
    """A column of the file; ``field`` is what it is taken for, empty where nothing is taken from it."""

    index: int
    letter: str
    header: str
    first_values: tuple[str, ...]
    field: str
    note: str
    """How surely it is that (N_)."""
    is_sure: bool


class GridModel(QAbstractTableModel):
    """The columns in the order of the file. ``show_state`` and ``show_text`` narrow the rows; a change of what is shown
    leaves them where they are, so that a row just corrected does not vanish under the hands."""

    edit_wanted = Signal(object, str)
    """CellPlace, and the text typed."""
    columns_shown = Signal()
    """Other columns are shown, or those of another file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.work: Work | None = None
        self.columns: tuple[GridColumn, ...] = ()
        self._numbers: tuple[int, ...] = ()
        self._bare_rows: dict[int, SheetRow] = {}
        self._state: RowState | None = None
        self._words: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The rows in sight, as Excel counts."""
        return self._numbers

    def show_work(self, work: Work | None, *, keeps_narrow: bool = True) -> None:
        """Show another reading: of another file, or of other columns; all its rows, or as narrowed as it is."""
        self.beginResetModel()
        if not keeps_narrow:
            self._state, self._words = None, ()
        self.work = work
        self.columns = _columns_of(work) if work is not None else ()
        self._bare_rows = _bare_rows(work) if work is not None else {}
        self._numbers = self._narrowed()
        self.endResetModel()
        self.columns_shown.emit()

    def update_work(self, work: Work) -> None:
        """Show the same rows with what was typed or decided in them."""
        self.work = work
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(self.rowCount() - 1, 0))

    def show_state(self, state: RowState | None) -> None:
        self._state = state
        self._narrow()

    def show_text(self, text: str) -> None:
        """Only rows in which every word is found, in the name or in the numbers; written in either script."""
        self._words = tuple(search_key(text).split())
        self._narrow()

    def line(self, place: int) -> PreviewLine | None:
        """The row in sight with its answer; None while the file is not understood."""
        work = self.work
        if work is None or work.preview is None or not 0 <= place < len(self._numbers):
            return None
        number = self._numbers[place]
        return PreviewLine(work.preview.row(number), work.answers.get(number))

    def is_waiting(self, place: int) -> bool:
        """Whether the row in sight waits for a person."""
        work = self.work
        if work is None or work.preview is None or not 0 <= place < len(self._numbers):
            return False
        number = self._numbers[place]
        state = work.preview.row(number).state
        return state is RowState.REJECTED or (state is RowState.ASK and number not in work.answers)

    def place_of_field(self, field: str) -> int:
        """The column that is taken for the field, or -1."""
        return next((place for place, column in enumerate(self.columns) if column.field == field), -1)

    def cell_place(self, index: Index) -> CellPlace | None:
        """The cell, where something is taken from its column and may be typed."""
        field = self.columns[index.column()].field if index.isValid() else ""
        return (self._numbers[index.row()], field) if field in RowCells._fields else None

    def problems_at(self, index: Index) -> tuple[RowProblem, ...]:
        """What is to be said about this cell."""
        line = self.line(index.row())
        field = self.columns[index.column()].field
        return tuple(found for found in line.row.problems if found.field == field) if line and field else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.work is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._text(index)
            case Qt.ItemDataRole.ToolTipRole:
                return self._hint(index) or None
            case _ if role == TONE_ROLE:
                # The worst is said first of a row, so of a cell too.
                found = [problem.state for problem in self.problems_at(index)]
                worst = next((state for state in _WORST_FIRST if state in found), None)
                return None if worst is None else problem_tone(worst)
            case _ if role == EDITED_ROLE:
                return self._is_edited(index)
            case _ if role == ROW_ROLE:
                return self.line(index.row())
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_typed = self.work is not None and self.work.preview is not None and self.cell_place(index) is not None
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if is_typed else Qt.ItemFlag.NoItemFlags)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.cell_place(index)
        if role != Qt.ItemDataRole.EditRole or place is None or value == self._text(index):
            return False
        self.edit_wanted.emit(place, str(value))
        return True

    def _narrow(self) -> None:
        self.beginResetModel()
        self._numbers = self._narrowed()
        self.endResetModel()

    def _narrowed(self) -> tuple[int, ...]:
        if self.work is None or self.work.preview is None:
            return tuple(self._bare_rows)
        rows = self.work.preview.rows
        if self._state is not None:
            rows = tuple(row for row in rows if row.state is self._state)
        if self._words:
            rows = tuple(row for row in rows if _has_words(row, self._words))
        return tuple(row.number for row in rows)

    def _row(self, number: int) -> SheetRow:
        assert self.work is not None
        preview = self.work.preview
        return self._bare_rows[number] if preview is None else preview.table.row(number)

    def _text(self, index: Index) -> str:
        number, column = self._numbers[index.row()], self.columns[index.column()]
        preview = self.work.preview if self.work is not None else None
        typed = preview.edits.get((number, column.field)) if preview is not None and column.field else None
        return cell_text(self._row(number).cell(column.index)) if typed is None else typed

    def _is_edited(self, index: Index) -> bool:
        preview = self.work.preview if self.work is not None else None
        return preview is not None and (self._numbers[index.row()], self.columns[index.column()].field) in preview.edits

    def _hint(self, index: Index) -> str:
        lines = [found.text for found in self.problems_at(index)]
        if self._is_edited(index):
            sent = cell_text(self._row(self._numbers[index.row()]).cell(self.columns[index.column()].index))
            lines.append(_("In the sender's file: {text}", text=sent or "–"))
        return "\n".join(lines)


_WORST_FIRST = (RowState.REJECTED, RowState.ASK, RowState.IGNORED, RowState.READY)


def _has_words(row: RosterRow, words: Sequence[str]) -> bool:
    """What is folded already is compared as it is: a long list is gone through at every pause of typing."""
    person = row.person
    if person is None:
        key = search_key(PreviewLine(row).name)
        return all(word in key for word in words)
    for word in words:
        if word in person.key or (person.jshshir and word in person.jshshir):
            continue
        if person.document is None or word not in person.document.lower():
            return False
    return True


def _bare_rows(work: Work) -> dict[int, SheetRow]:
    """The rows of the sheet as they stand, while no list of people was found in it."""
    if work.preview is not None:
        return {}
    sheet = next(sheet for sheet in work.workbook.sheets if sheet.name == work.look.sheet)
    return {row.number: row for row in sheet.rows if row.number > work.look.header_row}


def _columns_of(work: Work) -> tuple[GridColumn, ...]:
    """Every column that holds something, with what it is taken for and how surely."""
    preview, place = work.preview, work.place
    taken = {column.index: (field, column) for field, column in preview.table.columns.items()} if preview else {}
    is_chosen = place is not None and place.columns is not None
    known = preview.remembered.columns if preview and preview.remembered and not is_chosen else {}
    made = []
    for seen in work.look.columns:
        field, column = taken.get(seen.index, ("" if preview else seen.field, None))
        sureness = column.confidence if column is not None else 0.0
        note, is_sure = _sureness(sureness)
        if not field:
            note, is_sure = N_("Not taken"), True
        elif is_chosen:
            note, is_sure = N_("Your choice"), True
        elif known.get(field) == seen.index:
            note, is_sure = N_("As last time"), True
        header = (column.header if column is not None else "") or seen.header
        made.append(GridColumn(seen.index, seen.letter, header, seen.first_values, field, note, is_sure))
    return tuple(made)


def _sureness(confidence: float) -> tuple[str, bool]:
    if confidence >= SURE:
        return N_("Recognised"), True
    return (N_("Likely"), False) if confidence >= LIKELY else (N_("A guess"), False)


def place_with(columns: Sequence[GridColumn], index: int, field: str) -> dict[str, int]:
    """The columns by field when one is taken for another field; whatever had that field before gives it up."""
    chosen = {column.field: column.index for column in columns if column.field and column.index != index}
    return {**chosen, field: index} if field else chosen
