"""Draws the shapes of a chart on the screen, in the colours of the theme, as wide as there is room."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.documents.chart_parts import ChartStyle
from desktop_app.documents.primitives import (
    Align,
    Colour,
    Drawing,
    Line,
    Pattern,
    Polyline,
    Rect,
    Shape,
    Text,
    TextWidth,
)
from ui.theme import SMALL_SIZE, colour, font

ChartLayout = Callable[[float, TextWidth, ChartStyle], Drawing]
"""Lays the chart out for a width: ``lambda width, measure, style: bars(rows, width=width, ...)``."""

BRUSHES = {
    Pattern.DIAGONAL: Qt.BrushStyle.BDiagPattern,
    Pattern.DOTS: Qt.BrushStyle.Dense6Pattern,
    Pattern.CROSS: Qt.BrushStyle.DiagCrossPattern,
}
# The roles of a chart whose colour in the theme goes by another name.
THEME_NAMES = {Colour.GRID: "border", Colour.GROUND: "card"}
LEAST_WIDTH = 240
PICTURE_MARGIN = 16


def screen_text_width(text: str, size: float, is_bold: bool) -> float:
    """The ``TextWidth`` of a screen, in logical pixels."""
    return QFontMetricsF(font(round(size), is_bold=is_bold)).horizontalAdvance(text)


def paint_drawing(painter: QPainter, drawing: Drawing) -> None:
    """Draw with the upper left corner at the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in drawing.shapes:
        _paint_shape(painter, shape)


def _ink(role: Colour) -> QColor:
    return colour(THEME_NAMES.get(role, role.value))


def _paint_shape(painter: QPainter, shape: Shape) -> None:
    match shape:
        case Rect():
            _paint_rect(painter, shape)
        case Line():
            painter.setPen(QPen(_ink(shape.colour), shape.thickness))
            painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
        case Text():
            _paint_text(painter, shape)
        case Polyline():
            painter.setPen(QPen(_ink(shape.colour), shape.thickness))
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))


def _paint_rect(painter: QPainter, rect: Rect) -> None:
    box = QRectF(rect.x, rect.y, rect.width, rect.height)
    painter.fillRect(box, _ink(rect.fill))
    if rect.pattern is not Pattern.PLAIN:
        painter.fillRect(box, QBrush(_ink(rect.pattern_colour), BRUSHES[rect.pattern]))
    if rect.outline is not None:
        painter.setPen(QPen(_ink(rect.outline), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)


def _paint_text(painter: QPainter, text: Text) -> None:
    shift = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[text.align]
    left = text.x - shift * screen_text_width(text.text, text.size, text.is_bold)
    painter.setFont(font(round(text.size), is_bold=text.is_bold))
    painter.setPen(_ink(text.colour))
    painter.drawText(QPointF(left, text.y), text.text)


class ChartView(QWidget):
    """A chart that is laid out again whenever its width changes, and is then as high as it needs.

    With ``least_height`` it takes the height there is instead, and is laid out for that too.
    """

    def __init__(
        self, layout: ChartLayout | None = None, *, description: str = "", least_height: int | None = None
    ) -> None:
        super().__init__()
        self._layout = layout
        self._drawing: Drawing | None = None
        self._is_filling = least_height is not None
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Expanding if self._is_filling else policy.Fixed)
        if least_height is not None:
            self.setMinimumHeight(least_height)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setAccessibleName(description)

    def set_layout(self, layout: ChartLayout) -> None:
        self._layout = layout
        self._lay_out()

    def picture(self, *, width: int, sharpness: int) -> QImage:
        """The chart laid out for a width, with so many pixels of the picture to one of the screen."""
        assert self._layout is not None
        drawing = self._layout(float(width), screen_text_width, ChartStyle(SMALL_SIZE))
        size = QSize(width, int(drawing.height) + 1) + QSize(2 * PICTURE_MARGIN, 2 * PICTURE_MARGIN)
        image = QImage(size * sharpness, QImage.Format.Format_RGB32)
        image.fill(_ink(Colour.GROUND))
        painter = QPainter(image)
        painter.scale(sharpness, sharpness)
        painter.translate(PICTURE_MARGIN, PICTURE_MARGIN)
        paint_drawing(painter, drawing)
        painter.end()
        return image

    def sizeHint(self) -> QSize:
        height = self._drawing.height if self._drawing is not None else 0
        return QSize(LEAST_WIDTH * 2, int(height) + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_filling or event.size().width() != event.oldSize().width():
            self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._drawing is not None:
            painter = QPainter(self)
            paint_drawing(painter, self._drawing)
            painter.end()

    def _lay_out(self) -> None:
        if self._layout is not None and self.width() > 1:
            self._drawing = self._layout(float(self.width() - 1), screen_text_width, ChartStyle(SMALL_SIZE))
            if not self._is_filling:
                self.setFixedHeight(int(self._drawing.height) + 1)
            self.update()
