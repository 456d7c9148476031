"""Texts of which an encoding without Uzbek letters made question marks, compared with what they may have been."""

import re
from collections.abc import Iterable
from functools import lru_cache

from desktop_app.language.keys import search_key

# A letter that no language of the centre has and that folding leaves as it is.
MARK = "ɵ"
# One letter is lost at a time: none in Latin (an apostrophe), one, or two (ш is sh).
MOST_LETTERS = 2

_LOST = re.compile(r"(?<=[^\W\d_])\?|\?(?=[^\W\d_])")


def marked(text: str) -> str:
    """The text with MARK in the places of its lost letters, to be folded like any other."""
    return _LOST.sub(MARK, text)


def fitting(text: str, known: Iterable[str]) -> list[str]:
    """Those of the folded texts that the one with lost letters may have been."""
    pattern = _pattern(search_key(marked(text)))
    return [one for one in known if pattern.fullmatch(one)]


def may_begin(word: str, beginning: str) -> bool:
    """Whether the word, folded and with marks, may begin so."""
    if not beginning:
        return True
    if word[:1] != MARK:
        return word[:1] == beginning[0] and may_begin(word[1:], beginning[1:])
    return any(may_begin(word[1:], beginning[letters:]) for letters in range(MOST_LETTERS + 1))


def may_be(word: str, other: str) -> bool:
    """Whether the word, folded and with marks, may be the other one."""
    return _pattern(word).fullmatch(other) is not None


@lru_cache(maxsize=1024)
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("".join(f"[a-z]{{0,{MOST_LETTERS}}}" if sign == MARK else re.escape(sign) for sign in key))
