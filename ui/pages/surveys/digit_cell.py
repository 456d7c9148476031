"""One cell of a paper sheet as it is typed: a digit that is allowed jumps on, any other is refused without a sound."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.widgets.text import dress

WIDTH, WIDE = 40, 96
NEXT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Down)
PREVIOUS_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Up)
Meaning = tuple[str, int]
"""The item that is answered, and the number it gets."""


class DigitCell(QLineEdit):
    """``meanings`` tells what each digit answers. With ``is_multiple`` digits go in and out, and Enter goes on."""

    refused = Signal(str)
    """What was typed and means nothing here."""
    answered = Signal()
    """A digit was taken or taken away."""
    left = Signal(int)
    """1: on to the next cell, -1: back to the one before."""

    def __init__(self, title: str, meanings: Mapping[str, Meaning], *, is_multiple: bool = False) -> None:
        super().__init__()
        self.meanings = dict(meanings)
        self._is_multiple = is_multiple
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("role", "cell")
        self.setFixedWidth(WIDE if is_multiple else WIDTH)
        # Everything comes through the keys below: nothing is pasted, dropped or composed.
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def numbers(self) -> dict[str, int]:
        return dict(self.meanings[digit] for digit in self.text().split())

    def empty(self) -> None:
        self.clear()
        dress(self, is_wrong=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, typed = event.key(), event.text()
        if key in NEXT_KEYS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.left.emit(1)
        elif key in PREVIOUS_KEYS:
            self.left.emit(-1)
        elif key == Qt.Key.Key_Backspace:
            self._step_back()
        elif key == Qt.Key.Key_Space:
            self.empty()
            self.left.emit(1)
        elif typed in self.meanings:
            self._take(typed)
        elif typed.isprintable() and typed:
            dress(self, is_wrong=True)
            self.refused.emit(typed)
        else:
            # Tab, Esc and the keys of the dialog's own actions.
            event.ignore()

    def _take(self, digit: str) -> None:
        dress(self, is_wrong=False)
        chosen = set(self.text().split()) ^ {digit} if self._is_multiple else {digit}
        self.setText(" ".join(sorted(chosen)))
        self.answered.emit()
        if not self._is_multiple:
            self.left.emit(1)

    def _step_back(self) -> None:
        """Take the answer away; an empty cell leads to the one before."""
        if self.text():
            self.empty()
            self.answered.emit()
        else:
            dress(self, is_wrong=False)
            self.left.emit(-1)
