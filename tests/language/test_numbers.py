"""Numbers and honest percentages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.language.numbers import figure, number, people, percent, short_number


@pytest.mark.parametrize(
    ("n", "decimals", "language", "text"),
    [
        (488994, 0, "uz_Latn", "488\u00a0994"),
        (1234567.891, 2, "uz_Latn", "1\u00a0234\u00a0567,89"),
        (1234567.891, 2, "en", "1\u00a0234\u00a0567.89"),
        (7.26, 1, "ru", "7,3"),
        (0.15, 1, "uz_Cyrl", "0,2"),
        (2.5, 0, "uz_Latn", "3"),
        (-1200, 0, "uz_Latn", "-1\u00a0200"),
        (-0.3, 0, "uz_Latn", "0"),
        (Decimal("102.70"), 1, "uz_Latn", "102,7"),
        (999, 0, "uz_Latn", "999"),
    ],
)
def test_a_number_is_grouped_and_rounded(n: float | Decimal, decimals: int, language: str, text: str) -> None:
    assert number(n, decimals, language) == text


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (36, "36"),
        (36.0, "36"),
        (42.5, "42,5"),
        (42.75, "42,75"),
        (0.1 * 3, "0,3"),
        (1.999999, "2"),
        (1200.5, "1\u00a0200,5"),
    ],
)
def test_a_short_number_has_the_decimals_that_it_needs(n: float, text: str) -> None:
    assert short_number(n) == text


@pytest.mark.parametrize(("n", "told"), [(36.0, "36"), (42.5, "42.5"), (0.1 * 3, "0.3"), (33.333333, "33.33")])
def test_other_programs_are_told_whole_numbers_where_they_are_whole(n: float, told: str) -> None:
    assert repr(figure(n)) == told


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (6553, 9729, "67,4%"),
        (488588, 488830, "99,95%"),
        (9_999_999, 10_000_000, "99,99%"),
        (9994, 10000, "99,9%"),
        (726, 10000, "7,3%"),
        (0, 5, "0,0%"),
        (5, 5, "100,0%"),
        (1027, 1000, "102,7%"),
        (1, 0, None),
        (0, 0, None),
    ],
)
def test_a_percentage_has_one_decimal_and_never_flatters(numerator: int, denominator: int, text: str | None) -> None:
    assert percent(numerator, denominator) == text


def test_only_english_has_a_decimal_point() -> None:
    assert percent(6553, 9729, "en") == "67.4%"
    assert percent(6553, 9729, "ru") == "67,4%"


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_short_of_the_plan_is_never_a_hundred(numerator: int, denominator: int) -> None:
    shown = percent(numerator, denominator)
    assert shown is not None
    assert not (numerator < denominator and shown.startswith("100,0"))


@pytest.mark.parametrize(
    ("n", "language", "text"),
    [
        (9729, "uz_Latn", "9\u00a0729\u00a0nafar"),
        (3, "uz_Cyrl", "3\u00a0нафар"),
        (1, "ru", "1\u00a0человек"),
        (22, "ru", "22\u00a0человека"),
        (12, "ru", "12\u00a0человек"),
        (1, "en", "1\u00a0person"),
        (2, "en", "2\u00a0people"),
    ],
)
def test_people_are_counted_with_their_word(n: int, language: str, text: str) -> None:
    assert people(n, language) == text
