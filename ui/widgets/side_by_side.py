"""Parts side by side where there is room, and in several rows where there is not."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import GAP_M


class SideBySide(QWidget):
    """Equal parts, in as few rows as the width allows at ``least_width`` (or what the widest asks for).

    The rows are as even as can be: of five parts where four fit three stand over two, none alone.
    """

    def __init__(self, parts: Sequence[QWidget], *, least_width: int = 0) -> None:
        super().__init__()
        self._parts, self._least_width = tuple(parts), least_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_M)
        self._in_row = 0
        self._arrange(len(self._parts))

    def minimumSizeHint(self) -> QSize:
        """One part wide: what does not fit beside it goes below."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting = (event.size().width() + GAP_M) // (self._widest() + GAP_M)
        rows = ceil(len(self._parts) / max(1, fitting))
        self._arrange(ceil(len(self._parts) / rows))

    def _widest(self) -> int:
        return max(self._least_width, *(part.minimumSizeHint().width() for part in self._parts))

    def _arrange(self, in_row: int) -> None:
        if in_row == self._in_row:
            return
        self._in_row = in_row
        for place, part in enumerate(self._parts):
            self._grid.addWidget(part, *divmod(place, in_row))
        for column in range(len(self._parts)):
            self._grid.setColumnStretch(column, 1 if column < in_row else 0)
        self.updateGeometry()
