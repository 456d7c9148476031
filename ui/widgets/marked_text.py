"""Found text: the letters that were searched for lie on a soft ground, in lists as in the search of everything."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from desktop_app.language.marking import marked_spans
from ui.models.table_model import TONE_ROLE
from ui.theme import Tone, colour, tone_colours
from ui.widgets.tone import PillDelegate

ROUNDING = 3
# On a chosen line the ground hardly shows: the line under it does.
UNDERLINE = 1.5


def paint_marked(painter: QPainter, box: QRect, side: Qt.AlignmentFlag, text: str, sought: Sequence[str]) -> None:
    """One line of text in the painter's font and pen, cut to the box, with what was sought underlaid."""
    metrics = painter.fontMetrics()
    fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    place = side | Qt.AlignmentFlag.AlignLeft
    line = painter.boundingRect(box, place, fitting)
    shown = len(fitting) if fitting == text else len(fitting) - 1
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ink, ground = map(colour, tone_colours(Tone.ACCENT))
    painter.setBrush(ground)
    for begin, end in marked_spans(text, sought):
        if begin < shown:
            left, right = (metrics.horizontalAdvance(fitting[:at]) for at in (begin, min(end, shown)))
            under = QRectF(line.x() + left, line.y(), right - left, line.height())
            painter.drawRoundedRect(under, ROUNDING, ROUNDING)
            painter.fillRect(under.adjusted(0, under.height() - UNDERLINE, 0, 0), ink)
    painter.restore()
    painter.drawText(box, place, fitting)


class MarkedDelegate(PillDelegate):
    """Cells in which what was searched for is marked; ``sought`` tells the folded words of the present search."""

    def __init__(self, parent: QWidget, sought: Callable[[], Sequence[str]]) -> None:
        super().__init__(parent)
        self._sought = sought

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        sought = self._sought()
        if not sought or index.data(TONE_ROLE) is not None:
            super().paint(painter, option, index)
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        style = cell.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        cell.text = text
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, cell, cell.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, cell, cell.widget) + 1
        painter.save()
        painter.setFont(cell.font)
        painter.setPen(colour("ink"))
        paint_marked(painter, room.adjusted(margin, -1, -margin, -1), Qt.AlignmentFlag.AlignVCenter, text, sought)
        painter.restore()
