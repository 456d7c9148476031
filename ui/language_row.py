"""The four languages side by side, for whoever stands before the program and cannot read it."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop_app.i18n import LANGUAGES, language
from ui.actions import Action, make_action
from ui.theme import GAP_S


def language_row(owner: QWidget, choose: Callable[[str], object]) -> QHBoxLayout:
    """Alt+1 to Alt+4; ``choose`` is given the code of a language."""
    row = QHBoxLayout()
    row.setSpacing(GAP_S)
    row.addStretch(1)
    group = QButtonGroup(owner)
    for number, (code, name) in enumerate(LANGUAGES.items(), 1):
        button = QPushButton(name, owner)
        button.setCheckable(True)
        button.setChecked(code == language())
        button.setProperty("role", "choice")
        button.setAutoDefault(False)
        key = Action(name, button.click, key=f"Alt+{number}")
        button.setToolTip(make_action(owner, key).toolTip())
        button.clicked.connect(lambda _checked=False, code=code: choose(code))
        group.addButton(button)
        row.addWidget(button)
    row.addStretch(1)
    return row
