"""The centre's own orders: numbered, joined, signed, cancelled."""

from datetime import date

import pytest
from sqlalchemy import event, select

from db.models.cohorts import EnrolmentState
from db.models.journal import JournalEntry
from db.models.orders import OrderEntry
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.cohorts.admission import admit
from desktop_app.errors import CentreError
from desktop_app.orders.own import cancel_order, propose_number, register_own_order, restore_order, sign_order
from desktop_app.orders.records import LETTER, ORDER, OrderRecord, Purpose
from desktop_app.orders.service import paper, papers_of_cohort
from desktop_app.reference.service import set_rule
from tests.factories import cohort, enrolment, person, programme, write

DAY = date(2026, 11, 3)


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    return write(centre, cohort(write(centre, programme()).id)).id


@pytest.fixture
def applicants(centre: Centre, cohort_id: int) -> list[int]:
    names = ("Azizova", "Boboyeva", "Valiyeva")
    return [
        write(centre, enrolment(cohort_id, write(centre, person(surname=name)).id, state=EnrolmentState.APPLIED)).id
        for name in names
    ]


def register(centre: Centre, cohort_id: int, number: str, dated_on: date = DAY, **more: object) -> int:
    values = {"purpose": Purpose.EXPULSION, "enrolment_ids": [], **more}
    return centre.write(register_own_order, cohort_id=cohort_id, number=number, dated_on=dated_on, **values).value


def listed(centre: Centre, order_id: int) -> list[int]:
    def query(unit: UnitOfWork) -> list[int]:
        entries = select(OrderEntry.enrolment_id).where(OrderEntry.order_id == order_id).order_by(OrderEntry.place)
        return list(unit.session.scalars(entries))

    return centre.read(query)


def only_order(centre: Centre, cohort_id: int) -> OrderRecord:
    (found,) = centre.read(papers_of_cohort, cohort_id=cohort_id)
    return found


def test_numbers_are_proposed_in_the_form_of_the_day(centre: Centre, cohort_id: int) -> None:
    register(centre, cohort_id, "7-M")
    centre.write(set_rule, name="own_order_form", valid_from=date(2027, 1, 1), value="{n}-TQ")
    assert centre.read(propose_number, dated_on=DAY, kind_code=ORDER) == "8-M"
    assert centre.read(propose_number, dated_on=DAY, kind_code=LETTER) == "01-1"
    assert centre.read(propose_number, dated_on=date(2027, 1, 15), kind_code=ORDER) == "1-TQ"


def test_a_form_without_the_place_of_the_number_is_refused(centre: Centre) -> None:
    with pytest.raises(CentreError, match="rule_form"):
        centre.write(set_rule, name="own_order_form", valid_from=DAY, value="M-")


def test_a_number_is_given_once_in_a_year(centre: Centre, cohort_id: int) -> None:
    register(centre, cohort_id, "14-M")
    with pytest.raises(CentreError, match="order_number_taken"):
        register(centre, cohort_id, "№ 14-М", date(2026, 12, 1))
    register(centre, cohort_id, "14-M", date(2027, 1, 11))


def test_an_admission_enters_the_register_with_its_people(
    centre: Centre, cohort_id: int, applicants: list[int]
) -> None:
    centre.write(admit, cohort_id=cohort_id, order_number="14-M", order_date=DAY, enrolment_ids=applicants[:2])
    order = only_order(centre, cohort_id)
    assert (order.number, order.dated_on, order.purpose, order.people) == ("14-M", DAY, Purpose.ADMISSION, 2)
    assert listed(centre, order.id) == applicants[:2]


def test_a_second_admission_has_an_order_of_its_own(centre: Centre, cohort_id: int, applicants: list[int]) -> None:
    centre.write(admit, cohort_id=cohort_id, order_number="14-M", order_date=DAY, enrolment_ids=applicants[:2])
    centre.write(admit, cohort_id=cohort_id, order_number="15-M", order_date=date(2026, 11, 4))
    assert [(one.number, one.people) for one in centre.read(papers_of_cohort, cohort_id=cohort_id)] == [
        ("14-M", 2),
        ("15-M", 1),
    ]


def test_who_is_admitted_by_the_same_order_joins_its_list(
    centre: Centre, cohort_id: int, applicants: list[int]
) -> None:
    for ids in (applicants[:2], applicants[2:]):
        centre.write(admit, cohort_id=cohort_id, order_number="14-M", order_date=DAY, enrolment_ids=ids)
    assert listed(centre, only_order(centre, cohort_id).id) == applicants


def test_nobody_joins_the_list_of_a_signed_order(centre: Centre, cohort_id: int, applicants: list[int]) -> None:
    centre.write(admit, cohort_id=cohort_id, order_number="14-M", order_date=DAY, enrolment_ids=applicants[:2])
    order = only_order(centre, cohort_id)
    centre.write(sign_order, order_id=order.id, text="{}", script="uz_Latn")
    with pytest.raises(CentreError, match="order_signed_list"):
        centre.write(admit, cohort_id=cohort_id, order_number="14-M", order_date=DAY)
    assert listed(centre, order.id) == applicants[:2]


def test_a_signed_text_stays(centre: Centre, cohort_id: int) -> None:
    order_id = register(centre, cohort_id, "14-M", text='{"a":1}', script="ru")
    with pytest.raises(CentreError, match="order_signed"):
        centre.write(sign_order, order_id=order_id, text='{"a":2}', script="ru")


def test_an_order_is_cancelled_with_a_reason_and_keeps_its_number(centre: Centre, cohort_id: int) -> None:
    order_id = register(centre, cohort_id, "14-M")
    with pytest.raises(CentreError, match="reason_missing"):
        centre.write(cancel_order, order_id=order_id, reason=" ")
    centre.write(cancel_order, order_id=order_id, reason="Xato roʻyxat")
    cancelled = centre.read(paper, order_id=order_id)
    assert (cancelled.cancelled_on, cancelled.cancelling_reason) == (date(2026, 11, 21), "Xato roʻyxat")
    with pytest.raises(CentreError, match="order_number_taken"):
        register(centre, cohort_id, "14-M", date(2026, 11, 5))


def test_a_cancelling_is_taken_back_until_its_people_have_another_order(
    centre: Centre, cohort_id: int, applicants: list[int]
) -> None:
    first = register(centre, cohort_id, "14-M", enrolment_ids=applicants)
    centre.write(cancel_order, order_id=first, reason="Xato")
    centre.write(restore_order, order_id=first)
    assert centre.read(paper, order_id=first).cancelled_on is None
    centre.write(cancel_order, order_id=first, reason="Xato")
    register(centre, cohort_id, "15-M", enrolment_ids=applicants[:1])
    with pytest.raises(CentreError, match="order_replaced"):
        centre.write(restore_order, order_id=first)


def test_the_journal_does_not_repeat_the_names_of_a_signed_text(centre: Centre, cohort_id: int) -> None:
    register(centre, cohort_id, "14-M", text="Azizova Zilola", script="uz_Latn")

    def said(unit: UnitOfWork) -> str:
        return " ".join(str(entry.after) for entry in unit.session.scalars(select(JournalEntry)))

    assert "14-M" in centre.read(said)
    assert "Azizova" not in centre.read(said)


@pytest.mark.of_a_file
def test_the_papers_of_a_cohort_are_looked_up_and_not_found_among_all_own_ones(centre: Centre) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    event.listen(centre.engine, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
    centre.read(papers_of_cohort, cohort_id=1)
    (about,) = (each for each in asked if "ORDER BY order_register.dated_on" in each[0])
    # Without any paper nothing is asked about papers.
    assert len(asked) <= 3
    with centre.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {about[0]}", about[1]).all()
    steps = [step.detail for step in plan if "order_register" in step.detail]
    assert any("ix_order_register_cohort_id" in step for step in steps)
    assert not [step for step in steps if "is_own=?" in step]
