"""Another name and another post keep what stood before; a slip put right keeps nothing."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.people.history import (
    delete_former_name,
    delete_former_post,
    save_former_name,
    save_former_post,
)
from desktop_app.people.records import CardChange, FormerNameDraft, FormerPostDraft, PersonCard, PersonDraft
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card, save_person

MARRIED = CardChange(since=date(2024, 6, 1), reason="Nikoh guvohnomasi I-TN 0123456")
MOVED = CardChange(since=date(2025, 9, 1))


@pytest.fixture
def card(centre: Centre) -> PersonCard:
    draft = PersonDraft(
        surname="Karimova",
        given_name="Dilnoza",
        workplace="12-maktab",
        position_code="OQIT",
        post_since=date(2015, 9, 1),
    )
    return opened(centre, centre.write(save_person, draft).value)


def opened(centre: Centre, person_id: int) -> PersonCard:
    return centre.read(person_card, person_id=person_id)


def found(centre: Centre, text: str) -> list[str]:
    return [hit.person.full_name for hit in centre.read(search_people, text)]


def test_another_name_is_asked_about(centre: Centre, card: PersonCard) -> None:
    with pytest.raises(Refused, match="confirm_name") as question:
        centre.write(save_person, replace(card.draft, surname="Saidova", surname_cyrl=""))
    assert "Karimova Dilnoza" in question.value.text


@pytest.mark.parametrize(
    "name",
    [
        {"patronymic": "Rustam qizi"},
        {"surname": "Karimоva"},
        {"given_name": "Dilnoza", "surname": "KARIMOVA"},
        {"surname_cyrl": "Карымова"},
    ],
    ids=["completed", "mended letter", "capitals", "Cyrillic corrected"],
)
def test_another_spelling_and_a_fuller_name_are_no_change(
    centre: Centre, card: PersonCard, name: dict[str, str]
) -> None:
    centre.write(save_person, replace(card.draft, **name))  # type: ignore[arg-type]
    assert opened(centre, card.line.id).former_names == ()


def test_a_changed_name_stays_on_the_card_and_still_finds_the_person(centre: Centre, card: PersonCard) -> None:
    centre.write(save_person, replace(card.draft, surname="Saidova", surname_cyrl=""), renamed=MARRIED)
    (former,) = opened(centre, card.line.id).former_names
    assert (former.full_name, former.changed_on, former.reason) == ("Karimova Dilnoza", MARRIED.since, MARRIED.reason)
    assert found(centre, "karimova") == found(centre, "саидова") == ["Saidova Dilnoza"]


def test_a_misspelt_name_is_not_kept(centre: Centre, card: PersonCard) -> None:
    another = replace(card.draft, surname="Kamilova", surname_cyrl="")
    centre.write(save_person, another, renamed=CardChange(is_correction=True))
    assert opened(centre, card.line.id).former_names == ()
    assert found(centre, "karimova") == []


def test_a_former_name_can_be_added_taken_off_and_brought_back(centre: Centre, card: PersonCard) -> None:
    draft = FormerNameDraft("Yusupova", "Dilnoza", changed_on=date(2010, 5, 1))
    name_id = centre.write(save_former_name, draft, person_id=card.line.id).value
    assert found(centre, "юсупова") == ["Karimova Dilnoza"]
    gone = centre.write(delete_former_name, name_id=name_id).value
    assert found(centre, "юсупова") == []
    centre.write(save_former_name, gone, person_id=card.line.id)
    assert found(centre, "юсупова") == ["Karimova Dilnoza"]


def test_a_change_cannot_lie_in_the_future(centre: Centre, card: PersonCard) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.write(save_person, replace(card.draft, surname="Saidova"), renamed=CardChange(since=date(2027, 1, 1)))
    assert refusal.value.field == "since"


@pytest.mark.parametrize("change", [{"workplace": "7-maktab"}, {"position_code": "METOD"}])
def test_another_workplace_or_position_is_asked_about(centre: Centre, card: PersonCard, change: dict[str, str]) -> None:
    with pytest.raises(Refused, match="confirm_post"):
        centre.write(save_person, replace(card.draft, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change", [{"workplace": "12-sonli umumiy oʻrta taʼlim maktabi"}, {"subject_code": "FIZ"}, {"category_code": "I"}]
)
def test_the_same_post_is_not_asked_about(centre: Centre, card: PersonCard, change: dict[str, str]) -> None:
    centre.write(save_person, replace(card.draft, **change))  # type: ignore[arg-type]
    assert [post.is_present for post in opened(centre, card.line.id).posts] == [True]


def test_a_movement_keeps_the_old_post_with_its_days(centre: Centre, card: PersonCard) -> None:
    centre.write(save_person, replace(card.draft, workplace="7-maktab", position_code="METOD"), moved=MOVED)
    present, former = opened(centre, card.line.id).posts
    assert (present.workplace, present.starts_on, present.ends_on) == ("7-maktab", MOVED.since, None)
    assert (former.workplace, former.starts_on, former.ends_on) == ("12-maktab", date(2015, 9, 1), MOVED.since)
    assert former.position == "Fan oʻqituvchisi"


def test_a_post_put_right_is_no_movement(centre: Centre, card: PersonCard) -> None:
    centre.write(save_person, replace(card.draft, workplace="7-maktab"), moved=CardChange(is_correction=True))
    (present,) = opened(centre, card.line.id).posts
    assert (present.workplace, present.starts_on) == ("7-maktab", date(2015, 9, 1))


def test_nobody_moves_before_the_post_began(centre: Centre, card: PersonCard) -> None:
    with pytest.raises(Invalid):
        centre.write(save_person, replace(card.draft, workplace="7-maktab"), moved=CardChange(since=date(2014, 1, 1)))


def test_a_first_workplace_is_no_movement(centre: Centre) -> None:
    person_id = centre.write(save_person, PersonDraft(surname="Aliyev", given_name="Vali")).value
    centre.write(save_person, replace(opened(centre, person_id).draft, workplace="5-maktab", position_code="OQIT"))
    assert len(opened(centre, person_id).posts) == 1


def test_former_posts_are_added_changed_taken_off_and_brought_back(centre: Centre, card: PersonCard) -> None:
    draft = FormerPostDraft(
        "3-bogʻcha", position_text="Tarbiyachi", starts_on=date(2010, 9, 1), ends_on=date(2012, 6, 1)
    )
    post_id = centre.write(save_former_post, draft, person_id=card.line.id).value
    kept = opened(centre, card.line.id).posts[1].draft
    assert kept is not None
    centre.write(save_former_post, replace(kept, position_text="Musiqa rahbari"), person_id=card.line.id)
    with pytest.raises(Conflict):
        centre.write(save_former_post, kept, person_id=card.line.id)
    gone = centre.write(delete_former_post, post_id=post_id).value
    assert len(opened(centre, card.line.id).posts) == 1
    centre.write(save_former_post, gone, person_id=card.line.id)
    assert opened(centre, card.line.id).posts[1].position == "Musiqa rahbari"
    with pytest.raises(NotFound):
        centre.write(delete_former_post, post_id=404)


def test_former_posts_stand_newest_first(centre: Centre, card: PersonCard) -> None:
    for year in (2005, 2012, 2009):
        draft = FormerPostDraft(f"{year}-maktab", ends_on=date(year, 6, 1))
        centre.write(save_former_post, draft, person_id=card.line.id)
    assert [post.ends_on.year for post in opened(centre, card.line.id).posts if post.ends_on] == [2012, 2009, 2005]
