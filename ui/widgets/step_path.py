"""The life of something as a path of steps: what is done, what is next, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.i18n import N_, _
from ui.icons import pixmap
from ui.theme import GAP_S, GAP_XS, RADIUS, SMALL_SIZE, TEXT_SIZE, colour, font

HEIGHT = 84
MARK = 26
MARK_TOP = 8
TITLE_TOP = MARK_TOP + MARK + 6
LINE_WIDTH = 2


class StepState(StrEnum):
    """Shape and colour: a tick, a filled number, a half ring, an empty ring, a sign of exclamation."""

    DONE = "done"
    CURRENT = "current"
    PARTIAL = "partial"
    WAITING = "waiting"
    PROBLEM = "problem"


STATE_WORDS = {
    StepState.DONE: N_("Done"),
    StepState.CURRENT: N_("Next to do"),
    StepState.PARTIAL: N_("Begun"),
    StepState.WAITING: N_("Not begun"),
    StepState.PROBLEM: N_("Needs attention"),
}


@dataclass(frozen=True)
class Step:
    """``note`` is a few words under the title; ``missing`` the sentence in the tooltip."""

    name: str
    title: str
    state: StepState
    note: str = ""
    missing: str = ""


class StepPath(QWidget):
    """Steps in a row, chosen by mouse or by arrow keys."""

    chosen = Signal(str)
    entered = Signal()
    """Enter or the arrow down: on into what the chosen step shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._place = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def current(self) -> Step | None:
        return self._steps[self._place] if self._steps else None

    def set_steps(self, steps: Sequence[Step], chosen: str = "") -> None:
        """Show the steps; ``chosen`` (else what was chosen, else the next to do) is marked, without a signal."""
        before = self.current
        self._steps = tuple(steps)
        wanted = chosen or (before.name if before is not None else "")
        names = [step.name for step in self._steps]
        to_do = next((i for i, step in enumerate(self._steps) if step.state is StepState.CURRENT), 0)
        self._place = names.index(wanted) if wanted in names else to_do
        self._describe()
        self.updateGeometry()
        self.update()

    def choose(self, name: str) -> None:
        for place, step in enumerate(self._steps):
            if step.name == name:
                self._go_to(place)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(font(TEXT_SIZE, is_bold=True))
        widest = max((metrics.horizontalAdvance(step.title) for step in self._steps), default=60)
        return QSize((widest + GAP_S) * max(len(self._steps), 1), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        for place, step in enumerate(self._steps):
            self._paint_step(painter, self._box(place), place, step)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._go_to(self._place_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in moves and self._steps:
            self._go_to(min(max(self._place + moves[Qt.Key(event.key())], 0), len(self._steps) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down) and self.current is not None:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._steps:
            step = self._steps[self._place_at(event.pos().x())]
            QToolTip.showText(event.globalPos(), _words_of(step), self)
            return True
        return super().event(event)

    def _go_to(self, place: int) -> None:
        if not 0 <= place < len(self._steps) or place == self._place:
            return
        self._place = place
        self._describe()
        self.update()
        self.chosen.emit(self._steps[place].name)

    def _describe(self) -> None:
        if self.current is not None:
            self.setAccessibleName(self.current.title)
            self.setAccessibleDescription(_words_of(self.current))

    def _place_at(self, x: float) -> int:
        width = self.width() / max(len(self._steps), 1)
        return min(int(x / width), len(self._steps) - 1)

    def _box(self, place: int) -> QRectF:
        width = self.width() / len(self._steps)
        return QRectF(place * width, 0, width, HEIGHT)

    def _paint_line(self, painter: QPainter) -> None:
        """Between the marks: in the accent as far as all is done."""
        for place in range(len(self._steps) - 1):
            is_done = self._steps[place].state is StepState.DONE
            painter.setPen(QPen(colour("accent" if is_done else "border"), LINE_WIDTH))
            y = MARK_TOP + MARK / 2
            left, right = self._box(place).center().x(), self._box(place + 1).center().x()
            gap = MARK / 2 + GAP_S
            painter.drawLine(QPointF(left + gap, y), QPointF(right - gap, y))

    def _paint_step(self, painter: QPainter, box: QRectF, place: int, step: Step) -> None:
        is_chosen = place == self._place
        if is_chosen:
            painter.setPen(QPen(colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(box.adjusted(GAP_XS, 1, -GAP_XS, -1), RADIUS, RADIUS)
        self._paint_mark(painter, QRectF(box.center().x() - MARK / 2, MARK_TOP, MARK, MARK), place, step.state)
        painter.setFont(font(TEXT_SIZE, is_bold=is_chosen or step.state is StepState.CURRENT))
        painter.setPen(colour("muted" if step.state is StepState.WAITING and not is_chosen else "ink"))
        self._paint_words(painter, box, TITLE_TOP, step.title)
        painter.setFont(font(SMALL_SIZE))
        painter.setPen(colour("bad" if step.state is StepState.PROBLEM else "muted"))
        self._paint_words(painter, box, TITLE_TOP + 20, step.note)

    def _paint_words(self, painter: QPainter, box: QRectF, top: float, words: str) -> None:
        room = QRectF(box.x() + GAP_XS, top, box.width() - GAP_XS * 2, 18)
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, fitting)

    def _paint_mark(self, painter: QPainter, mark: QRectF, place: int, state: StepState) -> None:
        tint = {"done": "accent", "current": "accent", "partial": "warn", "waiting": "edge", "problem": "bad"}[state]
        is_filled = state in (StepState.CURRENT, StepState.PROBLEM)
        painter.setPen(QPen(colour(tint), LINE_WIDTH))
        painter.setBrush(colour(tint if is_filled else "card"))
        painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
        if state is StepState.PARTIAL:
            painter.setBrush(colour(tint))
            painter.drawPie(mark.adjusted(5, 5, -5, -5), 90 * 16, -180 * 16)
        elif state is StepState.DONE:
            inset = (MARK - 16) / 2
            sign = pixmap("check", tint, 16, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(mark.x() + inset, mark.y() + inset), sign)
        else:
            painter.setFont(font(SMALL_SIZE, is_bold=True))
            painter.setPen(colour("accent_ink" if is_filled else "muted"))
            words = "!" if state is StepState.PROBLEM else str(place + 1)
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, words)


def _words_of(step: Step) -> str:
    parts = [f"{step.title}: {_(STATE_WORDS[step.state])}", step.note, step.missing]
    return "\n".join(part for part in parts if part)
