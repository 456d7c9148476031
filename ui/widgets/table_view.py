"""The view in a table of records, set up the same everywhere: its keys, its typing, its columns that share the room."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QPoint, Qt, Signal
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

# Where the others leave a column that stretches less than this, it has its own width and the table is scrolled.
LEAST_STRETCHED = 72


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
        self._stretched: Mapping[int, int] = {}
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

    def stretch(self, own_widths: Mapping[int, int]) -> None:
        """Share out among these columns what the others leave; Qt's own way would let them vanish where that is little.

        ``own_widths`` by place: what a column needs, and how large its share is.
        """
        self._stretched = own_widths
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for place in own_widths:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(self._fill)
        self._fill(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill(-1)

    def _fill(self, resized: int, *_widths: int) -> None:
        if not self._stretched or resized in self._stretched:
            return
        header = self.horizontalHeader()
        room = self.viewport().width() - header.length() + sum(map(header.sectionSize, self._stretched))
        needed = sum(self._stretched.values())
        is_enough = room >= LEAST_STRETCHED * len(self._stretched)
        for place, own_width in self._stretched.items():
            width = round(room * own_width / needed) if is_enough else own_width
            room, needed = room - width, needed - own_width
            header.resizeSection(place, width)

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
