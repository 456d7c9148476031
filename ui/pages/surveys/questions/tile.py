"""One answer to choose: a wide tile with its mark, its words and the number that chooses it from the keyboard."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import AID_SIZE, ANSWER_SIZE, GAP_M, GAP_S, colour, font

LEAST_HEIGHT = 54
MARK_SIDE = 30
LEAST_WIDTH = 200
CORNER = 8
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class Mark(StrEnum):
    """What stands before the words: a ring where one is chosen, a box where several are, a place where they rank."""

    RING = "ring"
    BOX = "box"
    PLACE = "place"


class Tile(QAbstractButton):
    """Keys are its grid's: it takes only the space bar, as every button does."""

    def __init__(self, text: str, number: int, mark: Mark, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.mark = mark
        self.place = 0
        self.setText(text)
        self.setAccessibleName(f"{number}. {text}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chosen(self, is_chosen: bool, place: int = 0) -> None:
        """``place`` is the place in a ranking, 1 first."""
        self.place = place
        self.setChecked(is_chosen)
        self.setAccessibleDescription(str(place or ""))
        self.update()

    def lines_at(self, width: int) -> int:
        """Into how many lines the words are broken in a tile of this width."""
        return round(self._words_at(width).height() / QFontMetrics(font(ANSWER_SIZE)).lineSpacing())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(LEAST_HEIGHT, self._words_at(width).height() + 2 * GAP_S)

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, LEAST_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, LEAST_HEIGHT)

    def nextCheckState(self) -> None:
        """The question decides what a click does."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Whoever clicks twice has not changed their mind."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_mark(painter)
        painter.setFont(font(ANSWER_SIZE))
        painter.setPen(colour("ink" if self.isEnabled() else "edge"))
        painter.drawText(self._words_room(self.width(), self.height()), WRAPPED, self.text())
        painter.setFont(font(AID_SIZE))
        painter.setPen(colour("muted"))
        key = self.rect().adjusted(0, 0, -GAP_M, 0)
        painter.drawText(key, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self.number))
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        ground = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else "field"
        is_strong = self.isChecked() or self.hasFocus()
        edge = "ink" if self.hasFocus() and self.isChecked() else "accent" if is_strong else "edge"
        painter.setBrush(colour(ground))
        painter.setPen(QPen(colour(edge), 3 if self.hasFocus() else 2 if is_strong else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), CORNER, CORNER)

    def _paint_mark(self, painter: QPainter) -> None:
        frame = QRectF(GAP_M, (self.height() - MARK_SIDE) / 2, MARK_SIDE, MARK_SIDE)
        painter.setBrush(colour("accent" if self.isChecked() else "field"))
        painter.setPen(QPen(colour("accent" if self.isChecked() else "edge"), 2))
        if self.mark is Mark.BOX:
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), CORNER / 2, CORNER / 2)
        else:
            painter.drawEllipse(frame.adjusted(1, 1, -1, -1))
        if not self.isChecked():
            return
        if self.mark is Mark.PLACE:
            painter.setFont(font(AID_SIZE, is_bold=True))
            painter.setPen(colour("accent_ink"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, str(self.place))
            return
        pen = QPen(colour("accent_ink"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        middle = frame.center()
        painter.drawPolyline([middle + QPointF(-6, 0), middle + QPointF(-2, 5), middle + QPointF(7, -5)])

    def _words_at(self, width: int) -> QRect:
        return QFontMetrics(font(ANSWER_SIZE)).boundingRect(self._words_room(width, 2000), WRAPPED, self.text())

    @staticmethod
    def _words_room(width: int, height: int) -> QRect:
        """Between the mark and the number."""
        before, after = GAP_M + MARK_SIDE + GAP_M, 2 * GAP_M + AID_SIZE
        return QRect(before, 0, width - before - after, height)
