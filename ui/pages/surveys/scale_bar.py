"""A row of numbered circles of which one can be chosen: by mouse, by digit, by arrow."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import QUESTION_SIZE, colour, font

DIAMETER = 36
STEP = 46
FRAME = 3


class ScaleBar(QWidget):
    """Chooses a number from 1 to ``most``, or none; a digit answers and goes on to what comes next."""

    chosen = Signal(int)
    """The number, 0 when it was taken away."""

    def __init__(self, title: str, *, most: int) -> None:
        super().__init__()
        self._most = most
        self._number = 0
        self._pointed = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)

    @property
    def number(self) -> int:
        return self._number

    def choose(self, number: int) -> None:
        """Choose a number; 0 takes the answer away."""
        if 0 <= number <= self._most and number != self._number:
            self._number = number
            self.setAccessibleDescription(str(number or ""))
            self.update()
            self.chosen.emit(number)

    def sizeHint(self) -> QSize:
        return QSize(STEP * self._most, DIAMETER + 2 * FRAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left:
                self.choose(max(self._number - 1, 1))
            case Qt.Key.Key_Right:
                self.choose(min(self._number + 1, self._most))
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.focusNextChild()
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete:
                self.choose(0)
            case _ if event.text().isdecimal() and 1 <= int(event.text()) <= self._most:
                self.choose(int(event.text()))
                self.focusNextChild()
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number:
            self.choose(0 if number == self._number else number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._number_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(QUESTION_SIZE))
        for number in range(1, self._most + 1):
            self._paint_circle(painter, number)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), DIAMETER / 2, DIAMETER / 2)
        painter.end()

    def _paint_circle(self, painter: QPainter, number: int) -> None:
        is_chosen = number == self._number
        circle = QRectF((number - 1) * STEP + (STEP - DIAMETER) / 2, FRAME, DIAMETER, DIAMETER)
        ground = "accent" if is_chosen else "hover" if number == self._pointed else "field"
        painter.setPen(QPen(colour("accent" if is_chosen else "edge"), 1))
        painter.setBrush(colour(ground))
        painter.drawEllipse(circle.adjusted(3, 3, -3, -3))
        painter.setPen(colour("accent_ink" if is_chosen else "ink"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))

    def _number_at(self, place: QPointF) -> int:
        number = int(place.x() // STEP) + 1
        return number if 1 <= number <= self._most and self.rect().contains(place.toPoint()) else 0

    def _point(self, number: int) -> None:
        if number != self._pointed:
            self._pointed = number
            self.update()
