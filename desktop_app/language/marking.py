"""Which letters of a text a search was for: to be shown where the text stands in a list."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from desktop_app.language.apostrophes import INVISIBLE, MARKS
from desktop_app.language.keys import search_key

_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}{INVISIBLE}])*")
_CACHED_WORDS = 4096

Span = tuple[int, int]
"""From this character up to, not with, that one."""


def marked_spans(text: str, sought: Sequence[str]) -> list[Span]:
    """Where words of the text begin with one of the folded words sought, or else have it in them; in their order.

    A word is marked as far as it is spelt by what is sought: of "Oʻrinova" for "orin" the apostrophe as well.
    """
    return [span for word in _WORD.finditer(text) for span in _span_in(word, sought)]


def _span_in(word: re.Match[str], sought: Sequence[str]) -> Iterator[Span]:
    found = [span for one in sought if (span := _part(word[0], one)) is not None]
    if found:
        # A beginning before a part, and of several the longest.
        begin, end = min(found, key=lambda span: (span[0], -span[1]))
        yield word.start() + begin, word.start() + end


@lru_cache(maxsize=_CACHED_WORDS)
def _part(word: str, sought: str) -> Span | None:
    if sought not in search_key(word):
        return None
    for begin in range(len(word)):
        if search_key(word[begin:]).startswith(sought):
            return begin, next(
                end for end in range(begin + 1, len(word) + 1) if search_key(word[begin:end]).startswith(sought)
            )
    return None
