"""White cards on the grey ground: one for anything, one for a single figure."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.actions import Action, make_button
from ui.icons import pixmap
from ui.theme import GAP_L, GAP_M, GAP_S, Tone, colour, tone_colours
from ui.widgets.text import OneLine, Role, dress, label

SIGN_SIDE = 36
SIGN_ICON = 20


class Card(QFrame):
    """A titled card; put what it holds into ``body``."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        outer.setSpacing(GAP_S)
        self._heading = label(title, Role.HEADING)
        self._top = QHBoxLayout()
        self._top.addWidget(self._heading, 1)
        outer.addLayout(self._top)
        # Only now: a label that is shown before it has a parent becomes a window of its own.
        self._heading.setVisible(bool(title))
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP_S)
        outer.addLayout(self.body, 1)

    def set_title(self, title: str) -> None:
        # A title that comes later comes from the data, and may be long.
        self._heading.setWordWrap(True)
        self._heading.setText(title)
        self._heading.setVisible(bool(title))

    def add_action(self, action: Action) -> QPushButton:
        """A button at the right of the card's title."""
        button = make_button(self, action)
        self._top.addWidget(button)
        return button


class StatTile(QFrame):
    """One large figure with a small label; with ``on_click`` it leads to what stands behind it."""

    def __init__(
        self,
        title: str,
        figure: str = "",
        note: str = "",
        *,
        tone: Tone = Tone.MUTED,
        icon: str = "",
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._on_click = on_click
        self._figure = label("", Role.FIGURE)
        self._note = OneLine(Role.SMALL)
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (label(title, Role.MUTED), self._figure, self._note):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, GAP_M, GAP_M, GAP_M)
        row.addLayout(words, 1)
        if icon:
            row.addWidget(_sign(icon), 0, Qt.AlignmentFlag.AlignTop)
        if on_click is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setProperty("is_link", True)
        self.setAccessibleName(title)
        self.set_figure(figure, note, tone)

    def set_figure(self, figure: str, note: str = "", tone: Tone = Tone.MUTED) -> None:
        self._figure.setText(figure)
        self._note.setText(note)
        dress(self._note, tone=tone.value)
        self.setAccessibleDescription(f"{figure} {note}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._on_click is not None and self.rect().contains(event.position().toPoint()):
            self._on_click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._on_click is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_click()
        else:
            super().keyPressEvent(event)


def _sign(name: str) -> QLabel:
    """An icon on a soft square of the accent."""
    sign = QLabel()
    ratio = sign.devicePixelRatioF()
    picture = QPixmap(round(SIGN_SIDE * ratio), round(SIGN_SIDE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tone_colours(Tone.ACCENT)[1]))
    painter.drawRoundedRect(0, 0, SIGN_SIDE, SIGN_SIDE, GAP_S, GAP_S)
    inset = (SIGN_SIDE - SIGN_ICON) // 2
    painter.drawPixmap(inset, inset, pixmap(name, "accent", SIGN_ICON, ratio))
    painter.end()
    sign.setPixmap(picture)
    return sign
