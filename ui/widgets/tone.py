"""Pills: a state as a word on a soft ground, painted to fit the row it stands in."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.table_model import TONE_ROLE
from ui.theme import GAP_S, SMALL_SIZE, Tone, colour, font, tone_colours

PILL_HEIGHT = 20
DOT = 6
CELL_PADDING = 10
# Beside the colour each tone has its own mark, so that a pill is read without colours as well.
_FILLED = {Tone.GOOD, Tone.BAD, Tone.ACCENT}


def pill_width(text: str) -> int:
    return QFontMetrics(font(SMALL_SIZE)).horizontalAdvance(text) + DOT + GAP_S * 3


def paint_pill(painter: QPainter, place: QRect, text: str, tone: Tone) -> None:
    """Draw the pill at the left of ``place``, in the middle of its height, never wider than it."""
    ink, ground = tone_colours(tone)
    width = min(pill_width(text), place.width())
    box = QRectF(place.x(), place.center().y() + 1 - PILL_HEIGHT / 2, width, PILL_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(box, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
    _paint_mark(painter, QRectF(box.x() + GAP_S, box.center().y() - DOT / 2, DOT, DOT), ink, tone)
    painter.setPen(colour(ink))
    painter.setFont(font(SMALL_SIZE))
    words = box.adjusted(GAP_S * 1.5 + DOT, 0, -GAP_S, 0)
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(words.width()) + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)
    painter.restore()


def _paint_mark(painter: QPainter, place: QRectF, ink: str, tone: Tone) -> None:
    if tone in _FILLED:
        painter.setBrush(colour(ink))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(colour(ink))
    if tone in (Tone.WARN, Tone.BAD):
        painter.drawRect(place)
    else:
        painter.drawEllipse(place)


class PillDelegate(QStyledItemDelegate):
    """Paints cells that have a tone as pills, all others as usual."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tone = index.data(TONE_ROLE)
        if tone is None:
            super().paint(painter, option, index)
            return
        text = index.data() or ""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        if text:
            place = option.rect.adjusted(CELL_PADDING, 0, -CELL_PADDING // 2, 0)
            if ground.displayAlignment & Qt.AlignmentFlag.AlignRight:
                # The digits of the pill stand below those of plain cells.
                place.setRight(option.rect.right() - CELL_PADDING + GAP_S)
                place.setLeft(max(place.left(), place.right() + 1 - pill_width(text)))
            paint_pill(painter, place, text, Tone(tone))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        usual = super().sizeHint(option, index)
        if index.data(TONE_ROLE) is None:
            return usual
        return QSize(pill_width(index.data() or "") + CELL_PADDING * 2, usual.height())


class PillLabel(QWidget):
    """The same pill outside a table."""

    def __init__(self, text: str = "", tone: Tone = Tone.MUTED, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        return self._text

    def show_state(self, text: str, tone: Tone) -> None:
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._text), PILL_HEIGHT + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._text:
            painter = QPainter(self)
            paint_pill(painter, self.rect(), self._text, self._tone)
            painter.end()
