"""Typing test scores, seeing who completes, and closing a cohort with its order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import Attendance
from desktop_app.attendance.rules import attendance_rule
from desktop_app.attendance.service import attendance_of
from desktop_app.cohorts.hours import planned_hours
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.records import CompletionList, CompletionRow, Score, ScoreKind
from desktop_app.completion.rules import Achievement, CompletionRule, Decision, Outcome, Standing, decide
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.orders.own import register_own_order
from desktop_app.orders.records import Purpose
from desktop_app.people.rules import written_name
from desktop_app.reference.service import rules_on

STANDINGS = {
    EnrolmentState.APPLIED: Standing.AWAITED,
    EnrolmentState.CALLED: Standing.AWAITED,
    EnrolmentState.ABSENT: Standing.NEVER_CAME,
    EnrolmentState.EXPELLED: Standing.LEFT,
    EnrolmentState.TRANSFERRED: Standing.LEFT,
    EnrolmentState.ADMITTED: Standing.IN_COHORT,
    EnrolmentState.STUDYING: Standing.IN_COHORT,
    EnrolmentState.COMPLETED: Standing.IN_COHORT,
    EnrolmentState.STATEMENT: Standing.IN_COHORT,
}
SETTLED = {EnrolmentState.COMPLETED: Outcome.CERTIFICATE, EnrolmentState.STATEMENT: Outcome.STATEMENT}
STATES = {outcome: state for state, outcome in SETTLED.items()}
SENTENCES = "sentences"
SCORE_COLUMNS = {ScoreKind.ENTRY: "entry_score", ScoreKind.FINAL: "final_score"}
SCORE_MAX = 100


def completion_list(unit: UnitOfWork, *, cohort_id: int) -> CompletionList:
    """Everybody of the cohort in Uzbek order with the outcome and why; by the rules of the cohort's first day."""
    cohort = load_cohort(unit, cohort_id)
    rules = rules_on(unit, cohort.starts_on)
    has_test = unit.session.scalar(select(Programme.has_final_test).where(Programme.id == cohort.programme_id))
    rule = CompletionRule(attendance_rule(rules), rules.final_test_min_score if has_test else None)
    planned = planned_hours(unit, cohort)
    attendance = attendance_of(unit, cohort_id=cohort_id)
    people = unit.session.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state != EnrolmentState.WALK_IN)
        .order_by(Person.sort_key, Person.id)
    )
    return CompletionList(
        cohort_id,
        cohort.code,
        rule,
        planned,
        cohort.ends_on,
        is_closed=cohort.state is CohortState.COMPLETED,
        order_number=cohort.completion_order_number,
        order_date=cohort.completion_order_date,
        version=cohort.version,
        rows=tuple(
            _row(enrolment, person, attendance.get(enrolment.id), rule=rule, planned=planned)
            for enrolment, person in people
        ),
    )


def set_scores(unit: UnitOfWork, *, cohort_id: int, scores: Sequence[Score]) -> list[Score]:
    """Keep test scores; returns the scores before, so that it can be undone.

    Raises Refused for a completed or cancelled cohort, Invalid for a score outside 0 to 100.
    """
    cohort = load_cohort(unit, cohort_id)
    require_open(cohort.code, cohort.state)
    rows = {row.id: row for row in unit.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort_id))}
    before = []
    for score in scores:
        row = rows.get(score.enrolment_id)
        if row is None:
            raise NotFound("not_enrolled", N_("This person is no longer in the cohort."))
        if score.value is not None and not 0 <= score.value <= SCORE_MAX:
            raise Invalid(
                "score_out_of_range", N_("{score} is not between 0 and 100."), field="score", score=score.value
            )
        column = SCORE_COLUMNS[score.kind]
        before.append(replace(score, value=getattr(row, column)))
        setattr(row, column, score.value)
    return before


def complete_cohort(
    unit: UnitOfWork, *, cohort_id: int, order_number: str, order_date: date, version: int | None = None
) -> CompletionList:
    """Close the cohort by the completion order: everybody gets the outcome that the rule gives.

    Raises Refused while a mark or a score is missing, or before the last day; Invalid naming the field of the
    order; Conflict when the cohort is no longer of the ``version`` that was looked at.
    """
    cohort = load_cohort(unit, cohort_id)
    if version is not None and cohort.version != version:
        raise Conflict
    _check_open(cohort, today=unit.today)
    if not tidy(order_number):
        raise Invalid("order_missing", N_("The number of the completion order is needed."), field="order_number")
    if order_date < cohort.ends_on:
        raise Invalid(
            "order_too_early", N_("The completion order cannot be older than the last day."), field="order_date"
        )
    _check_recognised(unit, cohort)
    found = completion_list(unit, cohort_id=cohort_id)
    _check_decided(found)
    for row in found.rows:
        _settle(unit, row, finished_on=cohort.ends_on)
    cohort.state = CohortState.COMPLETED
    cohort.completed_on = unit.today
    cohort.completion_order_number, cohort.completion_order_date = tidy(order_number), order_date
    register_own_order(
        unit,
        purpose=Purpose.COMPLETION,
        cohort_id=cohort_id,
        number=order_number,
        dated_on=order_date,
        enrolment_ids=[row.enrolment_id for row in found.rows if row.decision.outcome in STATES],
    )
    return completion_list(unit, cohort_id=cohort_id)


def _check_open(cohort: Cohort, *, today: date) -> None:
    require_open(cohort.code, cohort.state)
    if today < cohort.ends_on:
        raise Refused(
            "cohort_not_over",
            N_("Cohort {code} ends on {day}; it cannot be closed before."),
            code=cohort.code,
            day=short_date(cohort.ends_on),
        )


def _check_recognised(unit: UnitOfWork, cohort: Cohort) -> None:
    """A closed cohort takes no marks any more: whoever is not recognised by then would lose theirs."""
    waiting = (Enrolment.cohort_id == cohort.id, Enrolment.state == EnrolmentState.WALK_IN)
    count = unit.session.scalar(select(func.count()).select_from(Enrolment).where(*waiting))
    if count:
        raise Refused(
            "walk_ins_wait",
            N_(
                "Cohort {cohort} was attended by people who are not on its list: {count}. Say who they are, or take "
                "them out: page Attendance, tab “Not on the list”."
            ),
            cohort=cohort.code,
            count=count,
        )


def _check_decided(found: CompletionList) -> None:
    if not found.rows:
        raise Refused(
            "cohort_empty",
            N_("Nobody is enrolled in cohort {cohort}. Load the roster first."),
            cohort=found.cohort_code,
        )
    undecided = [row for row in found.rows if row.outcome is Outcome.UNDECIDED]
    if undecided:
        raise Refused(
            "undecided",
            N_("People not decided yet: {count}. The first is {name}. {reason}"),
            count=len(undecided),
            name=undecided[0].name,
            reason=undecided[0].decision.text,
        )


def _settle(unit: UnitOfWork, row: CompletionRow, *, finished_on: date) -> None:
    state = STATES.get(row.decision.outcome)
    if state is not None:
        enrolment = unit.session.get_one(Enrolment, row.enrolment_id)
        enrolment.state, enrolment.finished_on = state, finished_on
        enrolment.outcome_facts = {SENTENCES: [list(sentence) for sentence in row.decision.sentences]}


def _row(
    enrolment: Enrolment, person: Person, found: Attendance | None, *, rule: CompletionRule, planned: int
) -> CompletionRow:
    achievement = Achievement(
        found.planned if found else planned,
        attended_hours=found.attended if found else 0,
        missed_hours=found.missed if found else 0,
        final_score=enrolment.final_score,
        standing=STANDINGS[enrolment.state],
    )
    settled = SETTLED.get(enrolment.state)
    decision = decide(achievement, rule)
    return CompletionRow(
        enrolment.id,
        person.id,
        written_name(person),
        achievement.attended_hours,
        achievement.planned_hours,
        enrolment.entry_score,
        enrolment.final_score,
        decision if settled is None else _kept_decision(settled, enrolment, decision),
        settled,
        enrolment.version,
    )


def _kept_decision(settled: Outcome, enrolment: Enrolment, today: Decision) -> Decision:
    """The decision as it was when the cohort was closed.

    People brought in already completed have no sentences kept; today's serve them only where they agree.
    """
    sentences = enrolment.outcome_facts.get(SENTENCES, ())
    if not sentences and today.outcome is settled:
        return today
    return Decision(settled, tuple((message, facts) for message, facts in sentences))
