"""The codes of people: alike wherever the phrase is alike, different wherever it is not."""

from datetime import date

import pytest

from desktop_app.returns.person_code import PUBLIC_PHRASE, Identity, code_key, person_codes

PERSON = Identity("tv:1", "31203852310042", "karimova dilnoza", date(1985, 3, 12))
NAMELESS = PERSON._replace(jshshir=None)


def code_of(person: Identity, phrase: str = "") -> str:
    (code,) = person_codes(code_key(phrase), [person])
    return code


def test_the_same_person_has_the_same_code_in_every_centre_with_the_same_phrase() -> None:
    first = code_of(PERSON, "Oq terakli koʻcha")
    second = code_of(PERSON._replace(card="an:977"), "  Oq terakli  koʻcha ")
    assert first == second
    assert len(first) == 16
    assert first.isalnum()


def test_another_phrase_gives_another_code_and_none_the_public_one() -> None:
    assert len({code_of(PERSON, phrase) for phrase in ("", PUBLIC_PHRASE, "Boshqa ibora")}) == 2


def test_the_personal_number_counts_before_the_name() -> None:
    assert code_of(PERSON._replace(name_key="karimova d")) == code_of(PERSON)


@pytest.mark.parametrize("changed", [{"name_key": "karimov anvar"}, {"birth_date": date(1985, 3, 13)}])
def test_without_a_personal_number_name_and_day_of_birth_tell_people_apart(changed: dict[str, object]) -> None:
    assert code_of(NAMELESS._replace(**changed)) != code_of(NAMELESS)


def test_a_name_alone_is_nobody_of_another_centre() -> None:
    alone = NAMELESS._replace(birth_date=None)
    assert code_of(alone) != code_of(alone._replace(card="an:1"))


def test_namesakes_born_on_one_day_have_codes_of_their_own() -> None:
    first, second, somebody = person_codes(code_key(""), [NAMELESS, NAMELESS._replace(card="tv:2"), PERSON])
    assert len({first, second, somebody, code_of(NAMELESS)}) == 4
    assert somebody == code_of(PERSON)
