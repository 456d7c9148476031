"""Applications: stated and listed people, withdrawing, finding."""

from datetime import date

import pytest

from db.models.applications import ApplicationPerson
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid, Refused
from desktop_app.forming.applications import (
    add_people,
    application,
    applications,
    delete_application,
    remove_wishes,
    save_application,
    take_withdrawal_back,
    wishes,
    withdraw,
)
from desktop_app.forming.records import ApplicationDraft, WishState
from tests import factories

DAY = date(2026, 11, 2)


@pytest.fixture
def application_id(centre: Centre) -> int:
    school = factories.write(centre, factories.institution())
    draft = ApplicationDraft(DAY, number="01-15/203", institution_id=school.id, people_stated=3)
    return centre.write(save_application, draft).value


@pytest.fixture
def wish_ids(centre: Centre, application_id: int) -> list[int]:
    people = [factories.write(centre, factories.person(surname=name)).id for name in ("Choriyev", "Aliyeva")]
    return centre.write(add_people, application_id=application_id, person_ids=people, year=2026, month=12).value


def test_the_stated_count_is_held_against_the_list(centre: Centre, application_id: int, wish_ids: list[int]) -> None:
    record = centre.read(application, application_id=application_id)
    assert (record.people_stated, record.listed, record.difference) == (3, 2, 1)
    assert record.employer == "12-sonli umumiy oʻrta taʼlim maktabi"


def test_people_stand_in_uzbek_order_and_once(centre: Centre, application_id: int, wish_ids: list[int]) -> None:
    listed = centre.read(wishes, application_id=application_id)
    assert [wish.name.split()[0] for wish in listed] == ["Aliyeva", "Choriyev"]
    again = [wish.person_id for wish in listed]
    assert centre.write(add_people, application_id=application_id, person_ids=again, year=2026).value == []


def test_who_is_withdrawn_counts_no_more_until_that_is_taken_back(
    centre: Centre, application_id: int, wish_ids: list[int]
) -> None:
    with pytest.raises(Invalid, match="reason_missing"):
        centre.write(withdraw, wish_id=wish_ids[0], reason=" ")
    centre.write(withdraw, wish_id=wish_ids[0], reason="Taʼtilga chiqdi")
    record = centre.read(application, application_id=application_id)
    assert (record.listed, record.waiting, record.withdrawn, record.difference) == (1, 1, 1, 2)
    assert centre.read(wishes, application_id=application_id)[1].state is WishState.WITHDRAWN
    centre.write(take_withdrawal_back, wish_id=wish_ids[0])
    assert centre.read(application, application_id=application_id).listed == 2


def test_lines_entered_by_mistake_are_taken_off(centre: Centre, application_id: int, wish_ids: list[int]) -> None:
    centre.write(remove_wishes, wish_ids=wish_ids)
    assert centre.read(wishes, application_id=application_id) == []


def test_an_application_is_deleted_with_its_lines_unless_somebody_has_a_place(
    centre: Centre, application_id: int, wish_ids: list[int]
) -> None:
    taught = factories.write(centre, factories.programme())
    row = factories.write(centre, factories.cohort(taught.id))
    (first, _second) = centre.read(wishes, application_id=application_id)
    enrolment = factories.write(centre, factories.enrolment(row.id, first.person_id))

    def place(unit: UnitOfWork, enrolment_id: int | None) -> None:
        unit.session.get_one(ApplicationPerson, first.id).enrolment_id = enrolment_id

    centre.write(place, enrolment.id)
    with pytest.raises(Refused, match="application_in_use"):
        centre.write(delete_application, application_id=application_id)
    with pytest.raises(Refused, match="wish_placed"):
        centre.write(withdraw, wish_id=first.id, reason="Sabab")
    centre.write(place, None)
    centre.write(delete_application, application_id=application_id)
    assert centre.read(applications) == ([], 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "applicant"),
        ({"applicant": "Boʻlim", "dated_on": date(2026, 11, 22)}, "dated_on"),
        ({"applicant": "Boʻlim", "people_stated": -1}, "people_stated"),
        ({"institution_id": 999}, "institution_id"),
    ],
)
def test_a_mistake_is_named_at_its_field(centre: Centre, values: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.write(save_application, ApplicationDraft(**{"dated_on": DAY, **values}))
    assert refusal.value.field == field


def test_an_application_changed_by_another_is_not_overwritten(centre: Centre, application_id: int) -> None:
    record = centre.read(application, application_id=application_id)
    draft = ApplicationDraft(DAY, applicant="Boʻlim", id=record.id, version=record.version)
    centre.write(save_application, draft)
    with pytest.raises(Conflict):
        centre.write(save_application, draft)


def test_applications_are_found_by_year_number_and_employer_in_either_script(
    centre: Centre, application_id: int
) -> None:
    centre.write(save_application, ApplicationDraft(date(2025, 10, 1), number="7", applicant="Angren boʻlimi"))
    assert [row.number for row in centre.read(applications)[0]] == ["01-15/203", "7"]
    assert centre.read(applications, year=2025)[1] == 1
    assert centre.read(applications, text="15/20")[1] == 1
    assert centre.read(applications, text="Ангрен")[1] == 1
    assert centre.read(applications, text="maktabi")[1] == 1
    assert centre.read(applications, text="yoʻq")[1] == 0
