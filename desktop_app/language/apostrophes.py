"""Apostrophes of Uzbek Latin: U+02BB in oʻ and gʻ, U+02BC for the tutuq belgisi, quotation marks untouched."""

import re
import unicodedata
from dataclasses import dataclass

TURNED_COMMA = "\u02bb"  # part of the letters oʻ and gʻ
TUTUQ = "\u02bc"  # the glottal stop of maʼno

# What keyboards, phones, Word and converters really put in place of the two marks.
MARKS = "'`´‘’‛′ʹˈʽ＇" + TURNED_COMMA + TUTUQ
# For a character class: soft hyphens, zero-width characters and direction marks that come with pasted text.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"

# Unicode counts half of the marks as letters; here they are none.
_LETTER = rf"[^\W\d_{MARKS}]"
_BETWEEN_LETTERS = re.compile(rf"(?<={_LETTER})[{MARKS}]{{1,2}}(?={_LETTER})")
# Tried from the beginning of a word and only so far: a "word" of thousands of letters would take seconds otherwise.
_AT_WORD_END = re.compile(
    rf"(?<!{_LETTER})({_LETTER}(?:{_LETTER}|[{MARKS}]){{0,60}}?[oOgG])[{MARKS}](?!{_LETTER}|[{MARKS}])"
)
_INITIAL = re.compile(rf"(?<!{_LETTER})([OG])[{MARKS}](?=\.)")

# A mark that ends a word may be a closing quotation mark; only after these words is it surely a letter.
_WORDS_WITH_FINAL_MARK = frozenset({
    "bo", "to", "so", "qo", "yo", "xo", "sog", "yog", "dog", "zog", "chog", "tig", "tug", "yig",
    "ulug", "urug", "yorug", "mablag", "tablig", "farog", "dimog", "balog",
})  # fmt: skip
_ENDINGS_WITH_FINAL_MARK = ("bog", "tog")

_SPACED_MARK = re.compile(rf"([oOgG])[ \u00a0]+[{MARKS}](?={_LETTER})")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SPACES = re.compile(r"\s+")


def canonical(text: str) -> str:
    """The text with every apostrophe of a word in its one canonical form; idempotent."""
    text = _BETWEEN_LETTERS.sub(_mark_between, text)
    # A function, not a template: for that the module is imported anew at each call, which Qt's own hook makes dear.
    text = _INITIAL.sub(lambda initial: initial[1] + TURNED_COMMA, text)
    return _AT_WORD_END.sub(_mark_at_end, text)


def tidy(text: str) -> str:
    """What was typed or pasted, ready to be kept: composed, single spaces, nothing invisible, canonical."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return canonical(_SPACES.sub(" ", composed).strip())


@dataclass(frozen=True)
class SpaceBeforeMark:
    """A letter torn from its mark, as in "To ‘rayev"; the proposal is to be asked about, never just applied."""

    found: str
    proposal: str


def space_before_mark(text: str) -> SpaceBeforeMark | None:
    """The proposal for a text in which a space stands before the mark of oʻ or gʻ, or None."""
    joined = _SPACED_MARK.sub(rf"\1{TURNED_COMMA}", text)
    if joined == text:
        return None
    return SpaceBeforeMark(found=text, proposal=tidy(joined))


def _mark_between(match: re.Match[str]) -> str:
    letter = match.string[match.start() - 1]
    return TURNED_COMMA if letter in "oOgG" else TUTUQ


def _mark_at_end(match: re.Match[str]) -> str:
    word = match[1].lower()
    is_letter = word in _WORDS_WITH_FINAL_MARK or word.endswith(_ENDINGS_WITH_FINAL_MARK)
    return match[1] + TURNED_COMMA if is_letter else match[0]
