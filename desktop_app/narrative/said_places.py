"""Which district a text speaks of, in Uzbek or Russian, and whether it speaks of another region."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.inspection.figures import bare
from desktop_app.language.keys import search_key
from desktop_app.reference.records import Names

# Андижанский, Андижанская: what remains when the word is declined.
_ADJECTIVE_ENDING = re.compile(r"(?:iy|aya)$")
_CITY = re.compile(r"^(?:gorod|g\.)\s")
_WORD = re.compile(r"[^\W\d_]+")
# Shorter stems begin other words too.
_LEAST_STEM = 4


@dataclass(frozen=True)
class SaidPlaces:
    """``region`` are the stems of the own region's names."""

    region: tuple[str, ...] = ()
    _uzbek: dict[str, str] = field(default_factory=dict)
    _russian: dict[str, re.Pattern[str]] = field(default_factory=dict)
    _elsewhere: re.Pattern[str] | None = None

    @property
    def districts(self) -> Sequence[str]:
        return list(self._uzbek)

    def district(self, text: str) -> str:
        """The one district that the bare text names, if it names one."""
        folded = search_key(text)
        named = {code for code, name in self._uzbek.items() if name in folded}
        named |= {code for code, words in self._russian.items() if words.search(text)}
        return named.pop() if len(named) == 1 else ""

    def is_elsewhere(self, text: str) -> bool:
        return self._elsewhere is not None and self._elsewhere.search(text) is not None


def said_places(*, own: Names, others: Sequence[Names], districts: Sequence[tuple[str, Names]]) -> SaidPlaces:
    """A region shares its name with its city, so other regions count only with the word for a region after them."""
    own_stems = _stems(own)
    other = sorted({stem for names in others for stem in _stems(names)} - set(own_stems))
    elsewhere = rf"\b(?:{'|'.join(map(re.escape, other))})\w*\s(?:viloyat|shah[ar]r|oblast|respublika)"
    return SaidPlaces(
        own_stems,
        {code: search_key(names.uz) for code, names in districts},
        {code: _in_russian(names.ru) for code, names in districts},
        re.compile(elsewhere, re.IGNORECASE) if other else None,
    )


def _stems(names: Names) -> tuple[str, ...]:
    first = [_WORD.findall(bare(name).lower())[:1] for name in (names.uz, _CITY.sub("", bare(names.ru).lower()))]
    return tuple(dict.fromkeys(_ADJECTIVE_ENDING.sub("", word) for words in first for word in words))


def _in_russian(name: str) -> re.Pattern[str]:
    folded = bare(name).lower()
    is_city = _CITY.search(folded) is not None
    first = next(iter(_WORD.findall(_CITY.sub("", folded))), "")
    stem = re.escape(_ADJECTIVE_ENDING.sub("", first)) if len(first) >= _LEAST_STEM else r"(?!)"
    return re.compile(rf"\b(?:gorod\w*|g\.?)\s{stem}" if is_city else rf"\b{stem}\w*\srayon", re.IGNORECASE)
