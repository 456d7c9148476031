"""Rules of a person's card: its two scripts, the keys it is found by, what its numbers must agree with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from db.models.people import Sex
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.keys import search_key, sort_key
from desktop_app.language.names import PersonName, full_name, proper_case, same_person_names
from desktop_app.language.names import Sex as SexName
from desktop_app.language.script import Script, mend_mixed_words, script_of, to_cyrillic, to_latin
from desktop_app.people.identity import PROBLEM_TEXTS, JshshirResult, parse_document, parse_jshshir, parse_phones
from desktop_app.people.records import CategoryState

FIRST_BIRTH_YEAR = 1920
YOUNGEST_YEARS = 14
# A category that ends within this many days is told about: the next attestation takes months to prepare.
SOON_DAYS = 365
NO_NAME = PersonName("", "")

_PHONE_DIGITS = 9
_NOT_DIGITS = re.compile(r"\D+")
# Nobody can type it into a search: there it parts words.
_BACKWARDS = "~"


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


class _CyrillicColumns(Protocol):
    surname_cyrl: Any
    given_name_cyrl: Any
    patronymic_cyrl: Any


def card_name(card: _NameColumns) -> PersonName:
    """The name as a card (or a row of its columns) keeps it in Latin."""
    return PersonName(card.surname, card.given_name, card.patronymic)


def cyrillic_name(card: _CyrillicColumns) -> PersonName:
    """The name as a card keeps it in Cyrillic."""
    return PersonName(card.surname_cyrl, card.given_name_cyrl, card.patronymic_cyrl)


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


def find_words(
    names: BothScripts,
    *,
    jshshir: str | None,
    document: str | None,
    phone: str,
    former: Iterable[BothScripts] = (),
) -> frozenset[str]:
    """The words by whose beginnings a person is found; those of ``former`` names as well."""
    words = {word for name in (names, *former) for key in (name.latin, name.cyrillic) for word in name_key(key).split()}
    if jshshir:
        words.add(jshshir)
    if document:
        words.add(document_word(document))
    words.update(phone_words(phone))
    return frozenset(words)


def document_word(document: str) -> str:
    """Digits first, so that the number is found without its series: AA 1234567 gives 1234567aa."""
    letters, _, digits = document.partition(" ")
    return digits + letters.lower()


def phone_digits(phones: str) -> list[str]:
    """The nine digits of each phone that can be read in the text."""
    return [_NOT_DIGITS.sub("", found.number)[-_PHONE_DIGITS:] for found in parse_phones(phones).phones]


def phone_words(phones: str) -> list[str]:
    """What each phone in the text is found by: its digits, and them backwards, so that its end can be looked up."""
    return [word for digits in phone_digits(phones) for word in (digits, backwards(digits))]


def backwards(digits: str) -> str:
    """A word, or the beginning of one, that no search takes for a number."""
    return _BACKWARDS + digits[::-1]


def checked_name(names: BothScripts) -> None:
    """Raises Invalid with the field that lacks a name."""
    if not names.latin.surname:
        raise Invalid("surname_empty", N_("The surname is missing."), field="surname")
    if not names.latin.given_name:
        raise Invalid("given_name_empty", N_("The given name is missing."), field="given_name")


def checked_jshshir(typed: str) -> JshshirResult | None:
    """The number read, None where none was typed. Raises Invalid for a number that cannot be one.

    A wrong check digit is left to ``identity_questions``: it may be saved, but only with a reason.
    """
    if not typed.strip():
        return None
    found = parse_jshshir(typed, is_check_digit_excused=True)
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
    """All phones in one form, parted by commas. Raises Invalid, and Refused for one that has to be asked about."""
    found = parse_phones(typed)
    if found.rejected:
        raise Invalid(
            "phone_wrong",
            N_("“{value}” is not a phone of Uzbekistan: +998 and nine digits are expected."),
            field="phone",
            value=found.rejected[0],
        )
    if any(not phone.is_sure for phone in found.phones):
        raise Refused(
            "confirm_phone",
            N_("A phone with an 8 before it: is {number} meant?"),
            number=", ".join(phone.number for phone in found.phones),
        )
    return ", ".join(phone.number for phone in found.phones)


def checked_birth_date(typed: date | None, *, today: date) -> date | None:
    if typed is not None and not is_believable_birth(typed.year, today=today):
        message = N_("A trainee cannot have been born in {year}.")
        raise Invalid("birth_date_wrong", message, field="birth_date", year=typed.year)
    return typed


def checked_past(name: str, day: date | None, *, today: date) -> date | None:
    """A day that has come already. Raises Invalid for the field of that name."""
    if day is not None and day > today:
        raise Invalid("day_to_come", N_("This day has not come yet."), field=name)
    return day


def checked_order(name: str, *, before: date | None, after: date | None) -> None:
    """Raises Invalid for the later field when its day lies before the earlier one's."""
    if before is not None and after is not None and after < before:
        raise Invalid("days_out_of_order", N_("This day lies before the one it follows."), field=name)


def whole_years(since: date | None, on: date) -> int | None:
    """The years that are full on a day; None without a beginning, or before it."""
    if since is None or since > on:
        return None
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def years_before(years: int, on: date) -> date:
    """The day so many years before; 29 February becomes 28 where the year has none."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def category_state(
    code: str | None, *, given_on: date | None, valid_to: date | None, is_lifetime: bool, on: date
) -> CategoryState:
    """How a category stands on a day; the last day of its validity still counts."""
    if not code:
        return CategoryState.NONE
    if is_lifetime:
        return CategoryState.LIFETIME
    if valid_to is None:
        return CategoryState.UNDATED if given_on is None else CategoryState.VALID
    if valid_to < on:
        return CategoryState.ENDED
    return CategoryState.ENDS_SOON if valid_to - on <= timedelta(days=SOON_DAYS) else CategoryState.VALID


def is_same_name(one: BothScripts, other: BothScripts) -> bool:
    """Whether one name is only another spelling, or a fuller form, of the other: nobody has to be asked about it."""
    if same_person_names(one.latin, other.latin):
        return True
    return name_key(one.latin) == name_key(other.latin)


def is_believable_birth(year: int, *, today: date) -> bool:
    return FIRST_BIRTH_YEAR <= year <= today.year - YOUNGEST_YEARS


def _parts(name: PersonName) -> tuple[str, str, str]:
    return name.surname, name.given_name, name.patronymic


def _both_parts(typed: str, typed_cyrl: str) -> tuple[str, str]:
    latin, cyrillic = proper_case(mend_mixed_words(typed)), proper_case(mend_mixed_words(typed_cyrl))
    if script_of(latin) is Script.CYRILLIC:
        latin, cyrillic = to_latin(latin), cyrillic or latin
    if script_of(cyrillic) is Script.LATIN:
        latin, cyrillic = latin or cyrillic, to_cyrillic(cyrillic)
    return latin or to_latin(cyrillic), cyrillic or to_cyrillic(latin)
