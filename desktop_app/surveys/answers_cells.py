"""Cells as the answers that somebody meant by them: codes or texts, in any language, alone or several in one cell."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime, time
from typing import NamedTuple, TypeVar

from desktop_app.clock import TASHKENT
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import parse_date
from desktop_app.questionnaires.layout import DONT_KNOW, Value
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Scale
from desktop_app.questionnaires.xlsform_choices import DONT_KNOW_TEXTS
from desktop_app.spreadsheets.cell_values import DASHES, cell_text, quoted
from desktop_app.spreadsheets.records import Cell, CellError, UncomputedFormula
from desktop_app.surveys.answers_heads import all_texts, folded
from desktop_app.surveys.answers_records import Slot, SlotKind

Meant = TypeVar("Meant", bound=Hashable)

# What programs write where nothing was answered.
_NOTHING = DASHES | {".", "n/a", "na", "nan", "null", "#n/a"}
_YES = frozenset({"1", "true", "+", "x", "х", "v", "✓", "✔", "ha", "yes", "да", "ҳа", "☑"})
_NO = frozenset({"0", "false", "-", "yoʻq", "no", "нет", "йўқ", "☐"})
_PIECES = re.compile(r"\s*[;|\n]\s*")
_COMMAS = re.compile(r"\s*,\s*")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_NUMBER_WITH_WORDS = re.compile(r"(-?\d+)\s*[-–—.):=]?\s+\D.*|(-?\d+)\s*[-–—.):=]\s*[^\d\s].*")
_TWO_NUMBERS = re.compile(r"\d+(?:\s*[,;/&+]\s*|\s+)\d+")


class Reading(NamedTuple):
    """``value`` None: nothing was answered. ``words`` are those of "boshqa"; ``problem`` is a code of ours."""

    value: Value | bool | None = None
    words: str = ""
    problem: str = ""


NOTHING = Reading()


class CellReader:
    """Reads the cells of one table; equal cells of a column are read once."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._items = {item.code: item for item in questionnaire.items}
        self._options = {item.code: Options(item) for item in questionnaire.items if item.kind.has_options}
        self._scales = {
            (item.code, scale.code): ScaleWords(item, scale) for item in questionnaire.items for scale in item.scales
        }
        self._read: dict[tuple[Slot, type, Cell], Reading] = {}

    def read(self, slot: Slot, cell: Cell) -> Reading:
        # To Python 1, 1.0 and True are one key.
        key = (slot, type(cell), cell)
        if key not in self._read:
            self._read[key] = self._reading(slot, cell)
        return self._read[key]

    def _reading(self, slot: Slot, cell: Cell) -> Reading:
        if isinstance(cell, UncomputedFormula):
            return Reading(problem="formula_without_value")
        if isinstance(cell, CellError):
            return Reading(problem="cell_error")
        item = self._items[slot.item]
        match slot.kind:
            case SlotKind.TICK:
                return self._tick(item, slot, cell)
            case SlotKind.PLACE:
                return self._one(item, cell)
            case SlotKind.WORDS:
                return _said_yes(cell) if _is_sign(cell) else _words(cell)
            case _:
                return self._answer(item, slot, cell)

    def _answer(self, item: Item, slot: Slot, cell: Cell) -> Reading:
        match item.kind:
            case ItemKind.ONE:
                return self._one(item, cell)
            case ItemKind.SEVERAL | ItemKind.RANK:
                return self._several(item, cell)
            case ItemKind.RATING | ItemKind.MATRIX:
                return self._scales[item.code, _scale_code(item, slot.code)].read(cell)
            case ItemKind.INTEGER | ItemKind.DECIMAL:
                return _number(cell)
            case ItemKind.DATE:
                return _day(cell)
            case _:
                return _words(cell)

    def _tick(self, item: Item, slot: Slot, cell: Cell) -> Reading:
        """A sign, the option itself, or of a rank the place that it has."""
        text = cell_text(cell).strip()
        if item.kind is ItemKind.RANK and text.isdecimal():
            return Reading(int(text)) if int(text) else NOTHING
        if _is_sign(cell) or _is_nothing(text):
            return _said_yes(cell)
        if self._options[item.code].find(text) == slot.option:
            return Reading(True)
        if slot.option == item.other:
            return Reading(True, words=text)
        return Reading(problem="not_a_tick")

    def _one(self, item: Item, cell: Cell) -> Reading:
        text = cell_text(cell)
        options = self._options[item.code]
        code = options.find(text)
        if code is not None:
            return Reading(code)
        if _is_nothing(text):
            return NOTHING
        chosen, left = options.find_several(text)
        if len(chosen) > 1 and not left:
            return Reading(chosen)
        return Reading(item.other, words=text) if item.other else Reading(text)

    def _several(self, item: Item, cell: Cell) -> Reading:
        # A cell keeps the lines that somebody typed the answers in.
        text = "\n".join(map(tidy, cell.splitlines())) if isinstance(cell, str) else cell_text(cell)
        options = self._options[item.code]
        code = options.find(text)
        if code is not None:
            return Reading((code,))
        if _is_nothing(text):
            return NOTHING
        chosen, left = options.find_several(text)
        words = ", ".join(left)
        if item.other and left:
            return Reading(tuple(dict.fromkeys((*chosen, item.other))), words=words)
        return Reading((*chosen, *left))


class Options:
    """The options of an item by whatever they may be called; what could be two of them is neither."""

    def __init__(self, item: Item) -> None:
        self._exact: dict[str, str] = {}
        self.codes = {option.code.casefold(): option.code for option in item.options}
        for option in item.options:
            self._exact.setdefault(option.code, option.code)
        for option in item.options:
            for text in all_texts(option.text):
                self._exact.setdefault(tidy(text), option.code)
        self._alike = _single(
            (key, option.code)
            for option in item.options
            for text in (option.code, *all_texts(option.text))
            for key in (text.casefold(), folded(text))
        )
        self._numbers = _single((str(int(code)), code) for code in self.codes.values() if code.isdecimal())
        phrases = ((tuple(key.split()), code) for key, code in self._alike.items())
        self._phrases = sorted(phrases, key=lambda phrase: -len(phrase[0]))

    def find(self, text: str) -> str | None:
        """The code of the option that the whole text is."""
        for known, key in ((self._exact, text), (self._alike, text.casefold()), (self._numbers, text)):
            if key in known:
                return known[key]
        return self._alike.get(folded(text)) if text else None

    def find_several(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes in a cell with several answers, in their order, and the pieces that are none of them."""
        by_space = text.split()
        if by_space and all(word.casefold() in self.codes for word in by_space):
            return tuple(self.codes[word.casefold()] for word in by_space), ()
        found: list[str] = []
        left: list[str] = []
        for piece in filter(None, _PIECES.split(text)):
            codes, others = self._by_commas(piece)
            # A comma may be one of an option among options with nothing but spaces between them.
            joined = self._in_words(piece) if others else ()
            found += joined or codes
            left += () if joined else others
        return tuple(found), tuple(left)

    def _by_commas(self, piece: str) -> tuple[list[str], list[str]]:
        """A comma may stand in an option as well, so the longest stretch is tried first."""
        found: list[str] = []
        left: list[str] = []
        parts = [part for part in _COMMAS.split(piece) if part]
        start = 0
        while start < len(parts):
            stretches = ((self.find(", ".join(parts[start:end])), end) for end in range(len(parts), start, -1))
            code, end = next((each for each in stretches if each[0] is not None), (None, start + 1))
            codes = (code,) if code is not None else self._in_words(parts[start])
            found += codes
            left += () if codes else (parts[start],)
            start = end
        return found, left

    def _in_words(self, text: str) -> tuple[str, ...]:
        """Options one after the other with nothing but spaces between them; empty if anything is left over."""
        words = folded(text).split()
        found = []
        at = 0
        while at < len(words):
            phrase = next((each for each in self._phrases if tuple(words[at : at + len(each[0])]) == each[0]), None)
            if phrase is None or not phrase[0]:
                return ()
            found.append(phrase[1])
            at += len(phrase[0])
        return tuple(found)


class ScaleWords:
    """The marks of a scale: numbers, the words for some of them, and "bilmayman"."""

    def __init__(self, item: Item, scale: Scale) -> None:
        words: list[tuple[str, int | str]] = [
            (folded(text), value) for value, texts in scale.ends.items() for text in all_texts(texts)
        ]
        if item.has_dont_know:
            words += [(folded(text), DONT_KNOW) for text in all_texts(DONT_KNOW_TEXTS)] + [(DONT_KNOW, DONT_KNOW)]
        self._words: Mapping[str, int | str] = _single(words)

    def read(self, cell: Cell) -> Reading:
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return Reading(_whole(float(cell)))
        text = cell_text(cell)
        known = self._words.get(folded(text))
        if known is not None:
            return Reading(known)
        if _is_nothing(text):
            return NOTHING
        if _TWO_NUMBERS.fullmatch(text):
            return Reading(problem="two_marks")
        if _NUMBER.fullmatch(text):
            return Reading(_whole(float(text.replace(",", "."))))
        with_words = _NUMBER_WITH_WORDS.fullmatch(text)
        if with_words:
            return Reading(int(with_words[1] or with_words[2]))
        return Reading(problem="not_a_mark")


def moment_of(cell: Cell) -> datetime | None:
    """When a sheet was filled in; at midnight where only the day is told."""
    if isinstance(cell, str):
        try:
            told: date | None = datetime.fromisoformat(cell.strip())
        except ValueError:
            told = parse_date(re.split(r"[T\s]", cell.strip())[0]).date
    else:
        told = cell if isinstance(cell, date) else None
    if told is None:
        return None
    at = told if isinstance(told, datetime) else datetime.combine(told, time())
    return at if at.tzinfo else at.replace(tzinfo=TASHKENT)


def _scale_code(item: Item, code: str) -> str:
    return next((scale.code for scale in item.scales if code.endswith(f".{scale.code}")), item.scales[0].code)


def _is_sign(cell: Cell) -> bool:
    return cell_text(cell).casefold() in _YES | _NO


def _is_nothing(text: str) -> bool:
    return text.casefold() in _NOTHING


def _said_yes(cell: Cell) -> Reading:
    return Reading(True) if cell_text(cell).casefold() in _YES else NOTHING


def _words(cell: Cell) -> Reading:
    text = cell_text(cell)
    return NOTHING if _is_nothing(text) else Reading(text)


def _number(cell: Cell) -> Reading:
    """What is no number is left for the questionnaire to refuse."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Reading(_whole(float(cell)))
    text = cell_text(cell)
    if _is_nothing(text):
        return NOTHING
    digits = "".join(text.split())
    return Reading(_whole(float(digits.replace(",", ".")))) if _NUMBER.fullmatch(digits) else Reading(quoted(text))


def _day(cell: Cell) -> Reading:
    text = cell_text(cell)
    if _is_nothing(text):
        return NOTHING
    found = parse_date(cell if isinstance(cell, (str, date, float, int)) else text).date
    moment = moment_of(cell) if found is None else None
    day = found or (moment.date() if moment else None)
    return Reading(day.isoformat() if day else quoted(text))


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _single(pairs: Iterable[tuple[str, Meant]]) -> dict[str, Meant]:
    """What each text means, without those that mean several things."""
    every = dict.fromkeys((text, meant) for text, meant in pairs if text)
    times = Counter(text for text, _meant in every)
    return {text: meant for text, meant in every if times[text] == 1}
