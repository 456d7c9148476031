"""Words of offices for positions, subjects, categories and the like, recognised in both scripts and in Russian."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from desktop_app.language.keys import search_key
from desktop_app.rosters.lost_letters import marked, may_be, may_begin
from desktop_app.spreadsheets.vocabulary import load_words

# Shorter words must be equal: as a beginning "rus" would also be "rustam".
BEGINNING_FROM = 4
# The code of phrases that are known to mean none of the list: "a deputy director", but not of what.
NO_CODE = "?"

# Written as digits before folding, which makes one letter of two: "II toifa" would be "I toifa".
_ROMAN = re.compile(r"\bI{1,3}\b")

Phrases = dict[tuple[str, ...], str]


def reference_words() -> Mapping[str, Mapping[str, list[str]]]:
    """The phrases kept in resources/vocabulary: list, code, phrases."""
    return load_words("reference_words")


def word_list(name: str, *, names: Iterable[tuple[str, str]] = ()) -> "WordList":
    """The phrases of one list; ``names`` are pairs of code and name that the centre's own list adds."""
    phrases = [(code, phrase) for code, known in reference_words()[name].items() for phrase in known]
    return WordList([*names, *phrases])


class WordList:
    """Recognises a text by the phrase of most words that it contains, in order; folded as search folds.

    The words of a phrase may be beginnings ("математик") and others may stand between them. Two codes by
    phrases of equally many words are no answer: the text then stays a text.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._exact: Phrases = {}
        self._by_first_letter: dict[str, Phrases] = defaultdict(dict)
        self._known: dict[str, str | None] = {}
        for code, phrase in phrases:
            words = _folded(phrase)
            if words:
                self._exact.setdefault(words, code)
                self._by_first_letter[words[0][0]].setdefault(words, code)

    def code_of(self, text: str) -> str | None:
        if text not in self._known:
            self._known[text] = self._recognised(_folded(text))
        return self._known[text]

    def codes_of_lost(self, text: str) -> set[str]:
        """The codes that a text with lost letters may mean: by a whole phrase, else by the longest within it."""
        words = _folded(marked(text))
        whole = {code for phrase, code in self._exact.items() if may_be(" ".join(words), " ".join(phrase))}
        longest, within = 0, set[str]()
        for phrase, code in self._exact.items() if not whole else ():
            if len(phrase) >= longest and _stands_in(phrase, words, is_word=_may_be_word):
                within = within | {code} if len(phrase) == longest else {code}
                longest = len(phrase)
        return (whole or within) - {NO_CODE}

    def has_exactly(self, text: str) -> bool:
        return _folded(text) in self._exact

    def _recognised(self, words: tuple[str, ...]) -> str | None:
        if words in self._exact:
            code = self._exact[words]
            return None if code == NO_CODE else code
        longest, codes = 0, set[str]()
        for letter in {word[0] for word in words}:
            for phrase, code in self._by_first_letter[letter].items():
                if len(phrase) >= longest and _stands_in(phrase, words):
                    codes = codes | {code} if len(phrase) == longest else {code}
                    longest = len(phrase)
        return codes.pop() if len(codes) == 1 and NO_CODE not in codes else None


def _folded(text: str) -> tuple[str, ...]:
    return tuple(search_key(_ROMAN.sub(lambda numeral: str(len(numeral[0])), text)).split())


def _is_word(wanted: str, word: str) -> bool:
    return word.startswith(wanted) if len(wanted) >= BEGINNING_FROM else word == wanted


def _may_be_word(wanted: str, word: str) -> bool:
    return may_begin(word, wanted) if len(wanted) >= BEGINNING_FROM else may_be(word, wanted)


def _stands_in(
    phrase: tuple[str, ...], words: tuple[str, ...], *, is_word: Callable[[str, str], bool] = _is_word
) -> bool:
    remaining = iter(words)
    return all(any(is_word(wanted, word) for word in remaining) for wanted in phrase)
