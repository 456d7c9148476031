"""The codes of people: alike wherever the phrase is alike, different wherever it is not."""

from datetime import date

import pytest

from desktop_app.returns.person_code import PUBLIC_PHRASE, code_key, person_code

PERSON = {"jshshir": "31203852310042", "name_key": "karimova dilnoza", "birth_date": date(1985, 3, 12)}


def test_the_same_person_has_the_same_code_in_every_centre_with_the_same_phrase() -> None:
    first = person_code(code_key("Oq terakli koʻcha"), **PERSON, only_here="tv:1")
    second = person_code(code_key("  Oq terakli  koʻcha "), **PERSON, only_here="an:977")
    assert first == second
    assert len(first) == 16
    assert first.isalnum()


def test_another_phrase_gives_another_code_and_none_the_public_one() -> None:
    codes = {person_code(code_key(phrase), **PERSON, only_here="") for phrase in ("", PUBLIC_PHRASE, "Boshqa ibora")}
    assert len(codes) == 2


def test_the_personal_number_counts_before_the_name() -> None:
    key = code_key("")
    renamed = person_code(key, **PERSON | {"name_key": "karimova d"}, only_here="")
    assert renamed == person_code(key, **PERSON, only_here="")


@pytest.mark.parametrize("changed", [{"name_key": "karimov anvar"}, {"birth_date": date(1985, 3, 13)}])
def test_without_a_personal_number_name_and_day_of_birth_tell_people_apart(changed: dict[str, object]) -> None:
    key, nameless = code_key(""), PERSON | {"jshshir": None}
    assert person_code(key, **nameless | changed, only_here="") != person_code(key, **nameless, only_here="")


def test_a_name_alone_is_nobody_of_another_centre() -> None:
    key, told = code_key(""), {"jshshir": None, "name_key": "karimova dilnoza", "birth_date": None}
    assert person_code(key, **told, only_here="tv:1") != person_code(key, **told, only_here="an:1")
