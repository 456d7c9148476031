"""Made-up people: names in both scripts with their keys, numbers that no living person has."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

from desktop_app.language.keys import search_key, sort_key
from desktop_app.language.script import to_cyrillic
from desktop_app.people.identity import check_digit
from desktop_app.people.rules import backwards, document_word

_NAMES = json.loads((files("resources") / "demo" / "names.json").read_text(encoding="utf-8"))
SURNAMES: list[str] = _NAMES["surnames"]
MALE_NAMES: list[str] = _NAMES["male"]
FEMALE_NAMES: list[str] = _NAMES["female"]
# Area codes from 900 on are given to nobody.
MADE_UP_AREA = 900
PATRONYMIC_NEW_FROM = 1985
PHONE_PREFIXES = ("90", "91", "93", "94", "95", "97", "98", "99", "33", "88")


@dataclass(frozen=True)
class NamePart:
    latin: str
    cyrillic: str
    key: str
    order: str


@lru_cache(maxsize=4096)
def name_part(latin: str) -> NamePart:
    return NamePart(latin, to_cyrillic(latin), search_key(latin), sort_key(latin))


class MadeUpPeople:
    """Gives one person after another; numbers are never given twice."""

    def __init__(self, rng: Random, *, born_until: int) -> None:
        self._rng = rng
        self._born_until = born_until
        self._births: Counter[tuple[bool, date]] = Counter()
        self._count = 0

    def next(self) -> tuple[dict[str, Any], set[str]]:
        """The columns of a card that say who the person is, and the words that find it."""
        self._count += 1
        rng = self._rng
        is_female = rng.random() < 0.72
        born = date(self._born_until - rng.randrange(43), 1, 1) + timedelta(days=rng.randrange(365))
        surname, given, patronymic = self._name(is_female, born)
        parts = (name_part(surname), name_part(given), name_part(patronymic))
        jshshir = self._jshshir(is_female, born)
        document = f"{rng.choice(('AA', 'AB', 'AC', 'AD'))} {self._count:07d}"
        phone_digits = f"{PHONE_PREFIXES[self._count % len(PHONE_PREFIXES)]}{self._count // len(PHONE_PREFIXES):07d}"
        row = {
            "surname": surname,
            "given_name": given,
            "patronymic": patronymic,
            "surname_cyrl": parts[0].cyrillic,
            "given_name_cyrl": parts[1].cyrillic,
            "patronymic_cyrl": parts[2].cyrillic,
            "name_key": " ".join(part.key for part in parts),
            "sort_key": " ".join(part.order for part in parts),
            "jshshir": jshshir,
            "document": document,
            "birth_date": born,
            "birth_year": born.year,
            "sex": "female" if is_female else "male",
            "phone": _written_phone(phone_digits),
        }
        words = {word for part in parts for word in part.key.split()}
        words |= {word for part in parts for word in search_key(part.cyrillic).split()}
        words |= {jshshir, document_word(document), phone_digits, backwards(phone_digits)}
        return row, words

    def _name(self, is_female: bool, born: date) -> tuple[str, str, str]:
        rng = self._rng
        surname = rng.choice(SURNAMES) + ("a" if is_female else "")
        given = rng.choice(FEMALE_NAMES if is_female else MALE_NAMES)
        father = rng.choice(MALE_NAMES)
        if born.year >= PATRONYMIC_NEW_FROM:
            return surname, given, f"{father} {'qizi' if is_female else 'oʻgʻli'}"
        return surname, given, f"{father}{'ovna' if is_female else 'ovich'}"

    def _jshshir(self, is_female: bool, born: date) -> str:
        serial = self._births[is_female, born]
        self._births[is_female, born] += 1
        century = (4 if is_female else 3) if born.year < 2000 else (6 if is_female else 5)
        digits = f"{century}{born:%d%m%y}{MADE_UP_AREA + serial // 1000:03d}{serial % 1000:03d}"
        return digits + str(check_digit(digits))


def _written_phone(digits: str) -> str:
    return f"+998 {digits[:2]} {digits[2:5]} {digits[5:7]} {digits[7:]}"
