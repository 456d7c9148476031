"""A closed cohort is opened again with a reason, unless certificates of it are out."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.certificates import Certificate
from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.centre import Centre
from desktop_app.certificates.later import Ground, annul
from desktop_app.certificates.service import issue_certificates
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.service import cohort
from desktop_app.completion.reopening import reopen_cohort
from desktop_app.completion.service import complete_cohort
from desktop_app.errors import Invalid, Refused
from desktop_app.orders.own import register_own_order
from desktop_app.orders.records import Purpose
from desktop_app.orders.service import papers_of_cohort
from tests.courses import ORDER_DATE, Course, Taught, closed_course

REASON = "Bir tinglovchining bahosi tuzatiladi"


@pytest.fixture
def course(centre: Centre) -> Course:
    return closed_course(centre, [Taught("Aliyeva"), Taught("Karimova", final_score=20.0)])


def test_a_reopened_cohort_studies_on_and_nobody_has_an_outcome(centre: Centre, course: Course) -> None:
    assert centre.write(reopen_cohort, cohort_id=course.cohort_id, reason=REASON).value == 2
    record = centre.read(cohort, cohort_id=course.cohort_id)
    assert (record.state, record.completed_on, record.completion_order_number) == (CohortState.STUDYING, None, "")
    people = centre.read(enrolled_people, cohort_id=course.cohort_id)
    assert {(person.state, person.finished_on) for person in people} == {(EnrolmentState.STUDYING, None)}


def test_the_journal_keeps_the_reason_and_the_order(centre: Centre, course: Course) -> None:
    order = {"order_number": "50-M", "order_date": date(2026, 11, 21)}
    centre.write(reopen_cohort, cohort_id=course.cohort_id, reason=REASON, **order)
    page = centre.read(journal_page, JournalFilter(entity="cohort"), offset=0, limit=10)
    (entry,) = [entry for entry in page if entry.action == "reopen"]
    told = {change.field: change.after for change in entry.changes}
    assert (told["reason"], told["order_number"], told["completion_order_number"]) == (REASON, "50-M", "45-T/T")


def test_the_registered_completion_order_is_cancelled_with_the_reason(centre: Centre, course: Course) -> None:
    centre.write(
        register_own_order,
        purpose=Purpose.COMPLETION,
        cohort_id=course.cohort_id,
        number="45-T/T",
        dated_on=ORDER_DATE,
        enrolment_ids=list(course.enrolment_ids.values()),
    )
    centre.write(reopen_cohort, cohort_id=course.cohort_id, reason=REASON)
    (order,) = centre.read(papers_of_cohort, cohort_id=course.cohort_id)
    assert (order.cancelled_on, order.cancelling_reason) == (date(2026, 11, 21), REASON)


def test_certificates_are_annulled_before_a_cohort_is_opened_again(centre: Centre, course: Course) -> None:
    centre.write(issue_certificates, cohort_id=course.cohort_id)
    with pytest.raises(Refused) as refusal:
        centre.write(reopen_cohort, cohort_id=course.cohort_id, reason=REASON)
    assert (refusal.value.code, refusal.value.facts["count"]) == ("certificates_issued", 1)
    certificate_id = centre.read(lambda unit: unit.session.scalars(select(Certificate.id)).one())
    centre.write(annul, certificate_id=certificate_id, ground=Ground("Xato", "51-T/T", centre.clock.today()))
    centre.write(reopen_cohort, cohort_id=course.cohort_id, reason=REASON)


def test_a_reason_is_asked_for_and_an_open_cohort_is_not_opened(centre: Centre, course: Course) -> None:
    with pytest.raises(Invalid):
        centre.write(reopen_cohort, cohort_id=course.cohort_id, reason=" ")
    centre.write(reopen_cohort, cohort_id=course.cohort_id, reason=REASON)
    with pytest.raises(Refused, match="cohort_not_closed"):
        centre.write(reopen_cohort, cohort_id=course.cohort_id, reason=REASON)


def test_a_reopened_cohort_is_closed_again_by_another_order(centre: Centre, course: Course) -> None:
    centre.write(reopen_cohort, cohort_id=course.cohort_id, reason=REASON)
    closed = centre.write(
        complete_cohort, cohort_id=course.cohort_id, order_number="51-M", order_date=date(2026, 11, 21)
    )
    assert (closed.value.is_closed, closed.value.order_number) == (True, "51-M")
