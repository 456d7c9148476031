"""The grid of the desk under the hands: typed into like Excel, columns named from a menu, F8 to the next problem."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QMenu, QTableView, QWidget

from desktop_app.i18n import _
from desktop_app.rosters.fields import FIELD_NAMES, field_name
from desktop_app.rosters.lines import PreviewLine
from ui.pages.rosters.grid_model import GridModel
from ui.pages.rosters.grid_painting import (
    HEADER_HEIGHT,
    NUMBER_WIDTH,
    CellDelegate,
    FieldHeader,
    StateHeader,
    state_width,
)
from ui.theme import GAP_S, ROW_HEIGHT, SMALL_SIZE, TEXT_SIZE, font
from ui.widgets.text import Role, label

MEASURED_ROWS = 40
NARROWEST, WIDEST, WIDEST_HEADER = 96, 250, 150
WIDEST_HEADER = 140
CELL_PADDING = 24
HEADER_PADDING = 40


class GridView(QTableView):
    """Shows a GridModel. Enter asks for the answers of the row, letters type into the cell."""

    field_chosen = Signal(int, str)
    """The index of the column in the file, and the field; empty where nothing is to be taken from it."""
    row_changed = Signal()
    answers_wanted = Signal()

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = model
        self.fields = FieldHeader(model, self)
        self.states = StateHeader(model, self)
        self.setHorizontalHeader(self.fields)
        self.setVerticalHeader(self.states)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.states.setDefaultSectionSize(ROW_HEIGHT)
        self.setAccessibleName(_("Rows of the file"))
        self._corner = label(_("Row and state"), Role.SMALL)
        self._corner.setParent(self)
        self._corner.setGeometry(GAP_S, HEADER_HEIGHT - 26, NUMBER_WIDTH + state_width() - GAP_S, 22)
        self.fields.sectionClicked.connect(self.ask_field)
        self.states.sectionClicked.connect(lambda row: self.go_to(row, max(self.currentIndex().column(), 0)))
        model.columns_shown.connect(self._fit_columns)

    @property
    def line(self) -> PreviewLine | None:
        """The current row."""
        return self.grid.line(self.currentIndex().row())

    def go_to(self, row: int, column: int) -> None:
        index = self.grid.index(row, max(column, 0))
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def go_to_number(self, number: int, column: int = -1) -> bool:
        """To a row as Excel counts, if it is in sight."""
        if number not in self.grid.numbers:
            return False
        self.go_to(self.grid.numbers.index(number), self.currentIndex().column() if column < 0 else column)
        return True

    def go_to_problem(self, *, is_backwards: bool = False) -> bool:
        """To the next row that waits for a person, at the cell that is wrong; around to the first again."""
        count, here = self.grid.rowCount(), self.currentIndex().row()
        step = -1 if is_backwards else 1
        for distance in range(1, count + 1):
            row = (here + step * distance) % count
            if self.grid.is_waiting(row) and (line := self.grid.line(row)) is not None:
                self.go_to(row, self._wrong_column(line))
                return True
        return False

    def ask_field(self, place: int) -> None:
        """Ask what a column is, in a menu under its header."""
        column = self.grid.columns[place]
        menu = self.field_menu(place)
        under = QPoint(self.fields.sectionViewportPosition(place), self.fields.height())
        chosen = menu.exec(self.fields.viewport().mapToGlobal(under))
        if chosen is not None and chosen.data() != column.field:
            self.field_chosen.emit(column.index, chosen.data())
        menu.deleteLater()

    def field_menu(self, place: int) -> QMenu:
        """What the column may be taken for; beside a field that is taken already, the column it stands in."""
        menu = QMenu(self)
        letters = {column.field: column.letter for column in self.grid.columns if column.field}
        now = self.grid.columns[place].field
        for field in ("", *FIELD_NAMES):
            words = field_name(field) if field else _("Not taken")
            if field != now and field in letters:
                words = _("{field} (now column {letter})", field=words, letter=letters[field])
            action = menu.addAction(words)
            action.setData(field)
            action.setCheckable(True)
            action.setChecked(field == now)
            if field == now:
                menu.setActiveAction(action)
            if not field:
                menu.addSeparator()
        return menu

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.setProperty("current_row", current.row())
        self.setProperty("current_column", current.column())
        self.states.viewport().update()
        self.fields.viewport().update()
        if current.row() != previous.row():
            self.row_changed.emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_editing = self.state() == QAbstractItemView.State.EditingState
        here = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_editing:
            self.answers_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy) and here.isValid():
            QGuiApplication.clipboard().setText(here.data() or "")
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier and here.isValid():
            self.ask_field(here.column())
        elif event.key() == Qt.Key.Key_Space and not is_editing:
            # A space typed by mistake must not clear a cell.
            event.accept()
        else:
            super().keyPressEvent(event)

    def _wrong_column(self, line: PreviewLine) -> int:
        """The column of the first cell that is wrong; where the whole row is meant, the one where the cursor is."""
        waiting = [found for found in line.row.problems if found.state is line.row.state]
        places: Iterable[int] = (self.grid.place_of_field(found.field) for found in waiting if found.field)
        return next((place for place in places if place >= 0), max(self.currentIndex().column(), 0))

    def _fit_columns(self) -> None:
        """As wide as what stands in the first rows and in the header, within bounds."""
        text, small = QFontMetrics(font(TEXT_SIZE)), QFontMetrics(font(SMALL_SIZE))
        strong = QFontMetrics(font(TEXT_SIZE, is_bold=True))
        rows = range(min(self.grid.rowCount(), MEASURED_ROWS))
        for place, column in enumerate(self.grid.columns):
            name = field_name(column.field) if column.field else _("Not taken")
            heads = (strong.horizontalAdvance(name), small.horizontalAdvance(column.header))
            head = min(max(heads), WIDEST_HEADER) + HEADER_PADDING
            cells = [text.horizontalAdvance(self.grid.index(row, place).data() or "") for row in rows]
            width = max([head, *[cell + CELL_PADDING for cell in cells]])
            self.setColumnWidth(place, max(NARROWEST, min(width, WIDEST)))
