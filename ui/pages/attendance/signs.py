"""The marks as they look."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF

from desktop_app.marks.records import Counts, MarkKind, MarkValue
from ui.pages.attendance.stamps import Stamp, drawn, kept
from ui.theme import GAP_XS, SMALL_SIZE, Tone, colour, font, tone_colours

BOX = 18
BOX_PADDING = 3
DOT = 5
CORNER = 6
EDGE_ALPHA = 90


def tone_of(kind: MarkKind) -> Tone:
    match kind.counts:
        case Counts.ABSENT:
            return Tone.BAD
        case Counts.EXCUSED:
            return Tone.ACCENT
        case Counts.PRESENT:
            return Tone.WARN
        case Counts.LEFT_OUT:
            return Tone.MUTED


def sign_of(kind: MarkKind, value: MarkValue | None, *, is_plain: bool) -> str:
    """What is written in the box of a mark, such as "–", "–1" or "K15"; nothing for plain presence, which is a dot."""
    number = (value.missed_hours or value.late_minutes) if value is not None else None
    if is_plain and number is None:
        return ""
    return f"{kind.letter.replace('-', '–')}{number or ''}"


def stamp(sign: str, tone: Tone, ratio: float) -> Stamp:
    """A mark for every cell that has it; ``ratio`` is that of the screen's pixels."""
    return kept((sign, tone, ratio), lambda: _drawn(sign, tone, ratio))


def _drawn(sign: str, tone: Tone, ratio: float) -> Stamp:
    width = max(BOX, QFontMetrics(_letters()).horizontalAdvance(sign) + 2 * BOX_PADDING)
    if sign:
        return drawn(width, BOX, ratio, lambda painter: _draw_box(painter, QRect(0, 0, width, BOX), sign, tone))
    return drawn(width, BOX, ratio, lambda painter: _draw_dot(painter, QPointF(width / 2, BOX / 2)))


def _draw_dot(painter: QPainter, middle: QPointF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("good"))
    painter.drawEllipse(middle, DOT / 2, DOT / 2)


def _draw_box(painter: QPainter, place: QRect, sign: str, tone: Tone) -> None:
    ink, ground = tone_colours(tone)
    # The thin edge tells the box from the ground of today's column, which may have the same colour.
    edge = colour(ink)
    edge.setAlpha(EDGE_ALPHA)
    box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(box, GAP_XS, GAP_XS)
    painter.setPen(colour(ink))
    painter.setFont(_letters())
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)


def _letters() -> QFont:
    return font(SMALL_SIZE, is_bold=True)


def paint_on_the_way(painter: QPainter, place: QRect) -> None:
    """The light sign of a mark that is not on the disk yet: three small dots under it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("muted"))
    for step in (-4, 0, 4):
        painter.drawRect(place.center().x() + step, place.bottom() - 2, 1, 1)


def paint_corner(painter: QPainter, place: QRect, token: str) -> None:
    """A small triangle at the upper right: there is more to read here."""
    right, top = place.right(), place.top() + 1
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(token))
    painter.drawPolygon(QPolygonF([QPointF(right - CORNER, top), QPointF(right, top), QPointF(right, top + CORNER)]))


def paint_cursor(painter: QPainter, place: QRect, *, is_strong: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("accent" if is_strong else "edge"), 2 if is_strong else 1))
    painter.drawRoundedRect(QRectF(place).adjusted(1.5, 1.5, -1.5, -1.5), GAP_XS, GAP_XS)
