"""Why two cards may mean one person, and what speaks against it: in words."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from desktop_app.i18n import N_, _


class Reason(StrEnum):
    SAME_JSHSHIR = "same_jshshir"
    JSHSHIR_ONE_DIGIT = "jshshir_one_digit"
    JSHSHIR_SWAPPED_DIGITS = "jshshir_swapped_digits"
    SAME_DOCUMENT = "same_document"
    SAME_PHONE = "same_phone"
    SAME_NAME = "same_name"
    NO_PATRONYMIC = "no_patronymic"
    PARTS_SWAPPED = "parts_swapped"
    NEAR_SPELLING = "near_spelling"
    INITIALS = "initials"
    OTHER_SURNAME = "other_surname"
    SAME_GIVEN_NAME = "same_given_name"
    FORMER_NAME = "former_name"
    SAME_BIRTH_DATE = "same_birth_date"
    DAY_AND_MONTH_SWAPPED = "day_and_month_swapped"
    NEAR_BIRTH_DATE = "near_birth_date"
    SAME_BIRTH_YEAR = "same_birth_year"
    SAME_WORKPLACE = "same_workplace"
    SAME_DISTRICT = "same_district"
    OTHER_JSHSHIR = "other_jshshir"
    OTHER_BIRTH_DATE = "other_birth_date"
    OTHER_DOCUMENT = "other_document"
    OTHER_SEX = "other_sex"


REASON_TEXTS: Mapping[Reason, str] = {
    Reason.SAME_JSHSHIR: N_("the same JShShIR"),
    Reason.JSHSHIR_ONE_DIGIT: N_("the JShShIR differs in one digit, and one of the two is wrong"),
    Reason.JSHSHIR_SWAPPED_DIGITS: N_("two neighbouring digits of the JShShIR are swapped"),
    Reason.SAME_DOCUMENT: N_("the same document"),
    Reason.SAME_PHONE: N_("the same phone"),
    Reason.SAME_NAME: N_("the same name"),
    Reason.NO_PATRONYMIC: N_("the same surname and given name, a patronymic is missing"),
    Reason.PARTS_SWAPPED: N_("the same name with its parts in another order"),
    Reason.NEAR_SPELLING: N_("the name is spelt nearly the same"),
    Reason.INITIALS: N_("the same surname, and initials that fit"),
    Reason.OTHER_SURNAME: N_("the same given name and patronymic, another surname"),
    Reason.SAME_GIVEN_NAME: N_("the same given name, another surname"),
    Reason.FORMER_NAME: N_("a former name is the same"),
    Reason.SAME_BIRTH_DATE: N_("the same birth date"),
    Reason.DAY_AND_MONTH_SWAPPED: N_("day and month of birth are swapped"),
    Reason.NEAR_BIRTH_DATE: N_("the birth date differs in one digit"),
    Reason.SAME_BIRTH_YEAR: N_("the same year of birth"),
    Reason.SAME_WORKPLACE: N_("the same workplace"),
    Reason.SAME_DISTRICT: N_("the same district"),
    Reason.OTHER_JSHSHIR: N_("against it: two different JShShIRs, both right"),
    Reason.OTHER_BIRTH_DATE: N_("against it: another birth date"),
    Reason.OTHER_DOCUMENT: N_("against it: another document"),
    Reason.OTHER_SEX: N_("against it: another sex"),
}


def in_words(reasons: Iterable[Reason]) -> str:
    """The reasons as one line in the language in force: "the same name, the same birth date"."""
    return ", ".join(_(REASON_TEXTS[reason]) for reason in reasons)
