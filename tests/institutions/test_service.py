"""Entering, changing, closing, merging institutions in a real database; today is 21 November 2026."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.models.journal import JournalEntry
from db.models.people import FormerPost, Institution, InstitutionMerge, InstitutionWord, Person
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.institutions.merging import merge_institutions, part_institutions, suggestions
from desktop_app.institutions.records import InstitutionDraft, InstitutionFilter, Likeness, Standing
from desktop_app.institutions.service import (
    institution_card,
    institution_ids,
    institution_lines,
    put_back,
    save_institution,
    set_closed,
)
from desktop_app.people.institutions import find_or_create_institution
from tests.factories import DISTRICT_CODE, person, write

OTHER_DISTRICT = "1727220"
SCHOOL = InstitutionDraft("12-sonli umumiy oʻrta taʼlim maktabi", "UOTM", DISTRICT_CODE, "123456789", "urban")


def enter(centre: Centre, **values: Any) -> int:
    return centre.write(save_institution, replace(SCHOOL, **values)).value.id


def found(centre: Centre, text: str = "", **values: Any) -> list[str]:
    ids = centre.read(institution_ids, InstitutionFilter(text, **values))
    return [line.name for line in centre.read(institution_lines, ids)]


def state(centre: Centre) -> Mapping[str, list[tuple[Any, ...]]]:
    """All that merging touches, but for versions and the ledger."""

    def read(unit: UnitOfWork) -> dict[str, list[tuple[Any, ...]]]:
        columns = {
            "people": (Person.id, Person.institution_id, Person.district_code, Person.version),
            "posts": (FormerPost.id, FormerPost.institution_id),
            "words": (InstitutionWord.word, InstitutionWord.institution_id),
            "institutions": tuple(column for column in Institution.__table__.columns if column.name != "version"),
        }
        return {
            name: sorted(map(tuple, unit.session.execute(select(*wanted))), key=str) for name, wanted in columns.items()
        }

    return centre.read(read)


def test_a_school_is_found_in_either_script_by_its_number_and_by_its_stir(centre: Centre) -> None:
    enter(centre)
    enter(centre, name="Orzu bolalar bogʻchasi", kind_code="MTT", code="")
    for text in ("12-maktab", "12 мактаб", "123456789", "12345", "umumiy 12"):
        assert found(centre, text) == [SCHOOL.name], text
    assert found(centre, "орзу") == ["Orzu bolalar bogʻchasi"]
    assert found(centre, "13-maktab") == []


def test_schools_come_in_the_order_of_their_numbers(centre: Centre) -> None:
    for number in (10, 2, 1):
        enter(centre, name=f"{number}-maktab", code="")
    assert found(centre) == ["1-maktab", "2-maktab", "10-maktab"]


def test_a_list_is_narrowed_by_what_is_known_and_by_what_is_not(centre: Centre) -> None:
    enter(centre)
    enter(centre, name="3-MTT", kind_code="MTT", code="", district_code=None, locality_code=None)
    assert found(centre, kind_code="MTT") == ["3-MTT"]
    assert found(centre, district_code="") == ["3-MTT"]
    assert found(centre, locality_code="urban") == [SCHOOL.name]


def test_a_renamed_school_is_found_by_its_new_name_alone(centre: Centre) -> None:
    school_id = enter(centre)
    draft = centre.read(institution_card, institution_id=school_id).draft
    centre.write(save_institution, replace(draft, name="Ziyo akademik litseyi"))
    assert found(centre, "ziyo") == ["Ziyo akademik litseyi"]
    assert found(centre, "12-maktab") == []


def test_one_district_has_a_school_once(centre: Centre) -> None:
    first = enter(centre)
    with pytest.raises(Duplicate) as refusal:
        enter(centre, name="12-maktab", code="")
    assert refusal.value.facts["institution_id"] == first
    enter(centre, name="12-maktab", code="", district_code=OTHER_DISTRICT)


def test_a_stir_that_another_one_has_is_asked_about(centre: Centre) -> None:
    enter(centre)
    branch = replace(SCHOOL, name="13-maktab")
    with pytest.raises(Refused) as refusal:
        centre.write(save_institution, branch)
    assert refusal.value.code == "confirm_code"
    assert SCHOOL.name in refusal.value.text
    centre.write(save_institution, branch, is_code_shared=True)
    assert len(found(centre, "123456789")) == 2


@pytest.mark.parametrize(("field", "value"), [("name", "  "), ("code", "12"), ("closed_on", date(2026, 11, 22))])
def test_what_cannot_be_is_refused_at_its_field(centre: Centre, field: str, value: object) -> None:
    with pytest.raises(Invalid) as refusal:
        enter(centre, **{field: value})
    assert refusal.value.field == field


def test_an_entry_is_not_overwritten_by_who_read_it_earlier(centre: Centre) -> None:
    draft = centre.read(institution_card, institution_id=enter(centre)).draft
    centre.write(save_institution, replace(draft, locality_code="rural"))
    with pytest.raises(Conflict):
        centre.write(save_institution, replace(draft, locality_code=None))


def test_people_follow_their_school_into_another_district_and_back(centre: Centre) -> None:
    school_id = enter(centre)
    write(centre, person(institution_id=school_id))
    write(centre, person(institution_id=school_id, district_code=OTHER_DISTRICT))
    before, draft = state(centre), centre.read(institution_card, institution_id=school_id).draft
    saved = centre.write(save_institution, replace(draft, district_code=OTHER_DISTRICT)).value
    assert len(saved.moved_ids) == 1
    assert {district for _id, _school, district, _version in state(centre)["people"]} == {OTHER_DISTRICT}
    centre.write(put_back, draft, saved)
    assert state(centre) == before


def test_a_closed_school_leaves_the_list_but_not_its_people(centre: Centre) -> None:
    school_id = enter(centre)
    worker = write(centre, person(institution_id=school_id))
    draft = centre.read(institution_card, institution_id=school_id).draft
    closing = {"institution_id": school_id, "version": draft.version, "closed_on": date(2026, 9, 1)}
    version = centre.write(set_closed, **closing, reason="Optimallashtirildi").value
    assert found(centre) == []
    assert found(centre, standing=Standing.CLOSED) == [SCHOOL.name]
    assert centre.read(lambda unit: unit.session.get_one(Person, worker.id).institution_id) == school_id
    centre.write(set_closed, institution_id=school_id, version=version, closed_on=None)
    card = centre.read(institution_card, institution_id=school_id)
    assert (card.draft.closed_on, card.draft.closing_reason) == (None, "")


def two_spellings(centre: Centre) -> tuple[int, int]:
    """School 12, and the same one entered from a list that told no district, with people and a former post."""
    kept = enter(centre, code="", locality_code=None)
    gone = enter(centre, name="12-IDUM", district_code=None)
    for school in (kept, kept, gone):
        write(centre, person(institution_id=school))
    leaver = write(centre, person(institution_id=None))
    write(centre, FormerPost(person_id=leaver.id, institution_id=gone))
    return kept, gone


def test_two_spellings_are_suggested_with_their_reasons(centre: Centre) -> None:
    kept, gone = two_spellings(centre)
    (pair,) = centre.read(suggestions)
    assert (pair.first.id, pair.second.id) == (kept, gone)
    assert pair.reasons == (Likeness.SAME_NAME, Likeness.NO_DISTRICT)


def test_a_merging_hands_everything_over_and_deletes_nothing(centre: Centre) -> None:
    kept, gone = two_spellings(centre)
    merged = centre.write(merge_institutions, kept_id=kept, gone_id=gone).value
    assert (merged.people, merged.posts) == (1, 1)
    after = state(centre)
    assert {school for _id, school, *_rest in after["people"]} == {kept, None}
    assert {school for _id, school in after["posts"]} == {kept}
    card = centre.read(institution_card, institution_id=kept)
    assert (card.draft.code, card.draft.locality_code, card.line.people) == ("123456789", "urban", 3)
    assert [alias.name for alias in card.aliases] == ["12-IDUM"]
    assert centre.read(institution_card, institution_id=gone).merged_into == kept
    assert centre.read(suggestions) == []


def test_a_merging_undone_leaves_all_as_it_was(centre: Centre) -> None:
    kept, gone = two_spellings(centre)
    before = state(centre)
    merge_id = centre.write(merge_institutions, kept_id=kept, gone_id=gone).value.merge_id
    assert state(centre) != before
    assert centre.write(part_institutions, merge_id=merge_id).value == gone
    assert state(centre) == before
    with pytest.raises(Refused):
        centre.write(part_institutions, merge_id=merge_id)


def test_what_changed_after_a_merging_stays_when_it_is_undone(centre: Centre) -> None:
    kept, gone = two_spellings(centre)
    elsewhere = enter(centre, name="77-maktab", code="")
    merge_id = centre.write(merge_institutions, kept_id=kept, gone_id=gone).value.merge_id
    draft = centre.read(institution_card, institution_id=kept).draft
    centre.write(save_institution, replace(draft, code="555555555"))

    def leave(unit: UnitOfWork) -> int:
        row = unit.session.scalars(select(Person).order_by(Person.id)).all()[2]
        row.institution_id = elsewhere
        return row.id

    left = centre.write(leave).value
    centre.write(part_institutions, merge_id=merge_id)
    assert centre.read(institution_card, institution_id=kept).draft.code == "555555555"
    assert centre.read(lambda unit: unit.session.get_one(Person, left).institution_id) == elsewhere


def test_a_merged_spelling_leads_to_the_kept_school_whoever_writes_it(centre: Centre) -> None:
    kept, gone = two_spellings(centre)
    last = enter(centre, name="Ziyo ixtisoslashtirilgan maktabi", code="")
    centre.write(merge_institutions, kept_id=kept, gone_id=gone)
    centre.write(merge_institutions, kept_id=last, gone_id=kept)
    for name, district in (("12-maktab", DISTRICT_CODE), ("12-IDUM", None)):
        assert centre.write(find_or_create_institution, name=name, district_code=district).value == last


def test_a_spelling_that_is_gone_is_not_merged_again_nor_opened(centre: Centre) -> None:
    kept, gone = two_spellings(centre)
    centre.write(merge_institutions, kept_id=kept, gone_id=gone)
    with pytest.raises(Refused):
        centre.write(merge_institutions, kept_id=gone, gone_id=kept)
    version = centre.read(institution_card, institution_id=gone).draft.version
    with pytest.raises(Refused):
        centre.write(set_closed, institution_id=gone, version=version, closed_on=None)


def test_schools_of_two_districts_are_not_merged(centre: Centre) -> None:
    first = enter(centre)
    second = enter(centre, code="", district_code=OTHER_DISTRICT)
    with pytest.raises(Refused) as refusal:
        centre.write(merge_institutions, kept_id=first, gone_id=second)
    assert refusal.value.code == "other_district"
    with pytest.raises(Invalid):
        centre.write(merge_institutions, kept_id=first, gone_id=first)
    with pytest.raises(NotFound):
        centre.write(merge_institutions, kept_id=first, gone_id=10_000)


def test_the_journal_tells_of_a_merging(centre: Centre) -> None:
    kept, gone = two_spellings(centre)
    batch = centre.write(merge_institutions, kept_id=kept, gone_id=gone).changes.batch

    def entries(unit: UnitOfWork) -> set[tuple[str, str]]:
        rows = select(JournalEntry).where(JournalEntry.batch == batch)
        return {(row.action, row.entity) for row in unit.session.scalars(rows)}

    assert {
        ("create", InstitutionMerge.__tablename__),
        ("change", "institution"),
        ("change_many", "person"),
        ("change_many", "former_post"),
    } <= centre.read(entries)


def test_what_rosters_add_is_found_at_once(centre: Centre) -> None:
    centre.write(find_or_create_institution, name="44-sonli maktab", district_code=DISTRICT_CODE)
    assert found(centre, "44") == ["44-sonli maktab"]
