"""A sheet of the form for the eyes: its words and numbers, what each cell is bound to, this month's figures in them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.bound_forms.editing import CellState, state_of
from desktop_app.bound_forms.model import Bindings
from desktop_app.i18n import _
from desktop_app.spreadsheets.grid_records import Grid, GridSheet, GridValue, Look, NumberLook, Place
from desktop_app.spreadsheets.headers import column_letter
from desktop_app.spreadsheets.records import CellError
from ui import formats
from ui.pages.bound_forms.words import MARKS

Index = QModelIndex | QPersistentModelIndex
STATE_ROLE = Qt.ItemDataRole.UserRole + 20
LOOK_ROLE = Qt.ItemDataRole.UserRole + 21
# A form is not longer; the rest of a long list is filled all the same.
MOST_ROWS, MOST_COLUMNS = 1_500, 200
_EMPTY_EDGE = 2
_EXCEL_EPOCH = date(1899, 12, 30)


class SheetModel(QAbstractTableModel):
    """Row 0 is row 1 of Excel; columns from 0."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: Grid | None = None
        self.sheet: GridSheet | None = None
        self._bindings = Bindings()
        self._states: dict[Place, CellState] = {}
        self._preview: Mapping[Place, GridValue] = {}

    def show_sheet(self, grid: Grid, sheet: GridSheet, bindings: Bindings) -> None:
        self.beginResetModel()
        self.grid, self.sheet, self._preview = grid, sheet, {}
        self._bindings = bindings
        self._states = self._found_states()
        self.endResetModel()

    def show_bindings(self, bindings: Bindings) -> None:
        self._bindings = bindings
        self._states = self._found_states()
        self._tell_all()

    def show_figures(self, figures: Mapping[Place, GridValue]) -> None:
        """What the cells will hold this month; empty for what the file holds."""
        self._preview = figures
        self._tell_all()

    def state(self, place: Place) -> CellState:
        return self._states.get(place, CellState.NONE)

    def place(self, index: Index) -> Place:
        return index.row() + 1, index.column()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() or self.sheet is None else min(self.sheet.last_row + _EMPTY_EDGE, MOST_ROWS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self.sheet is None:
            return 0
        return min(self.sheet.last_column + 1 + _EMPTY_EDGE, MOST_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_letter(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.sheet is None or self.grid is None:
            return None
        place = self.place(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(place)
            case Qt.ItemDataRole.ToolTipRole:
                return self._hint(place) or None
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                state = self.state(place)
                return _(MARKS[state][2]) if state in MARKS else None
            case _ if role == STATE_ROLE:
                return self.state(place)
            case _ if role == LOOK_ROLE:
                return self.grid.look(self.grid.style_of(self.sheet, place))
            case _:
                return None

    def _found_states(self) -> dict[Place, CellState]:
        sheet = self.sheet
        if sheet is None:
            return {}
        places = {place for place, cell in sheet.cells.items() if cell.formula_at is not None}
        places |= {cell.place for cell in self._bindings.cells if cell.sheet == sheet.name}
        for block in self._bindings.of_sheet(sheet.name):
            places |= {(row.at, column.at) for row in block.rows for column in block.columns}
        return {place: state_of(self._bindings, sheet, place) for place in places}

    def _text(self, place: Place) -> str:
        assert self.sheet is not None
        assert self.grid is not None
        cell = self.sheet.cells.get(place)
        value = self._preview.get(place, cell.value if cell else None)
        return value_text(value, self.grid.look(self.grid.style_of(self.sheet, place)))

    def _hint(self, place: Place) -> str:
        assert self.sheet is not None
        cell = self.sheet.cells.get(place)
        state = self.state(place)
        lines = [self._text(place)] if cell and isinstance(cell.value, str) else []
        lines += [f"={cell.formula}"] if cell and cell.formula else []
        lines += [_(MARKS[state][2])] if state in MARKS else []
        return "\n".join(lines)

    def _tell_all(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))


def value_text(value: GridValue, look: Look) -> str:
    """A value as the form would show it."""
    match value:
        case None:
            return ""
        case bool():
            return formats.shown(value)
        case CellError(text):
            return text
        case str():
            return value
        case _ if look.number is NumberLook.PERCENT:
            return f"{formats.decimal_text(value * 100, look.decimals)}%"
        case _ if look.number is NumberLook.DATE and 0 < value < 100_000:
            return formats.date_text(_EXCEL_EPOCH + timedelta(days=int(value)))
        case int():
            return formats.integer_text(value)
        case _:
            return formats.decimal_text(value, look.decimals or 1)
