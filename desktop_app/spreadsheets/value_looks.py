"""What a value looks like: enough to tell a column by its values, far from enough to accept them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop_app.language.keys import DAUGHTER_WORDS, SON_WORDS, bare_letters
from desktop_app.spreadsheets.records import Cell

JSHSHIR_DIGITS = 14
FIRST_BIRTH_YEAR = 1925
LAST_BIRTH_YEAR = 2015

_DOCUMENT = re.compile(r"[^\W\d_]{2}\s*(?:№|N|No)?\.?\s*\d{7}", re.IGNORECASE)
_NUMERIC_DATE = re.compile(r"(?:\d{1,2}[./\-]\d{1,2}[./\-](?:\d{4}|\d{2})|\d{4}[./\-]\d{1,2}[./\-]\d{1,2})\D{0,3}")
_WORDY_DATE = re.compile(r"(?=.*\b\d{1,2}\b)(?=.*\b(?:19|20)\d\d\b)[\d\s.,\-]*[^\W\d_]{3,9}[^0-9]*\d+.*")
_PHONE_SIGNS = re.compile(r"[\d\s()+\-.,;]+")
_SURNAME = re.compile(r"..(?:ova?|eva?|skiy|skaya|zoda)$")
_PATRONYMIC = re.compile(r"..(?:ov|ev)(?:ich|na)$|ichna$|ilich$")
_SEXES = frozenset({"erkak", "ayol", "muj", "mujskoy", "jen", "jenskiy", "male", "female", "m", "j", "f", "e", "a"})


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """``is_telling``: such values name their column even under a header that nobody knows."""

    looks: Callable[[Cell], bool]
    is_telling: bool = False


def looks_like_full_name(value: Cell) -> bool:
    """Two to six words without digits: a surname first, a patronymic last, or a given name and a surname.

    Not any word that ends so: "учитель начальных классов" does too.
    """
    words = _name_words(value)
    if not 2 <= len(words) <= 6:
        return False
    return _is_surname(words[0]) or _is_patronymic(words[-1]) or (len(words) == 2 and _is_surname(words[1]))


def looks_like_surname(value: Cell) -> bool:
    words = _name_words(value)
    return len(words) == 1 and _is_surname(words[0])


def looks_like_given_name(value: Cell) -> bool:
    words = _name_words(value)
    return len(words) == 1 and not _is_surname(words[0]) and not _is_patronymic(words[0])


def looks_like_patronymic(value: Cell) -> bool:
    words = _name_words(value)
    return 1 <= len(words) <= 3 and _is_patronymic(words[-1])


def looks_like_jshshir(value: Cell) -> bool:
    """Fourteen digits, however they are grouped; the check digit is not looked at."""
    digits = re.sub(r"[\s\-]", "", _text(value))
    return len(digits) == JSHSHIR_DIGITS and digits.isdecimal()


def looks_like_document(value: Cell) -> bool:
    return isinstance(value, str) and _DOCUMENT.fullmatch(value.strip()) is not None


def looks_like_date(value: Cell) -> bool:
    if isinstance(value, date):
        return True
    text = value.strip() if isinstance(value, str) else ""
    return bool(_NUMERIC_DATE.fullmatch(text) or _WORDY_DATE.fullmatch(text))


def looks_like_birth_date(value: Cell) -> bool:
    """A date of which the year may be that of a trainee's birth."""
    if isinstance(value, date):
        return FIRST_BIRTH_YEAR <= value.year <= LAST_BIRTH_YEAR
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", value) if isinstance(value, str) else None
    return year is not None and FIRST_BIRTH_YEAR <= int(year[0]) <= LAST_BIRTH_YEAR and looks_like_date(value)


def looks_like_birth_year(value: Cell) -> bool:
    digits = _text(value).strip()
    return digits.isdecimal() and FIRST_BIRTH_YEAR <= int(digits) <= LAST_BIRTH_YEAR


def looks_like_date_or_year(value: Cell) -> bool:
    digits = _text(value).strip()
    is_year = len(digits) == 4 and digits.isdecimal() and digits[:2] in ("19", "20")
    return is_year or looks_like_date(value)


def looks_like_phone(value: Cell) -> bool:
    """Nine digits, or twelve with the country's 998, in any grouping; two phones in one cell too."""
    text = _text(value).strip()
    if not _PHONE_SIGNS.fullmatch(text):
        return False
    first = re.split(r"[,;]", text)[0]
    digits = "".join(sign for sign in first if sign.isdecimal())
    return len(digits) == 9 or (len(digits) == 12 and digits.startswith("998"))


def looks_like_sex(value: Cell) -> bool:
    return isinstance(value, str) and bare_letters(value.strip(" .")) in _SEXES


def looks_like_whole_number(value: Cell) -> bool:
    return _text(value).strip(" .").isdecimal()


PERSON_VALUE_CHECKS = {
    "number": ValueCheck(looks_like_whole_number),
    "full_name": ValueCheck(looks_like_full_name, is_telling=True),
    "surname": ValueCheck(looks_like_surname),
    "given_name": ValueCheck(looks_like_given_name),
    "patronymic": ValueCheck(looks_like_patronymic),
    "jshshir": ValueCheck(looks_like_jshshir, is_telling=True),
    "document": ValueCheck(looks_like_document, is_telling=True),
    "birth_date": ValueCheck(looks_like_date),
    "birth_year": ValueCheck(looks_like_birth_year),
    "sex": ValueCheck(looks_like_sex),
    "phone": ValueCheck(looks_like_phone, is_telling=True),
    "category_given_on": ValueCheck(looks_like_date_or_year),
    "graduation_year": ValueCheck(looks_like_date_or_year),
}


def _text(value: Cell) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return str(value)


def _name_words(value: Cell) -> list[str]:
    """The words in bare Latin letters; none where a digit says that this is no name."""
    if not isinstance(value, str) or any(sign.isdecimal() for sign in value):
        return []
    return [letters for word in re.split(r"[\s.\-]+", value) if (letters := bare_letters(word))]


def _is_surname(word: str) -> bool:
    return _SURNAME.search(word) is not None


def _is_patronymic(word: str) -> bool:
    return word in SON_WORDS or word in DAUGHTER_WORDS or _PATRONYMIC.search(word) is not None
