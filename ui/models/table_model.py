"""Tables of records: columns told once, rows that never change, sorting and filtering over native values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from desktop_app.i18n import _
from desktop_app.language.keys import search_key, sort_key
from ui import formats
from ui.theme import Tone, font

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
TONE_ROLE = Qt.ItemDataRole.UserRole + 3


class Align(StrEnum):
    BY_TYPE = "by_type"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


_QT_ALIGN = {
    align: across | Qt.AlignmentFlag.AlignVCenter
    for align, across in (
        (Align.LEFT, Qt.AlignmentFlag.AlignLeft),
        (Align.CENTRE, Qt.AlignmentFlag.AlignHCenter),
        (Align.RIGHT, Qt.AlignmentFlag.AlignRight),
    )
}
# Painting a cell, Qt asks for twice as many roles; of the others nothing is known.
ANSWERED_ROLES = frozenset(
    map(
        int,
        (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.TextAlignmentRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.FontRole,
            SORT_ROLE,
            ROW_ROLE,
            TONE_ROLE,
        ),
    )
)
# Likewise of a title: Qt asks for eight roles and measures every title many times over.
TITLE_ROLES = frozenset(
    map(int, (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole))
)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: ``value`` is the native value it is sorted by, ``shown`` writes it.

    ``title`` is a marked text (N_). ``sort`` replaces the value for ordering. With ``tone`` the cell is painted as a
    pill. ``hint`` says more than the cell; what ``is_told_whole`` may be cut, for its hint is the value itself.
    ``width`` is in logical pixels and only the first one: people change it. With ``edit`` the cell is typed into;
    it is given the text and tells whether it took it, the new row comes by ``update_rows``.
    """

    name: str
    title: str
    value: Callable[[Row], Any]
    shown: Callable[[Any], str] | None = None
    width: int = 140
    align: Align = Align.BY_TYPE
    sort: Callable[[Row], Any] | None = None
    tone: Callable[[Row], Tone | None] | None = None
    hint: Callable[[Row], str] | None = None
    edit: Callable[[Row, str], bool] | None = None
    is_stretched: bool = False
    is_strong: Callable[[Row], bool] | None = None
    is_told_whole: bool = False

    def text(self, row: Row) -> str:
        value = self.value(row)
        return self.shown(value) if self.shown is not None else formats.shown(value)

    def exported(self, row: Row) -> Any:
        """The cell for a workbook: a date, or a number that stands on the right, as it is; all else as it is shown."""
        value = self.value(row)
        if value is None:
            return None
        is_figure = _is_number(value) and bool(self.alignment(row) & Qt.AlignmentFlag.AlignRight)
        is_day = isinstance(value, date) and self.shown is None
        return value if is_figure or is_day else self.text(row)

    def sort_value(self, row: Row) -> Any:
        """What the column is ordered by; texts follow the Uzbek alphabet unless the column says otherwise."""
        if self.sort is not None:
            return self.sort(row)
        value = self.value(row)
        return sort_key(value) if isinstance(value, str) else value

    def alignment(self, row: Row | None = None) -> Qt.AlignmentFlag:
        align = self.align
        if align is Align.BY_TYPE:
            is_number = row is not None and _is_number(self.value(row))
            align = Align.RIGHT if is_number else Align.LEFT
        return _QT_ALIGN[align]

    def cell(self, row: Row, role: int) -> Any:
        """What Qt asks of this cell under a role; None where there is nothing."""
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(self.alignment(row))
            case Qt.ItemDataRole.ToolTipRole:
                told = self.value if self.is_told_whole else self.hint
                return told(row) if told is not None else None
            case Qt.ItemDataRole.FontRole:
                return font(is_bold=True) if self.is_strong is not None and self.is_strong(row) else None
            case _ if role == SORT_ROLE:
                return self.sort_value(row)
            case _ if role == TONE_ROLE:
                return self.tone(row) if self.tone is not None else None
            case _ if role == ROW_ROLE:
                return row
            case _:
                return None


class TableModel(QAbstractTableModel, Generic[Row]):
    """Records under columns, held whole: for lists of up to some thousands."""

    edit_refused = Signal()

    def __init__(self, columns: Sequence[Column[Row]], rows: Sequence[Row] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = tuple(rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        try:
            self._rows = tuple(rows)
        finally:
            self.endResetModel()

    def update_rows(self, rows: Sequence[Row]) -> None:
        """Show the same records with what changed in them: an editor that is open in another row stays open."""
        before, self._rows = self._rows, tuple(rows)
        last = len(self.columns) - 1
        for place, (old, new) in enumerate(zip(before, self._rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    def row_at(self, place: int) -> Row | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row()) if role in ANSWERED_ROLES and index.isValid() else None
        return None if row is None else self.columns[index.column()].cell(row, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        is_editable = self.columns[index.column()].edit is not None
        # Whether rows are dragged at all is for the view to say.
        flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if is_editable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, edit = self.row_at(index.row()), self.columns[index.column()].edit
        if row is None or edit is None or role != Qt.ItemDataRole.EditRole:
            return False
        is_taken = value == self.columns[index.column()].text(row) or edit(row, value)
        if not is_taken:
            self.edit_refused.emit()
        return is_taken

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in TITLE_ROLES:
            return None
        first = self._rows[0] if self._rows else None
        return header_cell(self.columns, section, orientation, role, first)


def header_cell(
    columns: Sequence[Column[Any]], section: int, orientation: Qt.Orientation, role: int, first_row: object
) -> Any:
    """A title over its column, on the same side as the column's values."""
    if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(columns):
        return None
    match role:
        case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
            return _(columns[section].title)
        case Qt.ItemDataRole.TextAlignmentRole:
            return int(columns[section].alignment(first_row))
        case _:
            return None


class RecordsProxy(QSortFilterProxyModel):
    """Sorts by native values and filters by words, written in either script and with any apostrophe."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSortRole(SORT_ROLE)
        self._words: list[str] = []

    def set_filter_text(self, text: str) -> None:
        """Keep the rows in which every word of the text is found, whatever the column."""
        self.beginFilterChange()
        self._words = search_key(text).split()
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self._words:
            return True
        model = self.sourceModel()
        cells = (
            model.index(source_row, place, source_parent).data() for place in range(model.columnCount(source_parent))
        )
        key = search_key(" ".join(cell for cell in cells if cell))
        return all(word in key for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        before, after = left.data(SORT_ROLE), right.data(SORT_ROLE)
        # Nothing sorts first; values of unlike types are compared as they are written.
        if before is None or after is None:
            return before is None and after is not None
        try:
            return bool(before < after)
        except TypeError:
            return str(before) < str(after)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, (bool, date))
