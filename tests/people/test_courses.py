"""Own courses and those taken elsewhere stand in one list and add up their hours."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.cohorts import EnrolmentState
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid, NotFound
from desktop_app.people.courses import delete_outside_course, save_outside_course
from desktop_app.people.records import OutsideCourseDraft, PersonCard
from desktop_app.people.service import person_card
from tests import factories

PLATFORM = OutsideCourseDraft(
    "Raqamli kompetensiyalar",
    provider="“Uzluksiz kasbiy taʼlim” platformasi",
    hours=36,
    ends_on=date(2023, 4, 1),
    certificate_number="UKT 23-0001",
    link="https://onlinedu.uz/c/1",
)


@pytest.fixture
def person_id(centre: Centre) -> int:
    return factories.write(centre, factories.person()).id


def opened(centre: Centre, person_id: int) -> PersonCard:
    return centre.read(person_card, person_id=person_id)


def study(centre: Centre, person_id: int, code: str, ended: date, **values: object) -> None:
    programme = factories.write(centre, factories.programme(code=f"P-{code}"))
    cohort = factories.cohort(programme.id, code=code, starts_on=ended.replace(day=1), ends_on=ended)
    values = {"state": EnrolmentState.COMPLETED, "finished_on": ended, "enrolled_on": ended, **values}
    factories.write(centre, factories.enrolment(factories.write(centre, cohort).id, person_id, **values))


def test_own_and_outside_courses_are_one_list_by_date(centre: Centre, person_id: int) -> None:
    study(centre, person_id, "A-1", date(2021, 3, 27))
    study(centre, person_id, "A-2", date(2025, 3, 27))
    centre.write(save_outside_course, PLATFORM, person_id=person_id)
    training = opened(centre, person_id).training
    assert [course.cohort_code or course.programme for course in training] == ["A-2", PLATFORM.title, "A-1"]
    assert training[1].certificate_number == "UKT 23-0001"


def test_only_completed_courses_of_the_cycle_add_up(centre: Centre, person_id: int) -> None:
    study(centre, person_id, "OLD", date(2021, 11, 21))
    study(centre, person_id, "NEW", date(2021, 11, 22))
    study(centre, person_id, "FAILED", date(2025, 3, 27), state=EnrolmentState.STATEMENT)
    centre.write(save_outside_course, PLATFORM, person_id=person_id)
    assert (opened(centre, person_id).recent_hours, opened(centre, person_id).cycle_years) == (72 + 36, 5)


def test_a_certificate_of_the_platform_stands_beside_an_own_course(centre: Centre, person_id: int) -> None:
    study(centre, person_id, "A-1", date(2024, 1, 13), external_certificate="UKT 24-0007")
    (course,) = opened(centre, person_id).training
    assert (course.certificate_number, course.certificate_state) == ("UKT 24-0007", None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"ends_on": None}, "ends_on"),
        ({"ends_on": date(2027, 1, 1)}, "ends_on"),
        ({"starts_on": date(2023, 5, 1)}, "ends_on"),
        ({"hours": 0}, "hours"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "file:///etc/passwd"}, "link"),
        ({"link": "onlinedu.uz"}, "link"),
    ],
)
def test_a_wrong_field_of_an_outside_course_is_named(
    centre: Centre, person_id: int, values: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.write(save_outside_course, replace(PLATFORM, **values), person_id=person_id)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_an_outside_course_is_changed_taken_off_and_brought_back(centre: Centre, person_id: int) -> None:
    course_id = centre.write(save_outside_course, PLATFORM, person_id=person_id).value
    kept = opened(centre, person_id).training[0].outside
    assert kept is not None
    centre.write(save_outside_course, replace(kept, hours=72), person_id=person_id)
    with pytest.raises(Conflict):
        centre.write(save_outside_course, kept, person_id=person_id)
    gone = centre.write(delete_outside_course, course_id=course_id).value
    assert opened(centre, person_id).training == ()
    centre.write(save_outside_course, gone, person_id=person_id)
    assert opened(centre, person_id).training[0].hours == 72
    with pytest.raises(NotFound):
        centre.write(delete_outside_course, course_id=404)
