"""A person as a row of a roster tells, and the row as it was read."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from db.models.people import Sex
from desktop_app.language.keys import search_key
from desktop_app.language.names import PersonName, full_name
from desktop_app.people.rules import BothScripts, both_scripts
from desktop_app.rosters.problems import RowProblem

NOTES_PARTED_BY = "; "
_CACHED_PARTS = 1 << 16


class RosterPerson(NamedTuple):
    """Codes only where the lists know the words, the words themselves kept beside.

    ``name`` is in Latin; ``typed`` is as the file has it, from which the Cyrillic name is made when it is kept.
    A tuple, because a list of 25,000 makes as many of them.
    """

    name: PersonName
    typed: PersonName
    key: str
    short_key: str
    jshshir: str | None = None
    document: str | None = None
    birth_date: date | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    phone: str = ""
    workplace: str = ""
    district_code: str | None = None
    locality_code: str | None = None
    position_code: str | None = None
    position_text: str = ""
    staff_group: str | None = None
    subject_code: str | None = None
    subject_text: str = ""
    category_code: str | None = None
    category_given_on: date | None = None
    category_valid_to: date | None = None
    category_is_lifetime: bool = False
    education_code: str | None = None
    graduated_from: str = ""
    graduation_year: int | None = None
    diploma_specialty: str = ""
    language_code: str | None = None
    service_since: date | None = None
    last_course_on: date | None = None
    course_certificate: str = ""
    notes: str = ""

    @property
    def full_name(self) -> str:
        return full_name(self.name)

    @property
    def names(self) -> BothScripts:
        parts = [both_parts(part) for part in (self.typed.surname, self.typed.given_name, self.typed.patronymic)]
        return BothScripts(PersonName(*(latin for latin, _ in parts)), PersonName(*(cyrl for _, cyrl in parts)))


class ReadRow(NamedTuple):
    """``person`` is None where the row holds nobody; ``districts`` are those to choose from."""

    number: int
    person: RosterPerson | None
    problems: tuple[RowProblem, ...]
    districts: tuple[tuple[str, str], ...] = ()


def latin_name(typed: PersonName) -> PersonName:
    """The name as the list of people orders and shows it."""
    surname, given_name = both_parts(typed.surname)[0], both_parts(typed.given_name)[0]
    patronymic = both_parts(typed.patronymic)[0]
    if (surname, given_name, patronymic) == (typed.surname, typed.given_name, typed.patronymic):
        return typed
    return PersonName(surname, given_name, patronymic)


@lru_cache(maxsize=_CACHED_PARTS)
def both_parts(part: str) -> tuple[str, str]:
    """One part of a name in Latin and in Cyrillic; parts come again and again in a list."""
    names = both_scripts(PersonName(part, ""))
    return names.latin.surname, names.cyrillic.surname


@lru_cache(maxsize=_CACHED_PARTS)
def part_key(part: str) -> str:
    """The search key of one part of a name."""
    return search_key(part)
