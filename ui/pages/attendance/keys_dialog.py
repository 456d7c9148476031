"""The keys of the register on this PC: each is chosen by pressing it, and no two are alike."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop_app.attendance.records import AttendanceGrid
from desktop_app.i18n import _
from desktop_app.settings import DIGITS
from ui.actions import key_text
from ui.models.choices_model import Choice
from ui.pages.attendance.keys import ACT_NAMES, USUAL_KEYS, doubles, key_name, mark_name
from ui.widgets.field import Field
from ui.widgets.fields import ChoiceField
from ui.widgets.form_dialog import FormDialog

# They move the cursor, end the form, or are not pressed by themselves: none of them can be given another meaning.
_FIXED = {
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F1, Qt.Key.Key_F5),
    *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock),
    *(Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_unknown),
}


class KeyField(Field):
    """Takes the key that is pressed in it."""

    def __init__(self, name: str, title: str) -> None:
        self._line = _KeyLine()
        super().__init__(name, title, self._line)
        self._key = ""
        self._line.taken = self._take

    @property
    def value(self) -> str:
        return self._key

    def _write(self, value: str) -> None:
        self._key = value
        self._line.setText(shown_key(value))

    def _take(self, key: str) -> None:
        self._write(key)
        self._note_edit()


class KeysDialog(FormDialog):
    def __init__(self, owner: QWidget, grid: AttendanceGrid) -> None:
        super().__init__(
            owner,
            title=_("Keys of the register"),
            intro=_("Kept on this PC. Go to a field and press the key that you want."),
        )
        settings = self.workspace.settings
        usual = {mark_name(kind.code): kind.letter.lower() for kind in grid.kinds} | dict(USUAL_KEYS)
        self._usual: Mapping[str, str] = {str(name): key for name, key in usual.items()}
        titles = {mark_name(kind.code): kind.names.text for kind in grid.kinds}
        titles |= {str(act): _(title) for act, title in ACT_NAMES.items()}
        fields = [KeyField(name, titles[name]) for name in self._usual]
        for field in fields:
            field.set_value(settings.register_keys.get(field.name, self._usual[field.name]))
        for pair in zip(fields[::2], [*fields[1::2], None] if len(fields) % 2 else fields[1::2], strict=True):
            self.add_row(*(field for field in pair if field is not None))
        meanings = (_("academic hours missed"), _("minutes late"))
        digits = [Choice(value, text) for value, text in zip(DIGITS, meanings, strict=True)]
        self.add(ChoiceField("digits", _("A digit means"), digits, is_required=True))
        self.field("digits").set_value(settings.register_digits)
        back = QPushButton(_("As usual"), self)
        back.setAutoDefault(False)
        back.setToolTip(_("Give every key its usual meaning again"))
        back.clicked.connect(self._restore)
        self._buttons.insertWidget(0, back)

    def save(self) -> None:
        """A key that stands twice is refused under both of its fields."""
        keys = self._keys()
        twice = doubles(keys)
        for name in keys:
            self.field(name).show_error(_("Another field has this key, too.") if name in twice else "")
        if twice:
            self.field(next(name for name in keys if name in twice)).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().save()

    def submit(self) -> None:
        others = {name: key for name, key in self._keys().items() if key != self._usual[name]}
        kept = {name: key for name, key in self.workspace.settings.register_keys.items() if name not in self._usual}
        self.workspace.change_settings(register_keys=kept | others, register_digits=self.values()["digits"])
        self.finish(True)

    def _keys(self) -> dict[str, str]:
        return {name: str(self.values()[name]) for name in self._usual}

    def _restore(self) -> None:
        for name, key in self._usual.items():
            self.field(name).set_value(key)
            self.field(name).show_error("")
        self.field("digits").set_value(DIGITS[0])


def shown_key(key: str) -> str:
    """A key as the keyboard names it; the space bar has no sign."""
    if key == " ":
        return _("Space")
    return key.upper() if len(key) == 1 else key_text(key)


class _KeyLine(QLineEdit):
    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.taken = lambda _key: None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_name(event)
        is_held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if is_held or event.key() in _FIXED or not key or key.isdecimal():
            super().keyPressEvent(event)
        else:
            self.taken(key)
