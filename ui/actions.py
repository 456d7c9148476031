"""Actions that a person can take, each with its key; the F1 sheet reads them off the window."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui import rights
from ui.icons import icon
from ui.widgets.text import dress

GROUP = "sheet_group"
# No page may want it for itself, and no keyboard layout changes it.
LOCK_KEY = "Ctrl+F12"


@dataclass(frozen=True)
class Action:
    """Something to do: its words, what it does, and where wanted an icon, a key ("Ctrl+N") and a hint.

    For whom lacks the ``right`` (see ui/rights.py) it is greyed, and its tooltip says why; what ``is_wide``, about all
    cohorts, is greyed as well for whom has the right for their own alone.
    """

    text: str
    run: Callable[[], object]
    icon: str = ""
    key: str = ""
    hint: str = ""
    right: str = ""
    is_wide: bool = False

    @property
    def is_allowed(self) -> bool:
        return rights.may_for_all(self.right) if self.is_wide else rights.may(self.right)


class ActionButton(QPushButton):
    """Stays grey whatever the page thinks of it, where the right to its action is missing. Enter presses it, too."""

    def __init__(self, text: str, parent: QWidget | None = None, *, is_allowed: bool = True) -> None:
        super().__init__(text, parent)
        self._is_allowed = is_allowed
        self.setEnabled(True)

    def setEnabled(self, is_wanted: bool) -> None:
        super().setEnabled(is_wanted and self._is_allowed)

    def setDisabled(self, is_wanted: bool) -> None:
        self.setEnabled(not is_wanted)

    def setVisible(self, is_wanted: bool) -> None:
        super().setVisible(is_wanted)
        # The key belongs to the window, which does not look whether its button is there.
        for command in self.findChildren(QAction):
            command.setVisible(is_wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


def is_plain_enter(event: QKeyEvent) -> bool:
    """Enter by itself, of either side of the keyboard: with Ctrl it means something else."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class _Command(QAction):
    """The same for a key or a line of a menu."""

    def __init__(self, action: Action, parent: QWidget) -> None:
        super().__init__(action.text, parent)
        self._is_allowed = action.is_allowed
        self.setEnabled(True)

    def setEnabled(self, is_wanted: bool) -> None:
        super().setEnabled(is_wanted and self._is_allowed)

    def setDisabled(self, is_wanted: bool) -> None:
        self.setEnabled(not is_wanted)


class PrimaryButton(ActionButton):
    """Whoever double-clicks out of habit wants the thing once: the second click does nothing."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


def make_action(owner: QWidget, action: Action, *, group: str = "", is_local: bool = False) -> QAction:
    """An action of the owner. Its key stands in the F1 sheet and works in the window while the owner is in sight.

    With ``is_local`` the key works only while the focus is inside the owner: Delete means something else in each table.
    """
    made = _Command(action, owner)
    if action.icon:
        made.setIcon(icon(action.icon))
    if action.key:
        made.setShortcut(QKeySequence(action.key))
        context = Qt.ShortcutContext
        made.setShortcutContext(context.WidgetWithChildrenShortcut if is_local else context.WindowShortcut)
    made.setToolTip(tooltip(action))
    made.setProperty(GROUP, group)
    # Qt hands over whether it is checked, which is nothing to the callable.
    made.triggered.connect(lambda _checked=False: action.run())
    owner.addAction(made)
    return made


def open_under(button: QWidget, menu: QMenu) -> None:
    """Let somebody choose from a menu that hangs from a button, and be done with it."""
    menu.exec(button.mapToGlobal(QPoint(0, button.height())))
    menu.deleteLater()


def make_button(
    owner: QWidget, action: Action, *, is_primary: bool = False, is_danger: bool = False, group: str = ""
) -> QPushButton:
    """A button with the action behind it; disabling or hiding the button does so with the key as well."""
    button = (PrimaryButton if is_primary else ActionButton)(action.text, owner, is_allowed=action.is_allowed)
    role = "primary" if is_primary else "danger" if is_danger else ""
    button.setProperty("role", role)
    if action.icon:
        button.setIcon(icon(action.icon, "accent_ink" if is_primary else "bad" if is_danger else "muted"))
        button.setIconSize(QSize(16, 16))
    button.setToolTip(tooltip(action))
    button.setAutoDefault(False)
    if action.key:
        command = make_action(owner, replace(action, run=button.click, icon=""), group=group)
        command.setParent(button)
    button.clicked.connect(lambda _checked=False: action.run())
    return button


def link_button(text: str, run: Callable[[], object], *, key: str = "") -> QPushButton:
    """A button that reads as a link, inside banners and empty places."""
    button = ActionButton(text)
    dress(button, role="link")
    button.setAutoDefault(False)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    if key:
        button.setShortcut(QKeySequence(key))
        button.setToolTip(f"{text} ({key_text(key)})")
    button.clicked.connect(lambda _checked=False: run())
    return button


def tooltip(action: Action) -> str:
    if not action.is_allowed:
        return f"{action.text}\n{rights.reason(action.right)}"
    words = action.hint or action.text
    return f"{words} ({key_text(action.key)})" if action.key else words


def key_text(key: str) -> str:
    """The key as it is printed on the keyboard of this system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
