"""Keys to find and to order texts by, the same for both scripts and for every way to type an apostrophe."""

import re
import unicodedata
from functools import lru_cache

from desktop_app.language.apostrophes import INVISIBLE, MARKS, canonical
from desktop_app.language.script import to_latin

# Marks and invisible characters belong to their word; all else that is no letter or digit parts words.
_WORD = re.compile(rf"(?:[^\W_]|[{MARKS}{INVISIBLE}\u0300-\u036f])+")
_TORN_MARK = re.compile(rf"(?<=[oOgG]) +(?=[{MARKS}][^\W\d_])")
_DOUBLE_LETTER = re.compile(r"([^\W\d_])\1+")

# In bare letters: "son of", "daughter of", and what a passport shows where there is no patronymic.
SON_WORDS = frozenset({"ogli", "ugli", "ogly", "ugly"})
DAUGHTER_WORDS = frozenset({"qizi", "kizi", "qizy", "kyzy"})
NO_PATRONYMIC = "xxx"
_EMPTY_WORDS = SON_WORDS | DAUGHTER_WORDS | {NO_PATRONYMIC}
_PATRONYMIC_ENDING = re.compile(r"(?<=..)(?:ov|ev)(?:ich|na)$")
_UNFINISHED_ENDING = re.compile(r"(?<=..)(?:ov|ev)(?:ic?|n)$")
_FOLDED_SOUNDS = str.maketrans("xqw", "hkv")

# The digraphs are letters of their own and come after z: these four characters follow z in ASCII.
_SORTED_DIGRAPHS = {"oʻ": "{", "gʻ": "|", "sh": "}", "ch": "~"}
_SORT_TOKEN = re.compile(r"oʻ|gʻ|sh|ch|\d+|.", re.DOTALL)

_CACHED_WORDS = 1 << 16


def search_key(text: str) -> str:
    """What to look a text up by: words parted by one space, in which unlike spellings of a name are alike.

    It over-matches on purpose, so equal keys make candidates and never prove that two people are one.
    A prefix of a word has, with few exceptions, a prefix of the word's key; see ``query_key`` for those.
    """
    return " ".join(filter(None, map(_search_word, _words(text))))


def query_key(text: str) -> str:
    """The search key of a text still being typed: an unfinished "qizi" or "-ovich" at its end is left out."""
    words = [key for key in map(_search_word, _words(text)) if key]
    if not words:
        return ""
    last = words[-1]
    if len(words) > 2 and any(_squeezed(empty).startswith(last) for empty in _EMPTY_WORDS):
        words.pop()
    else:
        words[-1] = _UNFINISHED_ENDING.sub("", last)
    return " ".join(words)


def sort_key(text: str) -> str:
    """A text whose binary order is the Uzbek alphabet's: … y z oʻ gʻ sh ch; numbers come by their value."""
    return " ".join(filter(None, map(_sort_word, _words(text))))


@lru_cache(maxsize=_CACHED_WORDS)
def bare_letters(word: str) -> str:
    """A word's letters and digits in small Latin without marks and accents: Ўғли and O‘g‘li give ogli."""
    return "".join(c for c in _plain_latin(word) if c.isalnum() and c not in MARKS)


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _WORD.findall(_TORN_MARK.sub("", text))


@lru_cache(maxsize=_CACHED_WORDS)
def _search_word(word: str) -> str:
    letters = bare_letters(word)
    if letters in _EMPTY_WORDS:
        return ""
    return _PATRONYMIC_ENDING.sub("", _squeezed(letters)) or letters


def _squeezed(letters: str) -> str:
    """One spelling for sounds that offices write in two: x/h, q/k, ye/e, doubled and single letters."""
    folded = letters.translate(_FOLDED_SOUNDS).replace("ye", "e")
    single = _DOUBLE_LETTER.sub(r"\1", folded)
    # While "Abdullayev" is being typed it passes "Abdullay": a last y must not hide it.
    return single[:-1] if len(single) > 1 and single.endswith("y") else single


@lru_cache(maxsize=_CACHED_WORDS)
def _sort_word(word: str) -> str:
    return "".join(map(_sorted_token, _SORT_TOKEN.findall(canonical(_plain_latin(word)))))


def _sorted_token(token: str) -> str:
    if token in _SORTED_DIGRAPHS:
        return _SORTED_DIGRAPHS[token]
    if token.isdecimal():
        digits = token.lstrip("0") or "0"
        return chr(ord("0") + min(len(digits), 40)) + digits
    return token if token.isalnum() and token not in MARKS else ""


def _plain_latin(word: str) -> str:
    """Lower-case Latin without foreign accents."""
    latin = to_latin(unicodedata.normalize("NFKC", word)).lower()
    if latin.isascii():
        return latin
    return "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))
