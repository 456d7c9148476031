"""Scores, the outcome of everybody, and closing a cohort in a real database."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.orders import Order, OrderEntry
from db.models.programmes import Module, Programme, ProgrammeStage
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort
from desktop_app.completion.records import CompletionRow, Score, ScoreKind
from desktop_app.completion.reopening import reopen_cohort
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import complete_cohort, completion_list
from desktop_app.completion.sittings import set_scores
from desktop_app.errors import CentreError, Conflict, Invalid, NotFound, Refused
from tests.courses import ENDS_ON, ORDER_DATE, Course, Taught, closed_course, taught_course

PASSED = Taught("Azimova", 80)
FAILED = Taught("Botirova", 40)
MISSED = Taught("Choriyeva", 90, kind="KELMADI")
WITHOUT_SCORE = Taught("Davronova", None)


def row_of(centre: Centre, course: Course, surname: str) -> CompletionRow:
    rows = centre.read(completion_list, cohort_id=course.cohort_id).rows
    return next(row for row in rows if row.enrolment_id == course.enrolment_ids[surname])


def change_state(centre: Centre, enrolment_id: int, state: EnrolmentState) -> None:
    def change(unit: UnitOfWork) -> None:
        unit.session.get_one(Enrolment, enrolment_id).state = state

    centre.write(change)


def close(centre: Centre, course: Course, **values: object) -> None:
    order: dict[str, object] = {"order_number": "45-T/T", "order_date": ORDER_DATE, **values}
    centre.write(complete_cohort, cohort_id=course.cohort_id, **order)  # type: ignore[arg-type]


def refusal(centre: Centre, course: Course, **values: object) -> CentreError:
    with pytest.raises(CentreError) as caught:
        close(centre, course, **values)
    return caught.value


def test_each_person_has_an_outcome_in_the_order_of_the_uzbek_alphabet(centre: Centre) -> None:
    course = taught_course(centre, [MISSED, WITHOUT_SCORE, FAILED, PASSED])
    found = centre.read(completion_list, cohort_id=course.cohort_id)
    assert [(row.name.split()[0], row.outcome, row.attended_hours) for row in found.rows] == [
        ("Azimova", Outcome.CERTIFICATE, 2),
        ("Botirova", Outcome.STATEMENT, 2),
        ("Davronova", Outcome.UNDECIDED, 2),
        ("Choriyeva", Outcome.STATEMENT, 0),
    ]
    assert (found.planned_hours, found.count(Outcome.STATEMENT), found.is_closed) == (2, 2, False)


def test_who_never_came_and_who_left_are_told_apart(centre: Centre) -> None:
    course = taught_course(centre, [PASSED, FAILED])
    change_state(centre, course.enrolment_ids["Azimova"], EnrolmentState.ABSENT)
    change_state(centre, course.enrolment_ids["Botirova"], EnrolmentState.EXPELLED)
    never_came, left = centre.read(completion_list, cohort_id=course.cohort_id).rows
    assert (never_came.outcome, left.outcome) == (Outcome.LEFT, Outcome.LEFT)
    assert never_came.decision.text != left.decision.text


def test_who_is_still_called_is_not_decided(centre: Centre) -> None:
    course = taught_course(centre, [PASSED])
    change_state(centre, course.enrolment_ids["Azimova"], EnrolmentState.CALLED)
    assert row_of(centre, course, "Azimova").outcome is Outcome.UNDECIDED


def test_scores_are_kept_and_given_back_for_an_undo(centre: Centre) -> None:
    course = taught_course(centre, [PASSED])
    enrolment_id = course.enrolment_ids["Azimova"]
    typed = [Score(enrolment_id, ScoreKind.ENTRY, 35.5), Score(enrolment_id, ScoreKind.FINAL, 60.0)]
    before = centre.write(set_scores, cohort_id=course.cohort_id, scores=typed).value
    row = row_of(centre, course, "Azimova")
    assert (row.entry_score, row.final_score) == (35.5, 60.0)
    centre.write(set_scores, cohort_id=course.cohort_id, scores=before)
    row = row_of(centre, course, "Azimova")
    assert (row.entry_score, row.final_score) == (None, 80.0)


@pytest.mark.parametrize("score", [-1.0, 100.5, float("nan")])
def test_a_score_outside_the_scale_is_refused_and_nothing_is_kept(centre: Centre, score: float) -> None:
    course = taught_course(centre, [PASSED, FAILED])
    good, wrong = course.enrolment_ids["Azimova"], course.enrolment_ids["Botirova"]
    with pytest.raises(Invalid):
        centre.write(
            set_scores,
            cohort_id=course.cohort_id,
            scores=[Score(good, ScoreKind.FINAL, 1.0), Score(wrong, ScoreKind.FINAL, score)],
        )
    assert row_of(centre, course, "Azimova").final_score == 80


def test_a_score_for_a_person_of_another_cohort_is_refused(centre: Centre) -> None:
    course = taught_course(centre, [PASSED])
    other = taught_course(centre, [FAILED], code="FIZ-26/11")
    with pytest.raises(NotFound):
        centre.write(
            set_scores,
            cohort_id=course.cohort_id,
            scores=[Score(other.enrolment_ids["Botirova"], ScoreKind.FINAL, 70.0)],
        )


def test_closing_gives_everybody_the_outcome_of_the_rule(centre: Centre) -> None:
    course = taught_course(centre, [PASSED, FAILED])
    close(centre, course, order_number="  45-T/T ")
    found = centre.read(completion_list, cohort_id=course.cohort_id)
    assert [row.settled for row in found.rows] == [Outcome.CERTIFICATE, Outcome.STATEMENT]
    assert (found.is_closed, found.order_number, found.order_date) == (True, "45-T/T", ORDER_DATE)
    with_date = centre.read(lambda unit: unit.session.get_one(Enrolment, course.enrolment_ids["Azimova"]))
    assert (with_date.state, with_date.finished_on) == (EnrolmentState.COMPLETED, ENDS_ON)


def test_a_closed_cohort_keeps_its_reasons_whatever_happens_to_the_marks(centre: Centre) -> None:
    course = closed_course(centre, [PASSED])
    before = row_of(centre, course, "Azimova")

    def forget_the_score(unit: UnitOfWork) -> None:
        unit.session.get_one(Enrolment, course.enrolment_ids["Azimova"]).final_score = None

    centre.write(forget_the_score)
    after = row_of(centre, course, "Azimova")
    assert (after.outcome, after.decision.text) == (Outcome.CERTIFICATE, before.decision.text)


def test_scores_of_a_closed_cohort_stay(centre: Centre) -> None:
    course = closed_course(centre, [PASSED])
    with pytest.raises(Refused):
        centre.write(
            set_scores,
            cohort_id=course.cohort_id,
            scores=[Score(course.enrolment_ids["Azimova"], ScoreKind.FINAL, 10.0)],
        )


def test_scores_of_a_cancelled_cohort_are_not_typed(centre: Centre) -> None:
    course = taught_course(centre, [WITHOUT_SCORE])

    def cancel(unit: UnitOfWork) -> None:
        unit.session.get_one(Cohort, course.cohort_id).state = CohortState.CANCELLED

    centre.write(cancel)
    (enrolment_id,) = course.enrolment_ids.values()
    with pytest.raises(Refused, match="cohort_cancelled"):
        centre.write(set_scores, cohort_id=course.cohort_id, scores=[Score(enrolment_id, ScoreKind.FINAL, 10.0)])


def test_a_cohort_with_an_undecided_person_stays_open_and_names_the_first(centre: Centre) -> None:
    course = taught_course(centre, [PASSED, WITHOUT_SCORE])
    error = refusal(centre, course)
    assert error.code == "undecided"
    assert "Davronova" in error.text
    assert not centre.read(completion_list, cohort_id=course.cohort_id).is_closed


def test_a_cohort_is_not_closed_twice(centre: Centre) -> None:
    assert refusal(centre, closed_course(centre, [PASSED])).code == "cohort_completed"


def test_a_cohort_is_not_closed_before_its_last_day(centre: Centre) -> None:
    course = taught_course(centre, [PASSED])

    def prolong(unit: UnitOfWork) -> None:
        unit.session.get_one(Cohort, course.cohort_id).ends_on = date(2026, 11, 28)

    centre.write(prolong)
    error = refusal(centre, course, order_date=date(2026, 11, 28))
    assert (error.code, "28.11.2026" in error.text) == ("cohort_not_over", True)


def test_a_cancelled_cohort_is_not_closed(centre: Centre) -> None:
    course = taught_course(centre, [PASSED])

    def cancel(unit: UnitOfWork) -> None:
        unit.session.get_one(Cohort, course.cohort_id).state = CohortState.CANCELLED

    centre.write(cancel)
    assert refusal(centre, course).code == "cohort_cancelled"


def test_a_cohort_of_nobody_is_not_closed(centre: Centre) -> None:
    assert refusal(centre, taught_course(centre, [])).code == "cohort_empty"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"order_number": "  "}, "order_number"), ({"order_date": date(2026, 11, 19)}, "order_date")],
)
def test_the_order_needs_a_number_and_a_date_after_the_course(
    centre: Centre, wrong: dict[str, object], field: str
) -> None:
    error = refusal(centre, taught_course(centre, [PASSED]), **wrong)
    assert isinstance(error, Invalid)
    assert error.field == field


def test_a_cohort_changed_since_it_was_looked_at_is_not_closed(centre: Centre) -> None:
    course = taught_course(centre, [PASSED])
    looked_at = centre.read(completion_list, cohort_id=course.cohort_id).version

    def move(unit: UnitOfWork) -> None:
        unit.session.get_one(Cohort, course.cohort_id).place = "Angren"

    centre.write(move)
    assert isinstance(refusal(centre, course, version=looked_at), Conflict)


def test_why_somebody_was_brought_in_as_completed_is_not_made_up(centre: Centre) -> None:
    course = taught_course(centre, [PASSED])
    change_state(centre, course.enrolment_ids["Azimova"], EnrolmentState.COMPLETED)
    passed = row_of(centre, course, "Azimova")
    assert (passed.outcome, passed.decision.text) == (Outcome.CERTIFICATE, "")


def test_what_a_closed_cohort_was_judged_by_stays_when_the_programme_asks_for_something_else(centre: Centre) -> None:
    course = closed_course(centre, [PASSED, FAILED])
    before = centre.read(completion_list, cohort_id=course.cohort_id)

    def ask_otherwise(unit: UnitOfWork) -> None:
        cohort = unit.session.get_one(Cohort, course.cohort_id)
        programme = unit.session.get_one(Programme, cohort.programme_id)
        programme.has_final_work, programme.has_final_test = True, False

    centre.write(ask_otherwise)
    after = centre.read(completion_list, cohort_id=course.cohort_id)
    assert (after.rule, after.has_work) == (before.rule, False)
    assert [(row.outcome, row.by_rule, row.decision.text) for row in after.rows] == [
        (row.outcome, row.by_rule, row.decision.text) for row in before.rows
    ]
    centre.write(reopen_cohort, cohort_id=course.cohort_id, reason="Muddatidan oldin yopilgan")
    assert centre.read(completion_list, cohort_id=course.cohort_id).has_work


def test_a_programme_without_a_final_test_asks_for_none(centre: Centre) -> None:
    course = taught_course(centre, [WITHOUT_SCORE, MISSED])

    def drop_test(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Programme)).one().has_final_test = False

    centre.write(drop_test)
    assert row_of(centre, course, "Davronova").outcome is Outcome.CERTIFICATE
    assert row_of(centre, course, "Choriyeva").outcome is Outcome.STATEMENT


def test_independent_study_is_not_attended(centre: Centre) -> None:
    course = taught_course(centre, [PASSED])

    def add_independent_study(unit: UnitOfWork) -> None:
        programme = unit.session.scalars(select(Programme)).one()
        programme.hours = 10
        module = Module(place=9, title="Mustaqil", hours=8, independent_hours=8, programme_id=programme.id)
        unit.session.add(module)

    centre.write(add_independent_study)
    found = centre.read(completion_list, cohort_id=course.cohort_id)
    assert (found.planned_hours, row_of(centre, course, "Azimova").outcome) == (2, Outcome.CERTIFICATE)


def test_the_completion_order_is_registered_with_everybody_whom_it_settles(centre: Centre) -> None:
    course = taught_course(centre, [PASSED, FAILED])
    close(centre, course)

    def listed(unit: UnitOfWork) -> tuple[str, list[int]]:
        order = unit.session.scalars(select(Order)).one()
        return order.number, sorted(unit.session.scalars(select(OrderEntry.enrolment_id)))

    assert centre.read(listed) == ("45-T/T", sorted(course.enrolment_ids.values()))


def test_orders_name_the_hours_that_the_stage_had_at_the_closing(centre: Centre) -> None:
    course = taught_course(centre, [PASSED])

    def make_staged(unit: UnitOfWork) -> None:
        programme = unit.session.scalars(select(Programme)).one()
        stage = ProgrammeStage(programme_id=programme.id, place=1, hours=programme.hours, mode_code="AJR")
        unit.session.add(stage)
        unit.session.flush()
        unit.session.get_one(Cohort, course.cohort_id).stage_id = stage.id

    def lengthen(unit: UnitOfWork) -> None:
        unit.session.scalars(select(ProgrammeStage)).one().hours += 10

    centre.write(make_staged)
    hours = centre.read(cohort, cohort_id=course.cohort_id).hours
    centre.write(lengthen)
    assert centre.read(cohort, cohort_id=course.cohort_id).hours == hours + 10
    close(centre, course)
    centre.write(lengthen)
    assert centre.read(cohort, cohort_id=course.cohort_id).hours == hours + 10
