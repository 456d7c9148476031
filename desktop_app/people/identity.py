"""Personal numbers, identity documents and phones as workbooks bring them: read, checked, put in one form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop_app.i18n import N_, _
from desktop_app.language.keys import bare_letters
from desktop_app.language.names import Sex

JSHSHIR_LENGTH = 14
# Government resolution 177 of 12.04.2022: the weights of ICAO 9303 over the first thirteen digits.
_CHECK_WEIGHTS = (7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7)
_YOUNGEST, _OLDEST = 16, 90  # years of age that a trainee may believably have

_SCIENTIFIC = re.compile(r"(\d)[.,](\d+)E\+?(\d{1,2})", re.IGNORECASE)
_WHOLE_FLOAT = re.compile(r"(\d+)[.,]0+")
_NOTHING = re.compile(r"[\W_]*")

_LATIN_TWINS = str.maketrans("АВСЕКМНОРТХУ", "ABCEKMHOPTXY")
_DOCUMENT = re.compile(r"([A-Z]{2})[\s.\-]*(?:№|NO?\.?)?[\s.\-]*(\d{7})")

_SUBSCRIBER = r"(?:20|33|[5-9]\d)\d{7}"
_PHONE = re.compile(rf"(?:(?:00)?998)?({_SUBSCRIBER})")
# The trunk prefix 8 went out of use, and an 8 may as well be a slip of the finger.
_PHONE_WITH_EIGHT = re.compile(rf"8(?:998)?({_SUBSCRIBER})")
_SEVERAL_PHONES = re.compile(rf"(?:(?:998)?{_SUBSCRIBER}){{2,}}")
_NO_PHONE = frozenset({"yoq", "mavjudemas", "net"})
_PHONE_SEPARATORS = re.compile(r"[,;/|\n]+")


class JshshirProblem(StrEnum):
    MISSING = "missing"
    NOT_DIGITS = "not_digits"
    ROUNDED = "rounded"
    LENGTH = "length"
    CHECK_DIGIT = "check_digit"
    CENTURY = "century"
    BIRTH_DATE = "birth_date"


class IdentityQuestion(StrEnum):
    """What does not fit together but may be so on paper: asked about, never refused."""

    SEX_DIFFERS = "sex_differs"
    BIRTH_DATE_DIFFERS = "birth_date_differs"
    UNUSUAL_AGE = "unusual_age"
    CHECK_DIGIT = "check_digit"


PROBLEM_TEXTS: Mapping[JshshirProblem, str] = {
    JshshirProblem.MISSING: N_("There is no JShShIR."),
    JshshirProblem.NOT_DIGITS: N_("A JShShIR is made of digits only."),
    JshshirProblem.ROUNDED: N_("Excel has rounded the JShShIR and its last digits are lost. Type it again."),
    JshshirProblem.LENGTH: N_("A JShShIR has 14 digits."),
    JshshirProblem.CHECK_DIGIT: N_("The check digit of the JShShIR is wrong: a digit was mistyped."),
    JshshirProblem.CENTURY: N_("A JShShIR begins with a digit from 1 to 6."),
    JshshirProblem.BIRTH_DATE: N_("The JShShIR holds a birth date that does not exist."),
}
QUESTION_TEXTS: Mapping[IdentityQuestion, str] = {
    IdentityQuestion.SEX_DIFFERS: N_("The JShShIR gives another sex."),
    IdentityQuestion.BIRTH_DATE_DIFFERS: N_("The JShShIR gives another birth date."),
    IdentityQuestion.UNUSUAL_AGE: N_("According to the JShShIR the person is younger than 16 or older than 90."),
    IdentityQuestion.CHECK_DIGIT: N_("The check digit of the JShShIR is wrong: as a rule a digit was mistyped."),
}


@dataclass(frozen=True)
class JshshirResult:
    """``digits`` as far as they could be read; sex and birth date only where there is no problem.

    ``has_right_check_digit`` is False only for a number that was read in spite of it.
    """

    digits: str
    problem: JshshirProblem | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    has_right_check_digit: bool = True

    @property
    def problem_text(self) -> str:
        """The problem as a sentence in the language in force; it never repeats the number itself."""
        return _(PROBLEM_TEXTS[self.problem]) if self.problem else ""


@dataclass(frozen=True)
class DocumentResult:
    """``number`` as "AA 1234567", or as typed where it is not valid; empty where none was given."""

    number: str
    is_valid: bool


@dataclass(frozen=True)
class Phone:
    """``number`` as "+998 90 123 45 67"; not sure where a digit had to be taken off."""

    number: str
    is_sure: bool = True


@dataclass(frozen=True)
class PhonesResult:
    """The phones of one cell in their order, and the parts of it that are no phone of Uzbekistan."""

    phones: tuple[Phone, ...] = ()
    rejected: tuple[str, ...] = ()


def parse_jshshir(value: str | float | None, *, is_check_digit_excused: bool = False) -> JshshirResult:
    """Read a JShShIR (PINFL) from typed text or a cell, where it may have become a float.

    Checked in this order: digits, length, check digit, century digit, calendar. A wrong check digit may be excused:
    some papers bear one; the rest must hold all the same.
    """
    text = re.sub(r"[\s'`’\-–.]", "", _number_text(value))
    if not text:
        return JshshirResult("", JshshirProblem.MISSING)
    if not (text.isascii() and text.isdecimal()):
        is_rounded = _SCIENTIFIC.fullmatch(str(value).strip()) is not None
        return JshshirResult("", JshshirProblem.ROUNDED if is_rounded else JshshirProblem.NOT_DIGITS)
    if len(text) != JSHSHIR_LENGTH:
        return JshshirResult(text, JshshirProblem.LENGTH)
    is_right = int(text[-1]) == check_digit(text[:-1])
    if not is_right and not is_check_digit_excused:
        return JshshirResult(text, JshshirProblem.CHECK_DIGIT)
    if text[0] not in "123456":
        return JshshirResult(text, JshshirProblem.CENTURY)
    birth_date = _birth_date(text)
    if birth_date is None:
        return JshshirResult(text, JshshirProblem.BIRTH_DATE)
    sex: Sex = "male" if text[0] in "135" else "female"
    return JshshirResult(text, None, sex, birth_date, has_right_check_digit=is_right)


def check_digit(digits13: str) -> int:
    """The fourteenth digit to the thirteen given; it misses swapped neighbours that differ by five."""
    return sum(int(d) * w for d, w in zip(digits13, _CHECK_WEIGHTS, strict=True)) % 10


def identity_questions(
    result: JshshirResult, *, sex: Sex | None = None, birth_date: date | None = None, today: date
) -> tuple[IdentityQuestion, ...]:
    """What to ask about when a JShShIR does not agree with itself or with the typed sex or birth date."""
    if result.problem or result.birth_date is None:
        return ()
    questions: list[IdentityQuestion] = []
    if not result.has_right_check_digit:
        questions.append(IdentityQuestion.CHECK_DIGIT)
    if sex and sex != result.sex:
        questions.append(IdentityQuestion.SEX_DIFFERS)
    if birth_date and birth_date != result.birth_date:
        questions.append(IdentityQuestion.BIRTH_DATE_DIFFERS)
    if not _YOUNGEST <= _age(result.birth_date, today) <= _OLDEST:
        questions.append(IdentityQuestion.UNUSUAL_AGE)
    return tuple(questions)


def mask_jshshir(digits: str) -> str:
    """For lists that leave the centre: century digit and birth date and the last two digits stay."""
    if len(digits) != JSHSHIR_LENGTH:
        return "•" * len(digits)
    return f"{digits[:7]}•••••{digits[-2:]}"


def parse_document(text: str | None) -> DocumentResult:
    """The series and number of a passport or an ID card, typed with Cyrillic twins or a "№" between."""
    typed = (text or "").strip()
    if _NOTHING.fullmatch(typed):
        return DocumentResult("", is_valid=True)
    found = _DOCUMENT.fullmatch(typed.upper().translate(_LATIN_TWINS))
    if found is None or not found[2].isascii():
        return DocumentResult(typed, is_valid=False)
    return DocumentResult(f"{found[1]} {found[2]}", is_valid=True)


def parse_phones(value: str | float | None) -> PhonesResult:
    """Every phone of a cell; a dash or an empty cell gives none."""
    text = _number_text(value)
    if _NOTHING.fullmatch(text) or bare_letters(text) in _NO_PHONE:
        return PhonesResult()
    whole = _phones_in(text)
    if len(whole) == 1:
        return PhonesResult(whole)
    phones: list[Phone] = []
    rejected: list[str] = []
    for part in _PHONE_SEPARATORS.split(text):
        found = _phones_in(part)
        phones += found
        if not found and not _NOTHING.fullmatch(part):
            rejected.append(part.strip())
    return PhonesResult(tuple(dict.fromkeys(phones)), tuple(rejected))


def _phones_in(text: str) -> tuple[Phone, ...]:
    digits = "".join(c for c in text if c in "0123456789")
    if found := _PHONE.fullmatch(digits):
        return (Phone(_shown(found[1])),)
    if found := _PHONE_WITH_EIGHT.fullmatch(digits):
        return (Phone(_shown(found[1]), is_sure=False),)
    if _SEVERAL_PHONES.fullmatch(digits):
        return tuple(Phone(_shown(found[1])) for found in _PHONE.finditer(digits))
    return ()


def _shown(subscriber: str) -> str:
    return f"+998 {subscriber[:2]} {subscriber[2:5]} {subscriber[5:7]} {subscriber[7:]}"


def _number_text(value: str | float | None) -> str:
    """A number that a spreadsheet turned into a float or 6.03E+13, as its digits again where all are there."""
    if value is None:
        return ""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if whole := _WHOLE_FLOAT.fullmatch(text):
        return whole[1]
    if (scientific := _SCIENTIFIC.fullmatch(text)) and len(scientific[2]) >= int(scientific[3]):
        return str(int(Decimal(text.replace(",", "."))))
    return text


def _birth_date(digits: str) -> date | None:
    century = 1800 + 100 * ((int(digits[0]) - 1) // 2)
    try:
        return date(century + int(digits[5:7]), int(digits[3:5]), int(digits[1:3]))
    except ValueError:
        return None


def _age(birth_date: date, today: date) -> int:
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))
