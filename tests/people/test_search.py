"""People are found as one types, in either script, by any beginning and by their numbers."""

from datetime import UTC, date, datetime

import pytest

from db.models.certificates import Certificate, CertificateBatch, CertificateSeries, SigningKey
from desktop_app.centre import Centre
from desktop_app.people.archive import archive_person
from desktop_app.people.courses import save_outside_course
from desktop_app.people.everything import search_everything
from desktop_app.people.history import save_former_name
from desktop_app.people.matching import Reach
from desktop_app.people.records import FormerNameDraft, HitKind, MatchedBy, OutsideCourseDraft, PersonDraft
from desktop_app.people.search import search_people
from desktop_app.people.service import save_person
from tests import factories

JSHSHIR = "40711904150273"


@pytest.fixture
def people(centre: Centre) -> Centre:
    drafts = [
        PersonDraft(surname="Isʼhoqova", given_name="Oʻgʻiloy", patronymic="Maxmud qizi", jshshir=JSHSHIR),
        PersonDraft(surname="Abdullayev", given_name="Anvar", patronymic="Akramovich", document="AA 1234567"),
        PersonDraft(surname="Цой", given_name="Ольга", phone="+998 90 123 45 67"),
        PersonDraft(surname="Choriyev", given_name="Anvar"),
    ]
    for draft in drafts:
        centre.write(save_person, draft)
    return centre


def found(centre: Centre, text: str) -> list[str]:
    return [hit.person.name.surname for hit in centre.read(search_people, text)]


@pytest.mark.parametrize(
    "text",
    [
        *("ishoq", "Исҳоқ", "is`hoqova ogil", "ўғилой", "O‘g‘iloy Ishoqova", "mahmud", "maxmud ish", "qizi isho"),
        *("4071190", "4071 1904 150273"),
    ],
)
def test_one_person_is_found_however_she_is_typed(people: Centre, text: str) -> None:
    assert found(people, text) == ["Isʼhoqova"]


@pytest.mark.parametrize(
    ("text", "matched_by"),
    [
        ("abdulayev", MatchedBy.NAME),
        ("Абдуллаев Анвар", MatchedBy.NAME),
        ("akrom", None),
        ("kram", MatchedBy.NAME_PART),
        ("AA 1234567", MatchedBy.DOCUMENT),
        ("аа1234567", MatchedBy.DOCUMENT),
        ("AA 1234", MatchedBy.DOCUMENT),
        ("12345670", None),
        ("AB 1234567", None),
    ],
)
def test_the_reason_of_a_find_is_told(people: Centre, text: str, matched_by: MatchedBy | None) -> None:
    hits = people.read(search_people, text)
    assert [hit.matched_by for hit in hits] == ([] if matched_by is None else [matched_by])


@pytest.mark.parametrize("text", ["901234567", "+998 90 123", "90 123-45-67", "998901234567"])
def test_a_phone_is_found_with_and_without_the_country(people: Centre, text: str) -> None:
    assert [hit.matched_by for hit in people.read(search_people, text)] == [MatchedBy.PHONE]


def test_a_number_finds_documents_before_the_phones_that_end_so(people: Centre) -> None:
    hits = people.read(search_people, "1234567")
    assert [hit.matched_by for hit in hits] == [MatchedBy.DOCUMENT, MatchedBy.PHONE]


@pytest.mark.parametrize("text", ["4567", "45-67", "34567", "1 23 45", "12345", "цой 4567", "23 45 67"])
def test_the_end_of_a_phone_and_what_follows_its_code_find_the_person(people: Centre, text: str) -> None:
    assert [hit.matched_by for hit in people.read(search_people, text) if hit.person.phone] == [MatchedBy.PHONE]


def test_no_text_leads_to_the_words_that_stand_backwards(people: Centre) -> None:
    for text in ("~765432109", "~7654", "765432109"):
        assert found(people, text) == []


@pytest.mark.parametrize("text", ["567", "4568", "2345"])
def test_fewer_digits_and_those_amid_a_phone_find_nobody_by_it(people: Centre, text: str) -> None:
    assert not [hit for hit in people.read(search_people, text) if hit.person.phone]


@pytest.mark.parametrize("text", ["Пулатова", "пулатова лола", "Pulatova L", "pul", "лола пулат"])
def test_a_name_typed_without_its_letter_is_found_and_said_to_be_spelt_otherwise(people: Centre, text: str) -> None:
    for surname in ("Poʻlatova", "Palatova"):
        people.write(save_person, PersonDraft(surname=surname, given_name="Lola"))
    (hit,) = people.read(search_people, text)
    assert (hit.person.name.surname, hit.matched_by) == ("Poʻlatova", MatchedBy.SPELLING)


def test_the_same_spelling_comes_first(people: Centre) -> None:
    for surname in ("Poʻlatov", "Pulatov"):
        people.write(save_person, PersonDraft(surname=surname, given_name="Ali"))
    assert found(people, "пўлатов") == ["Poʻlatov", "Pulatov"]
    assert found(people, "пулатов") == ["Pulatov", "Poʻlatov"]


def test_a_former_name_in_another_spelling_is_told(people: Centre) -> None:
    person_id = people.write(save_person, PersonDraft(surname="Toshmatova", given_name="Nargiza")).value
    people.write(save_former_name, FormerNameDraft("Joʻrayeva", "Nargiza"), person_id=person_id)
    (hit,) = people.read(search_people, "джураева") + people.read(search_people, "жураева")
    assert (hit.matched_by, hit.matched) == (MatchedBy.SPELLING, "Joʻrayeva Nargiza")


def test_a_name_is_found_in_the_script_it_was_typed_in(people: Centre) -> None:
    assert found(people, "Цой") == found(people, "soy olga") == ["Soy"]


def test_finds_are_in_uzbek_order_and_no_more_than_asked(people: Centre) -> None:
    assert found(people, "anvar") == ["Abdullayev", "Choriyev"]
    assert len(people.read(search_people, "anvar", limit=1)) == 1


@pytest.mark.parametrize("text", ["", "   ", "'", "%", "-- ;", "() -"])
def test_a_text_without_a_word_finds_nobody(people: Centre, text: str) -> None:
    assert found(people, text) == []


@pytest.mark.parametrize("text", ["A.A.Abdullayev", "А.А. Абдуллаев", "Abdullayev A.A.", "abdullayev a. a"])
def test_initials_find_the_one_whose_names_begin_so(people: Centre, text: str) -> None:
    people.write(save_person, PersonDraft(surname="Abdullayev", given_name="Botir", patronymic="Akramovich"))
    assert [hit.person.full_name for hit in people.read(search_people, text)] == ["Abdullayev Anvar Akramovich"]


def test_workplaces_find_people_and_the_number_of_a_school_is_meant_whole(people: Centre) -> None:
    for number in (12, 120):
        draft = PersonDraft(surname="Karimova", given_name="Lola", workplace=f"{number}-maktab")
        people.write(save_person, draft)
    (hit,) = people.read(search_people, "karimova 12-maktab")
    assert (hit.matched_by, hit.matched) == (MatchedBy.WORKPLACE, "12-maktab")
    assert len(people.read(search_people, "12 maktab")) == 1
    assert len(people.read(search_people, "karimova maktab")) == 2


@pytest.mark.parametrize("text", ["1-maktab", "1 мактаб", "школа №1", "1-сон мактаби", "1-UOTM", "maktab 1", "1-mak"])
def test_a_number_beside_a_kind_is_that_of_a_workplace_and_of_nothing_else(people: Centre, text: str) -> None:
    people.write(save_person, PersonDraft(surname="Olimov", given_name="Ali", document="AB 1000000"))
    for place in ("1-maktab", "1-sonli MTT", "11-maktab", "1-litsey"):
        people.write(save_person, PersonDraft(surname="Karimova", given_name="Lola", workplace=place))
    (hit,) = people.read(search_people, text)
    assert (hit.matched_by, hit.matched) == (MatchedBy.WORKPLACE, "1-maktab")


@pytest.mark.parametrize(
    ("place", "texts"),
    [
        ("5-sonli DMTT", ["5 bogʻcha", "сад №5", "5-ДОУ", "MTT 5", "детский сад 5"]),
        ("5-sonli maktabgacha taʼlim tashkiloti", ["5-боғча", "5 MTT", "садик 5"]),
        ("Chilonzor akademik litseyi", ["chilonzor лицей", "чилонзор litsey", "академик лицей"]),
        ("Politexnika kolleji", ["политехника колледж", "politexnika kollej"]),
        ("3-umumiy oʻrta taʼlim maktabi", ["3-школа", "3 УОТМ", "школа 3"]),
    ],
)
def test_the_words_for_a_kind_find_it_in_either_language(people: Centre, place: str, texts: list[str]) -> None:
    people.write(save_person, PersonDraft(surname="Karimova", given_name="Lola", workplace=place))
    assert {text: [hit.matched for hit in people.read(search_people, text)] for text in texts} == {
        text: [place] for text in texts
    }


def test_a_former_name_finds_the_person_and_is_told(people: Centre) -> None:
    person_id = people.write(save_person, PersonDraft(surname="Toshmatova", given_name="Nargiza")).value
    people.write(save_former_name, FormerNameDraft("Qodirova", "Nargiza"), person_id=person_id)
    (hit,) = people.read(search_people, "қодирова нарг")
    assert (hit.person.id, hit.matched_by, hit.matched) == (person_id, MatchedBy.FORMER_NAME, "Qodirova Nargiza")


@pytest.mark.parametrize("text", ["UZ-77/1", "uz-77"])
def test_a_certificate_of_another_centre_finds_its_holder(people: Centre, text: str) -> None:
    draft = OutsideCourseDraft(title="Kurs", ends_on=date(2025, 3, 1), certificate_number="UZ-77/123")
    people.write(save_outside_course, draft, person_id=2)
    (hit,) = people.read(search_people, text)
    assert (hit.person.id, hit.matched_by, hit.matched) == (2, MatchedBy.CERTIFICATE, "UZ-77/123")


def test_beginnings_of_names_come_before_parts_of_names(people: Centre) -> None:
    for surname in ("Bozorboyev", "Boyev"):
        people.write(save_person, PersonDraft(surname=surname, given_name="Ali"))
    assert found(people, "boyev") == ["Boyev", "Bozorboyev"]
    assert [hit.person.name.surname for hit in people.read(search_people, "boyev", reach=Reach.NAME)] == ["Boyev"]


def test_those_who_left_are_found_with_a_mark(people: Centre) -> None:
    people.write(archive_person, person_id=2, reason="Nafaqaga chiqdi")
    (hit,) = people.read(search_people, "abdullayev")
    assert hit.person.is_archived


def test_everything_is_found_by_one_text(people: Centre) -> None:
    programme = factories.write(people, factories.programme(code="FIZ-72", title="Fizika oʻqituvchilari kursi"))
    cohort = factories.write(people, factories.cohort(programme.id, code="FIZ-26/01"))
    kinds = [(hit.kind, hit.target_id) for hit in people.read(search_everything, "физика ўқит")]
    assert kinds == [(HitKind.COHORT, cohort.id), (HitKind.PROGRAMME, programme.id)]
    assert people.read(search_everything, "fiz-26")[0].title == "FIZ-26/01"
    assert [hit.kind for hit in people.read(search_everything, "Saidova")] == [HitKind.STAFF]
    assert people.read(search_everything, "choriyev")[0].kind is HitKind.PERSON


@pytest.mark.parametrize("text", ["TV 000012", "tv 0000", "12"])
def test_a_certificate_is_found_by_its_number(people: Centre, text: str) -> None:
    programme = factories.write(people, factories.programme())
    cohort = factories.write(people, factories.cohort(programme.id))
    enrolment = factories.write(people, factories.enrolment(cohort.id, 1))
    series = factories.write(people, CertificateSeries(prefix="TV", year=2026, digits=6, next_number=13))
    key = SigningKey(kid=b"k", year=2026, public_key=b"p", private_key=b"s", made_at=datetime(2026, 1, 1, tzinfo=UTC))
    factories.write(people, key)
    batch = CertificateBatch(cohort_id=cohort.id, issued_on=date(2026, 11, 20), language="uz_Latn", words={})
    batch = factories.write(people, batch)
    certificate = Certificate(
        enrolment_id=enrolment.id,
        series_id=series.id,
        number=12,
        full_number="TV 000012",
        issued_on=date(2026, 11, 20),
        kid=b"k",
        code_text="",
        holder="Isʼhoqova Oʻgʻiloy",
        batch_id=batch.id,
    )
    factories.write(people, certificate)
    hit = people.read(search_everything, text)[0]
    assert (hit.kind, hit.title, hit.target_id) == (HitKind.CERTIFICATE, "TV 000012", certificate.id)
    assert "20.11.2026" in hit.subtitle
