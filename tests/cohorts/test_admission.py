"""Calling people, and those who did not come."""

from datetime import date

import pytest

from db.models.cohorts import Cohort, CohortState, EnrolmentState
from desktop_app.centre import Centre
from desktop_app.cohorts.admission import admit, call_people, next_cohorts, note_absence, take_call_back
from desktop_app.cohorts.enrolment import enrol, enrolled_people
from desktop_app.cohorts.records import EnrolledPerson
from desktop_app.cohorts.rules import MOVES, require_move
from desktop_app.errors import Invalid, Refused
from tests import factories

CALLED_ON = date(2026, 10, 20)
ORDER = {"order_number": "14-M", "order_date": date(2026, 11, 5)}


@pytest.fixture
def row(centre: Centre) -> Cohort:
    taught = factories.write(centre, factories.programme())
    return factories.write(centre, factories.cohort(taught.id))


@pytest.fixture
def enrolment_ids(centre: Centre, row: Cohort) -> list[int]:
    people = [factories.write(centre, factories.person(surname=name)).id for name in ("Aliyeva", "Karimova")]
    return centre.write(enrol, cohort_id=row.id, person_ids=people).value


def people(centre: Centre, row: Cohort) -> dict[int, EnrolledPerson]:
    return {person.id: person for person in centre.read(enrolled_people, cohort_id=row.id)}


def test_applicants_are_called_by_the_letter_of_a_day(centre: Centre, row: Cohort, enrolment_ids: list[int]) -> None:
    assert centre.write(call_people, cohort_id=row.id, called_on=CALLED_ON).value == enrolment_ids
    called = people(centre, row)[enrolment_ids[0]]
    assert (called.state, called.called_on) == (EnrolmentState.CALLED, CALLED_ON)
    with pytest.raises(Refused, match="nobody_to_call"):
        centre.write(call_people, cohort_id=row.id, called_on=CALLED_ON)


def test_a_call_is_taken_back_whole(centre: Centre, row: Cohort, enrolment_ids: list[int]) -> None:
    centre.write(call_people, cohort_id=row.id, called_on=CALLED_ON, enrolment_ids=enrolment_ids[:1])
    centre.write(take_call_back, enrolment_ids=enrolment_ids[:1])
    person = people(centre, row)[enrolment_ids[0]]
    assert (person.state, person.called_on) == (EnrolmentState.APPLIED, None)


def test_nobody_is_called_by_a_letter_of_tomorrow(centre: Centre, row: Cohort, enrolment_ids: list[int]) -> None:
    with pytest.raises(Invalid, match="called_on_to_come"):
        centre.write(call_people, cohort_id=row.id, called_on=date(2026, 11, 22))


def test_who_was_called_is_admitted_as_well(centre: Centre, row: Cohort, enrolment_ids: list[int]) -> None:
    centre.write(call_people, cohort_id=row.id, called_on=CALLED_ON, enrolment_ids=enrolment_ids[:1])
    assert centre.write(admit, cohort_id=row.id, **ORDER).value.admitted == 2


def test_who_did_not_come_is_noted_with_the_valid_reason_of_the_list(
    centre: Centre, row: Cohort, enrolment_ids: list[int]
) -> None:
    centre.write(note_absence, enrolment_id=enrolment_ids[0], reason_code="KASAL")
    absent = people(centre, row)[enrolment_ids[0]]
    assert (absent.state, absent.absence_reason_code) == (EnrolmentState.ABSENT, "KASAL")
    assert absent.why == "Vaqtincha mehnatga qobiliyatsizlik"
    with pytest.raises(Invalid, match="not_in_list"):
        centre.write(note_absence, enrolment_id=enrolment_ids[0], reason_code="YOQ_SABAB")


def test_a_reason_that_comes_later_is_added_and_may_be_taken_back(
    centre: Centre, row: Cohort, enrolment_ids: list[int]
) -> None:
    for reason in (None, "KASAL", None):
        centre.write(note_absence, enrolment_id=enrolment_ids[0], reason_code=reason)
        assert people(centre, row)[enrolment_ids[0]].absence_reason_code == reason


def test_nobody_is_absent_from_a_cohort_that_has_not_begun(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme())
    planned = factories.write(
        centre, factories.cohort(taught.id, state=CohortState.PLANNED, starts_on=date(2026, 11, 23))
    )
    person = factories.write(centre, factories.person())
    (enrolment_id,) = centre.write(enrol, cohort_id=planned.id, person_ids=[person.id]).value
    with pytest.raises(Refused, match="absence_too_early"):
        centre.write(note_absence, enrolment_id=enrolment_id, reason_code=None)


def test_who_is_absent_is_not_admitted_by_a_later_order(centre: Centre, row: Cohort, enrolment_ids: list[int]) -> None:
    centre.write(note_absence, enrolment_id=enrolment_ids[0], reason_code="KASAL")
    assert centre.write(admit, cohort_id=row.id, **ORDER).value.admitted == 1
    assert people(centre, row)[enrolment_ids[0]].state is EnrolmentState.ABSENT


def test_the_next_course_offered_is_a_later_cohort_of_the_programme_in_any_edition(
    centre: Centre, row: Cohort, enrolment_ids: list[int]
) -> None:
    edition = factories.write(centre, factories.programme(code="MAT-72/2", base_id=row.programme_id, edition=2))
    other = factories.write(centre, factories.programme(code="FIZ-72"))
    later = {"state": CohortState.PLANNED, "starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 26)}
    factories.write(centre, factories.cohort(edition.id, code="KEYINGI", **later))
    factories.write(centre, factories.cohort(other.id, code="BEGONA", **later))
    factories.write(centre, factories.cohort(row.programme_id, code="OLDINGI", starts_on=date(2026, 10, 1)))
    centre.write(note_absence, enrolment_id=enrolment_ids[0], reason_code="KASAL")
    offered = centre.read(next_cohorts, enrolment_id=enrolment_ids[0])
    assert [(choice.code, choice.people) for choice in offered] == [("KEYINGI", 0)]


def test_every_state_has_its_ways_out_and_no_other() -> None:
    assert set(MOVES) == set(EnrolmentState)
    require_move("Aliyeva", EnrolmentState.CALLED, EnrolmentState.ABSENT)
    for before, after in [
        (EnrolmentState.ABSENT, EnrolmentState.STUDYING),
        (EnrolmentState.APPLIED, EnrolmentState.COMPLETED),
        (EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED),
        (EnrolmentState.COMPLETED, EnrolmentState.EXPELLED),
    ]:
        with pytest.raises(Refused, match="state_move"):
            require_move("Aliyeva", before, after)


def test_with_a_valid_reason_the_person_goes_into_the_next_course_at_once(
    centre: Centre, row: Cohort, enrolment_ids: list[int]
) -> None:
    days = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 26)}
    later = factories.write(
        centre, factories.cohort(row.programme_id, code="KEYINGI", state=CohortState.PLANNED, **days)
    )
    centre.write(note_absence, enrolment_id=enrolment_ids[0], reason_code="KASAL", next_cohort_id=later.id)
    (next_one,) = centre.read(enrolled_people, cohort_id=later.id)
    assert next_one.state is EnrolmentState.APPLIED
    centre.write(note_absence, enrolment_id=enrolment_ids[1], reason_code=None, next_cohort_id=later.id)
    assert len(centre.read(enrolled_people, cohort_id=later.id)) == 1


@pytest.mark.parametrize("day", [date(2062, 11, 5), date(2016, 11, 5)])
def test_an_order_with_its_year_mistyped_is_refused(
    centre: Centre, row: Cohort, enrolment_ids: list[int], day: date
) -> None:
    with pytest.raises(Invalid, match="order_date_far") as refusal:
        centre.write(admit, cohort_id=row.id, order_number="14-M", order_date=day)
    assert refusal.value.field == "order_date"
    assert {person.state for person in people(centre, row).values()} == {EnrolmentState.APPLIED}
