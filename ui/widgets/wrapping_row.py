"""A row that goes on in a second line where the window is too narrow for its words."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import GAP_S


class WrappingRow(QLayout):
    """Buttons or labels side by side, each as wide as it asks to be; with ``is_right`` every line ends at the right."""

    def __init__(self, *widgets: QWidget, is_right: bool = False, gap: int = GAP_S) -> None:
        super().__init__()
        self._kept: list[QLayoutItem] = []
        # By width, until something in the row changes: the layouts around it ask hundreds of times.
        self._heights: dict[int, int] = {}
        self._is_right = is_right
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._kept.append(item)

    def count(self) -> int:
        return len(self._kept)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._kept[index] if 0 <= index < len(self._kept) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._kept.pop(index) if 0 <= index < len(self._kept) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            lines = self._lines(width)
            self._heights[width] = sum(self._height(line) for line in lines) + self._gap * max(0, len(lines) - 1)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        shown = self._shown()
        wide = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(wide, self._height(shown))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        return QSize(max((item.sizeHint().width() for item in shown), default=0), self._height(shown))

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        top = place.top()
        for line in self._lines(place.width()):
            height = self._height(line)
            wide = sum(item.sizeHint().width() for item in line) + self._gap * (len(line) - 1)
            left = place.left() + (max(0, place.width() - wide) if self._is_right else 0)
            for item in line:
                size = item.sizeHint()
                item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self._gap
            top += height + self._gap

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._kept if not item.isEmpty()]

    def _height(self, line: list[QLayoutItem]) -> int:
        return max((item.sizeHint().height() for item in line), default=0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if not lines or left + self._gap + wide > width:
                lines.append([item])
                left = wide
            else:
                lines[-1].append(item)
                left += self._gap + wide
        return lines
