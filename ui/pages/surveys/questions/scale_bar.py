"""The numbers of a scale in a row, and "?" for who does not know: pressed with a finger, or typed as a digit."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.questionnaires.layout import DONT_KNOW
from desktop_app.questionnaires.model import Scale
from ui.pages.surveys.questions.digits import DigitEntry
from ui.theme import ANSWER_SIZE, colour, font

STEP, HEIGHT = 52, 56
GAP_BEFORE_DONT_KNOW = 12
INSET = 4


class ScaleBar(QWidget):
    """Pressed again, the answer is taken away."""

    chosen = Signal()
    passed = Signal()
    """Answered with a key: on to what comes next."""

    def __init__(self, scale: Scale, title: str, *, has_dont_know: bool, step: int = STEP) -> None:
        super().__init__()
        self._step = step
        self._choices: list[int | str] = [*scale.values, *([DONT_KNOW] if has_dont_know else [])]
        self._value: int | str | None = None
        self._pointed: int | str | None = None
        self._pressed: int | str | None = None
        self._digits = DigitEntry(self, scale.high)
        self._digits.entered.connect(self._enter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)

    @property
    def value(self) -> int | str | None:
        return self._value

    def show_value(self, value: int | str | None) -> None:
        self._value = value if value in self._choices else None
        self.setAccessibleDescription("" if self._value is None else str(self._value))
        self.update()

    def choose(self, value: int | str | None) -> None:
        """Answer as a person does; None takes the answer away."""
        if value != self._value:
            self.show_value(value)
            self.chosen.emit()

    def centre_of(self, value: int | str) -> QPointF:
        return self._circle(value).center()

    def sizeHint(self) -> QSize:
        return QSize(round(self._circle(self._choices[-1]).right()) + INSET, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left:
                self._move(-1)
            case Qt.Key.Key_Right:
                self._move(1)
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete:
                self.choose(None)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._digits.finish():
                return
            case Qt.Key.Key_Question:
                self._enter(DONT_KNOW)
            case Qt.Key.Key_0 if 0 not in self._choices and not self._digits.is_begun:
                self._enter(DONT_KNOW)
            case _ if self._digits.press(event.text()):
                return
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._value_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        value, pressed = self._value_at(event.position()), self._pressed
        self._pressed = None
        # A finger that was laid down elsewhere, or on the page before this one, chooses nothing.
        if value is not None and value == pressed:
            self.choose(None if value == self._value else value)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Whoever clicks twice has not changed their mind."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._value_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(ANSWER_SIZE))
        for value in self._choices:
            self._paint_circle(painter, value)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), HEIGHT / 2, HEIGHT / 2)
        painter.end()

    def _enter(self, value: int | str) -> None:
        if value in self._choices:
            self.choose(value)
            self.passed.emit()

    def _move(self, step: int) -> None:
        at = -1 if self._value is None else self._choices.index(self._value)
        self.choose(self._choices[min(max(at + step, 0), len(self._choices) - 1)])

    def _paint_circle(self, painter: QPainter, value: int | str) -> None:
        is_chosen = value == self._value
        ground = "accent" if is_chosen else "hover" if value == self._pointed else "field"
        painter.setPen(QPen(colour("accent" if is_chosen else "edge"), 1))
        painter.setBrush(colour(ground))
        circle = self._circle(value)
        painter.drawEllipse(circle)
        painter.setPen(colour("accent_ink" if is_chosen else "ink"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(value))

    def _circle(self, value: int | str) -> QRectF:
        before = GAP_BEFORE_DONT_KNOW if value == DONT_KNOW else 0
        side = min(self._step, HEIGHT) - 2 * INSET
        left = self._choices.index(value) * self._step + before + (self._step - side) / 2
        return QRectF(left, (HEIGHT - side) / 2, side, side)

    def _value_at(self, at: QPointF) -> int | str | None:
        """The whole height above and below a number is the number's."""
        for value in self._choices:
            middle = self.centre_of(value).x()
            if abs(at.x() - middle) <= self._step / 2 and 0 <= at.y() <= HEIGHT:
                return value
        return None

    def _point(self, value: int | str | None) -> None:
        if value != self._pointed:
            self._pointed = value
            self.update()
