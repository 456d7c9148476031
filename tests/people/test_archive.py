"""Those who left are out of the lists, are found by search, and come back."""

from datetime import date

import pytest

from db.models.cohorts import CohortState
from desktop_app.centre import Centre
from desktop_app.errors import Invalid, Refused
from desktop_app.people.archive import archive_person, return_from_archive
from desktop_app.people.filters import people_milestones, people_page
from desktop_app.people.records import PeopleFilter, PersonDraft
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card, save_person
from tests import factories


@pytest.fixture
def person_id(centre: Centre) -> int:
    return centre.write(save_person, PersonDraft(surname="Karimova", given_name="Dilnoza")).value


def listed(centre: Centre, *, is_archived: bool = False) -> list[int]:
    wanted = PeopleFilter(is_archived=is_archived)
    page = centre.read(people_page, wanted=wanted, offset=0, limit=9)
    assert centre.read(people_milestones, wanted=wanted).total == len(page)
    return [line.id for line in page]


def test_who_left_is_out_of_the_list_but_found_with_a_mark(centre: Centre, person_id: int) -> None:
    centre.write(archive_person, person_id=person_id, reason="Nafaqaga chiqdi", archived_on=date(2026, 6, 1))
    assert (listed(centre), listed(centre, is_archived=True)) == ([], [person_id])
    (hit,) = centre.read(search_people, "karimova")
    assert hit.person.is_archived
    archived = centre.read(person_card, person_id=person_id).archived
    assert archived is not None
    assert (archived.since, archived.reason) == (date(2026, 6, 1), "Nafaqaga chiqdi")


def test_who_returns_is_in_the_list_again(centre: Centre, person_id: int) -> None:
    centre.write(archive_person, person_id=person_id, reason="Nafaqaga chiqdi")
    centre.write(return_from_archive, person_id=person_id)
    assert (listed(centre), listed(centre, is_archived=True)) == ([person_id], [])
    assert centre.read(person_card, person_id=person_id).archived is None


def test_nobody_is_archived_without_a_reason(centre: Centre, person_id: int) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.write(archive_person, person_id=person_id, reason=" ")
    assert refusal.value.field == "reason"


def test_who_studies_is_not_archived_before_the_cohort_is_over(centre: Centre, person_id: int) -> None:
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id))
    factories.write(centre, factories.enrolment(cohort.id, person_id))
    with pytest.raises(Refused, match="person_is_studying") as refusal:
        centre.write(archive_person, person_id=person_id, reason="Ketdi")
    assert cohort.code in refusal.value.text


def test_a_cohort_that_is_over_holds_nobody(centre: Centre, person_id: int) -> None:
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(
        centre, factories.cohort(programme.id, state=CohortState.COMPLETED, completed_on=date(2026, 11, 20))
    )
    factories.write(centre, factories.enrolment(cohort.id, person_id))
    centre.write(archive_person, person_id=person_id, reason="Ketdi")
    assert listed(centre) == []
