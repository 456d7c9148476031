"""Personal numbers, documents and phones; every number here is made up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import i18n
from desktop_app.people.identity import (
    PROBLEM_TEXTS,
    QUESTION_TEXTS,
    DocumentResult,
    IdentityQuestion,
    JshshirProblem,
    JshshirResult,
    Phone,
    PhonesResult,
    check_digit,
    identity_questions,
    mask_jshshir,
    parse_document,
    parse_jshshir,
    parse_phones,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("digits", "sex", "birth_date"),
    [
        ("31203852310042", "male", date(1985, 3, 12)),
        ("40711904150273", "female", date(1990, 11, 7)),
        ("53001011020157", "male", date(2001, 1, 30)),
        ("60912035600013", "female", date(2003, 12, 9)),
        ("42802793331206", "female", date(1979, 2, 28)),
        ("30108680170091", "male", date(1968, 8, 1)),
        ("62902006050448", "female", date(2000, 2, 29)),
        ("33112999999994", "male", date(1999, 12, 31)),
    ],
)
def test_a_valid_number_tells_sex_and_birth_date(digits: str, sex: str, birth_date: date) -> None:
    result = parse_jshshir(digits)
    assert (result.digits, result.problem, result.sex, result.birth_date) == (digits, None, sex, birth_date)


@pytest.mark.parametrize(
    "value",
    [
        60310029992018,
        60310029992018.0,
        "60310029992018.0",
        "60310029992018,00",
        "6.03100299920180E+13",
        "6,0310029992018E+13",
        "6031 0029 9920 18",
        "6031\u00a00029\u00a09920\u00a018",
        "'60310029992018",
        " 60310029992018\n",
    ],
)
def test_a_number_is_read_however_the_workbook_holds_it(value: str | float) -> None:
    assert parse_jshshir(value).digits == "60310029992018"
    assert parse_jshshir(value).problem is None


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("", JshshirProblem.MISSING),
        (None, JshshirProblem.MISSING),
        ("-", JshshirProblem.MISSING),
        ("3120385231O042", JshshirProblem.NOT_DIGITS),
        (float("nan"), JshshirProblem.NOT_DIGITS),
        (float("inf"), JshshirProblem.NOT_DIGITS),
        ("6.031E+13", JshshirProblem.ROUNDED),
        ("3120385231004", JshshirProblem.LENGTH),
        ("31203852310043", JshshirProblem.CHECK_DIGIT),
        ("30101990123458", JshshirProblem.CHECK_DIGIT),
        ("32109876543210", JshshirProblem.CHECK_DIGIT),
        ("30101901234567", JshshirProblem.CHECK_DIGIT),
        ("12345678901234", JshshirProblem.CHECK_DIGIT),
        ("7120385231004" + str(check_digit("7120385231004")), JshshirProblem.CENTURY),
        ("3310299231004" + str(check_digit("3310299231004")), JshshirProblem.BIRTH_DATE),
    ],
)
def test_a_wrong_number_has_its_own_reason(value: str | float | None, problem: JshshirProblem) -> None:
    result = parse_jshshir(value)
    assert result.problem is problem
    assert result.sex is None
    assert result.birth_date is None


@pytest.mark.parametrize(
    ("digits13", "digit"),
    [
        ("3120385231004", 2),
        ("3010199012345", 0),
        ("3210987654321", 1),
        ("3010190123456", 9),
        ("1234567890123", 3),
    ],
)
def test_the_check_digit_is_the_weighted_sum_of_the_thirteen(digits13: str, digit: int) -> None:
    assert check_digit(digits13) == digit


@pytest.mark.parametrize(
    ("first", "century"), [("1", 1800), ("2", 1800), ("3", 1900), ("4", 1900), ("5", 2000), ("6", 2000)]
)
def test_the_first_digit_tells_century_and_sex(first: str, century: int) -> None:
    digits13 = f"{first}120385231004"
    result = parse_jshshir(digits13 + str(check_digit(digits13)))
    assert result.birth_date == date(century + 85, 3, 12)
    assert result.sex == ("male" if first in "135" else "female")


def test_swapped_neighbours_slip_through_only_where_they_differ_by_five() -> None:
    """The weakness of the rule itself: 10 of the 90 pairs of neighbours."""
    unnoticed = {
        (one, other)
        for one in range(10)
        for other in range(10)
        if one != other and check_digit(f"3{one}{other}0385231004") == check_digit(f"3{other}{one}0385231004")
    }
    assert unnoticed == {(one, other) for one in range(10) for other in range(10) if abs(one - other) == 5}


@given(st.from_regex(r"[0-9]{13}", fullmatch=True), st.integers(0, 13), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(first13: str, at: int, shift: int) -> None:
    digits = first13 + str(check_digit(first13))
    mistyped = digits[:at] + str((int(digits[at]) + shift) % 10) + digits[at + 1 :]
    assert parse_jshshir(mistyped).problem is JshshirProblem.CHECK_DIGIT


@given(st.text() | st.floats() | st.integers() | st.none())
def test_no_cell_breaks_the_reading(value: str | float | None) -> None:
    parse_jshshir(value)
    parse_phones(value)
    parse_document(None if value is None else str(value))


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru", "en"])
def test_each_problem_and_question_has_a_sentence(language: str) -> None:
    assert set(PROBLEM_TEXTS) == set(JshshirProblem)
    assert set(QUESTION_TEXTS) == set(IdentityQuestion)
    with i18n.use(language):
        sentences = {JshshirResult("", problem).problem_text for problem in JshshirProblem}
    assert len(sentences) == len(JshshirProblem)


def test_a_number_without_problem_has_no_sentence() -> None:
    assert parse_jshshir("31203852310042").problem_text == ""


def test_what_differs_from_the_form_is_asked_about() -> None:
    woman = parse_jshshir("40711904150273")
    assert identity_questions(woman, sex="female", birth_date=date(1990, 11, 7), today=TODAY) == ()
    assert identity_questions(woman, sex="male", today=TODAY) == (IdentityQuestion.SEX_DIFFERS,)
    assert identity_questions(woman, birth_date=date(1990, 7, 11), today=TODAY) == (
        IdentityQuestion.BIRTH_DATE_DIFFERS,
    )


def test_an_unbelievable_age_is_asked_about() -> None:
    assert identity_questions(parse_jshshir("40711904150273"), today=date(2006, 11, 6)) == (
        IdentityQuestion.UNUSUAL_AGE,
    )
    assert identity_questions(parse_jshshir("40711904150273"), today=date(2006, 11, 7)) == ()


def test_ninety_is_believable_and_ninety_one_is_asked_about() -> None:
    old = parse_jshshir("40711904150273")
    assert identity_questions(old, today=date(2081, 11, 6)) == ()
    assert identity_questions(old, today=date(2081, 11, 7)) == (IdentityQuestion.UNUSUAL_AGE,)


def test_a_wrong_check_digit_may_stand_only_as_a_question() -> None:
    excused = parse_jshshir("31203852310043", is_check_digit_excused=True)
    assert excused.problem is None
    assert identity_questions(excused, sex="male", today=TODAY) == (IdentityQuestion.CHECK_DIGIT,)


def test_a_wrong_number_raises_no_questions_beside_its_problem() -> None:
    assert identity_questions(parse_jshshir("31203852310043"), sex="female", today=TODAY) == ()


def test_a_masked_number_keeps_no_area_and_no_serial() -> None:
    assert mask_jshshir("31203852310042") == "3120385•••••42"
    assert mask_jshshir("3120385") == "•••••••"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("аа1234567", "AA 1234567"),
        ("AA 1234567", "AA 1234567"),
        ("АВ № 0006529", "AB 0006529"),
        ("AA № 0006529", "AA 0006529"),
        ("ad N0006529", "AD 0006529"),
        ("FA-1234567", "FA 1234567"),
    ],
)
def test_a_document_number_gets_its_one_form(typed: str, number: str) -> None:
    assert parse_document(typed) == DocumentResult(number, is_valid=True)


@pytest.mark.parametrize(("twin", "latin"), [*zip("АВСЕКМНОРТХ", "ABCEKMHOPTX", strict=True)])
def test_every_cyrillic_twin_is_read_as_its_latin_letter(twin: str, latin: str) -> None:
    assert parse_document(f"{twin.lower()}{twin} 1234567").number == f"{latin}{latin} 1234567"


@pytest.mark.parametrize("code", ["20", "33", "50", "55", "77", "88", "90", "99"])
def test_every_code_of_the_country_is_a_phone(code: str) -> None:
    assert parse_phones(f"{code}1234567").phones[0].number == f"+998 {code} 123 45 67"


@pytest.mark.parametrize("typed", ["A1234567", "AA 123456", "AA 12345678", "ББ 1234567", "1234567"])
def test_what_is_no_document_number_stays_as_typed(typed: str) -> None:
    assert parse_document(typed) == DocumentResult(typed, is_valid=False)


@pytest.mark.parametrize("typed", [None, "", " ", "-", "—"])
def test_no_document_is_no_mistake(typed: str | None) -> None:
    assert parse_document(typed) == DocumentResult("", is_valid=True)


@pytest.mark.parametrize(
    "value",
    [
        "901234567",
        901234567,
        998901234567.0,
        "998901234567.0",
        "9.98901234567E+11",
        "+998(90)123-45-67",
        "+998 90 123 45 67",
        "90\u2011123\u201145\u201167",
        "90/123-45-67",
        "tel. 90 123 45 67",
    ],
)
def test_a_phone_gets_its_one_form(value: str | float) -> None:
    assert parse_phones(value) == PhonesResult((Phone("+998 90 123 45 67"),))


def test_a_trunk_eight_is_asked_about() -> None:
    assert parse_phones("8 90 123 45 67") == PhonesResult((Phone("+998 90 123 45 67", is_sure=False),))


@pytest.mark.parametrize("value", ["-", "", None, "—", "yo‘q", "нет"])
def test_a_dash_is_no_phone(value: str | None) -> None:
    assert parse_phones(value) == PhonesResult()


@pytest.mark.parametrize(
    "cell",
    [
        "90 123 45 67, 91 765 43 21",
        "901234567; 917654321",
        "901234567/917654321",
        "+998901234567\n+998917654321",
        "901234567 917654321",
        "90-123-45-67 91-765-43-21",
        "901234567, 90 123 45 67, 917654321",
    ],
)
def test_several_phones_share_a_cell(cell: str) -> None:
    assert parse_phones(cell) == PhonesResult((Phone("+998 90 123 45 67"), Phone("+998 91 765 43 21")))


def test_what_is_no_phone_is_handed_back() -> None:
    assert parse_phones("90 123 45 67; 221-45") == PhonesResult((Phone("+998 90 123 45 67"),), ("221-45",))
    assert parse_phones("10 123 45 67") == PhonesResult((), ("10 123 45 67",))
