"""The ground of every section of the settings: a heading, a sentence, its actions, what it holds."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.actions import Action, make_button
from ui.theme import GAP_M, GAP_XS
from ui.widgets.page import Panel
from ui.widgets.text import Role, label
from ui.widgets.wrapping_row import WrappingRow
from ui.workspace import Workspace


class Section(Panel):
    """Fill ``body`` after calling ``super().__init__``."""

    def __init__(self, workspace: Workspace, *, title: str, intro: str = "") -> None:
        super().__init__(workspace)
        self.title = title
        self._actions = WrappingRow(is_right=True)
        line = QHBoxLayout()
        line.setSpacing(GAP_M)
        line.addWidget(label(title, Role.HEADING), 1)
        line.addLayout(self._actions)
        header = QVBoxLayout()
        header.setSpacing(GAP_XS)
        header.addLayout(line)
        # Under the buttons, not beside them: three buttons leave a sentence no room but a narrow column.
        header.addWidget(label(intro, Role.MUTED, wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP_M)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_M)
        outer.addLayout(header)
        outer.addLayout(self.body, 1)

    def add_action(self, action: Action, *, is_primary: bool = False, is_danger: bool = False) -> QPushButton:
        """A button at the right of the heading; add the primary one last."""
        button = make_button(self, action, is_primary=is_primary, is_danger=is_danger, group=self.title)
        self._actions.addWidget(button)
        return button

    def first_focus(self) -> QWidget | None:
        """What has the focus when the section is opened by its name; to be overridden."""
        return None
