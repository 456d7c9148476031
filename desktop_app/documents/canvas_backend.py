"""Draws the shapes of a chart on a reportlab canvas."""

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from desktop_app.documents.fonts import Face, printable, text_width
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
)

PAPER: dict[Colour, Color] = {
    Colour.ACCENT: HexColor("#1F6A86"),
    Colour.ACCENT_SOFT: HexColor("#DCEAF0"),
    Colour.GOOD: HexColor("#2F7D4F"),
    Colour.WARN: HexColor("#B7791F"),
    Colour.BAD: HexColor("#A63D36"),
    Colour.MUTED: HexColor("#5F6B76"),
    Colour.INK: HexColor("#1A2430"),
    Colour.GRID: HexColor("#D5DBE1"),
    Colour.GROUND: HexColor("#FFFFFF"),
}

_HATCH_STEP = 3.0
_DOT = 0.9


def paper_text_width(text: str, size: float, is_bold: bool) -> float:
    """The ``TextWidth`` of paper, in points."""
    return text_width(text, _face(is_bold), size)


def draw(canvas: Canvas, drawing: Drawing, *, x: float, top: float) -> None:
    """Draw with the upper left corner at ``x``, ``top`` in points from the lower left of the page."""
    canvas.saveState()
    canvas.translate(x, top)
    for shape in drawing.shapes:
        _draw_shape(canvas, shape)
    canvas.restoreState()


def _draw_shape(canvas: Canvas, shape: Shape) -> None:
    match shape:
        case Rect():
            _draw_rect(canvas, shape)
        case Line():
            canvas.setStrokeColor(PAPER[shape.colour])
            canvas.setLineWidth(shape.thickness)
            canvas.line(shape.x1, -shape.y1, shape.x2, -shape.y2)
        case Text():
            _draw_text(canvas, shape)
        case Polyline():
            _draw_polyline(canvas, shape)


def _draw_rect(canvas: Canvas, rect: Rect) -> None:
    bottom = -rect.y - rect.height
    canvas.setFillColor(PAPER[rect.fill])
    canvas.rect(rect.x, bottom, rect.width, rect.height, stroke=0, fill=1)
    if rect.pattern is not Pattern.PLAIN:
        _draw_pattern(canvas, rect, bottom)
    if rect.outline is not None:
        canvas.setStrokeColor(PAPER[rect.outline])
        canvas.setLineWidth(0.6)
        canvas.rect(rect.x, bottom, rect.width, rect.height, stroke=1, fill=0)


def _draw_pattern(canvas: Canvas, rect: Rect, bottom: float) -> None:
    canvas.saveState()
    frame = canvas.beginPath()
    frame.rect(rect.x, bottom, rect.width, rect.height)
    canvas.clipPath(frame, stroke=0, fill=0)
    ink = PAPER[rect.pattern_colour]
    canvas.setStrokeColor(ink)
    canvas.setFillColor(ink)
    canvas.setLineWidth(0.6)
    path = canvas.beginPath()
    match rect.pattern:
        case Pattern.DOTS:
            _add_dots(path, rect, bottom)
            canvas.drawPath(path, stroke=0, fill=1)
        case Pattern.DIAGONAL:
            _add_diagonals(path, rect, bottom, rising=True)
            canvas.drawPath(path, stroke=1, fill=0)
        case Pattern.CROSS:
            _add_diagonals(path, rect, bottom, rising=True)
            _add_diagonals(path, rect, bottom, rising=False)
            canvas.drawPath(path, stroke=1, fill=0)
        case Pattern.PLAIN:
            pass
    canvas.restoreState()


def _add_diagonals(path: PDFPathObject, rect: Rect, bottom: float, *, rising: bool) -> None:
    height = rect.height
    for index in range(int((rect.width + height) / _HATCH_STEP) + 1):
        foot = rect.x - height + index * _HATCH_STEP
        low, high = (bottom, bottom + height) if rising else (bottom + height, bottom)
        path.moveTo(foot, low)
        path.lineTo(foot + height, high)


def _add_dots(path: PDFPathObject, rect: Rect, bottom: float) -> None:
    for row in range(int(rect.height / _HATCH_STEP) + 1):
        shift = _HATCH_STEP / 2 if row % 2 else 0.0
        for column in range(int(rect.width / _HATCH_STEP) + 1):
            x = rect.x + shift + column * _HATCH_STEP
            path.rect(x, bottom + row * _HATCH_STEP, _DOT, _DOT)


def _draw_text(canvas: Canvas, text: Text) -> None:
    canvas.setFont(_face(text.is_bold), text.size)
    canvas.setFillColor(PAPER[text.colour])
    words = printable(text.text, _face(text.is_bold))
    match text.align:
        case Align.LEFT:
            canvas.drawString(text.x, -text.y, words)
        case Align.CENTRE:
            canvas.drawCentredString(text.x, -text.y, words)
        case Align.RIGHT:
            canvas.drawRightString(text.x, -text.y, words)


def _draw_polyline(canvas: Canvas, line: Polyline) -> None:
    canvas.setStrokeColor(PAPER[line.colour])
    canvas.setLineWidth(line.thickness)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    path.moveTo(line.points[0][0], -line.points[0][1])
    for x, y in line.points[1:]:
        path.lineTo(x, -y)
    canvas.drawPath(path, stroke=1, fill=0)


def _face(is_bold: bool) -> Face:
    return Face.SANS_BOLD if is_bold else Face.SANS
