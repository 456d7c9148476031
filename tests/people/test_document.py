"""The papers about a person: every course with its hours, in the language of documents, and nothing cut off."""

import io
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from db.models.cohorts import EnrolmentState
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.centre import Centre
from desktop_app.documents.fonts import Face, missing_glyphs
from desktop_app.people.courses import save_outside_course
from desktop_app.people.erasure import erase_person
from desktop_app.people.printing import act_of_erasure, note_paper, statement_of_training
from desktop_app.people.records import OutsideCourseDraft, PersonDraft
from desktop_app.people.service import save_person
from desktop_app.reference.service import change_profile, profile
from tests import factories

LONG = PersonDraft(
    surname="Abdurahmonova-Gʻulomjonova",
    given_name="Muhabbatxon-Oʻgʻiloy",
    patronymic="Saʼdullaxoʻja qizi",
    birth_date=date(1985, 3, 12),
    workplace="12-sonli davlat ixtisoslashtirilgan umumiy oʻrta taʼlim maktab-internati",
    position_code="DIR_MM",
)


def text_of(content: bytes) -> list[str]:
    """The words of each page, spaces made one."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def in_language(centre: Centre, language: str) -> None:
    def change(unit: UnitOfWork) -> None:
        own = profile(unit)
        change_profile(unit, replace(own, document_language=language), version=own.version)

    centre.write(change)


def trained(centre: Centre, courses: int) -> int:
    person_id = centre.write(save_person, LONG).value
    for place in range(courses):
        course = OutsideCourseDraft(
            f"{place + 1}-kurs: boshlangʻich sinf oʻqituvchilarining kasbiy kompetensiyalarini rivojlantirish",
            provider="“Uzluksiz kasbiy taʼlim” platformasi",
            hours=36,
            ends_on=date(2026 - place // 2, 3, 1 + place % 2),
            certificate_number=f"UKT {place + 1:06}",
        )
        centre.write(save_outside_course, course, person_id=person_id)
    return person_id


def test_the_statement_lists_every_course_with_hours_and_number(centre: Centre) -> None:
    (page,) = text_of(statement_of_training(centre, person_id=trained(centre, 2)))
    for words in ("Malaka oshirish maʼlumotnomasi", "Muhabbatxon-Oʻgʻiloy", "UKT 000001", "UKT 000002", "M.Oʻ."):
        assert words in page
    assert "jami 72 akademik soat" in page


def test_thirty_courses_flow_over_pages_and_the_signature_never_stands_alone(centre: Centre) -> None:
    pages = text_of(statement_of_training(centre, person_id=trained(centre, 30)))
    assert len(pages) > 1
    assert all(f"UKT {place:06}" in " ".join(pages) for place in range(1, 31))
    assert "akademik soat" in pages[-1]


@pytest.mark.parametrize(
    ("language", "title", "name"),
    [
        ("uz_Cyrl", "Малака ошириш маълумотномаси", "Муҳаббатхон-Ўғилой"),
        ("ru", "Справка о повышении квалификации", "Муҳаббатхон-Ўғилой"),
    ],
)
def test_the_statement_is_in_the_language_of_documents(centre: Centre, language: str, title: str, name: str) -> None:
    person_id = trained(centre, 1)
    in_language(centre, language)
    (page,) = text_of(statement_of_training(centre, person_id=person_id))
    assert title in page
    assert name in page
    assert missing_glyphs(page, Face.SANS) == ""


def test_who_never_came_has_nothing_to_state(centre: Centre) -> None:
    person_id = factories.write(centre, factories.person()).id
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id))
    factories.write(centre, factories.enrolment(cohort.id, person_id, state=EnrolmentState.ABSENT))
    (page,) = text_of(statement_of_training(centre, person_id=person_id))
    assert programme.title not in page
    assert "maʼlumot yoʻq" in page


def test_the_act_names_the_person_only_when_it_is_first_printed(centre: Centre) -> None:
    person_id = trained(centre, 3)
    record = erase_person(centre, person_id=person_id, reason="Shaxsning arizasi").value
    (first,) = text_of(act_of_erasure(centre, record, full_name="Abdurahmonova Muhabbatxon"))
    (again,) = text_of(act_of_erasure(centre, record))
    assert "Abdurahmonova" in first
    assert "Abdurahmonova" not in again
    for page in (first, again):
        assert "№ 2026/1" in page
        assert "Boshqa joyda oʻtilgan 3 ta kurs" in page


def test_a_paper_is_noted_in_the_journal(centre: Centre) -> None:
    person_id = trained(centre, 1)
    note_paper(centre, person_id=person_id, paper="statement")

    (entry, *_rest) = centre.read(journal_page, JournalFilter(entity="person"), offset=0, limit=9)
    assert (entry.action, entry.entity_id, entry.changes[0].after) == ("print", str(person_id), "statement")
