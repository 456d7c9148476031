"""What each key means in the register: from the set of marks, from what this PC has chosen, in every layout."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop_app.attendance.records import AttendanceGrid
from desktop_app.i18n import N_
from desktop_app.language.script import to_cyrillic
from desktop_app.marks.records import Counts, MarkKind

# The letter that the same key gives in the Russian layout, and where it differs in the Uzbek Cyrillic one.
_LATIN_ROWS = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_ROWS = "йцукенгшщзхъфывапролджэячсмитьбю"
_UZBEK_KEYS = {"o": "ў", "s": "қ", "-": "ғ", "=": "ҳ"}
_BY_PLACE = dict(zip(_LATIN_ROWS, _RUSSIAN_ROWS, strict=True))

# What stands for presence and absence in every set where it means nothing else; a dash is typed in many ways.
PRESENCE_KEYS = " +="
ABSENCE_KEYS = "-−–—_"
EXCUSED_KEY, LATE_KEY = "s", "k"
# Keys that with Shift give another sign, not the same one in capitals.
_DOWN_SIGNS = " _"
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Act(StrEnum):
    """What a key does beside setting a mark."""

    REST = "rest"
    NEXT = "next"
    BACK = "back"
    CLEAR = "clear"
    DETAILS = "details"
    VIEW = "view"
    DROP = "drop"


ACT_NAMES = {
    Act.REST: N_("The rest of the lesson is present"),
    Act.BACK: N_("Back, and clear the mark there"),
    Act.CLEAR: N_("Clear the mark"),
    Act.DETAILS: N_("Details of the mark"),
    Act.VIEW: N_("One lesson or the whole course"),
}
USUAL_KEYS = {
    Act.REST: "*",
    Act.BACK: "Backspace",
    Act.CLEAR: "Del",
    Act.DETAILS: "F2",
    Act.VIEW: "F4",
}
_FIXED_KEYS = {"Return": Act.NEXT, "Esc": Act.DROP}
# These work wherever the focus is in the register, by shortcuts of their own.
SHORTCUTS = (Act.DETAILS, Act.VIEW)


@dataclass(frozen=True)
class MarkPress:
    """A mark for this cell, or with ``is_down`` for all from here down."""

    kind_code: str
    is_down: bool = False


@dataclass(frozen=True)
class DigitPress:
    digit: int


@dataclass(frozen=True)
class ActPress:
    act: Act


@dataclass(frozen=True)
class SearchPress:
    """A letter that is no key of the register: a surname begins."""

    letter: str


Press = MarkPress | DigitPress | ActPress | SearchPress


@dataclass(frozen=True)
class KeyMap:
    """``marks`` are kinds by what is typed; ``acts`` by the name of the key; ``shown`` are the main keys of a kind."""

    marks: Mapping[str, str]
    acts: Mapping[str, Act]
    shown: Mapping[str, tuple[str, ...]]

    def read(self, event: QKeyEvent) -> Press | None:
        """What the press asks for; None where it is not the register's."""
        if event.modifiers() & _HELD:
            return None
        name = key_name(event)
        if name in self.acts:
            return ActPress(self.acts[name])
        if name in self.marks:
            return MarkPress(self.marks[name], _is_down(event, name))
        if len(name) == 1 and name.isdecimal():
            return DigitPress(int(name))
        return SearchPress(event.text()) if len(name) == 1 and name.isalpha() else None


def key_map(grid: AttendanceGrid, chosen: Mapping[str, str]) -> KeyMap:
    """The keys of a register; ``chosen`` are those of this PC, by the name of an act or of a mark (``mark_name``)."""
    shown = {kind.code: _main_keys(kind, chosen) for kind in grid.kinds}
    own = {key: code for code, keys in reversed(shown.items()) for key in keys}
    signs = _signs(grid, chosen)
    marks = signs | own
    for in_layout in (_in_cyrillic, _by_place):
        marks = in_layout(signs) | in_layout(own) | marks
    acts = _FIXED_KEYS | {chosen.get(act, usual): act for act, usual in USUAL_KEYS.items() if act not in SHORTCUTS}
    presence = grid.presence
    if presence is not None and mark_name(presence.code) not in chosen and marks.get(" ") == presence.code:
        shown[presence.code] += (" ",)
    return KeyMap(marks, acts, shown)


def mark_name(kind_code: str) -> str:
    """What the key of a mark is kept under on this PC."""
    return f"mark.{kind_code}"


def key_name(event: QKeyEvent) -> str:
    """The sign that is typed, in small letters, or the name of a key that types none."""
    text = event.text()
    if text and text.isprintable():
        return text.lower()
    return "Return" if event.key() == Qt.Key.Key_Enter else QKeySequence(event.key()).toString()


def doubles(keys: Mapping[str, str]) -> set[str]:
    """The names among these whose key stands under another name, too."""
    seen: dict[str, str] = {}
    found: set[str] = set()
    for name, key in keys.items():
        if key in seen:
            found |= {name, seen[key]}
        seen[key] = name
    return found


def _is_down(event: QKeyEvent, name: str) -> bool:
    """Shift is held, and not merely to type the sign: plus and star need it on most keyboards."""
    if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return False
    return name.isalpha() or name in _DOWN_SIGNS or bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)


def _main_keys(kind: MarkKind, chosen: Mapping[str, str]) -> tuple[str, ...]:
    own = chosen.get(mark_name(kind.code))
    return (own,) if own is not None else tuple(dict.fromkeys((kind.letter + kind.keys).lower().replace(" ", "")))


def _signs(grid: AttendanceGrid, chosen: Mapping[str, str]) -> dict[str, str]:
    """Signs and letters that everybody knows, for the first kinds that count so; not where another key was chosen."""
    excused = next((kind for kind in grid.kinds if kind.counts is Counts.EXCUSED), None)
    known = (
        (LATE_KEY, grid.lateness if grid.lateness != grid.presence else None),
        (EXCUSED_KEY, excused),
        (ABSENCE_KEYS, grid.absence),
        (PRESENCE_KEYS, grid.presence),
    )
    named = [(keys, kind.code) for keys, kind in known if kind is not None and mark_name(kind.code) not in chosen]
    return {key: code for keys, code in named for key in keys}


def _in_cyrillic(keys: Mapping[str, str]) -> dict[str, str]:
    return {to_cyrillic(key): code for key, code in keys.items() if key.isalpha()}


def _by_place(keys: Mapping[str, str]) -> dict[str, str]:
    return {letter: code for key, code in keys.items() for letter in _letters_of_key(key)}


def _letters_of_key(key: str) -> Iterable[str]:
    return (table[key] for table in (_BY_PLACE, _UZBEK_KEYS) if key in table)
