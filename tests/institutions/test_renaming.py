"""An institution called otherwise from a day on; today is 21 November 2026."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import CentreError, Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.institutions.records import InstitutionDraft, InstitutionFilter, SavedInstitution
from desktop_app.institutions.renaming import rename_institution, undo_renaming
from desktop_app.institutions.search import search_institutions
from desktop_app.institutions.service import institution_card, institution_ids, put_back, save_institution
from desktop_app.people.history import save_former_post
from desktop_app.people.institutions import find_or_create_institution
from desktop_app.people.records import FormerPostDraft, MatchedBy, PersonDraft
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card, save_person
from tests.factories import DISTRICT_CODE

OLD, NEW = "12-maktab", "Ziyo akademik litseyi"
SINCE = date(2020, 9, 1)


@pytest.fixture
def school(centre: Centre) -> int:
    return centre.write(save_institution, InstitutionDraft(OLD, "UOTM", DISTRICT_CODE)).value.id


def rename(
    centre: Centre, school: int, name: str = NEW, since: date = SINCE, reason: str = "", **values: Any
) -> SavedInstitution:
    draft = replace(centre.read(institution_card, institution_id=school).draft, name=name, **values)
    return centre.write(rename_institution, draft, since=since, reason=reason).value


def named(centre: Centre, name: str) -> int | None:
    return centre.write(find_or_create_institution, name=name, district_code=DISTRICT_CODE).value


def test_a_renamed_school_keeps_the_name_it_bore_and_until_when(centre: Centre, school: int) -> None:
    rename(centre, school, reason=" 14-sonli  qaror ")
    card = centre.read(institution_card, institution_id=school)
    assert card.line.name == NEW
    (former,) = card.former_names
    assert (former.name, former.ends_on, former.reason) == (OLD, date(2020, 8, 31), "14-sonli qaror")


@pytest.mark.parametrize("text", ["12-maktab", "школа 12", "ziyo", "зиё лицей"])
def test_both_names_find_it(centre: Centre, school: int, text: str) -> None:
    rename(centre, school)
    (found,) = centre.read(search_institutions, text, limit=5)
    assert (found.name, found.former) == (NEW, OLD if "12" in text else "")
    assert list(centre.read(institution_ids, InstitutionFilter(text))) == [school]


def test_a_roster_that_writes_the_former_name_means_the_school_of_today(centre: Centre, school: int) -> None:
    rename(centre, school)
    assert named(centre, "12-sonli umumiy oʻrta taʼlim maktabi") == school
    assert named(centre, NEW) == school


def test_a_school_that_bears_the_name_now_is_meant_before_one_that_bore_it(centre: Centre, school: int) -> None:
    rename(centre, school)
    other = centre.write(save_institution, InstitutionDraft(OLD, "UOTM", DISTRICT_CODE)).value.id
    assert named(centre, OLD) == other


def test_its_people_are_found_by_the_former_name_too(centre: Centre, school: int) -> None:
    draft = PersonDraft(surname="Karimova", given_name="Lola", workplace=OLD, district_code=DISTRICT_CODE)
    centre.write(save_person, draft)
    rename(centre, school)
    (found,) = centre.read(search_people, "12-maktab")
    assert (found.matched_by, found.matched) == (MatchedBy.WORKPLACE, NEW)


def test_a_post_on_the_card_is_told_with_the_name_of_its_time(centre: Centre, school: int) -> None:
    rename(centre, school, "12-IDUM", date(2015, 9, 1))
    rename(centre, school)
    person_id = centre.write(save_person, PersonDraft(surname="Karimova", given_name="Lola")).value
    for first, last in ((2010, 2014), (2014, 2018), (2019, 2024)):
        post = FormerPostDraft(OLD, DISTRICT_CODE, starts_on=date(first, 9, 1), ends_on=date(last, 6, 1))
        centre.write(save_former_post, post, person_id=person_id)
    card = centre.read(person_card, person_id=person_id)
    assert [post.workplace for post in card.posts] == [NEW, "12-IDUM", OLD]
    # The form shows the name of today: saved as it stands, the post stays where it is.
    assert {post.draft.workplace for post in card.posts if post.draft} == {NEW}


def test_a_renaming_is_undone_with_all_that_found_it(centre: Centre, school: int) -> None:
    former_id = rename(centre, school).former_id
    assert centre.write(undo_renaming, former_id=former_id).value == OLD
    card = centre.read(institution_card, institution_id=school)
    assert (card.line.name, card.former_names) == (OLD, ())
    assert centre.read(search_institutions, "ziyo", limit=5) == []
    with pytest.raises(NotFound):
        centre.write(undo_renaming, former_id=former_id)


def test_a_change_is_put_back_with_the_name_and_the_district(centre: Centre, school: int) -> None:
    before = centre.read(institution_card, institution_id=school).draft
    saved = rename(centre, school, district_code="1727220")
    centre.write(put_back, before, saved)
    card = centre.read(institution_card, institution_id=school)
    assert (replace(card.draft, version=before.version), card.former_names) == (before, ())
    assert centre.read(search_institutions, "ziyo", limit=5) == []


def test_the_latest_name_is_taken_back_first(centre: Centre, school: int) -> None:
    first = rename(centre, school, "12-IDUM", date(2015, 9, 1))
    rename(centre, school)
    with pytest.raises(Refused) as refusal:
        centre.write(undo_renaming, former_id=first.former_id)
    assert refusal.value.code == "renamed_again"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"name": " "}, Invalid),
        ({"name": OLD}, Invalid),
        ({"since": date(2026, 11, 22)}, Invalid),
        ({"version": 7}, Conflict),
        ({"name": "13-maktab"}, Duplicate),
    ],
)
def test_what_cannot_be_is_refused(
    centre: Centre, school: int, values: dict[str, Any], error: type[CentreError]
) -> None:
    centre.write(save_institution, InstitutionDraft("13-maktab", "UOTM", DISTRICT_CODE))
    with pytest.raises(error):
        rename(centre, school, **values)


def test_a_name_begins_after_the_one_before_it(centre: Centre, school: int) -> None:
    rename(centre, school)
    with pytest.raises(Invalid, match="renamed_before"):
        rename(centre, school, "Maʼrifat litseyi", SINCE)
