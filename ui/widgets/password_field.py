"""A secret that is typed: hidden, never tidied, shown while wanted, with a word when Caps Lock is on."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop_app.i18n import _
from ui.icons import icon
from ui.widgets.field import Field


class PasswordLine(QLineEdit):
    """What is typed as dots; an eye at the right shows it."""

    capitals_noticed = Signal(bool)
    """Caps Lock seems to be on, or off again: told by the letters that come."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._eye = self.addAction(icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setCheckable(True)
        self._eye.setToolTip(_("Show what is typed"))
        self._eye.toggled.connect(self._show)

    def hide_again(self) -> None:
        self._eye.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            # Whether it is on now is seen by the next letter.
            self.capitals_noticed.emit(False)
        elif letter.isalpha() and letter.lower() != letter.upper():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals_noticed.emit(letter.isupper() != is_shifted)
        super().keyPressEvent(event)

    def _show(self, is_wanted: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_wanted else QLineEdit.EchoMode.Password)


class PasswordField(Field):
    """``judge`` says in words how good what is typed is, while it is typed."""

    is_secret = True

    def __init__(
        self,
        name: str,
        title: str,
        *,
        is_required: bool = True,
        hint: str = "",
        check: Callable[[str], str] | None = None,
        judge: Callable[[str], str] | None = None,
    ) -> None:
        self._line = PasswordLine()
        self._judge = judge
        self._words = hint
        self._is_capital = False
        super().__init__(name, title, self._line, is_required=is_required, hint=hint, check=check)
        self._line.textEdited.connect(lambda _text: self._note_edit())
        self._line.capitals_noticed.connect(self._note_capitals)

    @property
    def value(self) -> str:
        return self._line.text()

    def _write(self, value: str | None) -> None:
        self._line.setText(value or "")
        self._line.hide_again()

    def _note_edit(self) -> None:
        self._tell()
        super()._note_edit()

    def _note_capitals(self, is_on: bool) -> None:
        self._is_capital = is_on
        self._tell()
        self.show_error("")

    def _tell(self) -> None:
        judged = self._judge(self.value) if self._judge is not None and self.value else ""
        self._hint = _("Caps Lock is on.") if self._is_capital else judged or self._words
