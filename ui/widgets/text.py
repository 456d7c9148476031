"""Words on a screen in the few roles that the style sheet knows."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget


class Role(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    STRONG = "strong"
    QUESTION = "question"
    ASKED = "asked"
    ANSWER = "answer"
    AID = "aid"
    AID_WRONG = "aid-wrong"
    BODY = "body"
    MUTED = "muted"
    SMALL = "small"
    FIGURE = "figure"
    DISPLAY = "display"
    ERROR = "error"
    GUESS = "guess"
    KEY = "key"


def label(text: str, role: Role = Role.BODY, *, wrap: bool = False, tone: str = "") -> QLabel:
    """Plain text, never read as mark-up: a name may hold a "<"."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role.value)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def flowing(text: str, role: Role = Role.BODY, *, tone: str = "") -> QLabel:
    """Words that wrap inside a scroll area: as high as their width makes them, asking for no more room beforehand."""
    made = label(text, role, wrap=True, tone=tone)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made


def in_the_middle(words: QLabel, width: int) -> QHBoxLayout:
    """Words that wrap in the middle of a wide column.

    With an alignment alone they would be given the height that they need where they are as wide as the column.
    """
    words.setFixedWidth(width)
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(words)
    row.addStretch(1)
    return row


class OneLine(QLabel):
    """A line that takes the room it is given: what does not fit ends in "…" and is whole in the tooltip."""

    def __init__(self, role: Role) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        self._hint = self._short = ""

    def set_short(self, short: str) -> None:
        """What stands there where the whole does not fit; it always has room."""
        self._short = short
        self.updateGeometry()

    def set_hint(self, hint: str) -> None:
        """Say more in the tooltip than the line itself."""
        self._hint = hint

    def minimumSizeHint(self) -> QSize:
        short = self.fontMetrics().horizontalAdvance(self._short)
        return QSize(min(short, self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        fitting = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip("\n".join(filter(None, (self.text() if fitting != self.text() else "", self._hint))))
        if fitting == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._short or fitting)
        painter.end()


def rule() -> QFrame:
    """A hair line between parts of a card."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


def dress(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and let it look again if one of them is another now."""
    # What was never set is false to it.
    if all((widget.property(name) or False) == (value or False) for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
