"""Cards are saved with their keys, opened with their training, and listed in Uzbek order."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.models.journal import JournalEntry
from db.models.people import Institution, Person, PersonWord, Sex
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.people.filters import people_page
from desktop_app.people.records import CardChange, CategoryState, PeopleFilter, PersonCard, PersonDraft
from desktop_app.people.service import person_card, save_person
from tests import factories

WOMAN = "40711904150273"
WOMAN_BORN = date(1990, 11, 7)


def saved(centre: Centre, **values: object) -> PersonCard:
    draft = PersonDraft(**{"surname": "Karimova", "given_name": "Dilnoza", **values})  # type: ignore[arg-type]
    return centre.read(person_card, person_id=centre.write(save_person, draft).value)


def words_of(centre: Centre, person_id: int) -> set[str]:
    def words(unit: UnitOfWork) -> set[str]:
        return set(unit.session.scalars(select(PersonWord.word).where(PersonWord.person_id == person_id)))

    return centre.read(words)


def test_a_latin_name_offers_its_cyrillic_form(centre: Centre) -> None:
    draft = saved(centre, surname="O`rinova", given_name="Gulchehra", patronymic="Is'hoq qizi").draft
    assert (draft.surname, draft.surname_cyrl) == ("Oʻrinova", "Ўринова")
    assert draft.patronymic_cyrl == "Исҳоқ қизи"


def test_a_cyrillic_name_in_the_latin_field_is_kept_as_it_was_typed(centre: Centre) -> None:
    draft = saved(centre, surname="Цой", given_name="Ольга").draft
    assert (draft.surname, draft.surname_cyrl, draft.given_name_cyrl) == ("Soy", "Цой", "Ольга")


def test_a_typed_form_is_never_overwritten_by_the_offered_one(centre: Centre) -> None:
    draft = saved(centre, surname="Tsoy", surname_cyrl="Цой").draft
    assert (draft.surname, draft.surname_cyrl) == ("Tsoy", "Цой")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"surname": " "}, "surname"),
        ({"given_name": ""}, "given_name"),
        ({"jshshir": "3120385231004"}, "jshshir"),
        ({"jshshir": "33002852310042"}, "jshshir"),
        ({"document": "A1234567"}, "document"),
        ({"phone": "12345"}, "phone"),
        ({"birth_date": date(1900, 1, 1)}, "birth_date"),
        ({"post_since": date(2027, 1, 1)}, "post_since"),
        ({"category_given_on": date(2024, 5, 1), "category_valid_to": date(2023, 5, 1)}, "category_valid_to"),
        ({"graduation_year": 2031}, "graduation_year"),
    ],
)
def test_a_wrong_field_is_named(centre: Centre, values: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        saved(centre, **values)
    assert refusal.value.field == field
    assert refusal.value.text


def test_a_jshshir_fills_in_what_nobody_typed(centre: Centre) -> None:
    draft = saved(centre, jshshir="4 0711904150273").draft
    assert (draft.birth_date, draft.birth_year, draft.sex) == (WOMAN_BORN, 1990, Sex.FEMALE)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"sex": Sex.MALE}, "confirm_sex_differs"),
        ({"birth_date": date(1991, 1, 1)}, "confirm_birth_date_differs"),
    ],
)
def test_a_jshshir_that_tells_otherwise_is_a_question_answered_with_a_reason(
    centre: Centre, values: dict[str, object], code: str
) -> None:
    draft = PersonDraft(surname="Karimova", given_name="Dilnoza", jshshir=WOMAN, **values)  # type: ignore[arg-type]
    with pytest.raises(Refused) as question:
        centre.write(save_person, draft)
    assert question.value.code == code
    person_id = centre.write(save_person, draft, confirm="Pasportda shunday").value

    def reason(unit: UnitOfWork) -> object:
        return unit.session.scalars(select(JournalEntry.after).where(JournalEntry.action == "confirm")).one()["reason"]

    assert centre.read(reason) == "Pasportda shunday"
    assert centre.read(person_card, person_id=person_id).draft.jshshir == WOMAN


def test_a_wrong_check_digit_is_saved_only_with_a_reason_that_stays_on_the_card(centre: Centre) -> None:
    draft = PersonDraft(surname="Karimov", given_name="Anvar", jshshir="31203852310043")
    with pytest.raises(Refused, match="confirm_check_digit"):
        centre.write(save_person, draft)
    person_id = centre.write(save_person, draft, confirm="Pasportda shunday").value
    card = centre.read(person_card, person_id=person_id)
    assert (card.draft.jshshir, card.identity_note) == ("31203852310043", "Pasportda shunday")
    assert (card.draft.birth_date, card.draft.sex) == (date(1985, 3, 12), Sex.MALE)


def test_every_doubt_about_a_number_is_told_at_once(centre: Centre) -> None:
    with pytest.raises(Refused) as question:
        saved(centre, jshshir="31203852310043", sex=Sex.FEMALE, birth_date=date(1986, 1, 1))
    assert [str(each) for each in question.value.facts["questions"]] == [  # type: ignore[attr-defined]
        "check_digit",
        "sex_differs",
        "birth_date_differs",
    ]


def test_an_answered_doubt_is_not_asked_again_until_its_facts_change(centre: Centre) -> None:
    draft = PersonDraft(surname="Karimova", given_name="Dilnoza", jshshir=WOMAN, sex=Sex.MALE)
    person_id = centre.write(save_person, draft, confirm="Pasportda shunday").value
    draft = replace(centre.read(person_card, person_id=person_id).draft, notes="qoʻngʻiroq qilindi")
    centre.write(save_person, draft)
    card = centre.read(person_card, person_id=person_id)
    assert card.identity_note == "Pasportda shunday"
    with pytest.raises(Refused, match="confirm_sex_differs"):
        centre.write(save_person, replace(card.draft, birth_date=date(1990, 11, 8)))


def test_a_reason_goes_when_the_doubt_does(centre: Centre) -> None:
    draft = PersonDraft(surname="Karimova", given_name="Dilnoza", jshshir=WOMAN, sex=Sex.MALE)
    person_id = centre.write(save_person, draft, confirm="Pasportda shunday").value
    card = centre.read(person_card, person_id=person_id)
    centre.write(save_person, replace(card.draft, sex=Sex.FEMALE))
    assert centre.read(person_card, person_id=person_id).identity_note == ""


def test_a_phone_with_an_eight_is_asked_about(centre: Centre) -> None:
    with pytest.raises(Refused, match="confirm_phone") as question:
        saved(centre, phone="8 90 123 45 67")
    assert "+998 90 123 45 67" in question.value.text


def test_two_people_never_share_a_jshshir(centre: Centre) -> None:
    saved(centre, jshshir=WOMAN)
    with pytest.raises(Duplicate) as refusal:
        saved(centre, surname="Saidova", jshshir=WOMAN)
    assert "Karimova Dilnoza" in refusal.value.text


def test_document_and_phones_are_kept_in_one_form(centre: Centre) -> None:
    draft = saved(centre, document="аа1234567", phone="901234567; +998(93)765-43-21").draft
    assert draft.document == "AA 1234567"
    assert draft.phone == "+998 90 123 45 67, +998 93 765 43 21"


def test_a_person_is_found_by_every_word_and_number_of_the_card(centre: Centre) -> None:
    card = saved(centre, surname="Цой", jshshir=WOMAN, document="AA 1234567", phone="901234567")
    assert words_of(centre, card.line.id) == {"so", "dilnoza", WOMAN, "1234567aa", "901234567", "~765432109"}


def test_a_changed_name_is_no_longer_found_by_the_old_one(centre: Centre) -> None:
    card = saved(centre)
    another = replace(card.draft, surname="Saidova", surname_cyrl="")
    centre.write(save_person, another, renamed=CardChange(is_correction=True))
    assert words_of(centre, card.line.id) == {"saidova", "dilnoza"}


def test_a_card_changed_meanwhile_is_not_overwritten(centre: Centre) -> None:
    card = saved(centre)
    centre.write(save_person, replace(card.draft, notes="birinchi"))
    with pytest.raises(Conflict):
        centre.write(save_person, replace(card.draft, notes="ikkinchi"))


def test_a_position_brings_its_staff_group(centre: Centre) -> None:
    assert saved(centre, position_code="PSIX").draft.staff_group == "MUTAXASSIS"


def test_years_of_service_and_in_post_are_whole_years_on_the_day(centre: Centre) -> None:
    card = saved(centre, service_since=date(2010, 11, 21), post_since=date(2020, 11, 22))
    assert (card.years_of_service, card.years_in_post) == (16, 5)


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, CategoryState.UNDATED),
        ({"category_valid_to": date(2029, 1, 1)}, CategoryState.VALID),
        ({"category_valid_to": date(2027, 11, 21)}, CategoryState.ENDS_SOON),
        ({"category_valid_to": date(2026, 11, 21)}, CategoryState.ENDS_SOON),
        ({"category_valid_to": date(2026, 11, 20)}, CategoryState.ENDED),
        ({"category_valid_to": date(2020, 1, 1), "category_is_lifetime": True}, CategoryState.LIFETIME),
    ],
)
def test_a_category_is_told_by_its_dates(centre: Centre, values: dict[str, object], state: CategoryState) -> None:
    assert saved(centre, category_code="I", **values).category_state is state


def test_a_category_for_life_does_not_end(centre: Centre) -> None:
    card = saved(centre, category_code="OLIY", category_valid_to=date(2027, 1, 1), category_is_lifetime=True)
    assert card.draft.category_valid_to is None


def test_look_alike_letters_of_the_other_script_are_mended(centre: Centre) -> None:
    draft = saved(centre, surname="Kаrimоva").draft
    assert (draft.surname, draft.surname_cyrl) == ("Karimova", "Каримова")


def test_latin_in_the_cyrillic_field_is_transliterated(centre: Centre) -> None:
    assert saved(centre, surname_cyrl="Karimova").draft.surname_cyrl == "Каримова"


def test_the_same_school_written_otherwise_is_one_institution(centre: Centre) -> None:
    for workplace in ("99-maktab", "99-sonli umumiy o'rta ta'lim maktabi", "Школа № 99", "99"):
        saved(centre, workplace=workplace)

    def names(unit: UnitOfWork) -> list[str]:
        return list(unit.session.scalars(select(Institution.name)))

    assert centre.read(names) == ["99-maktab"]


def test_a_card_shows_every_course_newest_first(centre: Centre) -> None:
    person = factories.write(centre, factories.person())
    programme = factories.write(centre, factories.programme())
    for year in (2021, 2026):
        cohort = factories.cohort(programme.id, code=f"K-{year}", starts_on=date(year, 3, 1), ends_on=date(year, 3, 27))
        factories.write(centre, factories.enrolment(factories.write(centre, cohort).id, person.id))
    training = centre.read(person_card, person_id=person.id).training
    assert [course.cohort_code for course in training] == ["K-2026", "K-2021"]
    assert training[0].hours == programme.hours


def test_an_unknown_person_is_not_found(centre: Centre) -> None:
    with pytest.raises(NotFound):
        centre.read(person_card, person_id=404)


def test_the_list_is_in_uzbek_order_wherever_it_is_read(centre: Centre) -> None:
    surnames = ["Zokirov", "Oʻktamov", "Gʻaniyev", "Shokirov", "Choriyev", "Anvarov", "Norov"]
    for surname in surnames:
        saved(centre, surname=surname, given_name="Aziz")
    expected = ["Anvarov", "Norov", "Zokirov", "Oʻktamov", "Gʻaniyev", "Shokirov", "Choriyev"]
    for offset in range(len(expected) + 2):
        page = centre.read(people_page, wanted=PeopleFilter(), offset=offset, limit=2)
        assert [line.name.surname for line in page] == expected[offset : offset + 2]


def test_the_list_is_narrowed_by_text_and_by_facts(centre: Centre) -> None:
    saved(centre, subject_code="FIZ")
    saved(centre, surname="Saidova", subject_code="FIZ")
    saved(centre, surname="Saidov", given_name="Aziz")
    wanted = PeopleFilter(text="саид", subject_code="FIZ")
    assert [line.full_name for line in centre.read(people_page, wanted=wanted, offset=0, limit=9)] == [
        "Saidova Dilnoza"
    ]


def test_erasing_a_person_takes_the_words_along(centre: Centre) -> None:
    card = saved(centre)

    def erase(unit: UnitOfWork) -> None:
        unit.session.delete(unit.session.get_one(Person, card.line.id))

    centre.write(erase)
    assert words_of(centre, card.line.id) == set()
