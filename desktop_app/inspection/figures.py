"""Numbers as people write them: 1 234,5 and 1.234,5, "12 ta", "3,4 mingta"; what is no count is passed over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.inspection.model import Figure
from desktop_app.language.apostrophes import MARKS, tidy
from desktop_app.language.script import to_latin

_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?"
_DOTTED = r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:,\d{3})+\.\d{1,2}|\d{1,3}(?:[.,]\d{3}){2,}"
_PLAIN = r"\d{1,12}(?:[.,]\d{1,6})?"
_NUMBER = rf"(?:{_GROUPED}|{_DOTTED}|{_PLAIN})"
_TIMES = {"ming": 3, "mln": 6, "million": 6, "mlrd": 9, "tis": 3, "tys": 3}
_UNIT = (
    r"(?=\s*(?:\([^()]{1,20}(?:%|foiz)\w*\)\s*)?"
    r"(?P<unit>nafar|kishi|chelovek|ta(?=[\s,.;:)]|$|dan|si|ga|da|lik)|%|foiz|protsent|soat|chas|kun(?!i)|hafta|oy|yosh|yil|ball)?)"
)
_MONTHS = "yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|senty?abr|okty?abr|noyabr|dekabr"
# What it counts stands after it, or after the per cent in brackets: 180 764 (240,7%) nafar.
# Not part of a word, a code, a date or a range: PF-60, 03-33-3532, 12.03.2024, 4k, 5-bosqich, 3 – 5-dekabr, 1 may.
_MENTION = re.compile(
    rf"(?<![\w.,№/-])(?<!№ )(?<!\d [-–—] )(?P<number>{_NUMBER})(?![.,/]?\d)(?!\s?[-–—]\s?\w)(?![^\W\d_])"
    rf"(?!\s(?:{_MONTHS})\w{{0,3}}\b)"
    rf"(?P<times>\s?(?:{'|'.join(_TIMES)})(?=ta\b|\W))?{_UNIT}",
    re.IGNORECASE,
)
_CELL = re.compile(
    rf"(?:\+|(?P<sign>[-−–]?))\s?(?P<number>{_NUMBER})\s?(?P<times>{'|'.join(_TIMES)})?\s?(?:ta|nafar|kishi|chel\.?|soat)?\s?(?P<share>%|foiz)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKS = str.maketrans("", "", MARKS)
# Beyond this it is a PINFL, a telephone or an account.
_MOST = 10**9


class Unit(StrEnum):
    PEOPLE = "people"
    THINGS = "things"
    PERCENT = "percent"
    HOURS = "hours"
    OTHER = "other"
    NONE = ""


_UNITS = {
    **dict.fromkeys(("nafar", "kishi", "chelovek"), Unit.PEOPLE),
    "ta": Unit.THINGS,
    **dict.fromkeys(("%", "foiz", "protsent"), Unit.PERCENT),
    **dict.fromkeys(("soat", "chas"), Unit.HOURS),
    **dict.fromkeys(("kun", "hafta", "oy", "yosh", "yil", "ball"), Unit.OTHER),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text: where in it, what it counts."""

    start: int
    end: int
    figure: Figure
    unit: Unit

    @property
    def value(self) -> float:
        return self.figure.value

    @property
    def is_count(self) -> bool:
        return self.unit in (Unit.PEOPLE, Unit.THINGS, Unit.NONE)


def bare(text: str) -> str:
    """The text in Latin without the marks of oʻ and the like, whichever script and keyboard it came from."""
    return to_latin(tidy(text)).translate(_MARKS)


def mentions(text: str) -> Iterator[Mention]:
    """The numbers of a bare text that say how many; years, dates, ordinals and the numbers of orders do not."""
    for found in _MENTION.finditer(text):
        unit = _UNITS.get((found["unit"] or "").lower(), Unit.NONE)
        written = found["number"]
        if unit in (Unit.NONE, Unit.OTHER) and _YEAR.fullmatch(written):
            continue
        figure = _figure(written, found["times"], is_percent=unit is Unit.PERCENT)
        if figure.value < _MOST:
            yield Mention(found.start("number"), found.end("number"), figure, unit)


def figure_in(text: str) -> Figure | None:
    """The number that a bare cell consists of; None for any other text."""
    found = _CELL.fullmatch(text.strip())
    if not found:
        return None
    figure = _figure(found["number"], found["times"], is_percent=bool(found["share"]))
    if figure.value >= _MOST:
        return None
    return Figure(-figure.value, figure.decimals, figure.is_percent) if found["sign"] else figure


def figure_of(value: float) -> Figure | None:
    """The number that a cell of a workbook holds."""
    if not abs(value) < _MOST:
        return None
    tail = repr(round(float(value), 6)).partition(".")[2]
    return Figure(value, 0 if tail in ("", "0") or "e" in tail else len(tail))


def _figure(written: str, times: str | None, *, is_percent: bool) -> Figure:
    digits = re.sub(r"[ \u00a0\u202f]", "", written)
    whole, separator, part = _parted(digits, is_percent)
    value, decimals = float(f"{whole}.{part or 0}"), len(part)
    if times:
        power = _TIMES[times.strip().lower()]
        return Figure(round(value * 10**power, 6), decimals - power, is_percent)
    return Figure(value if separator and part else int(whole), decimals, is_percent)


def _parted(digits: str, is_percent: bool) -> tuple[str, str, str]:
    """The whole part and the decimals. Three digits after one separator are thousands, but for a per cent and 0,125."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits, "", ""
    whole, part = re.sub("[.,]", "", digits[:last]), digits[last + 1 :]
    is_thousands = len(part) == 3 and not is_percent and len(whole) <= 3 and whole.strip("0") != ""
    if is_thousands or (len(part) == 3 and digits.count(digits[last]) > 1):
        return whole + part, "", ""
    return whole, digits[last], part
