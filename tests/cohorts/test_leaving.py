"""Expelling by an order, and going on in another cohort, with the way back."""

from datetime import date

import pytest

from db.models.cohorts import Cohort, CohortState, EnrolmentState
from desktop_app.centre import Centre
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.leaving import expel, transfer, transfer_choices, undo_transfer
from desktop_app.cohorts.overview import cohort_facts
from desktop_app.cohorts.records import EnrolledPerson
from desktop_app.errors import Duplicate, Invalid, Refused
from desktop_app.orders.own import sign_order
from desktop_app.orders.records import OrderRecord, Purpose
from desktop_app.orders.service import papers_of_cohort
from tests import factories

ORDER = {"reason": "Kasallik", "order_number": "31-M", "order_date": date(2026, 11, 21)}
LATER = {"code": "KEYINGI", "starts_on": date(2026, 11, 16), "ends_on": date(2026, 12, 12)}


@pytest.fixture
def row(centre: Centre) -> Cohort:
    taught = factories.write(centre, factories.programme())
    return factories.write(centre, factories.cohort(taught.id))


@pytest.fixture
def other(centre: Centre, row: Cohort) -> Cohort:
    return factories.write(centre, factories.cohort(row.programme_id, **LATER))


@pytest.fixture
def enrolment_id(centre: Centre, row: Cohort) -> int:
    person = factories.write(centre, factories.person())
    return factories.write(centre, factories.enrolment(row.id, person.id, workplace="12-maktab", entry_score=44.0)).id


def only(centre: Centre, row: Cohort) -> EnrolledPerson:
    (person,) = centre.read(enrolled_people, cohort_id=row.id)
    return person


def papers(centre: Centre, row: Cohort) -> list[OrderRecord]:
    return centre.read(papers_of_cohort, cohort_id=row.id)


def test_an_expulsion_with_its_order_stands_in_the_register(centre: Centre, row: Cohort, enrolment_id: int) -> None:
    centre.write(expel, enrolment_id=enrolment_id, **ORDER)
    (order,) = papers(centre, row)
    assert (order.purpose, order.number, order.people) == (Purpose.EXPULSION, "31-M", 1)


def test_an_order_needs_its_day(centre: Centre, row: Cohort, enrolment_id: int) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.write(expel, enrolment_id=enrolment_id, reason="Arizasiga koʻra", order_number="31-M")
    assert refusal.value.field == "order_date"
    assert only(centre, row).state is EnrolmentState.STUDYING


def test_a_transfer_ends_one_membership_and_begins_the_other_by_an_order(
    centre: Centre, row: Cohort, other: Cohort, enrolment_id: int
) -> None:
    onward_id = centre.write(transfer, enrolment_id=enrolment_id, to_cohort_id=other.id, **ORDER).value
    left, came = only(centre, row), only(centre, other)
    assert (left.state, left.left_on, left.went_to) == (EnrolmentState.TRANSFERRED, date(2026, 11, 21), "KEYINGI")
    assert (came.id, came.state, came.enrolled_on) == (onward_id, EnrolmentState.STUDYING, date(2026, 11, 21))
    assert (came.came_from, came.workplace, came.entry_score) == (row.code, "12-maktab", 44.0)
    (order,) = papers(centre, row)
    assert (order.purpose, order.people) == (Purpose.TRANSFER, 1)


def test_who_came_by_a_transfer_waits_for_no_admission_order(
    centre: Centre, row: Cohort, other: Cohort, enrolment_id: int
) -> None:
    centre.write(transfer, enrolment_id=enrolment_id, to_cohort_id=other.id, **ORDER)
    assert centre.read(cohort_facts, cohort_id=other.id).unlisted == 0


def test_a_cohort_that_has_not_begun_admits_whom_it_is_sent(centre: Centre, row: Cohort, enrolment_id: int) -> None:
    values = {"state": CohortState.PLANNED, "starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 26)}
    planned = factories.write(centre, factories.cohort(row.programme_id, code="REJADA", **values))
    centre.write(transfer, enrolment_id=enrolment_id, to_cohort_id=planned.id, **ORDER)
    assert only(centre, planned).state is EnrolmentState.ADMITTED


def test_a_transfer_needs_a_reason_and_an_order(centre: Centre, row: Cohort, other: Cohort, enrolment_id: int) -> None:
    for missing in ("reason", "order_number"):
        with pytest.raises(Invalid) as refusal:
            centre.write(transfer, enrolment_id=enrolment_id, to_cohort_id=other.id, **ORDER | {missing: " "})
        assert refusal.value.field == missing
    assert only(centre, row).state is EnrolmentState.STUDYING


def test_only_the_same_course_or_a_similar_one_takes_a_transfer(centre: Centre, row: Cohort, enrolment_id: int) -> None:
    similar = factories.write(centre, factories.programme(code="MAT-144"))
    foreign = factories.write(centre, factories.programme(code="RAH-72", staff_group="RAHBAR"))
    begins = {"starts_on": date(2026, 11, 16), "ends_on": date(2026, 12, 12)}
    factories.write(centre, factories.cohort(similar.id, code="OXSHASH", **begins))
    far = factories.write(centre, factories.cohort(foreign.id, code="BEGONA", **begins))
    factories.write(centre, factories.cohort(row.programme_id, **LATER))
    offered = centre.read(transfer_choices, enrolment_id=enrolment_id)
    assert [(choice.code, choice.is_other_programme) for choice in offered] == [("KEYINGI", False), ("OXSHASH", True)]
    with pytest.raises(Refused, match="other_course"):
        centre.write(transfer, enrolment_id=enrolment_id, to_cohort_id=far.id, **ORDER)


def test_nobody_is_transferred_into_an_overlap_with_a_third_cohort(
    centre: Centre, row: Cohort, other: Cohort, enrolment_id: int
) -> None:
    third = factories.write(centre, factories.cohort(row.programme_id, **LATER | {"code": "UCHINCHI"}))
    factories.write(centre, factories.enrolment(third.id, only(centre, row).person_id))
    with pytest.raises(Refused, match="cohorts_overlap"):
        centre.write(transfer, enrolment_id=enrolment_id, to_cohort_id=other.id, **ORDER)


def test_nobody_comes_back_by_a_transfer_to_where_they_were(
    centre: Centre, row: Cohort, other: Cohort, enrolment_id: int
) -> None:
    onward_id = centre.write(transfer, enrolment_id=enrolment_id, to_cohort_id=other.id, **ORDER).value
    with pytest.raises(Duplicate):
        centre.write(transfer, enrolment_id=onward_id, to_cohort_id=row.id, **ORDER | {"order_number": "32-M"})


def test_a_transfer_is_taken_back_while_nothing_rests_on_it(
    centre: Centre, row: Cohort, other: Cohort, enrolment_id: int
) -> None:
    onward_id = centre.write(transfer, enrolment_id=enrolment_id, to_cohort_id=other.id, **ORDER).value
    assert centre.write(undo_transfer, enrolment_id=onward_id).value == enrolment_id
    back = only(centre, row)
    assert (back.state, back.left_on, back.leaving_reason) == (EnrolmentState.STUDYING, None, "")
    assert centre.read(enrolled_people, cohort_id=other.id) == []
    (order,) = papers(centre, row)
    assert order.cancelled_on == date(2026, 11, 21)


def test_a_transfer_stays_once_the_person_is_marked_there(
    centre: Centre, row: Cohort, other: Cohort, enrolment_id: int
) -> None:
    onward_id = centre.write(transfer, enrolment_id=enrolment_id, to_cohort_id=other.id, **ORDER).value
    lesson = factories.write(centre, factories.session(other.id, held_on=date(2026, 11, 21)))
    factories.write(centre, factories.mark(lesson.id, onward_id))
    with pytest.raises(Refused, match="transfer_in_use"):
        centre.write(undo_transfer, enrolment_id=onward_id)


def test_a_transfer_stays_while_its_order_is_signed(
    centre: Centre, row: Cohort, other: Cohort, enrolment_id: int
) -> None:
    onward_id = centre.write(transfer, enrolment_id=enrolment_id, to_cohort_id=other.id, **ORDER).value
    (order,) = papers(centre, row)
    centre.write(sign_order, order_id=order.id, text="BUYURAMAN", script="latin")
    with pytest.raises(Refused, match="transfer_signed"):
        centre.write(undo_transfer, enrolment_id=onward_id)
    assert only(centre, other).id == onward_id


def test_who_is_not_admitted_yet_is_not_transferred(centre: Centre, row: Cohort, other: Cohort) -> None:
    person = factories.write(centre, factories.person(surname="Karimova"))
    waiting = factories.write(centre, factories.enrolment(row.id, person.id, state=EnrolmentState.APPLIED))
    with pytest.raises(Refused, match="state_move"):
        centre.write(transfer, enrolment_id=waiting.id, to_cohort_id=other.id, **ORDER)
