"""A table whose keys belong to the register: both views of it read them alike."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui.pages.attendance.keys import KeyMap


class KeyedView(QTableView):
    """What a key means is told by ``set_keys``; what is to be done about it by signals."""

    typed = Signal(object)
    """Press."""
    copy_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: KeyMap | None = None
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def set_keys(self, keys: KeyMap) -> None:
        self._keys = keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        press = self._keys.read(event) if self._keys is not None else None
        if press is not None:
            self.typed.emit(press)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif event.text().isprintable() and event.text():
            # Signs without a meaning here must not jump about among the cells.
            event.ignore()
        else:
            super().keyPressEvent(event)
