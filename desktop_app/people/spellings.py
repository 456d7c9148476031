"""Names typed without the right letters: у for ў and u for oʻ, and the other way round.

The other letters that Russian offices do without (қ, ғ, ҳ for к, г, х) are alike in every search key already.
"""

import re
from dataclasses import dataclass
from itertools import islice, product

# Shorter beginnings are begun by too many names in both spellings.
LEAST_SPELT = 3
# In the ending of a surname the o is never in doubt, and nearly every surname has it.
_IN_DOUBT = re.compile(r"[ou](?!va?$)")
_MOST_DOUBTS = 4


@dataclass(frozen=True)
class Spellings:
    """All words that may be meant by a typed beginning begin with one of ``begins`` and fit the GLOB ``pattern``."""

    begins: tuple[str, str]
    pattern: str


def spellings(word: str) -> Spellings | None:
    """How else a beginning of a name, folded as in ``search_key``, may be spelt; None where it may not."""
    first = _IN_DOUBT.search(word)
    if first is None or len(word) < LEAST_SPELT or not word.isalpha():
        return None
    second = _IN_DOUBT.search(word, first.end())
    before, after = word[: first.start()], word[first.end() : second.start() if second else None]
    return Spellings((f"{before}o{after}", f"{before}u{after}"), _IN_DOUBT.sub("[ou]", word) + "*")


def spelt_ways(word: str) -> list[str]:
    """The word itself, and it in every other spelling; of a word with very many only the first letters vary."""
    letters = [("o", "u") if one else (letter,) for letter, one in zip(word, _doubts(word), strict=True)]
    return [word, *(way for way in map("".join, product(*letters)) if way != word)]


def _doubts(word: str) -> list[bool]:
    places = {found.start() for found in islice(_IN_DOUBT.finditer(word), _MOST_DOUBTS)}
    return [place in places for place in range(len(word))]


def one_spelling(words: str) -> str:
    """Equal for words that differ only in letters that are taken for each other."""
    return words.replace("o", "u")
