"""The words by which the columns of a table are recognised, folded so that scripts and spellings are alike."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from desktop_app.language.keys import search_key

EXACT = 1.0
# A phrase inside a longer header ("ПИНФЛ (14 цифр)") counts the more, the more of the header it fills.
CONTAINED = 0.75
CONTAINED_SPAN = 0.2
# Half of a two-language header ("Ф.И.О. / Full name") is a little less than the whole.
PART = 0.97
# Letters that may differ before a misspelt header is another word: "lavozm" for "lavozim".
FUZZY_FROM = 82.0
FUZZY_WEIGHT = 0.95
FUZZY_MIN_LENGTH = 5

_NUMBER_SIGN = re.compile("[№#]")
_PARTS = re.compile(r"[/\n(),;|]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A header phrase, folded: its words, and the same run together."""

    field: str
    words: frozenset[str]
    joined: str


@dataclass(frozen=True)
class Vocabulary:
    """``key_fields``: each set alone makes a table worth reading; ``last_sheets`` are words of sheets of totals."""

    phrases: tuple[Phrase, ...]
    key_fields: tuple[frozenset[str], ...] = ()
    last_sheets: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        fields: Mapping[str, Iterable[str]],
        *,
        key_fields: Iterable[Iterable[str]] = (),
        last_sheets: Iterable[str] = (),
    ) -> "Vocabulary":
        phrases = tuple(
            Phrase(field, frozenset(words), "".join(words))
            for field, texts in fields.items()
            for words in map(folded_words, texts)
        )
        words_of_totals = frozenset(word for text in last_sheets for word in folded_words(text))
        return cls(phrases, tuple(frozenset(fields) for fields in key_fields), words_of_totals)

    def __hash__(self) -> int:
        # There are few of them, each made once; the phrases are too many to go through at every look-up.
        return id(self)

    @cached_property
    def _fields_of_joined(self) -> dict[str, tuple[str, ...]]:
        """The fields that a phrase run together may name."""
        fields: dict[str, list[str]] = {}
        for phrase in self.phrases:
            fields.setdefault(phrase.joined, []).append(phrase.field)
        return {joined: tuple(dict.fromkeys(named)) for joined, named in fields.items()}

    @cached_property
    def _long_phrases(self) -> list[str]:
        return [joined for joined in self._fields_of_joined if len(joined) >= FUZZY_MIN_LENGTH]

    @cached_property
    def _phrases_with(self) -> dict[str, list[Phrase]]:
        """The phrases by one of their words: a phrase is contained in a header only together with it."""
        found: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            if phrase.words and len(phrase.joined) > 2:
                found.setdefault(max(phrase.words, key=len), []).append(phrase)
        return found

    @lru_cache(maxsize=4096)  # noqa: B019  (vocabularies live as long as the program)
    def scores(self, header: str) -> Mapping[str, float]:
        """How well the header names each field, from 0 (left out) to 1."""
        found: dict[str, float] = {}
        parts = [part for part in _PARTS.split(header) if part.strip()]
        for text, weight in [(header, 1.0), *((part, PART) for part in parts if len(parts) > 1)]:
            for field, score in self._scores_of(folded_words(text)):
                found[field] = max(found.get(field, 0.0), score * weight)
        return found

    def _scores_of(self, words: list[str]) -> Iterator[tuple[str, float]]:
        joined, present = "".join(words), frozenset(words)
        if not joined:
            return
        yield from ((field, EXACT) for field in self._fields_of_joined.get(joined, ()))
        for phrase in (phrase for word in present for phrase in self._phrases_with.get(word, ())):
            if phrase.words <= present:
                yield phrase.field, CONTAINED + CONTAINED_SPAN * len(phrase.joined) / len(joined)
        if len(joined) < FUZZY_MIN_LENGTH or any(map(str.isdecimal, joined)):
            return
        close = process.extract(joined, self._long_phrases, scorer=fuzz.ratio, score_cutoff=FUZZY_FROM, limit=None)
        for phrase_joined, score, _ in close:
            yield from ((field, score / 100 * FUZZY_WEIGHT) for field in self._fields_of_joined[phrase_joined])


@cache
def load_vocabulary(name: str) -> Vocabulary:
    """A vocabulary kept under ``resources/vocabulary``, such as ``roster_columns``."""
    source = files("resources") / "vocabulary" / f"{name}.json"
    told = json.loads(source.read_text(encoding="utf-8"))
    return Vocabulary.of(told["fields"], key_fields=told["key_fields"], last_sheets=told["last_sheets"])


@cache
def load_words(name: str) -> Mapping[str, Any]:
    """Phrases kept under ``resources/vocabulary``: by list and code, and plain lists of words."""
    words: Mapping[str, Any] = json.loads((files("resources") / "vocabulary" / f"{name}.json").read_text("utf-8"))
    return words


def folded_words(text: str) -> list[str]:
    """The words of a header in one script and one spelling; the number sign is a word."""
    return search_key(_NUMBER_SIGN.sub(" nomer ", text)).split()
