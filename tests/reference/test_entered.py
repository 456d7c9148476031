"""What is typed of the centre: addresses and names, rightly or in a hurry."""

import pytest

from desktop_app.reference.entered import are_mail_addresses, is_whole_name, written_name


@pytest.mark.parametrize(
    "text", ["hisobot@example.uz", "a@b.uz; c.d@e.f.uz", "a@b.uz, c@d.uz", "Vazirlik <hisobot@example.uz>"]
)
def test_addresses_that_mail_can_reach_are_taken(text: str) -> None:
    assert are_mail_addresses(text)


@pytest.mark.parametrize(
    "text",
    ["", "salom", "salom@", "@example.uz", "salom@example", "salom@example.", "a b@c.uz", "a@b.uz; c@", "a@@b.uz"],
)
def test_what_mail_cannot_reach_is_not(text: str) -> None:
    assert not are_mail_addresses(text)


def test_one_word_is_no_whole_name_and_initials_are_enough() -> None:
    assert is_whole_name("Karimova Dilnoza Anvarovna")
    assert is_whole_name("D.Karimova")
    assert not is_whole_name("dilnoza")
    assert not is_whole_name("Dilnoza.")


def test_a_name_typed_in_small_letters_gets_its_capitals_and_any_other_stays() -> None:
    assert written_name("karimova dilnoza anvar qizi") == "Karimova Dilnoza Anvar qizi"
    assert written_name("de Karimova DILNOZA") == "de Karimova DILNOZA"
