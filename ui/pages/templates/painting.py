"""Draws what the layout has placed, in millimetres, as it comes out of the printer."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.layout import Placed, PlacedCode, PlacedPicture, PlacedText
from desktop_app.certificate_templates.model import Design, LineElement, OrnamentElement, RectangleElement, Typeface
from desktop_app.certificate_templates.ornaments import Box, draw_ornament
from desktop_app.documents.qr import QUIET_MODULES
from ui.pages.templates.glyphs import EM, add_face, outline

POINT = 25.4 / 72  # mm
_DASH = (0.5, 2.5)  # points, as on the paper


def paint(painter: QPainter, placed: Placed, files: Files) -> None:
    """The painter's unit is a millimetre of the page."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    match placed:
        case PlacedText():
            _paint_text(painter, placed, files)
        case PlacedPicture():
            _paint_picture(painter, placed, files)
        case PlacedCode():
            _paint_code(painter, placed)
        case LineElement():
            _paint_line(painter, placed)
        case RectangleElement():
            _paint_rectangle(painter, placed)
        case OrnamentElement():
            _paint_ornament(painter, placed)


def _paint_text(painter: QPainter, placed: PlacedText, files: Files) -> None:
    typeface = placed.element.typeface
    if typeface not in set(Typeface) and files.has(typeface):
        add_face(placed.face, files.contents[typeface])
    scale = placed.size * POINT / EM
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(placed.element.colour))
    for line in placed.lines:
        painter.save()
        painter.translate(line.x, line.y)
        painter.scale(scale, scale)
        painter.drawPath(outline(line.text, placed.face))
        painter.restore()


def _paint_picture(painter: QPainter, placed: PlacedPicture, files: Files) -> None:
    if files.has(placed.file):
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        picture = _picture(files.contents[placed.file])
        target = QRectF(placed.x, placed.y, placed.width, placed.height)
        painter.drawPixmap(target, picture, QRectF(picture.rect()))


@lru_cache(maxsize=16)
def _picture(content: bytes) -> QPixmap:
    picture = QPixmap()
    picture.loadFromData(content)
    return picture


def _paint_code(painter: QPainter, placed: PlacedCode) -> None:
    if placed.symbol is None:
        return
    module = placed.width / placed.symbol.size
    quiet = QUIET_MODULES * module
    ground = QRectF(placed.x, placed.y, placed.width, placed.width).adjusted(-quiet, -quiet, quiet, quiet)
    painter.fillRect(ground, Qt.GlobalColor.white)
    # Whole pixels: no hair lines between the rows.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for column, row, length in placed.symbol.runs:
        dark = QRectF(placed.x + column * module, placed.y + row * module, length * module, module)
        painter.fillRect(dark, Qt.GlobalColor.black)


def _paint_line(painter: QPainter, line: LineElement) -> None:
    place = line.place
    pen = _pen(line.colour, line.thickness)
    if line.is_dashed and line.thickness:
        pen.setDashPattern([part / line.thickness for part in _DASH])
    painter.setPen(pen)
    painter.drawLine(QLineF(place.left, place.top, place.left + place.width, place.top + place.height))


def _paint_rectangle(painter: QPainter, rectangle: RectangleElement) -> None:
    place = rectangle.place
    painter.setPen(_pen(rectangle.colour, rectangle.thickness) if rectangle.thickness else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(rectangle.fill) if rectangle.fill else Qt.BrushStyle.NoBrush)
    box = QRectF(place.left, place.top, place.width, place.height)
    painter.drawRoundedRect(box, rectangle.radius, rectangle.radius)


def _paint_ornament(painter: QPainter, ornament: OrnamentElement) -> None:
    """By the same hand as on the paper, whose y goes up and whose unit is the point."""
    place = ornament.place
    painter.translate(place.left, place.top + place.height)
    painter.scale(POINT, -POINT)
    for stroke in _strokes(ornament.design, place.width / POINT, place.height / POINT, ornament.colour):
        painter.setPen(stroke.pen)
        painter.setBrush(stroke.fill or Qt.BrushStyle.NoBrush)
        if isinstance(stroke.shape, QRectF):
            painter.drawRect(stroke.shape)
        else:
            painter.drawPolyline(stroke.shape)


def _pen(colour: str, thickness: float) -> QPen:
    pen = QPen(QColor(colour), thickness * POINT)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


@dataclass(frozen=True)
class _Stroke:
    """A rectangle or a line of many points, in points of the paper."""

    pen: QPen
    fill: QColor | None
    shape: QRectF | QPolygonF


@lru_cache(maxsize=32)
def _strokes(design: Design, width: float, height: float, colour: str) -> tuple[_Stroke, ...]:
    """Reckoned once, however often it is zoomed."""
    recorder = _Recorder()
    draw_ornament(cast(Any, recorder), design, Box(0, 0, width, height), colour)
    return tuple(recorder.strokes)


class _Recorder:
    """As much of a canvas of the paper as ornaments are drawn with, called as there."""

    def __init__(self) -> None:
        self.strokes: list[_Stroke] = []
        self._pen = QPen()
        self._fill = QColor(Qt.GlobalColor.white)

    def saveState(self) -> None:
        """Nothing that is set outlives the ornament."""

    def restoreState(self) -> None:
        """Nothing that is set outlives the ornament."""

    def setLineJoin(self, _style: int) -> None:
        self._pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)

    def setStrokeColor(self, colour: Any) -> None:
        self._pen.setColor(QColor.fromRgbF(*colour.rgb()))

    def setFillColor(self, colour: Any) -> None:
        self._fill = QColor.fromRgbF(*colour.rgb())

    def setLineWidth(self, points: float) -> None:
        self._pen.setWidthF(points)

    def rect(self, x: float, y: float, width: float, height: float, *, fill: int = 0) -> None:
        self.strokes.append(_Stroke(QPen(self._pen), self._fill if fill else None, QRectF(x, y, width, height)))

    def drawPath(self, path: Any, *, stroke: int, fill: int) -> None:
        """Line by line: a path of all of them at once would be looked through for where they cross."""
        pen = QPen(self._pen) if stroke else QPen(Qt.PenStyle.NoPen)
        self.strokes += (_Stroke(pen, self._fill if fill else None, line) for line in _polylines(path.getCode()))


def _polylines(code: str) -> list[QPolygonF]:
    """The lines of a path as a PDF writes it: "x y m" begins one, "x y l" goes on with it."""
    lines: list[QPolygonF] = []
    words = code.split()
    for x, y, operator in zip(words[::3], words[1::3], words[2::3], strict=True):
        if operator == "m":
            lines.append(QPolygonF())
        lines[-1].append(QPointF(float(x), float(y)))
    return lines
