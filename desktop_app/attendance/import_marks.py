"""Cells read as marks: letters of the cohort's set, words of both scripts, hours missed, minutes late."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from functools import cached_property

from desktop_app.attendance.import_records import Numbers
from desktop_app.language.keys import search_key
from desktop_app.marks.records import Counts, MarkKind, MarkValue
from desktop_app.spreadsheets.cell_values import cell_text
from desktop_app.spreadsheets.records import Cell
from desktop_app.spreadsheets.vocabulary import load_words

_DASHES = str.maketrans("−–—‑", "----")
_WITH_NUMBER = re.compile(
    r"(?P<mark>\D+?)\s*\(?(?P<number>\d{1,3})\s*(?:min\w*|daq\w*|мин\w*|дақ\w*|soat\w*|соат\w*|час\w*|ч|h)?\.?\)?", re.I
)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?::\d{2})?(?!\d)")
_MOST_LATE = 240


class MarkReader:
    """Reads the marks of one cohort; ``numbers`` says what a number alone means."""

    def __init__(self, kinds: Mapping[str, MarkKind], numbers: Numbers) -> None:
        self._kinds = kinds
        self._numbers = numbers

    def read(self, cell: Cell, hours: int) -> MarkValue | None:
        """The mark of a cell for a lesson of so many academic hours; None: the cell is none."""
        if isinstance(cell, bool):
            return self._present if cell else self._absent
        number = number_of(cell)
        if number is not None:
            return self._of_number(number, hours)
        if not isinstance(cell, (str, int, float)):
            return None
        text = cell_text(cell).translate(_DASHES)
        kind = self._kind(text)
        if kind is not None:
            return MarkValue(kind.code)
        found = _WITH_NUMBER.fullmatch(text)
        kind = self._kind(found["mark"]) if found else None
        return None if found is None or kind is None else numbered(kind, int(found["number"]), hours)

    def _of_number(self, number: int, hours: int) -> MarkValue | None:
        if self._numbers is Numbers.PRESENCE:
            return {0: self._absent, 1: self._present}.get(number)
        if number == 0:
            return self._present
        kind = self._by_meaning.get("absent")
        return None if kind is None else numbered(kind, number, hours)

    def _kind(self, text: str) -> MarkKind | None:
        exact = text.strip().casefold()
        return self._exact.get(exact) or self._folded.get(_folded(exact))

    @property
    def _present(self) -> MarkValue | None:
        return _plain(self._by_meaning.get("present"))

    @property
    def _absent(self) -> MarkValue | None:
        return _plain(self._by_meaning.get("absent"))

    @cached_property
    def _by_meaning(self) -> Mapping[str, MarkKind]:
        present = _counting(self._kinds.values(), Counts.PRESENT)
        found = {
            "present": present[:1],
            "late": present[1:2] or present[:1],
            "excused": _counting(self._kinds.values(), Counts.EXCUSED),
            "absent": _counting(self._kinds.values(), Counts.ABSENT),
        }
        return {meaning: kinds[0] for meaning, kinds in found.items() if kinds}

    @cached_property
    def _exact(self) -> Mapping[str, MarkKind]:
        """The set's own letters and keys: nothing else may take their place."""
        typed = ((sign, kind) for kind in self._kinds.values() for sign in (kind.letter, *kind.keys.split()))
        return {sign.casefold().translate(_DASHES): kind for sign, kind in typed if sign}

    @cached_property
    def _folded(self) -> Mapping[str, MarkKind]:
        """Names and codes of the set in both scripts; then the words that every office writes."""
        words = load_words("mark_words")
        usual = {
            _folded(word): self._by_meaning[meaning]
            for meaning, phrases in words.items()
            for word in phrases
            if meaning in self._by_meaning
        }
        own = {
            _folded(word): kind
            for kind in self._kinds.values()
            for word in (kind.letter, kind.code, kind.names.uz, kind.names.ru, kind.names.en)
            if word
        }
        return usual | own


def numbered(kind: MarkKind, number: int, hours: int) -> MarkValue | None:
    """A mark with a number behind it: minutes late of who came, hours missed of who did not; None: too many."""
    match kind.counts:
        case Counts.PRESENT if 0 < number <= _MOST_LATE:
            return MarkValue(kind.code, late_minutes=number)
        case Counts.ABSENT | Counts.EXCUSED if 0 < number <= hours:
            # Who missed all hours was simply absent.
            return MarkValue(kind.code, missed_hours=number if number < hours else None)
        case _:
            return None


def number_of(cell: Cell) -> int | None:
    """A number from 0 to 99 that stands alone in a cell, typed or reckoned."""
    if isinstance(cell, bool):
        return None
    text = cell_text(cell) if isinstance(cell, (str, int, float)) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 2 else None


def numbers_meant(cells: Iterable[Cell]) -> Numbers:
    """Ones and noughts without any letter are presence; among letters, or above one, numbers are hours missed."""
    for cell in cells:
        if isinstance(cell, bool) or cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        if number_of(cell) not in (0, 1):
            return Numbers.HOURS
    return Numbers.PRESENCE


def mark_text(value: MarkValue | None, kinds: Mapping[str, MarkKind]) -> str:
    """A mark as a cell writes it and ``MarkReader`` reads it again: the letter, and hours or minutes behind it."""
    if value is None or value.kind_code not in kinds:
        return ""
    return f"{kinds[value.kind_code].letter}{value.missed_hours or value.late_minutes or ''}"


def day_time(cell: Cell) -> time | None:
    """A time of day: 8:30, 08.30, a moment, or the part of a day that Excel keeps."""
    if isinstance(cell, datetime):
        return time(cell.hour, cell.minute)
    if isinstance(cell, float) and 0 < cell < 1:
        return time(*divmod(min(round(cell * 24 * 60), 24 * 60 - 1), 60))
    # Of a moment, the day stands before the time.
    found = _CLOCK.findall(cell)[-1:] if isinstance(cell, str) else []
    if not found or int(found[0][0]) > 23 or int(found[0][1]) > 59:
        return None
    return time(int(found[0][0]), int(found[0][1]))


def _folded(text: str) -> str:
    """A word in one script and one spelling; a sign as it is."""
    return search_key(text) or "".join(text.split())


def _plain(kind: MarkKind | None) -> MarkValue | None:
    return None if kind is None else MarkValue(kind.code)


def _counting(kinds: Iterable[MarkKind], counts: Counts) -> list[MarkKind]:
    return [kind for kind in kinds if kind.counts is counts]
