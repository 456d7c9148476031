"""What a text typed into a search asks for: beginnings of words, initials, the number of a certificate."""

import re
from dataclasses import dataclass
from functools import cached_property

from desktop_app.language.keys import query_key, search_key
from desktop_app.people.rules import document_word
from desktop_app.people.spellings import spelt_ways
from desktop_app.people.workplaces import numbered_places, telling_words

# Shorter parts stand in the middle of every third name, or at the end of every hundredth phone.
LEAST_PART, LEAST_PHONE_PART = 3, 4

_LATIN_TWINS = str.maketrans("АВСЕКМНОРТХУ", "ABCEKMHOPTXY")
_DOCUMENT = re.compile(r"([A-Z]{2})\s*№?\s*(\d{1,7})")
_NUMBER = re.compile(r"(?=.*\d)\+?[\d\s()\-‑]+")
_COUNTRY = "998"
_PHONE_LENGTH = 9
_CERTIFICATE_DIGITS = 9
_INITIAL = r"[^\W\d_][^\W\d_]?[ʻʼ’‘'`]?\."
_INITIALS_FIRST = re.compile(rf"((?:{_INITIAL}\s*){{1,3}})([^\W\d_][^.\d]+)")
_INITIALS_LAST = re.compile(rf"([^\W\d_][^.\d]+?)\s+((?:{_INITIAL}\s*){{1,3}}[^\W\d_]?)")


@dataclass(frozen=True)
class Typed:
    """``prefixes`` begin words of the card; all of them must. A number among ``whole`` is typed to its end."""

    text: str
    prefixes: tuple[str, ...]
    whole: frozenset[str] = frozenset()

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The prefixes that may stand in the middle of a name."""
        return tuple(word for word in self.prefixes if len(word) >= LEAST_PART and word.isalpha())

    @cached_property
    def phone_parts(self) -> tuple[str, ...]:
        """The prefixes that may stand in a phone after the code of its operator; none beside a document's series."""
        if _document_of(self.text):
            return ()
        lengths = range(LEAST_PHONE_PART, _PHONE_LENGTH)
        return tuple(word for word in self.prefixes if word.isdecimal() and len(word) in lengths)

    @cached_property
    def places(self) -> frozenset[str]:
        """The prefixes that are looked for in workplaces alone: the number and the kind in "12-maktab"."""
        return numbered_places(self.prefixes)

    @cached_property
    def certificate(self) -> str:
        """The text as the beginning of a certificate's number, or nothing: letters and digits, or few digits."""
        has_digit = any(map(str.isdecimal, self.text))
        is_long = self.text.isdecimal() and len(self.text) > _CERTIFICATE_DIGITS
        return self.text if has_digit and not is_long else ""

    @cached_property
    def name_pattern(self) -> tuple[str, str] | None:
        """The surname and the pattern that a name's key fits, where initials were typed: A.B.Karimov, Karimov A."""
        first = _INITIALS_FIRST.fullmatch(self.text)
        last = None if first else _INITIALS_LAST.fullmatch(self.text)
        if not (first or last):
            return None
        initials, surname = first.groups() if first else reversed(last.groups()) if last else ("", "")
        surname_key = query_key(surname)
        letters = [key for one in re.split(r"[.\s]+", initials) if (key := search_key(one))]
        return (surname_key, "* ".join([surname_key, *letters]) + "*") if len(surname_key) > 1 else None


def marked_words(text: str) -> tuple[str, ...]:
    """What to mark in the names and numbers that a typed text finds; see ``marked_spans``."""
    return tuple(way for word in read_typed(text).prefixes for way in spelt_ways(word))


def read_typed(text: str) -> Typed:
    typed = text.strip()
    prefixes = telling_words(query_prefixes(typed))
    finished = prefixes[:-1] if len(prefixes) > 1 else ()
    whole = filter(str.isdecimal, {*finished, *numbered_places(prefixes)})
    return Typed(typed, prefixes, frozenset(whole))


def query_prefixes(text: str) -> tuple[str, ...]:
    """The beginnings of words that the text asks for; numbers lose their spaces and the country's code."""
    typed = text.strip()
    if found := _document_of(typed):
        digits = found[2]
        return (document_word(f"{found[1]} {digits}") if len(digits) == 7 else digits,)
    if _NUMBER.fullmatch(typed):
        return (_number_prefix(typed),)
    return tuple(dict.fromkeys(query_key(typed).split()))


def _document_of(typed: str) -> re.Match[str] | None:
    return _DOCUMENT.fullmatch(typed.upper().translate(_LATIN_TWINS))


def _number_prefix(typed: str) -> str:
    """The digits, without the country's code where a phone is meant."""
    digits = re.sub(r"\D", "", typed)
    is_phone = typed.startswith("+") or len(digits) == len(_COUNTRY) + _PHONE_LENGTH
    return digits.removeprefix(_COUNTRY) or digits if is_phone else digits
