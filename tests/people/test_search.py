"""People are found as one types, in either script, by any beginning and by their numbers."""

from datetime import UTC, date, datetime

import pytest

from db.models.certificates import Certificate, CertificateBatch, CertificateSeries, SigningKey
from desktop_app.centre import Centre
from desktop_app.people.everything import search_everything
from desktop_app.people.records import HitKind, MatchedBy, PersonDraft
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
        ("AA 1234567", MatchedBy.DOCUMENT),
        ("аа1234567", MatchedBy.DOCUMENT),
        ("AA 1234", MatchedBy.DOCUMENT),
        ("1234567", MatchedBy.DOCUMENT),
        ("AB 1234567", None),
    ],
)
def test_the_reason_of_a_find_is_told(people: Centre, text: str, matched_by: MatchedBy | None) -> None:
    hits = people.read(search_people, text)
    assert [hit.matched_by for hit in hits] == ([] if matched_by is None else [matched_by])


@pytest.mark.parametrize("text", ["901234567", "+998 90 123", "90 123-45-67", "998901234567"])
def test_a_phone_is_found_with_and_without_the_country(people: Centre, text: str) -> None:
    assert [hit.matched_by for hit in people.read(search_people, text)] == [MatchedBy.PHONE]


def test_a_name_is_found_in_the_script_it_was_typed_in(people: Centre) -> None:
    assert found(people, "Цой") == found(people, "soy olga") == ["Soy"]


def test_finds_are_in_uzbek_order_and_no_more_than_asked(people: Centre) -> None:
    assert found(people, "anvar") == ["Abdullayev", "Choriyev"]
    assert len(people.read(search_people, "anvar", limit=1)) == 1


@pytest.mark.parametrize("text", ["", "   ", "'", "%", "-- ;", "() -"])
def test_a_text_without_a_word_finds_nobody(people: Centre, text: str) -> None:
    assert found(people, text) == []


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
