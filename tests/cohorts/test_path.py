"""The path of a cohort: each step's state and sentence, first by facts alone, then counted in a database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app import i18n
from desktop_app.centre import Centre
from desktop_app.cohorts.overview import cohort_facts, cohort_head, cohort_overview
from desktop_app.cohorts.path import CohortFacts, Step, StepState, path_of
from desktop_app.cohorts.service import cohort, cohort_warnings
from tests import factories

FRESH = CohortFacts(
    state=CohortState.PLANNED,
    today=date(2026, 11, 21),
    starts_on=date(2026, 11, 23),
    ends_on=date(2026, 11, 28),
    hours=36,
    leader="Saidova Nodira",
    order_number="",
    order_due=date(2026, 11, 26),
    people=0,
    applicants=0,
    responses=0,
    lessons=0,
    lesson_hours=0,
    lessons_outside=0,
    lessons_held=0,
    lessons_unmarked=0,
    first_lesson_on=None,
    finished=0,
    statements=0,
    certificates=0,
    return_due=date(2026, 12, 5),
    is_returned=False,
)
STUDYING = replace(
    FRESH,
    state=CohortState.STUDYING,
    today=date(2026, 11, 25),
    order_number="14-son",
    people=25,
    responses=25,
    lessons=18,
    lesson_hours=36,
    lessons_held=9,
    first_lesson_on=date(2026, 11, 23),
)
COMPLETED = replace(
    STUDYING,
    state=CohortState.COMPLETED,
    today=date(2026, 11, 30),
    lessons_held=18,
    finished=24,
    statements=1,
    certificates=24,
)


@pytest.fixture(autouse=True)
def in_english() -> None:
    i18n.set_language("en")


def stands(facts: CohortFacts) -> dict[Step, StepState]:
    return {step.step: step.state for step in path_of(facts)}


def said(facts: CohortFacts, wanted: Step) -> str:
    return next(step.text for step in path_of(facts) if step.step == wanted)


def test_only_the_first_thing_to_do_is_next() -> None:
    states = stands(FRESH)
    assert [step for step, state in states.items() if state == StepState.NEXT] == [Step.ADMISSION]
    assert states[Step.PLAN] == StepState.DONE
    assert states[Step.TIMETABLE] == StepState.WAITING
    assert said(FRESH, Step.TIMETABLE) == "There are no lessons yet: make the timetable."


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 22), StepState.WAITING),
        (date(2026, 11, 23), StepState.NEXT),
        (date(2026, 11, 26), StepState.NEXT),
        (date(2026, 11, 27), StepState.PROBLEM),
    ],
)
def test_the_admission_order_is_due_within_three_days_of_the_start(today: date, state: StepState) -> None:
    facts = replace(FRESH, people=25, applicants=25, today=today)
    assert stands(facts)[Step.ADMISSION] == state
    assert said(facts, Step.ADMISSION) == "25 people await the admission order, due by 26.11.2026."


@pytest.mark.parametrize(
    ("facts", "step", "state", "sentence"),
    [
        (replace(FRESH, leader=""), Step.PLAN, StepState.NEXT, "Name the group leader."),
        (STUDYING, Step.ADMISSION, StepState.DONE, "25 people admitted by order 14."),
        (
            replace(STUDYING, state=CohortState.PLANNED),
            Step.ADMISSION,
            StepState.NEXT,
            "Everyone is admitted: start the cohort.",
        ),
        (replace(STUDYING, responses=7), Step.SURVEY, StepState.NEXT, "7 of 25 have answered."),
        (
            replace(STUDYING, lesson_hours=30),
            Step.TIMETABLE,
            StepState.PROBLEM,
            "The lessons have 30 hours, the programme has 36.",
        ),
        (
            replace(STUDYING, lessons_outside=2),
            Step.TIMETABLE,
            StepState.PROBLEM,
            "2 lessons lie outside the dates of the cohort.",
        ),
        (
            replace(STUDYING, lessons_unmarked=1),
            Step.ATTENDANCE,
            StepState.NEXT,
            "1 lesson has been held and is not marked.",
        ),
        (STUDYING, Step.ATTENDANCE, StepState.WAITING, "9 of 18 lessons are held and marked."),
        (STUDYING, Step.COMPLETION, StepState.WAITING, "The cohort ends on 28.11.2026."),
        (
            replace(STUDYING, today=date(2026, 11, 29)),
            Step.COMPLETION,
            StepState.NEXT,
            "The cohort ended on 28.11.2026: complete it.",
        ),
        (COMPLETED, Step.COMPLETION, StepState.DONE, "Completed: 24; statement only: 1."),
        (
            replace(COMPLETED, certificates=23),
            Step.CERTIFICATES,
            StepState.NEXT,
            "1 certificate is ready to be issued.",
        ),
        (
            replace(COMPLETED, certificates=23, annulled=1),
            Step.CERTIFICATES,
            StepState.DONE,
            "23 certificates issued.",
        ),
        (COMPLETED, Step.RETURN, StepState.NEXT, "Return November 2026 is due by 05.12.2026."),
        (
            replace(COMPLETED, today=date(2026, 12, 6)),
            Step.RETURN,
            StepState.PROBLEM,
            "Return November 2026 is due by 05.12.2026.",
        ),
        (
            replace(COMPLETED, is_returned=True),
            Step.RETURN,
            StepState.DONE,
            "Counted in the return: November 2026.",
        ),
    ],
)
def test_a_step_says_what_is_done_or_missing(facts: CohortFacts, step: Step, state: StepState, sentence: str) -> None:
    assert (stands(facts)[step], said(facts, step)) == (state, sentence)


def test_a_cancelled_cohort_has_nothing_to_do() -> None:
    states = stands(replace(FRESH, state=CohortState.CANCELLED))
    assert states.pop(Step.PLAN) == StepState.PROBLEM
    assert set(states.values()) == {StepState.WAITING}


def test_the_facts_are_counted_in_the_database(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme(module_hours=(4,)))
    row = factories.write(centre, factories.cohort(taught.id, leader_id=centre.actor.staff_id))
    states = (EnrolmentState.STUDYING, EnrolmentState.APPLIED, EnrolmentState.EXPELLED)
    people = [factories.write(centre, factories.person(surname=state)).id for state in states]
    enrolments = [
        factories.write(centre, factories.enrolment(row.id, person_id, state=state))
        for person_id, state in zip(people, states, strict=True)
    ]
    days = (date(2026, 11, 3), date(2026, 11, 4), date(2026, 11, 27), date(2026, 12, 1))
    marked, *_unmarked = [factories.write(centre, factories.session(row.id, held_on=day)) for day in days]
    factories.write(centre, factories.mark(marked.id, enrolments[0].id))
    facts = centre.read(cohort_facts, cohort_id=row.id)
    assert (facts.people, facts.applicants, facts.responses, facts.certificates) == (2, 1, 0, 0)
    assert (facts.lessons, facts.lesson_hours, facts.lessons_outside) == (4, 8, 1)
    assert (facts.lessons_held, facts.lessons_unmarked, facts.first_lesson_on) == (2, 1, date(2026, 11, 3))
    assert (facts.order_due, facts.leader) == (date(2026, 11, 5), centre.actor.name)
    assert [step.step for step in centre.read(cohort_overview, cohort_id=row.id)] == list(Step)


def test_the_head_of_a_cohort_says_at_once_what_is_said_one_by_one(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme(module_hours=(4,)))
    row = factories.write(centre, factories.cohort(taught.id))
    one_by_one = (cohort, cohort_overview, cohort_warnings)
    record, steps, warnings = (centre.read(query, cohort_id=row.id) for query in one_by_one)
    asked: list[str] = []
    event.listen(centre.engine, "before_cursor_execute", lambda *statement: asked.append(statement[2]))
    head = centre.read(cohort_head, cohort_id=row.id)
    at_once = len(asked)
    assert (head.record, head.steps, list(head.warnings)) == (record, steps, warnings)
    for query in one_by_one:
        centre.read(query, cohort_id=row.id)
    # It stands above every step: what the three share is read once.
    assert at_once < len(asked) - at_once


@pytest.mark.parametrize(("made_on", "is_returned"), [(19, False), (21, True)])
def test_only_a_return_made_since_the_completion_counts_the_cohort(
    centre: Centre, made_on: int, is_returned: bool
) -> None:
    taught = factories.write(centre, factories.programme())
    october = {"starts_on": date(2026, 10, 26), "ends_on": date(2026, 10, 30)}
    completed = {"state": CohortState.COMPLETED, "completed_on": date(2026, 11, 20)}
    row = factories.write(centre, factories.cohort(taught.id, **october, **completed))
    factories.write(centre, factories.return_snapshot(made_at=datetime(2026, 11, made_on, tzinfo=UTC)))
    facts = centre.read(cohort_facts, cohort_id=row.id)
    assert (facts.is_returned, facts.return_due) == (is_returned, date(2026, 11, 5))
