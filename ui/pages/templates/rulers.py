"""The rulers along the page, in centimetres, with a mark where the mouse is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import colour, font

if TYPE_CHECKING:
    from ui.pages.templates.canvas import Canvas

RULER = 20  # pixels
FIGURE_PX = 10
LEAST_GAP_PX = 5  # between the marks of millimetres


class Ruler(QWidget):
    def __init__(self, canvas: "Canvas", way: Qt.Orientation) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._is_across = way == Qt.Orientation.Horizontal
        self._mark = -1

    def follow(self, at: QPoint) -> None:
        """Mark where the mouse is, in pixels of the view."""
        self._mark = at.x() if self._is_across else at.y()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("card"))
        template = self._canvas.page.template
        if template is not None:
            painter.setFont(font(FIGURE_PX))
            length = template.width if self._is_across else template.height
            for millimetre in range(int(length) + 1):
                self._draw_mark(painter, millimetre)
        painter.setPen(colour("accent"))
        self._draw_line(painter, self._mark, RULER)
        painter.end()

    def _draw_mark(self, painter: QPainter, millimetre: int) -> None:
        is_centimetre, is_half = millimetre % 10 == 0, millimetre % 5 == 0
        if not is_half and self._canvas.zoom < LEAST_GAP_PX:
            return
        at = self._canvas.mapFromScene(float(millimetre), float(millimetre))
        place = at.x() if self._is_across else at.y()
        painter.setPen(colour("edge"))
        self._draw_line(painter, place, RULER // 2 if is_centimetre else RULER // 4)
        if is_centimetre:
            painter.setPen(colour("muted"))
            figure = str(millimetre // 10)
            if self._is_across:
                painter.drawText(QRect(place + 2, 0, RULER, RULER // 2 + 2), Qt.AlignmentFlag.AlignLeft, figure)
            else:
                painter.drawText(QRect(1, place + 1, RULER, RULER), Qt.AlignmentFlag.AlignLeft, figure)

    def _draw_line(self, painter: QPainter, place: int, length: int) -> None:
        if self._is_across:
            painter.drawLine(place, RULER - length, place, RULER)
        else:
            painter.drawLine(RULER - length, place, RULER, place)
