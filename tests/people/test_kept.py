"""What is kept about a person is told whole: every table that knows people, every word of the card."""

import io
import json
from datetime import date

import pypdfium2
import pytest
from sqlalchemy import Table, select

from db.base import Base
from db.models.attendance import Mark
from db.models.cohorts import Enrolment, EnrolmentState
from db.models.people import Person
from db.models.rosters import RosterImport
from desktop_app.accounts.seeing import note_sight
from desktop_app.centre import Centre
from desktop_app.errors import NotFound
from desktop_app.given_out import note_given
from desktop_app.orders.own import register_own_order
from desktop_app.orders.records import Purpose
from desktop_app.people.bulk import BulkChange, BulkField, apply_bulk
from desktop_app.people.consents import give_consent, withdraw_consent
from desktop_app.people.courses import save_outside_course
from desktop_app.people.kept import kept_of
from desktop_app.people.kept_tables import NOT_TOLD, SECTIONS
from desktop_app.people.printing import everything_for_programs, everything_kept
from desktop_app.people.records import OutsideCourseDraft, PersonDraft
from desktop_app.people.service import save_person
from tests import factories
from tests.conftest import NOW

CARD = PersonDraft(
    surname="Gʻulomova",
    given_name="Oʻgʻiloy",
    patronymic="Saʼdulla qizi",
    jshshir="40711904150273",
    document="AA 1234567",
    birth_date=date(1990, 11, 7),
    phone="+998901234567",
    workplace="7-maktab",
    position_code="DIR_MM",
    notes="Kechki guruhni soʻragan",
)


def points_at_people(table: Table) -> bool:
    """Whether rows of the table belong to a person, or to the studies of one."""
    owners = {Person.__tablename__, Enrolment.__tablename__}
    return any(key.column.table.name in owners for key in table.foreign_keys)


@pytest.fixture
def person_id(centre: Centre) -> int:
    """Someone of whom every ledger has something to tell."""
    person_id = centre.write(save_person, CARD).value
    course = OutsideCourseDraft("Inklyuziv taʼlim", hours=36, ends_on=date(2025, 5, 1), certificate_number="UKT 7")
    centre.write(save_outside_course, course, person_id=person_id)
    consent_id = centre.write(give_consent, person_id=person_id, given_on=date(2026, 9, 1), form="paper").value
    centre.write(withdraw_consent, consent_id=consent_id, withdrawn_on=date(2026, 10, 1), reason="Oʻz arizasi")
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id))
    enrolment = factories.enrolment(cohort.id, person_id, state=EnrolmentState.STUDYING)
    enrolment_id = factories.write(centre, enrolment).id
    session = factories.write(centre, factories.session(cohort.id))
    factories.write(centre, factories.mark(session.id, enrolment_id))
    centre.write(apply_bulk, BulkChange(BulkField.LANGUAGE, "ru"), person_ids=[person_id])
    rows = [{"row": 5, "state": "new", "person_id": person_id}, {"row": 6, "state": "new", "person_id": 10**6}]
    brought = RosterImport(
        applied_at=NOW, applied_by="Saidova", file_name="Chirchiq.xlsx", file_sha256="00", sheet="1", header_row=4,
        rows=rows,
    )  # fmt: skip
    factories.write(centre, brought)
    return person_id


def test_every_table_that_knows_people_is_told_or_left_out_by_name() -> None:
    known = {mapper.class_ for mapper in Base.registry.mappers if points_at_people(mapper.local_table)}
    assert Mark in known
    assert known - set(SECTIONS) - NOT_TOLD == set()


def test_every_word_of_the_card_is_told(centre: Centre, person_id: int) -> None:
    (card,) = centre.read(kept_of, person_id=person_id).section("person").rows
    told = {fact.name: fact.shown for fact in card}
    assert told["jshshir"] == "40711904150273"
    assert told["notes"] == CARD.notes
    assert told["institution_id"] == "7-maktab"
    assert told["birth_date"] == "07.11.1990"
    assert told["sex"] == "Ayol"


def test_all_that_hangs_on_the_person_is_told(centre: Centre, person_id: int) -> None:
    kept = centre.read(kept_of, person_id=person_id)
    assert {
        "person", "enrolment", "mark", "outside_course", "consent", "roster_import", "bulk_edit", "journal"
    } == {section.table for section in kept.sections}  # fmt: skip
    (brought,) = kept.section("roster_import").rows
    assert {fact.name: fact.value for fact in brought}["row"]["row"] == 5


def test_the_orders_whose_lists_name_the_person_are_told(centre: Centre, person_id: int) -> None:
    """Of the lists nothing but the person's own line: the others in them are other people."""
    (enrolment,) = centre.read(lambda unit: list(unit.session.scalars(select(Enrolment))))
    centre.write(
        register_own_order,
        purpose=Purpose.ADMISSION,
        cohort_id=enrolment.cohort_id,
        number="14-M",
        dated_on=date(2026, 11, 2),
        enrolment_ids=[enrolment.id],
        text="Gʻulomova Oʻgʻiloy, Begonaxon Nilufar",
    )
    (row,) = centre.read(kept_of, person_id=person_id).section("order_entry").rows
    assert {fact.name: fact.shown for fact in row}.items() >= {"number": "14-M", "dated_on": "02.11.2026"}.items()
    assert b"Begona" not in everything_for_programs(centre, person_id=person_id)


def test_the_journal_tells_who_entered_and_changed_what(centre: Centre, person_id: int) -> None:
    entries = [{fact.name: fact.value for fact in row} for row in
               centre.read(kept_of, person_id=person_id).section("journal").rows]  # fmt: skip
    acts = [(entry["entity"]["code"], entry["action"]["code"]) for entry in entries]
    assert acts[0] == ("person", "create")
    assert ("consent", "change") in acts
    assert all(entry["actor_name"] for entry in entries)


def test_who_looked_and_which_lists_left_is_told_without_the_others_in_them(centre: Centre, person_id: int) -> None:
    other = centre.write(save_person, PersonDraft(surname="Begonaxon", given_name="Nilufar")).value
    note_sight(centre, person_id=person_id)
    everybody = [person_id, other]
    centre.write(note_given, "export", entity="list", people=everybody, content=b"names", recipient="Boshqarma")
    *_rest, seen, given = [
        {fact.name: fact.value for fact in row} for row in
        centre.read(kept_of, person_id=person_id).section("journal").rows
    ]  # fmt: skip
    assert (seen["action"]["code"], seen["actor_name"]) == ("see", "Saidova Nodira Rustam qizi")
    assert (given["action"]["code"], given["recipient"]) == ("export", "Boshqarma")
    assert "people_ids" not in given


def test_the_paper_says_of_a_look_what_was_seen_and_of_a_list_which_it_was(centre: Centre, person_id: int) -> None:
    note_sight(centre, person_id=person_id)
    centre.write(note_given, "export", entity="list", people=[person_id], facts={"what": "Filialga roʻyxat"})
    document = pypdfium2.PdfDocument(io.BytesIO(everything_kept(centre, person_id=person_id, in_language="uz_Latn")))
    try:
        lines = [line for page in document for line in page.get_textpage().get_text_bounded().splitlines()]
    finally:
        document.close()
    assert any("Filialga roʻyxat" in line for line in lines)
    # In the journal; the card itself has a heading of this name.
    assert sum("Kartochka" in line for line in lines) > 1


def test_nothing_of_another_person_is_told(centre: Centre, person_id: int) -> None:
    centre.write(save_person, PersonDraft(surname="Begonaxon", given_name="Nilufar", workplace="9-maktab"))
    assert b"Begona" not in everything_for_programs(centre, person_id=person_id)


def test_the_file_for_programs_has_codes_beside_names(centre: Centre, person_id: int) -> None:
    content = json.loads(everything_for_programs(centre, person_id=person_id))
    (card,) = content["tables"]["person"]
    assert content["format"] == "mahorat-person-1"
    assert card["language_code"]["code"] == "ru"
    assert card["language_code"]["name"]
    assert card["birth_date"] == "1990-11-07"


@pytest.mark.parametrize(
    ("language", "words"),
    [("uz_Latn", "Shaxs haqida saqlanayotgan maʼlumotlar"), ("uz_Cyrl", "Шахс ҳақида"), ("ru", "Сведения, хранящиеся")],
)
def test_the_paper_tells_it_in_the_language_asked_for(
    centre: Centre, person_id: int, language: str, words: str
) -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(everything_kept(centre, person_id=person_id, in_language=language)))
    try:
        text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()
    assert words in text
    for fact in ("40711904150273", "AA 1234567", "Chirchiq.xlsx", "Saidova", "UKT 7", "36"):
        assert fact in text


def test_who_is_gone_is_told_so(centre: Centre) -> None:
    with pytest.raises(NotFound):
        everything_kept(centre, person_id=10**6)
