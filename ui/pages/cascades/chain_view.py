"""The levels of a cascade as a chain: how many on each, how many each has trained, how much of the plan is reached."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.cascades.records import LevelFact
from desktop_app.i18n import _
from ui import formats
from ui.theme import FIGURE_SIZE, GAP_M, GAP_S, GAP_XS, RADIUS, SMALL_SIZE, TEXT_SIZE, Tone, colour, font, tone_colours

HEIGHT = 132
# Between two levels: the arrow with the fan-out on it.
ARROW = 60
BAR = 5
LEAST_LEVEL = 150
# Below four fifths of its plan a level is short, below half it is far from it.
FEW, MANY = 50.0, 80.0


def coverage_tone(coverage: float | None) -> Tone:
    if coverage is None:
        return Tone.MUTED
    return Tone.BAD if coverage < FEW else Tone.WARN if coverage < MANY else Tone.GOOD


def coverage_text(level: LevelFact) -> str:
    """The share with what it is of what: "67,4%: 6 553 of 9 729 planned"."""
    if not level.planned:
        return _("No plan for this level")
    return _(
        "{share}: {people} of {planned} planned",
        share=formats.percent_text(level.people, level.planned),
        people=formats.integer_text(level.people),
        planned=formats.integer_text(level.planned),
    )


def short_coverage(level: LevelFact) -> str:
    """The share and what it is of; the people stand above it."""
    if not level.planned:
        return _("No plan for this level")
    share = formats.percent_text(level.people, level.planned)
    return _("{share}, planned {planned}", share=share, planned=formats.integer_text(level.planned))


def known_text(level: LevelFact) -> str:
    if not level.reported:
        return _("all known by name") if level.named else ""
    if not level.named:
        return _("reported as a number only")
    return _(
        "{named} by name, {reported} as a number",
        named=formats.integer_text(level.named),
        reported=formats.integer_text(level.reported),
    )


class ChainView(QWidget):
    """Levels in a row, chosen by mouse or by arrow keys."""

    chosen = Signal(int)
    """The place of the level."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: tuple[LevelFact, ...] = ()
        self._place = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> LevelFact | None:
        return self._levels[self._place] if self._place < len(self._levels) else None

    def set_levels(self, levels: Sequence[LevelFact]) -> None:
        self._levels = tuple(levels)
        self._place = min(self._place, max(len(levels) - 1, 0))
        self._describe()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        levels = max(len(self._levels), 1)
        return QSize(levels * LEAST_LEVEL + (levels - 1) * ARROW, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, level in enumerate(self._levels):
            self._paint_level(painter, self._box(place), level, is_chosen=place == self._place)
            if place:
                self._paint_arrow(painter, self._box(place), level)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None:
            self._go_to(place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self._place_at(QPointF(event.pos()))
            # What a narrow window cuts off is whole here.
            words = "" if place is None else _words_of(self._levels[place])
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._levels:
            self._go_to(self._place + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _go_to(self, place: int) -> None:
        if 0 <= place < len(self._levels) and place != self._place:
            self._place = place
            self._describe()
            self.update()
            self.chosen.emit(self._levels[place].place)

    def _describe(self) -> None:
        level = self.current
        self.setAccessibleName(level.role if level else _("Levels of the cascade"))
        self.setAccessibleDescription(_words_of(level) if level else "")

    def _place_at(self, point: QPointF) -> int | None:
        return next((place for place in range(len(self._levels)) if self._box(place).contains(point)), None)

    def _box(self, place: int) -> QRectF:
        levels = len(self._levels)
        width = (self.width() - (levels - 1) * ARROW) / levels
        return QRectF(place * (width + ARROW), 0, width, HEIGHT)

    def _paint_level(self, painter: QPainter, box: QRectF, level: LevelFact, *, is_chosen: bool) -> None:
        painter.setPen(QPen(colour("accent" if is_chosen else "border"), 2 if is_chosen and self.hasFocus() else 1))
        painter.setBrush(colour("accent_soft" if is_chosen else "card"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        inner = box.adjusted(GAP_M, GAP_S, -GAP_M, -GAP_S)
        top = self._line(painter, inner, inner.top(), level.role, size=TEXT_SIZE, is_bold=True)
        top = self._line(painter, inner, top, formats.integer_text(level.people), size=FIGURE_SIZE, is_bold=True)
        top = self._line(painter, inner, top, known_text(level), size=SMALL_SIZE, token="muted")
        top = self._line(painter, inner, top, short_coverage(level), size=SMALL_SIZE, token="muted")
        if level.planned:
            self._paint_bar(painter, QRectF(inner.x(), box.bottom() - GAP_S - BAR, inner.width(), BAR), level)

    def _line(
        self,
        painter: QPainter,
        box: QRectF,
        top: float,
        words: str,
        *,
        size: int,
        is_bold: bool = False,
        token: str = "ink",
    ) -> float:
        painter.setFont(font(size, is_bold=is_bold))
        painter.setPen(colour(token))
        height = painter.fontMetrics().height()
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(QRectF(box.x(), top, box.width(), height), Qt.AlignmentFlag.AlignVCenter, fitting)
        return top + height

    def _paint_bar(self, painter: QPainter, box: QRectF, level: LevelFact) -> None:
        ink, _ground = tone_colours(coverage_tone(level.coverage))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(box, BAR / 2, BAR / 2)
        share = min((level.coverage or 0) / 100, 1.0)
        if share > 0:
            painter.setBrush(colour(ink))
            painter.drawRoundedRect(QRectF(box.x(), box.y(), max(box.width() * share, BAR), BAR), BAR / 2, BAR / 2)

    def _paint_arrow(self, painter: QPainter, box: QRectF, level: LevelFact) -> None:
        """From the level before to this one, with how many people one of them has trained."""
        left, right, middle = box.left() - ARROW + GAP_XS, box.left() - GAP_XS, box.center().y()
        painter.setPen(QPen(colour("edge"), 1.5))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        for side in (-GAP_XS, GAP_XS):
            painter.drawLine(QPointF(right, middle), QPointF(right - GAP_XS, middle + side))
        if level.fan_out is None:
            return
        painter.setFont(font(TEXT_SIZE, is_bold=True))
        painter.setPen(colour("ink"))
        above = QRectF(left, middle - 24, right - left, 20)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"× {formats.decimal_text(level.fan_out)}")


def _words_of(level: LevelFact) -> str:
    lines = (f"{level.role}: {formats.integer_text(level.people)}", known_text(level), coverage_text(level))
    return "\n".join(filter(None, lines))
