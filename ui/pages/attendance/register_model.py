"""The register as a table: what is saved, and over it the marks that are still on their way to the disk."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from desktop_app.attendance.marking import value_text
from desktop_app.attendance.records import AttendanceGrid, GridPerson, GridSession, MarkChange
from desktop_app.i18n import _
from desktop_app.language.keys import search_key
from desktop_app.marks.records import MarkKind, MarkValue
from ui.models.table_model import Index

Place = tuple[int, int]
"""Row and column."""
Key = tuple[int, int]
"""Enrolment and lesson."""


def shown_name(person: GridPerson) -> str:
    return _("{name} (not on the list)", name=person.name) if person.is_walk_in else person.name


class RegisterModel(QAbstractTableModel):
    """People down, lessons across. Marks are shown at once and count as saved only when the centre has kept them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: AttendanceGrid | None = None
        self.kinds: Mapping[str, MarkKind] = {}
        # Cells whose mark somebody else set, while another one was typed here.
        self.disputed: set[Key] = set()
        # Minutes that are being typed: where, and the digits so far.
        self.typed: tuple[Place, str] | None = None
        self._saved: dict[Key, MarkValue] = {}
        # Which save brings the mark, and the mark. A later save wins.
        self._on_the_way: dict[Key, tuple[int, MarkValue | None]] = {}
        self._rows: dict[int, int] = {}
        self._columns: dict[int, int] = {}
        self._markable: list[range] = []
        self._awaited: list[range] = []
        self._days: list[range] = []

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
            self.typed = None
        self.grid = grid
        self.kinds = {kind.code: kind for kind in grid.kinds}
        self._saved = dict(grid.marks)
        self._rows = {person.enrolment_id: row for row, person in enumerate(grid.people)}
        self._columns = {lesson.id: column for column, lesson in enumerate(grid.sessions)}
        self._days = _days(grid.sessions)
        days = [lesson.held_on for lesson in grid.sessions]
        self._markable = [_markable(grid, person, days) for person in grid.people]
        self._awaited = [_awaited(*each, days) for each in zip(grid.people, self._markable, strict=True)]
        if is_other:
            self.endResetModel()
        else:
            self._tell_changed()
        return is_other

    def update_people(self, people: Iterable[GridPerson]) -> list[GridPerson]:
        """Show what the marks of some people come to now; tells who of them can no longer reach the threshold."""
        if self.grid is None:
            return []
        new = {person.enrolment_id: person for person in people}
        lost = [
            new[person.enrolment_id]
            for person in self.grid.people
            if person.enrolment_id in new
            and person.attendance.can_be_enough
            and not new[person.enrolment_id].attendance.can_be_enough
        ]
        merged = tuple(new.get(person.enrolment_id, person) for person in self.grid.people)
        self.grid = replace(self.grid, people=merged)
        return lost

    def show_unsaved(self, number: int, changes: Sequence[MarkChange]) -> None:
        """Show marks before they are saved, under the number of their save."""
        for change in changes:
            self._on_the_way[_key(change)] = (number, change.value)
        self._tell_changed(changes)

    def settle(self, number: int, changes: Sequence[MarkChange], *, is_saved: bool) -> None:
        """A save came to its end: its marks stay, or what stood before them comes back."""
        for change in changes:
            if is_saved:
                self._keep(change)
            if self.is_newest(number, change):
                del self._on_the_way[_key(change)]
        self._tell_changed(changes)

    def is_newest(self, number: int, change: MarkChange) -> bool:
        """Whether no later save brings another mark to the cell."""
        return self._on_the_way.get(_key(change), (0, None))[0] == number

    def learn(self, changes: Sequence[MarkChange]) -> None:
        """Take over what somebody else has set meanwhile."""
        for change in changes:
            self._keep(change)
        self._tell_changed(changes)

    def saved(self, change: MarkChange) -> MarkChange:
        """The cell of the change as the centre holds it, as far as is known here."""
        return replace(change, value=self._saved.get(_key(change)))

    def shown(self, change: MarkChange) -> MarkChange:
        """The cell of the change as it is shown."""
        return replace(change, value=self._value(_key(change)))

    def mark_disputed(self, changes: Iterable[MarkChange]) -> None:
        before, self.disputed = self.disputed, {_key(change) for change in changes}
        if before or self.disputed:
            self._tell_changed()

    def type_digits(self, place: Place | None, digits: str = "") -> None:
        """Show digits that are being typed into a cell; nowhere: none are."""
        self.typed = (place, digits) if place is not None else None
        self._tell_changed()

    def mark_at(self, row: int, column: int) -> MarkValue | None:
        return self._value((self.people[row].enrolment_id, self.sessions[column].id))

    def kind_at(self, row: int, column: int) -> MarkKind | None:
        value = self.mark_at(row, column)
        return None if value is None else self.kinds.get(value.kind_code)

    def marks_in(self, row: int, columns: range) -> Iterator[tuple[int, MarkValue]]:
        """The marks of a stretch of a row, by column; this is asked for every picture."""
        enrolment_id, sessions, kinds = self.people[row].enrolment_id, self.sessions, self.kinds
        value_of = self._value if self._on_the_way else self._saved.get
        for column in columns:
            value = value_of((enrolment_id, sessions[column].id))
            if value is not None and value.kind_code in kinds:
                yield column, value

    @property
    def is_all_settled(self) -> bool:
        """Nothing is on its way to the disk, and nobody disputes a mark."""
        return not self._on_the_way and not self.disputed

    def is_saved_at(self, row: int, column: int) -> bool:
        return (self.people[row].enrolment_id, self.sessions[column].id) not in self._on_the_way

    def is_disputed_at(self, row: int, column: int) -> bool:
        return (self.people[row].enrolment_id, self.sessions[column].id) in self.disputed

    def may_mark(self, row: int, column: int) -> bool:
        return column in self._markable[row]

    def markable(self, row: int) -> range:
        """The columns of a row in which a mark may stand: lessons are in order of time."""
        return self._markable[row]

    def day_of(self, column: int) -> range:
        """The columns of all lessons of the same day."""
        return self._days[column]

    def change(self, row: int, column: int, value: MarkValue | None) -> MarkChange:
        return MarkChange(self.people[row].enrolment_id, self.sessions[column].id, value)

    def unmarked_in(self, column: int) -> list[int]:
        """The rows of a column that wait for a mark."""
        rows = range(len(self.people))
        return [row for row in rows if column in self._awaited[row] and self.mark_at(row, column) is None]

    def progress_in(self, column: int) -> tuple[int, int]:
        """How many of a column's people are marked, and how many are to be."""
        expected = [row for row in range(len(self.people)) if column in self._awaited[row]]
        return sum(self.mark_at(row, column) is not None for row in expected), len(expected)

    def first_unmarked(self, columns: Iterable[int]) -> Place | None:
        """The uppermost cell that waits for a mark, in the first of the columns that has one."""
        ids = [person.enrolment_id for person in self.people]
        for column in columns:
            lesson = self.sessions[column].id
            for row, enrolment_id in enumerate(ids):
                if self._value((enrolment_id, lesson)) is None and column in self._awaited[row]:
                    return row, column
        return None

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
        row, column = self._rows.get(change.enrolment_id), self._columns.get(change.session_id)
        return None if row is None or column is None else (row, column)

    def column_of(self, session_id: int) -> int | None:
        return self._columns.get(session_id)

    def row_named(self, text: str) -> int | None:
        """The first person in whose name every typed word begins a word, in either script; surnames come first."""
        words = search_key(text).split()
        if not words:
            return None
        named = [
            (not names[0].startswith(words[0]), row)
            for row, person in enumerate(self.people)
            if (names := search_key(person.name).split())
            and all(any(name.startswith(word) for name in names) for word in words)
        ]
        return min(named)[1] if named else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.sessions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The letter, and in words what a screen reader says; all else is painted from the model itself."""
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                kind = self.kind_at(index.row(), index.column())
                return kind.letter if kind is not None else ""
            case Qt.ItemDataRole.AccessibleTextRole:
                return value_text(self.mark_at(index.row(), index.column()), self.kinds)
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.people[section].name if section < len(self.people) else None
        return str(self.sessions[section].place_in_day) if section < len(self.sessions) else None

    def _value(self, key: Key) -> MarkValue | None:
        if key in self._on_the_way:
            return self._on_the_way[key][1]
        return self._saved.get(key)

    def _keep(self, change: MarkChange) -> None:
        if change.value is None:
            self._saved.pop(_key(change), None)
        else:
            self._saved[_key(change)] = change.value

    def _tell_changed(self, changes: Sequence[MarkChange] | None = None) -> None:
        """Say which cells look otherwise now; all of them when no changes are named."""
        places = None if changes is None else [place for change in changes if (place := self.place_of(change))]
        if not self.people or not self.sessions or places == []:
            return
        if places is None:
            places = [(0, 0), (len(self.people) - 1, len(self.sessions) - 1)]
        rows, columns = [row for row, _column in places], [column for _row, column in places]
        self.dataChanged.emit(self.index(min(rows), min(columns)), self.index(max(rows), max(columns)))


def _key(change: MarkChange) -> Key:
    return change.enrolment_id, change.session_id


def _outline(grid: AttendanceGrid) -> tuple[list[int], list[GridSession]]:
    return [person.enrolment_id for person in grid.people], list(grid.sessions)


def _days(sessions: Sequence[GridSession]) -> list[range]:
    """The columns of its day for each column."""
    found: list[range] = []
    for _day, lessons in groupby(sessions, key=lambda lesson: lesson.held_on):
        width = len(list(lessons))
        found += [range(len(found), len(found) + width)] * width
    return found


def _markable(grid: AttendanceGrid, person: GridPerson, days: Sequence[date]) -> range:
    """By bisection in place of asking for each of some thousands of cells; the same as ``grid.may_mark``."""
    if not grid.is_open or not (person.is_markable or person.left_on is not None):
        return range(0)
    first = 0 if person.joined_on is None else bisect_left(days, person.joined_on)
    last = bisect_right(days, grid.today)
    if person.left_on is not None:
        last = min(last, bisect_left(days, person.left_on))
    return range(first, max(first, last))


def _awaited(person: GridPerson, markable: range, days: Sequence[date]) -> range:
    """The columns in which a mark is waited for: whoever came later may be marked for lessons before, but need not."""
    return range(max(markable.start, bisect_left(days, person.listed_on)), markable.stop)
