"""Small numbers that a text spells out: "uchta fan", "toʻrt nafar", "два района"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop_app.inspection.figures import bare

_ONES = {
    "ikki": 2, "uch": 3, "toʻrt": 4, "besh": 5, "olti": 6, "yetti": 7, "sakkiz": 8, "toʻqqiz": 9,
}  # fmt: skip
_TENS = {"oʻn": 10, "yigirma": 20, "oʻttiz": 30, "qirq": 40, "ellik": 50}
# As it stands alone and after a preposition: два района, в двух районах.
_RUSSIAN = {
    2: "два две двух", 3: "три трёх трех", 4: "четыре четырёх четырех", 5: "пять пяти", 6: "шесть шести",
    7: "семь семи", 8: "восемь восьми", 9: "девять девяти", 10: "десять десяти", 11: "одиннадцать одиннадцати",
    12: "двенадцать двенадцати", 13: "тринадцать тринадцати", 14: "четырнадцать четырнадцати",
    15: "пятнадцать пятнадцати", 16: "шестнадцать шестнадцати", 17: "семнадцать семнадцати",
    18: "восемнадцать восемнадцати", 19: "девятнадцать девятнадцати", 20: "двадцать двадцати",
}  # fmt: skip
_UZBEK: Mapping[str, int] = {
    **{bare(word): value for word, value in (*_ONES.items(), *_TENS.items())},
    **{bare(f"{ten} {one}"): tens + ones for ten, tens in _TENS.items() for one, ones in _ONES.items()},
    **{bare(f"{ten} bir"): tens + 1 for ten, tens in _TENS.items()},
}
_VALUES: Mapping[str, int] = {
    **_UZBEK,
    **{bare(word): value for value, words in _RUSSIAN.items() for word in words.split()},
}
_UNIT = r"(?:\s?ta(?:si|sida|siga|dan|ga|da)?|\s(?:nafar|kishi)\w*)"
# Neither "ikki-uch" nor "ikkinchi"; "ikki yuz" and "ikki yarim" are other numbers.
_SPELT = re.compile(
    rf"(?<![\w-])(?P<word>{'|'.join(sorted(_VALUES, key=len, reverse=True))})(?P<unit>{_UNIT})?"
    r"(?![\w-])(?!\s(?:yuz|ming|million|milliard|yarim|sot\w*|tisyach\w*))",
    re.IGNORECASE,
)
# "Он" is a Russian word, and these are no number of anything without ta or nafar after them.
_NEEDS_UNIT = frozenset({bare("oʻn")})


@dataclass(frozen=True, slots=True)
class SpeltCount:
    """``has_unit`` where ta, nafar or kishi stands after it."""

    start: int
    end: int
    text: str
    value: int
    has_unit: bool


def spelt_counts(text: str) -> Iterator[SpeltCount]:
    """The numbers from two on that a bare text spells out."""
    for found in _SPELT.finditer(text):
        word = found["word"].lower()
        if found["unit"] or word not in _NEEDS_UNIT:
            yield SpeltCount(found.start(), found.end(), found[0], _VALUES[word], found["unit"] is not None)
