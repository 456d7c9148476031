"""Typing test scores, seeing who completes, and closing a cohort with its order."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from db.models.cohorts import CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.service import attendance_of
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.records import CompletionList, CompletionRow, Score
from desktop_app.completion.rules import Achievement, CompletionRule, Decision, Outcome, decide
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.names import PersonName, full_name
from desktop_app.reference.service import rules_on

IN_COHORT = {EnrolmentState.ADMITTED, EnrolmentState.STUDYING, EnrolmentState.COMPLETED, EnrolmentState.STATEMENT}
SETTLED = {
    EnrolmentState.COMPLETED: Outcome.CERTIFICATE,
    EnrolmentState.STATEMENT: Outcome.STATEMENT,
    EnrolmentState.EXPELLED: Outcome.LEFT,
    EnrolmentState.TRANSFERRED: Outcome.LEFT,
    EnrolmentState.ABSENT: Outcome.LEFT,
}
SCORE_MAX = 100


def completion_list(unit: UnitOfWork, *, cohort_id: int) -> CompletionList:
    """Everybody of the cohort in Uzbek order with the outcome and why; by the rules of the cohort's first day."""
    cohort = load_cohort(unit, cohort_id)
    rules = rules_on(unit, cohort.starts_on)
    rule = CompletionRule(rules.attendance_min_percent, rules.final_test_min_score)
    attendance = attendance_of(unit, cohort_id=cohort_id)
    planned = unit.session.get_one(Programme, cohort.programme_id).hours
    people = unit.session.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Person.sort_key)
    )
    rows = []
    for enrolment, person in people:
        found = attendance.get(enrolment.id)
        achievement = Achievement(
            planned,
            attended_hours=found.attended if found else 0,
            missed_hours=found.missed if found else 0,
            final_score=enrolment.final_score,
            is_in_cohort=enrolment.state in IN_COHORT,
        )
        rows.append(_row(enrolment, person, decide(achievement, rule)))
    return CompletionList(
        cohort_id,
        cohort.code,
        rule,
        cohort.state is CohortState.COMPLETED,
        cohort.completion_order_number,
        tuple(rows),
    )


def set_scores(unit: UnitOfWork, *, cohort_id: int, scores: Sequence[Score]) -> list[Score]:
    """Keep test scores; returns the scores before, so that it can be undone.

    Raises Refused for a closed cohort, Invalid for a score outside 0 to 100.
    """
    cohort = load_cohort(unit, cohort_id)
    if cohort.state is CohortState.COMPLETED:
        raise Refused(
            "cohort_closed", N_("Cohort {code} is closed: its scores can no longer be changed."), code=cohort.code
        )
    rows = {row.id: row for row in unit.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort_id))}
    before = []
    for score in scores:
        row = rows.get(score.enrolment_id)
        if row is None:
            raise NotFound("not_enrolled", N_("This person is no longer in the cohort."))
        for value in (score.entry, score.final):
            if value is not None and not 0 <= value <= SCORE_MAX:
                raise Invalid("score_out_of_range", N_("{score} is not between 0 and 100."), field="score", score=value)
        before.append(Score(row.id, row.entry_score, row.final_score))
        row.entry_score, row.final_score = score.entry, score.final
    return before


def complete_cohort(
    unit: UnitOfWork, *, cohort_id: int, order_number: str, order_date: date, version: int | None = None
) -> CompletionList:
    """Close the cohort by the completion order: everybody gets the outcome that the rule gives.

    Raises Refused while a mark or a score is missing, or before the last day; Invalid without an order.
    """
    cohort = load_cohort(unit, cohort_id)
    if version is not None and cohort.version != version:
        raise Refused("cohort_changed", N_("Cohort {code} was changed meanwhile. Look at it again."), code=cohort.code)
    if cohort.state is CohortState.COMPLETED:
        raise Refused("cohort_closed_already", N_("Cohort {code} is closed already."), code=cohort.code)
    if unit.today < cohort.ends_on:
        raise Refused(
            "cohort_not_over",
            N_("Cohort {code} ends on {day}; it cannot be closed before."),
            code=cohort.code,
            day=f"{cohort.ends_on:%d.%m.%Y}",
        )
    if not order_number.strip():
        raise Invalid("order_missing", N_("The number of the completion order is needed."), field="order_number")
    if order_date < cohort.ends_on:
        raise Invalid(
            "order_too_early", N_("The completion order cannot be older than the last day."), field="order_date"
        )
    found = completion_list(unit, cohort_id=cohort_id)
    undecided = [row for row in found.rows if row.decision.outcome is Outcome.UNDECIDED]
    if undecided:
        raise Refused(
            "undecided",
            N_("{count} people are not decided yet. First: {name}. {reason}"),
            count=len(undecided),
            name=undecided[0].name,
            reason=undecided[0].decision.text,
        )
    _settle(unit, found, finished_on=cohort.ends_on)
    cohort.state = CohortState.COMPLETED
    cohort.completed_on = unit.today
    cohort.completion_order_number, cohort.completion_order_date = order_number.strip(), order_date
    unit.session.flush()
    return completion_list(unit, cohort_id=cohort_id)


def _settle(unit: UnitOfWork, found: CompletionList, *, finished_on: date) -> None:
    states = {Outcome.CERTIFICATE: EnrolmentState.COMPLETED, Outcome.STATEMENT: EnrolmentState.STATEMENT}
    for row in found.rows:
        state = states.get(row.decision.outcome)
        if state is None:
            continue
        enrolment = unit.session.get_one(Enrolment, row.enrolment_id)
        enrolment.state, enrolment.finished_on = state, finished_on
        enrolment.outcome_facts = {"sentences": [list(sentence) for sentence in row.decision.sentences]}


def _row(enrolment: Enrolment, person: Person, decision: Decision) -> CompletionRow:
    name = full_name(PersonName(person.surname, person.given_name, person.patronymic))
    return CompletionRow(
        enrolment.id,
        person.id,
        name,
        person.sort_key,
        enrolment.entry_score,
        enrolment.final_score,
        decision,
        SETTLED.get(enrolment.state),
        enrolment.version,
    )
