"""Drags people from one table onto a line of another."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QTableView

PEOPLE = "application/x-mahorat-people"


class PeopleDrag(QObject):
    """``taken`` gives the ids of who is dragged; ``dropped`` is told them and the line of the target they fell on."""

    def __init__(
        self,
        source: QTableView,
        target: QTableView,
        *,
        taken: Callable[[], Sequence[int]],
        dropped: Callable[[Sequence[int], int], object],
    ) -> None:
        super().__init__(source)
        self._source, self._target = source, target
        # Kept, because a view that is being taken down can no longer be asked for it.
        self._from, self._onto = source.viewport(), target.viewport()
        self._taken, self._dropped = taken, dropped
        self._pressed_at: QPoint | None = None
        self._onto.setAcceptDrops(True)
        self._from.installEventFilter(self)
        self._onto.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._from and isinstance(event, QMouseEvent):
            return self._watch_mouse(event)
        if watched is self._onto and isinstance(event, QDropEvent):
            return self._watch_drop(event)
        return False

    def _watch_mouse(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        if event.type() is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            is_chosen = self._source.selectionModel().isSelected(self._source.indexAt(place))
            self._pressed_at = place
            # Pressed on one of several chosen, all of them are meant: choosing waits until the button comes up.
            return is_chosen and len(self._taken()) > 1 and not event.modifiers()
        if event.type() is QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton:
            began = self._pressed_at
            if began is not None and (place - began).manhattanLength() >= QApplication.startDragDistance():
                self._pressed_at = None
                self._drag()
            return True
        return False

    def _drag(self) -> None:
        person_ids = self._taken()
        if person_ids:
            carried = QMimeData()
            carried.setData(PEOPLE, QByteArray(",".join(map(str, person_ids)).encode()))
            drag = QDrag(self._source)
            drag.setMimeData(carried)
            drag.exec(Qt.DropAction.MoveAction)

    def _watch_drop(self, event: QDropEvent) -> bool:
        if not event.mimeData().hasFormat(PEOPLE):
            return False
        line = self._target.indexAt(event.position().toPoint()).row()
        if event.type() is QEvent.Type.Drop and line >= 0:
            ids = bytes(event.mimeData().data(PEOPLE).data()).decode().split(",")
            self._dropped([int(person_id) for person_id in ids], line)
        event.acceptProposedAction()
        return True
