"""The warning while a card is typed: who may be the same person, however far the typing has come."""

from datetime import date

from desktop_app.centre import Centre
from desktop_app.doubles.alike import look_alikes
from desktop_app.doubles.pairs import say_different
from desktop_app.doubles.reasons import Reason
from desktop_app.people.records import PersonDraft
from tests.doubles.conftest import Enter

BORN = date(1985, 3, 14)


def found(centre: Centre, **typed: object) -> list[int]:
    return [alike.person.id for alike in centre.read(look_alikes, PersonDraft(**typed))]  # type: ignore[arg-type]


def test_nothing_is_told_of_an_empty_card(centre: Centre, enter: Enter) -> None:
    enter()
    assert found(centre) == []
    assert found(centre, surname="Karimova") == []


def test_the_same_name_is_told_in_either_script(centre: Centre, enter: Enter) -> None:
    person_id = enter()
    assert found(centre, surname="Каримова", given_name="Нодира", patronymic="Ботир қизи") == [person_id]
    assert found(centre, surname="Karimova", given_name="Nodira") == [person_id]
    assert found(centre, surname="Nodira", given_name="Karimova", patronymic="Botirovna") == [person_id]


def test_with_the_birth_date_a_misspelt_and_a_maiden_name_are_told(centre: Centre, enter: Enter) -> None:
    person_id = enter()
    assert found(centre, surname="Karimva", given_name="Nodira", patronymic="Botir qizi", birth_date=BORN) == [
        person_id
    ]
    assert found(centre, surname="Saidova", given_name="Nodira", patronymic="Botir qizi", birth_date=BORN) == [
        person_id
    ]


def test_a_mistyped_number_a_document_and_a_phone_are_told(centre: Centre, enter: Enter) -> None:
    person_id = enter(jshshir="41403850010011", document="AA 1234567", phone="90 123 45 67")
    name = {"surname": "Karimova", "given_name": "N."}
    for typed in ({"jshshir": "41403850010017"}, {"document": "АА1234567"}, {"phone": "901234567"}):
        assert found(centre, **name, **typed) == [person_id], typed


def test_a_colleague_of_nearly_the_same_name_is_told(centre: Centre, enter: Enter) -> None:
    person_id = enter(workplace="12-maktab", district_code="1727206")
    typed = {"surname": "Karimova", "given_name": "Nadira", "patronymic": "Botir qizi"}
    assert found(centre, **typed) == []
    assert found(centre, **typed, workplace="Школа №12", district_code="1727206") == [person_id]


def test_the_likeliest_comes_first_with_its_reasons(centre: Centre, enter: Enter) -> None:
    enter(birth_date=None)
    born_the_same_day = enter()
    draft = PersonDraft(surname="Karimova", given_name="Nodira", patronymic="Botir qizi", birth_date=BORN)
    best = centre.read(look_alikes, draft)[0]
    assert best.person.id == born_the_same_day
    assert best.reasons == (Reason.SAME_NAME, Reason.SAME_BIRTH_DATE)


def test_a_card_is_not_like_itself_nor_like_those_said_to_be_others(centre: Centre, enter: Enter) -> None:
    first, second = enter(), enter()
    typed = {"surname": "Karimova", "given_name": "Nodira", "patronymic": "Botir qizi", "id": first}
    assert found(centre, **typed) == [second]
    centre.write(say_different, first_id=first, second_id=second)
    assert found(centre, **typed) == []
