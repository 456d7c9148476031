"""The register as a table: what is saved, and over it the marks that are still on their way to the disk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from desktop_app.attendance.records import AttendanceGrid, GridPerson, GridSession, MarkChange
from desktop_app.language.keys import search_key
from desktop_app.marks.records import MarkKind, MarkValue
from ui.models.table_model import Index

CELL_ROLE = Qt.ItemDataRole.UserRole + 1

Place = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True)
class Cell:
    """What is painted: the mark or None, whether it is saved, whether a mark is barred here, whether it is of today."""

    kind: MarkKind | None
    value: MarkValue | None
    is_plain: bool
    is_saved: bool
    is_barred: bool
    is_today: bool


class RegisterModel(QAbstractTableModel):
    """People down, lessons across. Marks are shown at once and count as saved only when the centre has kept them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: AttendanceGrid | None = None
        self._kinds: dict[str, MarkKind] = {}
        self._saved: dict[tuple[int, int], MarkValue] = {}
        # By enrolment and lesson: which save brings the mark, and the mark. A later save wins.
        self._on_the_way: dict[tuple[int, int], tuple[int, MarkValue | None]] = {}

    @property
    def people(self) -> Sequence[GridPerson]:
        return self.grid.people if self.grid is not None else ()

    @property
    def sessions(self) -> Sequence[GridSession]:
        return self.grid.sessions if self.grid is not None else ()

    def set_grid(self, grid: AttendanceGrid) -> bool:
        """Show what the centre holds now; tells whether rows or columns are other ones than before."""
        is_other = self.grid is None or _outline(self.grid) != _outline(grid)
        if is_other:
            self.beginResetModel()
        self.grid = grid
        self._kinds = {kind.code: kind for kind in grid.kinds}
        self._saved = dict(grid.marks)
        if is_other:
            self.endResetModel()
        else:
            self._tell_changed()
        return is_other

    def show_unsaved(self, number: int, changes: Sequence[MarkChange]) -> None:
        """Show marks before they are saved, under the number of their save."""
        for change in changes:
            self._on_the_way[change.enrolment_id, change.session_id] = (number, change.value)
        self._tell_changed()

    def settle(self, number: int, changes: Sequence[MarkChange], *, is_saved: bool) -> None:
        """A save came to its end: its marks stay, or what stood before them comes back."""
        for change in changes:
            key = (change.enrolment_id, change.session_id)
            if is_saved:
                _put(self._saved, key, change.value)
            if self._on_the_way.get(key, (0, None))[0] == number:
                del self._on_the_way[key]
        self._tell_changed()

    def mark_at(self, row: int, column: int) -> MarkValue | None:
        key = (self.people[row].enrolment_id, self.sessions[column].id)
        _number, value = self._on_the_way.get(key, (0, self._saved.get(key)))
        return value

    def kind_at(self, row: int, column: int) -> MarkKind | None:
        value = self.mark_at(row, column)
        return None if value is None else self._kinds.get(value.kind_code)

    def may_mark(self, row: int, column: int) -> bool:
        return self.grid is not None and self.grid.may_mark(self.people[row], self.sessions[column])

    def change(self, row: int, column: int, value: MarkValue | None) -> MarkChange:
        return MarkChange(self.people[row].enrolment_id, self.sessions[column].id, value)

    def unmarked_in(self, column: int) -> list[int]:
        """The rows of a column that wait for a mark."""
        rows = range(len(self.people))
        return [row for row in rows if self.may_mark(row, column) and self.mark_at(row, column) is None]

    def first_unmarked(self, columns: Iterable[int]) -> Place | None:
        """The uppermost cell that waits for a mark, in the first of the columns that has one."""
        return next(((rows[0], column) for column in columns if (rows := self.unmarked_in(column))), None)

    def place_to_begin(self) -> Place | None:
        """Where work waits: in the lessons of today, else in the earliest held before, else at the last one held."""
        if self.grid is None or not self.people or not self.sessions:
            return None
        held = [place for place, lesson in enumerate(self.sessions) if lesson.held_on <= self.grid.today]
        of_today = [place for place in held if self.sessions[place].held_on == self.grid.today]
        return self.first_unmarked(of_today) or self.first_unmarked(held) or (0, held[-1] if held else 0)

    def place_after(self, row: int, column: int) -> Place:
        """Where the cursor goes after a mark: down, and from the end of a column to the next that waits for marks."""
        below = (place for place in range(row + 1, len(self.people)) if self.may_mark(place, column))
        following = next(below, None)
        if following is not None:
            return following, column
        return self.first_unmarked(range(column + 1, len(self.sessions))) or (row, column)

    def place_before(self, row: int, column: int) -> Place:
        """The cell above in which a mark may stand; the same cell at the top."""
        above = (place for place in range(row - 1, -1, -1) if self.may_mark(place, column))
        return next(above, row), column

    def place_of(self, change: MarkChange) -> Place | None:
        """Where a mark stands, if its person and its lesson are still shown."""
        rows = [place for place, person in enumerate(self.people) if person.enrolment_id == change.enrolment_id]
        columns = [place for place, lesson in enumerate(self.sessions) if lesson.id == change.session_id]
        return (rows[0], columns[0]) if rows and columns else None

    def row_named(self, text: str) -> int | None:
        """The first person in whose name every typed word begins a word, in either script."""
        words = search_key(text).split()
        for row, person in enumerate(self.people):
            names = search_key(person.name).split()
            if words and all(any(name.startswith(word) for name in names) for word in words):
                return row
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.sessions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                kind = self.kind_at(index.row(), index.column())
                return kind.letter if kind is not None else ""
            case Qt.ItemDataRole.AccessibleTextRole:
                kind = self.kind_at(index.row(), index.column())
                return kind.names.text if kind is not None else ""
            case _ if role == CELL_ROLE:
                return self._cell(index.row(), index.column())
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.people[section].name if section < len(self.people) else None
        return str(self.sessions[section].place_in_day) if section < len(self.sessions) else None

    def _cell(self, row: int, column: int) -> Cell | None:
        if self.grid is None:
            return None
        kind = self.kind_at(row, column)
        presence = self.grid.presence
        return Cell(
            kind,
            self.mark_at(row, column),
            is_plain=kind is not None and presence is not None and kind.code == presence.code,
            is_saved=(self.people[row].enrolment_id, self.sessions[column].id) not in self._on_the_way,
            # In a closed cohort all marks stay as they are: nothing there is more barred than the rest.
            is_barred=self.grid.is_open and not self.may_mark(row, column),
            is_today=self.sessions[column].held_on == self.grid.today,
        )

    def _tell_changed(self) -> None:
        if self.people and self.sessions:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.people) - 1, len(self.sessions) - 1))


def _outline(grid: AttendanceGrid) -> tuple[list[int], list[GridSession]]:
    return [person.enrolment_id for person in grid.people], list(grid.sessions)


def _put(marks: dict[tuple[int, int], MarkValue], key: tuple[int, int], value: MarkValue | None) -> None:
    if value is None:
        marks.pop(key, None)
    else:
        marks[key] = value
