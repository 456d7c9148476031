"""How a list in a window of its own is laid out: its title, the list, a line under it and the way out."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui.theme import GAP_L, GAP_M, GAP_XL
from ui.widgets.text import Role, label

# What is there at once of a list that may be tens of thousands of lines long.
FIRST_LINES = 500


def lay_out_list(dialog: QDialog, title: str, table: QWidget, foot: QLabel) -> QPushButton:
    """Fill the window; returns the button that closes it."""
    close = QPushButton(_("Close"))
    close.clicked.connect(dialog.accept)
    buttons = QHBoxLayout()
    buttons.addWidget(foot, 1)
    buttons.addWidget(close)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
    outer.setSpacing(GAP_M)
    outer.addWidget(label(title, Role.HEADING, wrap=True))
    outer.addWidget(table, 1)
    outer.addLayout(buttons)
    return close
