"""The parts of a name in both scripts: one is typed, the other offered, and what was typed is never overwritten."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from desktop_app.language.names import proper_case
from desktop_app.language.script import Script, mend_mixed_words, script_of, to_cyrillic, to_latin
from ui.widgets.field import Field

LATIN_PARTS = ("surname", "given_name", "patronymic")
Transliterated = Callable[[str], str]


def cyrillic_of(part: str) -> str:
    """The name of the Cyrillic field beside a Latin one."""
    return f"{part}_cyrl"


class NameParts(QObject):
    """Looks after six fields. An offer follows what is typed as long as it stands there untouched."""

    def __init__(self, fields: Mapping[str, Field], parent: QObject) -> None:
        super().__init__(parent)
        self._fields = fields
        self._typed: set[str] = set()
        # What each field would be offered for what its partner says.
        self._offered: dict[str, str] = {}
        for part in LATIN_PARTS:
            self._pair(part, cyrillic_of(part), to_cyrillic)
            self._pair(cyrillic_of(part), part, to_latin)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Take what the fields say now for what was there before: an exact transliteration may follow its partner."""
        self._typed.clear()
        for part in LATIN_PARTS:
            self._offered[cyrillic_of(part)] = to_cyrillic(self._fields[part].value)
            # The Latin form is the centre's own: once a card has it, Cyrillic does not rewrite it.
            self._offered[part] = ""

    def _pair(self, name: str, partner: str, transliterated: Transliterated) -> None:
        field = self._fields[name]
        field.edited.connect(lambda: self._follow(name, partner, transliterated))
        assert isinstance(field.editor, QLineEdit)
        field.editor.editingFinished.connect(lambda: self._tidy(name, partner))

    def _follow(self, name: str, partner: str, transliterated: Transliterated) -> None:
        if self._fields[name].value:
            self._typed.add(name)
        else:
            self._typed.discard(name)
        told = self._fields[partner]
        if told.value and (partner in self._typed or told.value != self._offered.get(partner)):
            return
        offer = transliterated(_proper(self._fields[name].value))
        self._offered[partner] = offer
        told.set_value(offer, is_guess=bool(offer))

    def _tidy(self, name: str, partner: str) -> None:
        """Leave the field in proper form; Cyrillic typed in the Latin field goes where it belongs."""
        field, other = self._fields[name], self._fields[partner]
        proper = _proper(field.value)
        is_latin = name in LATIN_PARTS
        strange = Script.CYRILLIC if is_latin else Script.LATIN
        if script_of(proper) is strange:
            if other.value in ("", self._offered.get(partner)):
                other.set_value(proper)
                self._typed.add(partner)
            self._typed.discard(name)
            proper = to_latin(proper) if is_latin else to_cyrillic(proper)
            self._offered[name] = proper
            field.set_value(proper, is_guess=True)
        elif proper != field.value or field.editor.text() != proper:
            field.set_value(proper, is_guess=field.is_guess)


def _proper(text: str) -> str:
    return proper_case(mend_mixed_words(text))
