"""The ground of every form field: a label above, what is wrong or worth knowing below, a mark on a guess."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui.theme import GAP_XS
from ui.widgets.text import Role, dress, label

Check = Callable[[Any], str]
"""Given the value, the sentence that says what is wrong with it; empty if nothing."""


class Field(QWidget):
    """What all fields share. A subclass hands over its editor and tells ``value``."""

    edited = Signal()
    # What is typed here is kept nowhere.
    is_secret = False

    def __init__(
        self,
        name: str,
        title: str,
        editor: QWidget,
        *,
        is_required: bool = False,
        hint: str = "",
        check: Check | None = None,
    ) -> None:
        super().__init__()
        self.name = name
        self.editor = editor
        self.is_required = is_required
        self._check = check
        self._hint = hint
        self._is_guess = False
        caption = label(f"{title} *" if is_required else title, Role.MUTED)
        caption.setBuddy(editor)
        self._below = label(hint, Role.SMALL, wrap=True)
        editor.setAccessibleName(title)
        self.setFocusProxy(editor)
        self.place = QVBoxLayout(self)
        self.place.setContentsMargins(0, 0, 0, 0)
        self.place.setSpacing(GAP_XS)
        self.place.addWidget(caption)
        self.place.addWidget(editor)
        self.place.addWidget(self._below)
        self.place.addStretch(1)
        # Only now: a label that is shown before it has a parent becomes a window of its own.
        caption.setVisible(bool(title))
        self._below.setVisible(bool(hint))

    @property
    def value(self) -> Any:
        raise NotImplementedError

    @property
    def is_guess(self) -> bool:
        """Filled in by the program and not looked at yet."""
        return self._is_guess

    def set_value(self, value: Any, *, is_guess: bool = False) -> None:
        """Show a value; a guess is marked as one until it is edited."""
        self._write(value)
        self._mark_guess(is_guess)

    def problem(self) -> str:
        """What is wrong with the field, in a sentence; empty when it may be saved."""
        if self.is_required and self._is_empty():
            return _("This field must be filled in.")
        if self._check is not None and not self._is_empty():
            return self._check(self.value)
        return ""

    @property
    def error(self) -> str:
        return self._below.text() if self._below.property("role") == Role.ERROR.value else ""

    def show_error(self, text: str) -> None:
        """Show what is wrong under the field; an empty text takes it away."""
        dress(self.editor, is_wrong=bool(text))
        if text:
            self._say(text, Role.ERROR)
        else:
            self._mark_guess(self._is_guess)

    def _write(self, value: Any) -> None:
        raise NotImplementedError

    def _is_empty(self) -> bool:
        return self.value in (None, "")

    def _note_edit(self) -> None:
        self._is_guess = False
        self.show_error("")
        self.edited.emit()

    def _mark_guess(self, is_guess: bool) -> None:
        self._is_guess = is_guess
        dress(self.editor, is_guess=is_guess)
        if is_guess:
            self._say(_("A guess: please check it."), Role.GUESS)
        else:
            self._say(self._hint, Role.SMALL)

    def _say(self, text: str, role: Role) -> None:
        self._below.setText(text)
        self._below.setVisible(bool(text))
        dress(self._below, role=role.value)
