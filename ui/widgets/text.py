"""Words on a screen in the few roles that the style sheet knows."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


class Role(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    STRONG = "strong"
    QUESTION = "question"
    BODY = "body"
    MUTED = "muted"
    SMALL = "small"
    FIGURE = "figure"
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


def rule() -> QFrame:
    """A hair line between parts of a card."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


def dress(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and let it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
