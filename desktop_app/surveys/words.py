"""Words of open answers in both scripts: counted with their Uzbek endings off, and looked for by their beginnings."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from desktop_app.language.apostrophes import canonical
from desktop_app.language.keys import search_key
from desktop_app.spreadsheets.vocabulary import load_words

LEAST_STEM = 3

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN_BEGINNINGS = re.compile(r"[,;\n]")

Theme = TypeVar("Theme", bound=Hashable)


@dataclass(frozen=True)
class WordCount:
    """A word as it was written most often, and how many people used it in whatever form."""

    word: str
    people: int


def word_counts(answers: Iterable[str], *, least: int) -> tuple[WordCount, ...]:
    """The words that ``least`` people or more used, each person counted once; words that say nothing are left out."""
    people: Counter[str] = Counter()
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    idle = _idle()
    for answer in answers:
        said = {}
        for word in _WORD.findall(canonical(answer).lower()):
            key = search_key(word)
            if len(key) >= LEAST_STEM and key not in idle:
                said[stem(key)] = word
        people.update(said.keys())
        for found, word in said.items():
            written[found][word] += 1
    shown = [WordCount(_commonest(written[found]), n) for found, n in people.most_common() if n >= least]
    return tuple(sorted(shown, key=lambda each: (-each.people, each.word)))


def stem(key: str) -> str:
    """The search key of a word without its endings of case, number and owner.

    It only tells which words to count as one, and cuts too much rather than too little: "foyda" and "foydasi" both
    become "foy", which nobody is shown.
    """
    for ending in _endings():
        if key.endswith(ending) and len(key) - len(ending) >= LEAST_STEM:
            return stem(key.removesuffix(ending))
    return key


def beginnings(words: str) -> tuple[str, ...]:
    """The keys of beginnings as people write them, parted by commas, each after the space before a word."""
    return tuple(f" {key}" for part in _BETWEEN_BEGINNINGS.split(words) if (key := search_key(part)))


def suggested(answer: str, themes: Mapping[Theme, Iterable[str]]) -> frozenset[Theme]:
    """The themes one of whose ``beginnings`` begins a word of the answer."""
    key = f" {search_key(answer)}"
    return frozenset(theme for theme, begin in themes.items() if any(each in key for each in begin))


def _commonest(written: Counter[str]) -> str:
    return min(written, key=lambda word: (-written[word], len(word), word))


@cache
def _idle() -> frozenset[str]:
    return frozenset(search_key(word) for line in load_words("answer_words")["idle"] for word in line.split(", "))


@cache
def _endings() -> tuple[str, ...]:
    """The longest first."""
    return tuple(sorted(load_words("answer_words")["endings"].split(", "), key=len, reverse=True))
