"""Outcomes decided against the rule, and the share of those who go home without a certificate."""

from datetime import date

import pytest

from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.completion.overrides import override_outcome, withdraw_override
from desktop_app.completion.records import CompletionRow, Usual
from desktop_app.completion.reopening import reopen_cohort
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import complete_cohort, completion_list
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import set_language
from tests.courses import ORDER_DATE, Course, Taught, closed_course, taught_course

DAY = date(2026, 11, 20)
GROUNDS: dict[str, object] = {"reason": "Kasallik varaqasi bor", "order_number": "31-M", "order_date": DAY}


@pytest.fixture
def course(centre: Centre) -> Course:
    return taught_course(centre, [Taught("Azimova", 80), Taught("Botirova", 40)])


def decide(centre: Centre, course: Course, surname: str = "Botirova", **values: object) -> int:
    grounds = {"outcome": Outcome.CERTIFICATE, **GROUNDS, **values}
    return centre.write(override_outcome, enrolment_id=course.enrolment_ids[surname], **grounds).value  # type: ignore[arg-type]


def row_of(centre: Centre, course: Course, surname: str = "Botirova") -> CompletionRow:
    rows = centre.read(completion_list, cohort_id=course.cohort_id).rows
    return next(row for row in rows if row.enrolment_id == course.enrolment_ids[surname])


def test_a_decision_holds_against_the_rule_and_says_who_why_and_by_which_order(centre: Centre, course: Course) -> None:
    set_language("en")
    decide(centre, course)
    row = row_of(centre, course)
    assert (row.outcome, row.by_rule.outcome) == (Outcome.CERTIFICATE, Outcome.STATEMENT)
    assert row.decision.text.endswith(
        "Decided otherwise by order 31-M of 20.11.2026, entered by Saidova Nodira Rustam qizi: Kasallik varaqasi bor"
    )
    assert row.decision.text.startswith("Attended")


def test_a_withdrawn_decision_stays_to_be_seen_and_the_rule_holds_again(centre: Centre, course: Course) -> None:
    first = decide(centre, course)
    second = decide(centre, course, outcome=Outcome.STATEMENT, order_number="32-M")
    centre.write(withdraw_override, override_id=second)
    row = row_of(centre, course)
    assert [(each.id, each.withdrawn_at is None) for each in row.overrides] == [(first, False), (second, False)]
    assert (row.override, row.outcome) == (None, Outcome.STATEMENT)
    with pytest.raises(Refused):
        centre.write(withdraw_override, override_id=second)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"order_number": "№"}, "order_number"),
        ({"order_date": date(2026, 11, 22)}, "order_date"),
        ({"outcome": Outcome.LEFT}, "outcome"),
    ],
)
def test_what_a_decision_lacks_is_said_at_its_field(
    centre: Centre, course: Course, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        decide(centre, course, **wrong)
    assert caught.value.field == field


def test_nothing_is_decided_of_who_left_nor_in_a_closed_cohort(centre: Centre, course: Course) -> None:
    def leave(unit: UnitOfWork) -> None:
        unit.session.get_one(Enrolment, course.enrolment_ids["Azimova"]).state = EnrolmentState.EXPELLED

    centre.write(leave)
    with pytest.raises(Refused):
        decide(centre, course, "Azimova")
    closed = closed_course(centre, [Taught("Aliyeva")], code="FIZ-26/11")
    with pytest.raises(Refused):
        decide(centre, closed, "Aliyeva")


def test_closing_settles_what_was_decided_and_keeps_its_sentence_through_a_reopening(
    centre: Centre, course: Course
) -> None:
    decide(centre, course)
    said = row_of(centre, course).decision.text
    centre.write(complete_cohort, cohort_id=course.cohort_id, order_number="45-T", order_date=ORDER_DATE)
    row = row_of(centre, course)
    assert (row.settled, row.decision.text) == (Outcome.CERTIFICATE, said)
    centre.write(reopen_cohort, cohort_id=course.cohort_id, reason="Xato")
    assert (row_of(centre, course).settled, row_of(centre, course).outcome) == (None, Outcome.CERTIFICATE)


def test_the_share_without_a_certificate_stands_beside_the_usual_one_of_the_programme(
    centre: Centre, course: Course
) -> None:
    closed = closed_course(centre, [Taught("Aliyeva"), Taught("Karimova", 20), Taught("Olimova")], code="FIZ-26/11")

    def join(unit: UnitOfWork) -> None:
        first, second = (unit.session.get_one(Cohort, each) for each in (course.cohort_id, closed.cohort_id))
        second.programme_id = first.programme_id

    assert centre.read(completion_list, cohort_id=course.cohort_id).usual == Usual()
    centre.write(join)
    assert centre.read(completion_list, cohort_id=course.cohort_id).usual == Usual(3, 1)
    assert centre.read(completion_list, cohort_id=closed.cohort_id).usual == Usual()
