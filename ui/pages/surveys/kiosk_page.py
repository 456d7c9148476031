"""The ground of the kiosk's quiet pages, and its large buttons and lines."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.actions import PrimaryButton
from ui.theme import GAP_M

COLUMN_WIDTH = 820


def large_button(text: str, parent: QWidget, *, role: str = "") -> QPushButton:
    """Many people click twice, on anything: the second click does nothing."""
    button = PrimaryButton(text, parent)
    button.setProperty("role", role)
    button.setProperty("build", "large")
    button.setAutoDefault(False)
    return button


def large_line(parent: QWidget, words: str) -> QLineEdit:
    line = QLineEdit(parent)
    line.setProperty("build", "large")
    line.setPlaceholderText(words)
    line.setAccessibleName(words)
    return line


def is_on_button(page: QWidget) -> bool:
    return isinstance(page.window().focusWidget(), QPushButton)


class KioskPage(QWidget):
    """A column in the middle of the screen."""

    def __init__(self) -> None:
        super().__init__()
        column = QWidget(self)
        column.setMaximumWidth(COLUMN_WIDTH)
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP_M)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)

    def focus_first(self) -> None:
        """Give the keys to what is used first."""
