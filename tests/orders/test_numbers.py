"""Numbers of orders as people write them, and the next one of a form."""

import pytest

from desktop_app.orders.numbers import is_number, next_number, number_key, with_sign, with_word


@pytest.mark.parametrize("written", ["577-sonli", "577-son", "577 сонли", "№ 577", "№577", "N 577", " 577 "])
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert number_key(written) == "577"


def test_cyrillic_letters_and_stray_dashes_make_no_other_number() -> None:
    assert number_key("14-М") == number_key("14 – m") == number_key("14-M-sonli")


@pytest.mark.parametrize("written", ["", "№", " - ", "№ /"])
def test_signs_alone_are_no_number(written: str) -> None:
    assert not is_number(written)


def test_other_letters_make_another_number() -> None:
    assert number_key("14-M") != number_key("14-T")
    assert number_key("03-33-3532-son") == "03-33-3532"


def test_the_sign_stands_for_the_word() -> None:
    assert with_sign("577-sonli") == "№\u00a0577"
    assert with_sign("VMQ 867") == "VMQ\u00a0867"
    assert with_word("577-sonli", is_cyrillic=False) == "577-son"
    assert with_word("14-M", is_cyrillic=True) == "14-М-сон"


def test_the_next_number_follows_the_greatest_of_its_form() -> None:
    assert next_number("{n}-M", []) == "1-M"
    assert next_number("{n}-M", ["3-M", "12-м", "40-T", "9a-M"]) == "13-M"
    assert next_number("01-05/{n}", ["01-05/7-son", "01-06/90"]) == "01-05/8"
