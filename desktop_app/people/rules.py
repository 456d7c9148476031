"""Rules of a person's card: its two scripts, the keys it is found by, what its numbers must agree with."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from db.models.people import Sex
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.language.keys import search_key, sort_key
from desktop_app.language.names import PersonName, full_name, proper_case
from desktop_app.language.names import Sex as SexName
from desktop_app.language.script import Script, script_of, to_cyrillic, to_latin
from desktop_app.people.identity import PROBLEM_TEXTS, JshshirResult, parse_document, parse_jshshir, parse_phones

FIRST_BIRTH_YEAR = 1920
YOUNGEST_YEARS = 14
NO_NAME = PersonName("", "")

_PHONE_DIGITS = 9
_NOT_DIGITS = re.compile(r"\D+")


@dataclass(frozen=True)
class BothScripts:
    """A name as it stands in Latin and in Cyrillic."""

    latin: PersonName
    cyrillic: PersonName


def both_scripts(typed: PersonName, typed_cyrl: PersonName = NO_NAME) -> BothScripts:
    """The name in both scripts; what was typed stays, only what is missing is transliterated.

    Cyrillic typed where Latin belongs counts as the Cyrillic form: ь and ц would be lost for ever otherwise.
    """
    pairs = [_both_parts(part, part_cyrl) for part, part_cyrl in zip(_parts(typed), _parts(typed_cyrl), strict=True)]
    return BothScripts(PersonName(*(latin for latin, _ in pairs)), PersonName(*(cyrl for _, cyrl in pairs)))


class _NameColumns(Protocol):
    surname: Any
    given_name: Any
    patronymic: Any


def card_name(card: _NameColumns) -> PersonName:
    """The name as a card (or a row of its columns) keeps it in Latin."""
    return PersonName(card.surname, card.given_name, card.patronymic)


def written_name(card: _NameColumns) -> str:
    """Surname, given name and patronymic of a card in one line."""
    return full_name(card_name(card))


def name_key(name: PersonName) -> str:
    """Equal for the same name however spelt; makes candidates, never proof."""
    return search_key(full_name(name))


def name_order(name: PersonName) -> str:
    """Puts names in the order of the Uzbek alphabet."""
    return sort_key(full_name(name))


def sex_name(sex: Sex | None) -> SexName | None:
    """The sex as the language and the numbers speak of it."""
    match sex:
        case None:
            return None
        case Sex.MALE:
            return "male"
        case Sex.FEMALE:
            return "female"


def name_columns(names: BothScripts) -> dict[str, str]:
    """The columns of a card that hold the name and the keys made from it."""
    latin, cyrillic = names.latin, names.cyrillic
    return {
        "surname": latin.surname,
        "given_name": latin.given_name,
        "patronymic": latin.patronymic,
        "surname_cyrl": cyrillic.surname,
        "given_name_cyrl": cyrillic.given_name,
        "patronymic_cyrl": cyrillic.patronymic,
        "name_key": name_key(latin),
        "sort_key": name_order(latin),
    }


def find_words(names: BothScripts, *, jshshir: str | None, document: str | None, phone: str) -> frozenset[str]:
    """The words by whose beginnings a person is found."""
    words = {*name_key(names.latin).split(), *name_key(names.cyrillic).split()}
    if jshshir:
        words.add(jshshir)
    if document:
        words.add(document_word(document))
    words.update(phone_digits(phone))
    return frozenset(words)


def document_word(document: str) -> str:
    """Digits first, so that the number is found without its series: AA 1234567 gives 1234567aa."""
    letters, _, digits = document.partition(" ")
    return digits + letters.lower()


def phone_digits(phones: str) -> list[str]:
    """The nine digits of each phone that can be read in the text."""
    return [_NOT_DIGITS.sub("", found.number)[-_PHONE_DIGITS:] for found in parse_phones(phones).phones]


def checked_name(names: BothScripts) -> None:
    """Raises Invalid with the field that lacks a name."""
    if not names.latin.surname:
        raise Invalid("surname_empty", N_("The surname is missing."), field="surname")
    if not names.latin.given_name:
        raise Invalid("given_name_empty", N_("The given name is missing."), field="given_name")


def checked_jshshir(typed: str) -> JshshirResult | None:
    """The number read, None where none was typed. Raises Invalid for a number that cannot be one."""
    if not typed.strip():
        return None
    found = parse_jshshir(typed)
    if found.problem:
        raise Invalid(f"jshshir_{found.problem}", PROBLEM_TEXTS[found.problem], field="jshshir")
    return found


def checked_document(typed: str) -> str | None:
    found = parse_document(typed)
    if not found.is_valid:
        raise Invalid(
            "document_wrong",
            N_("A document has a series of two letters and a number of seven digits, such as AA 1234567."),
            field="document",
        )
    return found.number or None


def checked_phones(typed: str) -> str:
    """All phones in one form, parted by commas."""
    found = parse_phones(typed)
    if found.rejected:
        raise Invalid(
            "phone_wrong",
            N_("“{value}” is not a phone of Uzbekistan: +998 and nine digits are expected."),
            field="phone",
            value=found.rejected[0],
        )
    return ", ".join(phone.number for phone in found.phones)


def checked_birth_date(typed: date | None, *, today: date) -> date | None:
    if typed is not None and not is_believable_birth(typed.year, today=today):
        raise Invalid("birth_date_wrong", N_("Nobody here was born in {year}."), field="birth_date", year=typed.year)
    return typed


def is_believable_birth(year: int, *, today: date) -> bool:
    return FIRST_BIRTH_YEAR <= year <= today.year - YOUNGEST_YEARS


def _parts(name: PersonName) -> tuple[str, str, str]:
    return name.surname, name.given_name, name.patronymic


def _both_parts(typed: str, typed_cyrl: str) -> tuple[str, str]:
    latin, cyrillic = proper_case(typed), proper_case(typed_cyrl)
    if latin and not cyrillic and script_of(latin) is Script.CYRILLIC:
        latin, cyrillic = "", latin
    return latin or to_latin(cyrillic), cyrillic or to_cyrillic(latin)
