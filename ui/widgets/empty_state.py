"""What stands where there is nothing yet: a sentence, and the one action that fills the place."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.actions import Action, make_button, tooltip
from ui.icons import pixmap
from ui.theme import GAP_L, GAP_M
from ui.widgets.text import Role, label

SIGN_SIZE = 40
WIDTH = 420


@dataclass(frozen=True)
class EmptyState:
    """``width`` is that of the sentence, for a place that is narrower than usual."""

    text: str
    action: Action | None = None
    icon: str = ""
    width: int = WIDTH


class EmptyPlace(QWidget):
    """An empty state, in the middle of the room it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(GAP_M)
        self._layout.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_L)

    def show_state(self, state: EmptyState) -> None:
        """Whoever stands on the button stays on the one in its place; where none comes, goes on as by Tab."""
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        if had_focus and state.action is None:
            self.focusNextChild()
        while (item := self._layout.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        middle = Qt.AlignmentFlag.AlignHCenter
        self._layout.addStretch(1)
        if state.icon:
            sign = QLabel(self)
            sign.setPixmap(pixmap(state.icon, "edge", SIGN_SIZE, self.devicePixelRatioF()))
            self._layout.addWidget(sign, 0, middle)
        sentence = label(state.text, Role.MUTED, wrap=True)
        sentence.setAlignment(middle)
        sentence.setFixedWidth(state.width)
        self._layout.addWidget(sentence, 0, middle)
        # In the middle of a box layout a wrapped label is given the height of one line unless it says otherwise.
        sentence.ensurePolished()
        sentence.setFixedHeight(sentence.heightForWidth(state.width))
        if state.action is not None:
            # The page has the key of it already: asked for twice, Qt would do neither.
            button = make_button(self, replace(state.action, key=""))
            button.setToolTip(tooltip(state.action))
            self._layout.addWidget(button, 0, middle)
            self.setFocusProxy(button)
            if had_focus:
                # Qt gives the focus to nothing that is not in sight yet.
                button.show()
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._layout.addStretch(2)
