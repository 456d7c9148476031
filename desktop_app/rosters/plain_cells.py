"""Cells that are as they should be, taken at a glance; every other one goes the whole way of its reader.

Lists have tens of thousands of cells and nearly all are plain. What is taken here, the whole reader would read
as the same: the tests compare them.
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from desktop_app.language.names import Sex
from desktop_app.people.identity import JSHSHIR_LENGTH, Phone, check_digit, parse_jshshir, parse_phones

_PLAIN_DOCUMENT = re.compile(r"([A-Z]{2}) ?([0-9]{7})")
_PLAIN_PHONE = re.compile(r"(?:\+?998)?[ -]?\(?([0-9]{2})\)?[ -]?([0-9]{3})[ -]?([0-9]{2})[ -]?([0-9]{2})")
_BIRTH_DIGITS = 7
_CACHED = 1 << 16


class Born(NamedTuple):
    """Sex and birth date, as the first seven digits of a JShShIR tell them."""

    sex: Sex
    birth_date: date


def plain_jshshir(text: str) -> "Born | None":
    """What fourteen digits with a right check digit tell."""
    if len(text) != JSHSHIR_LENGTH or not (text.isascii() and text.isdecimal()):
        return None
    # The weights 7, 3, 1 come round every three digits.
    total = _weighed(text[:3]) + _weighed(text[3:6]) + _weighed(text[6:9]) + _weighed(text[9:12]) + 7 * int(text[12])
    if total % 10 != int(text[13]):
        return None
    return _born(text[:_BIRTH_DIGITS])


def plain_document(text: str) -> str | None:
    """Two Latin capitals and seven digits, as a card keeps them."""
    found = _PLAIN_DOCUMENT.fullmatch(text)
    return f"{found[1]} {found[2]}" if found else None


def plain_phone(text: str) -> str | None:
    """One phone with nothing to doubt about it, as a card keeps it."""
    found = _PLAIN_PHONE.fullmatch(text)
    if found is None:
        return None
    code, *rest = found.groups()
    operator = _operator(code)
    return f"{operator}{' '.join(rest)}" if operator else None


def plain_date(text: str) -> date | None:
    """A day of the last hundred years as 07.11.1990."""
    if len(text) != 10 or text[2] != "." or text[5] != ".":
        return None
    day, month, year = text[:2], text[3:5], text[6:]
    if not (text.isascii() and day.isdecimal() and month.isdecimal() and year.isdecimal() and year[:2] in ("19", "20")):
        return None
    try:
        return date(int(year), int(month), int(day)) if year != "1900" else None
    except ValueError:
        return None


@lru_cache(maxsize=_CACHED)
def _weighed(three: str) -> int:
    return check_digit(three.ljust(13, "0"))


@lru_cache(maxsize=_CACHED)
def _born(first_digits: str) -> "Born | None":
    digits = first_digits.ljust(JSHSHIR_LENGTH - 1, "0")
    found = parse_jshshir(digits + str(check_digit(digits)))
    return Born(found.sex, found.birth_date) if found.sex and found.birth_date else None


@lru_cache(maxsize=_CACHED)
def _operator(code: str) -> str:
    """The codes of country and operator as they are shown; empty for an unknown one."""
    found = parse_phones(f"{code}1234567")
    return f"+998 {code} " if found.phones == (Phone(f"+998 {code} 123 45 67"),) else ""
