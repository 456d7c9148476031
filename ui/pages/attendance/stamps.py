"""Small pictures drawn once and stamped wherever they stand, until the theme is another."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.theme import Colours, colours

_kept: dict[Hashable, "Stamp"] = {}
_kept_in: Colours | None = None


@dataclass(frozen=True)
class Stamp:
    """A picture with its size in the pixels of the layout."""

    picture: QPixmap
    width: int
    height: int

    def draw(self, painter: QPainter, left: int, top: int, width: int, height: int) -> None:
        """In the middle of a place told in plain numbers: this is done for each of some thousands of cells."""
        painter.drawPixmap(left + (width - self.width) // 2, top + (height - self.height) // 2, self.picture)


def kept(key: Hashable, make: Callable[[], Stamp]) -> Stamp:
    """The stamp of that key in the colours of now, made when it is first asked for."""
    global _kept_in
    if _kept_in is not colours():
        _kept.clear()
        _kept_in = colours()
    if key not in _kept:
        _kept[key] = make()
    return _kept[key]


def drawn(width: int, height: int, ratio: float, draw: Callable[[QPainter], None]) -> Stamp:
    """A new stamp; ``ratio`` is that of the screen's pixels."""
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return Stamp(made, width, height)
