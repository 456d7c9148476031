"""The view in a table of records, set up the same everywhere: its keys, its typing, its columns that share the room."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.theme import ROW_HEIGHT
from ui.widgets.column_room import ColumnNeed, widths_in


class TableView(QTableView):
    """Tells what keys and mouse asked for."""

    row_opened = Signal(QModelIndex)
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_typed_into = False
        self._is_refused = False
        self._dragged: tuple[str, Callable[[], bytes]] | None = None
        self._dropped: tuple[str, Callable[[bytes, int], object]] | None = None
        self._stretched: Mapping[int, ColumnNeed] = {}
        self._taking_rest: Mapping[int, ColumnNeed] = {}
        self._easy: dict[int, ColumnNeed] = {}
        self._is_filling = False
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(40)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        self.doubleClicked.connect(self.row_opened)

    def let_type(self) -> None:
        """Let cells be typed into: any letter begins, Enter keeps it and goes down, Esc leaves it as it was.

        From a cell that is typed into Tab goes to the next one; else it leaves the table, as everywhere.
        """
        self._is_typed_into = True
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)

    def let_drag(self, kind: str, carried: Callable[[], bytes]) -> None:
        """Let the rows chosen be dragged away; ``carried`` says what goes with them, nothing where it is empty."""
        self._dragged = kind, carried
        self.setDragEnabled(True)

    def let_drop(self, kind: str, fallen: Callable[[bytes, int], object]) -> None:
        """Take what is dragged under the name ``kind``; ``fallen`` is told it and the row on which it fell."""
        self._dropped = kind, fallen
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        content = self._dragged[1]() if self._dragged is not None else b""
        if self._dragged is not None and content:
            carried = QMimeData()
            carried.setData(self._dragged[0], QByteArray(content))
            drag = QDrag(self)
            drag.setMimeData(carried)
            drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._dropped is not None and event.mimeData().hasFormat(self._dropped[0]):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        line = self.indexAt(event.position().toPoint()).row()
        if self._dropped is not None and event.mimeData().hasFormat(self._dropped[0]) and line >= 0:
            kind, fallen = self._dropped
            fallen(bytes(event.mimeData().data(kind).data()), line)
            event.acceptProposedAction()

    def share_room(self, stretched: Mapping[int, ColumnNeed], others: Mapping[int, ColumnNeed]) -> None:
        """Share out among the columns that stretch what the others leave; Qt's own way would let them vanish.

        By place. Where little is left the others give way first, down to their least; one of another width than its
        own was set by hand and stays. Without a column that stretches the last one takes what is left.
        """
        self._stretched = stretched
        header = self.horizontalHeader()
        header.setStretchLastSection(not stretched)
        for place in stretched:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        self._easy = {place: need for place, need in others.items() if header.sectionSize(place) == need.own}
        if not stretched:
            last = header.logicalIndex(header.count() - 1)
            self._taking_rest = {last: others[last]}
            self._easy.pop(last, None)
            # Below the width that it has for itself Qt does not bring it.
            header.resizeSection(last, others[last].whole)
        header.sectionResized.connect(self._resized)
        header.sortIndicatorChanged.connect(lambda _place, _order: self._fill())
        self._fill()

    def layout_at_ease(self) -> QByteArray:
        """Order and widths of the columns, those that gave way at their own widths."""
        header = self.horizontalHeader()
        shown = {place: header.sectionSize(place) for place in self._in_sight(self._easy)}
        header.blockSignals(True)
        for place in shown:
            header.resizeSection(place, self._easy[place].own)
        state = header.saveState()
        for place, width in shown.items():
            header.resizeSection(place, width)
        header.blockSignals(False)
        return state

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _resized(self, place: int, before: int, width: int) -> None:
        """By hand, or a column was hidden or shown: then one of the widths is nought."""
        if self._is_filling or place in self._stretched or place in self._taking_rest:
            return
        if before and width:
            self._easy.pop(place, None)
            self._fill()
        else:
            # Qt is in the midst of hiding it or showing it, and sets other widths right by itself.
            QTimer.singleShot(0, self, self._fill)

    def _fill(self) -> None:
        if self._is_filling or not (self._stretched or self._easy):
            return
        self._is_filling = True
        header = self.horizontalHeader()
        stretched, easy = self._in_sight(self._stretched), self._in_sight(self._easy)
        room = self.viewport().width() - header.length() + sum(map(header.sectionSize, stretched | easy))
        for place, need in self._in_sight(self._taking_rest).items():
            room += header.sectionSize(place) - need.whole
        sorted_by = header.sortIndicatorSection()
        if sorted_by in easy:
            # It shows an arrow beside its title.
            own = easy[sorted_by].own
            easy[sorted_by] = ColumnNeed(own, own, own)
        for place, width in widths_in(room, easy, stretched).items():
            header.resizeSection(place, width)
        self._is_filling = False

    def _in_sight(self, needs: Mapping[int, ColumnNeed]) -> dict[int, ColumnNeed]:
        """Without the hidden ones: what is just being hidden has no width but does not say so yet."""
        return {place: need for place, need in needs.items() if self.horizontalHeader().sectionSize(place)}

    def stay(self) -> None:
        """What was typed was refused: the cursor stays where it is."""
        self._is_refused = True

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        is_refused, self._is_refused = self._is_refused, False
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint if is_refused else hint)
        if hint == hints.SubmitModelCache and not is_refused:
            self._go_down()

    def _go_down(self) -> None:
        here = self.currentIndex()
        below = here.siblingAtRow(here.row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self._is_typed_into and self.state() != QAbstractItemView.State.EditingState:
            self._go_down()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif is_enter and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Menu:
            self.menu_wanted.emit(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            super().keyPressEvent(event)
