"""Names of people: taken apart, put together, in proper letter case, and what they tell of the sex."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal, NamedTuple

from desktop_app.language.apostrophes import MARKS, TURNED_COMMA, tidy
from desktop_app.language.keys import DAUGHTER_WORDS, NO_PATRONYMIC, SON_WORDS, bare_letters, search_key
from desktop_app.language.script import has_mixed_word

Sex = Literal["male", "female"]

# Compared with bare letters, so they serve both scripts.
_PATRONYMIC = re.compile(r"..(?:(?:ov|ev)(?:ich|na)|ichna)$|^ilich$")
_MALE_PATRONYMIC = re.compile(r"..(?:ov|ev)ich$|^ilich$")
_FEMALE_PATRONYMIC = re.compile(r"..(?:vna|ichna)$")
_SURNAME = re.compile(r"..(?:ova?|eva?|skiy|skaya|zoda)$")
_FEMALE_SURNAME = re.compile(r"..(?:ova|eva|skaya)$")

_CAPITAL_PART = re.compile(r"[^\s.\-]+")
_INITIAL = re.compile(rf"(?:[SC]h|[OG]{TURNED_COMMA}|.)", re.DOTALL | re.IGNORECASE)
_SEPARATORS = re.compile(r"(?<=\.)(?=[^\s.])|[\s,;]+")
_GLUED_SON_OR_DAUGHTER = re.compile(r"^(\S{2,})-(\S+)$")

_CACHED_WORDS = 1 << 16


class SplitNote(StrEnum):
    """What to say beside a name that was taken apart."""

    EMPTY = "empty"
    NO_PATRONYMIC = "no_patronymic"
    GIVEN_NAME_FIRST = "given_name_first"
    ORDER_UNKNOWN = "order_unknown"
    PATRONYMIC_UNKNOWN = "patronymic_unknown"
    NO_SURNAME = "no_surname"
    NO_GIVEN_NAME = "no_given_name"
    MANY_WORDS = "many_words"
    INITIALS = "initials"


@dataclass(frozen=True)
class PersonName:
    surname: str
    given_name: str
    patronymic: str = ""


@dataclass(frozen=True)
class SplitName:
    """``is_sure`` is false when a person has to look at how the name was taken apart."""

    name: PersonName
    is_sure: bool
    note: SplitNote | None = None


class _PlainWord(NamedTuple):
    """A word of letters alone, in proper case, with what its ending tells."""

    text: str
    is_surname: bool
    is_patronymic: bool
    is_son_or_daughter: bool


def split_plain_name(text: str) -> PersonName | None:
    """A name of plain words in the order of documents, or None for any other; many times faster than the whole way.

    What it gives, ``split_full_name`` gives too, and is sure of.
    """
    words = text.split()
    if len(words) not in (3, 4):
        return None
    plain = [found for word in words if (found := _plain_word(word))]
    if len(plain) < len(words):
        return None
    surname, given, *ending = plain
    if len(ending) == 2:
        # Akram qizi: the word before the last one is the father's name whatever it ends with.
        patronymic = f"{ending[0].text} {ending[1].text}" if ending[1].is_son_or_daughter else ""
    else:
        patronymic = ending[0].text if ending[0].is_patronymic and not ending[0].is_son_or_daughter else ""
    is_turned = given.is_surname and not surname.is_surname
    if not patronymic or is_turned or surname.is_son_or_daughter or given.is_son_or_daughter:
        return None
    return PersonName(surname.text, given.text, patronymic)


def split_full_name(text: str) -> SplitName:
    """A name as a school writes it, taken apart by its endings; surname first unless they say otherwise."""
    words = _name_words(text)
    if not words:
        return SplitName(PersonName("", ""), is_sure=False, note=SplitNote.EMPTY)
    if any(word.endswith(".") for word in words):
        return _split_initials(words)
    rest, patronymic, words_after = _take_patronymic(words)
    match len(rest):
        case 0:
            return SplitName(PersonName("", "", patronymic), is_sure=False, note=SplitNote.NO_SURNAME)
        case 1:
            return _split_one(rest[0], patronymic)
        case 2:
            return _split_two(rest[0], rest[1], patronymic, is_patronymic_between=words_after == 1)
        case _:
            return _split_many(rest, patronymic)


def proper_case(text: str) -> str:
    """A tidy name in which words of capitals or of small letters only get one capital each.

    Words in mixed case are the writer's own choice and stay; "qizi" and "oʻgʻli" are always small.
    """
    return _CAPITAL_PART.sub(lambda part: _proper_part(part[0]), tidy(text))


def full_name(name: PersonName) -> str:
    """Surname, given name, patronymic: the order of every Uzbek document."""
    return " ".join(filter(None, (name.surname, name.given_name, name.patronymic)))


def short_name(name: PersonName) -> str:
    """Initials before the surname, as signatures have it: A.B.Karimov, Sh.Oʻ.Karimov."""
    if not name.surname:
        return full_name(name)
    initials = "".join(_initial(part) for part in (name.given_name, name.patronymic))
    return initials + name.surname


def guess_sex(name: PersonName) -> Sex | None:
    """The sex if an ending tells it and none contradicts; "-ov" and given names tell nothing."""
    patronymic = [bare_letters(word) for word in name.patronymic.split()]
    surname = bare_letters(name.surname)
    told: set[Sex] = set()
    if any(word in SON_WORDS or _MALE_PATRONYMIC.search(word) for word in patronymic):
        told.add("male")
    if any(word in DAUGHTER_WORDS or _FEMALE_PATRONYMIC.search(word) for word in patronymic):
        told.add("female")
    if _FEMALE_SURNAME.search(surname):
        told.add("female")
    return told.pop() if len(told) == 1 else None


def same_person_names(a: PersonName, b: PersonName) -> bool:
    """Whether two names may be one person's: alike by search key, a missing patronymic fits any."""
    if search_key(a.surname) != search_key(b.surname) or search_key(a.given_name) != search_key(b.given_name):
        return False
    patronymics = search_key(a.patronymic), search_key(b.patronymic)
    return patronymics[0] == patronymics[1] or "" in patronymics


@lru_cache(maxsize=_CACHED_WORDS)
def _plain_word(word: str) -> _PlainWord | None:
    """None for a word with initials, hyphens, digits, torn marks, letters of two scripts: anything to think about."""
    text = proper_case(word)
    letters = bare_letters(text)
    is_plain = text[:1].isalpha() and text[:1] not in MARKS and all(c.isalpha() or c in MARKS for c in text)
    if not is_plain or letters == NO_PATRONYMIC or has_mixed_word(text):
        return None
    return _PlainWord(text, _is_surname(text), _PATRONYMIC.search(letters) is not None, _is_son_or_daughter(text))


def _name_words(text: str) -> list[str]:
    words: list[str] = []
    for word in _SEPARATORS.split(proper_case(text)):
        glued = _GLUED_SON_OR_DAUGHTER.match(word)
        if glued and _is_son_or_daughter(glued[2]):
            words += [glued[1], glued[2]]
        elif any(map(str.isalpha, word)):
            words.append(word)
    return words


def _take_patronymic(words: list[str]) -> tuple[list[str], str, int]:
    """The other words, the patronymic, and how many words stood after it."""
    for at in range(len(words) - 1, 0, -1):
        if _is_son_or_daughter(words[at]):
            return words[: at - 1] + words[at + 1 :], f"{words[at - 1]} {words[at]}", len(words) - at - 1
    for at in range(len(words) - 1, -1, -1):
        if bare_letters(words[at]) == NO_PATRONYMIC:
            return words[:at] + words[at + 1 :], "", 0
    for at in range(len(words) - 1, 0, -1):
        if _PATRONYMIC.search(bare_letters(words[at])):
            return words[:at] + words[at + 1 :], words[at], len(words) - at - 1
    return words, "", 0


def _split_one(word: str, patronymic: str) -> SplitName:
    if _is_surname(word):
        return SplitName(PersonName(word, "", patronymic), is_sure=False, note=SplitNote.NO_GIVEN_NAME)
    return SplitName(PersonName("", word, patronymic), is_sure=False, note=SplitNote.NO_SURNAME)


def _split_two(first: str, second: str, patronymic: str, *, is_patronymic_between: bool) -> SplitName:
    is_given_name_first = is_patronymic_between or (_is_surname(second) and not _is_surname(first))
    if is_given_name_first:
        return SplitName(
            PersonName(second, first, patronymic),
            is_sure=_is_surname(second) and not _is_surname(first),
            note=SplitNote.GIVEN_NAME_FIRST,
        )
    name = PersonName(first, second, patronymic)
    if patronymic:
        return SplitName(name, is_sure=True)
    if _is_surname(first) and not _is_surname(second):
        return SplitName(name, is_sure=True, note=SplitNote.NO_PATRONYMIC)
    return SplitName(name, is_sure=False, note=SplitNote.ORDER_UNKNOWN)


def _split_many(words: list[str], patronymic: str) -> SplitName:
    if not patronymic and len(words) == 3:
        name = PersonName(words[0], words[1], words[2])
        return SplitName(name, is_sure=False, note=SplitNote.PATRONYMIC_UNKNOWN)
    is_surname_last = _is_surname(words[-1]) and not _is_surname(words[0])
    surname, given = (words[-1], words[:-1]) if is_surname_last else (words[0], words[1:])
    return SplitName(PersonName(surname, " ".join(given), patronymic), is_sure=False, note=SplitNote.MANY_WORDS)


def _split_initials(words: list[str]) -> SplitName:
    initials = [word for word in words if word.endswith(".")]
    others = [word for word in words if not word.endswith(".")]
    name = PersonName(" ".join(others[:1]), initials[0], " ".join([*initials[1:], *others[1:]]))
    return SplitName(name, is_sure=False, note=SplitNote.INITIALS)


def _proper_part(part: str) -> str:
    if _is_son_or_daughter(part):
        return part.lower()
    if bare_letters(part) == NO_PATRONYMIC or not (part.isupper() or part.islower()):
        return part
    return part[0].upper() + part[1:].lower()


def _initial(word: str) -> str:
    if not word or bare_letters(word) == NO_PATRONYMIC:
        return ""
    letter = _INITIAL.match(word)
    return f"{letter[0]}." if letter else ""


def _is_surname(word: str) -> bool:
    return _SURNAME.search(bare_letters(word)) is not None


def _is_son_or_daughter(word: str) -> bool:
    return bare_letters(word) in SON_WORDS | DAUGHTER_WORDS
