"""An order is quoted in one way, however its number was typed."""

from datetime import date

import pytest

from desktop_app.language.orders import bare_number, order_number, order_text


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("577", "№ 577"),
        ("577-sonli", "№ 577"),
        ("577-сонли", "№ 577"),
        ("14-son", "№ 14"),
        ("03-33-3532-son", "№ 03-33-3532"),
        ("12-T/Q", "№ 12-T/Q"),
        ("№577", "№ 577"),
        ("№ 577-sonli", "№ 577"),
        ("N 577", "№ 577"),
        ("No.577", "№ 577"),
        ("VMQ 867", "VMQ 867"),
        ("Nizom 5", "Nizom 5"),
        ("", ""),
        ("-", "-"),
    ],
)
def test_the_number_is_quoted_in_one_way(typed: str, quoted: str) -> None:
    assert order_number(typed) == quoted


def test_sentences_with_a_sign_of_their_own_take_the_number_alone() -> None:
    assert bare_number("577-sonli") == "577"


def test_the_day_stands_behind_the_number() -> None:
    assert order_text("577-sonli", date(2023, 12, 28)) == "№ 577, 28.12.2023"
    assert order_text("577", None) == "№ 577"
    assert order_text("", date(2023, 12, 28)) == "28.12.2023"
