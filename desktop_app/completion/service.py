"""Seeing who completes and why, and closing a cohort with its order."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import Attendance
from desktop_app.attendance.rules import attendance_rule
from desktop_app.attendance.service import attendance_of
from desktop_app.cohorts.hours import course_hours, planned_hours, stage_hours
from desktop_app.cohorts.rules import FINISHED, require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.commissions import commission
from desktop_app.completion.keeping import Grounds, facts_of, kept_rule, kept_sentences
from desktop_app.completion.overrides import overrides_of
from desktop_app.completion.records import (
    CompletionList,
    CompletionRow,
    Override,
    Score,
    ScoreKind,
    Usual,
    Work,
    in_force,
)
from desktop_app.completion.rules import (
    Achievement,
    CompletionRule,
    Decision,
    Outcome,
    Standing,
    decide,
    overridden,
)
from desktop_app.completion.sittings import SCORE_COLUMNS, as_score, recount, sittings_of, what_counts
from desktop_app.completion.works import as_work, works_of
from desktop_app.errors import Conflict, Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.orders.own import register_own_order
from desktop_app.orders.records import Purpose
from desktop_app.people.rules import written_name
from desktop_app.reference.month_locks import require_month_open
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_on
from desktop_app.remembered import remembered

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


def completion_list(unit: UnitOfWork, *, cohort_id: int) -> CompletionList:
    """Everybody of the cohort in Uzbek order with the outcome and why.

    By the rules of the cohort's first day, and once it is closed by what it was closed by.
    """
    cohort = load_cohort(unit, cohort_id)
    ground, rows = _judged(unit, cohort)
    return CompletionList(
        cohort_id,
        cohort.code,
        ground.rule,
        ground.planned,
        cohort.ends_on,
        is_closed=cohort.state is CohortState.COMPLETED,
        order_number=cohort.completion_order_number,
        order_date=cohort.completion_order_date,
        version=cohort.version,
        rows=rows,
        usual=usual_of(unit, programme_id=cohort.programme_id, but_cohort_id=cohort_id),
        commission=commission(unit, cohort_id=cohort_id),
    )


def completion_rows(
    unit: UnitOfWork, *, cohort_id: int, enrolment_ids: Collection[int] | None = None
) -> tuple[CompletionRow, ...]:
    """The people of ``completion_list`` alone, or some of them: for papers, which do not ask how others ended."""
    return _judged(unit, load_cohort(unit, cohort_id), enrolment_ids)[1]


def _judged(
    unit: UnitOfWork, cohort: Cohort, enrolment_ids: Collection[int] | None = None
) -> "tuple[_Ground, tuple[CompletionRow, ...]]":
    rules = rules_on(unit, cohort.starts_on)
    query = (
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state != EnrolmentState.WALK_IN)
        .order_by(Person.sort_key, Person.id)
    )
    people = unit.session.execute(query).all()
    # What the cohort was closed by is kept with whoever has an outcome, not with everybody.
    rule = kept_rule(enrolment.outcome_facts for enrolment, _person in people)
    if rule is None:
        rule = completion_rule(unit.session.get_one(Programme, cohort.programme_id), rules)
    ground = _Ground(
        rule,
        planned_hours(unit, cohort),
        rules.final_test_counts,
        attendance_of(unit, cohort_id=cohort.id, enrolment_ids=enrolment_ids),
        _by_person(unit, cohort.id),
        {enrolment_id: as_work(row) for enrolment_id, row in works_of(unit, cohort.id).items()},
        overrides_of(unit, cohort.id),
    )
    wanted = (each for each in people if enrolment_ids is None or each[0].id in enrolment_ids)
    return ground, tuple(_row(enrolment, person, ground) for enrolment, person in wanted)


def completion_rule(programme: Programme, rules: Rules) -> CompletionRule:
    """What this programme asks for under the rules of a day."""
    return CompletionRule(
        attendance_rule(rules),
        rules.final_test_min_score if programme.has_final_test else None,
        rules.final_work_min_score if programme.has_final_work else None,
        has_work=programme.has_final_work,
    )


def usual_of(unit: UnitOfWork, *, programme_id: int, but_cohort_id: int) -> Usual:
    """How the other closed cohorts of the programme ended."""
    counts = ends_by_cohort(unit, programme_id=programme_id)
    others = [ends for cohort_id, ends in counts.items() if cohort_id != but_cohort_id]
    return Usual(sum(map(sum, others)), sum(statements for _certificates, statements in others))


@remembered
def ends_by_cohort(unit: UnitOfWork, *, programme_id: int) -> Mapping[int, tuple[int, int]]:
    """How many ended with a certificate and with a statement, by closed cohort of the programme."""
    is_statement = case((Enrolment.state == EnrolmentState.STATEMENT, 1), else_=0)
    rows = (
        select(Cohort.id, func.count(), func.sum(is_statement))
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Cohort.programme_id == programme_id, Cohort.state == CohortState.COMPLETED)
        .where(Enrolment.state.in_(FINISHED))
        .group_by(Cohort.id)
    )
    return {cohort_id: (people - stated, stated) for cohort_id, people, stated in unit.session.execute(rows)}


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
    require_month_open(unit, cohort.ends_on)
    if not tidy(order_number):
        raise Invalid("order_missing", N_("The number of the completion order is needed."), field="order_number")
    if order_date < cohort.ends_on:
        raise Invalid(
            "order_too_early", N_("The completion order cannot be older than the last day."), field="order_date"
        )
    _check_recognised(unit, cohort)
    recount(unit, cohort_id=cohort_id)
    found = completion_list(unit, cohort_id=cohort_id)
    _check_decided(found)
    grounds = Grounds(found.rule, course_hours(unit, cohort), found.planned_hours, stage_hours(unit, cohort))
    for row in found.rows:
        _settle(unit, row, grounds, finished_on=cohort.ends_on)
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


def _settle(unit: UnitOfWork, row: CompletionRow, grounds: Grounds, *, finished_on: date) -> None:
    state = STATES.get(row.decision.outcome)
    if state is not None:
        enrolment = unit.session.get_one(Enrolment, row.enrolment_id)
        enrolment.state, enrolment.finished_on = state, finished_on
        enrolment.outcome_facts = facts_of(row.decision, grounds)


@dataclass(frozen=True)
class _Ground:
    """What everybody of a cohort is judged by, read at once."""

    rule: CompletionRule
    planned: int
    counts: str
    attendance: Mapping[int, Attendance]
    sittings: Mapping[int, tuple[Score, ...]]
    works: Mapping[int, Work]
    overrides: Mapping[int, Sequence[Override]]


def _by_person(unit: UnitOfWork, cohort_id: int) -> dict[int, tuple[Score, ...]]:
    found: dict[int, list[Score]] = defaultdict(list)
    for (enrolment_id, _kind, _attempt), row in sittings_of(unit, cohort_id).items():
        found[enrolment_id].append(as_score(row))
    return {enrolment_id: tuple(scores) for enrolment_id, scores in found.items()}


def _row(enrolment: Enrolment, person: Person, ground: _Ground) -> CompletionRow:
    found = ground.attendance.get(enrolment.id)
    settled = SETTLED.get(enrolment.state)
    sittings, work = ground.sittings.get(enrolment.id, ()), ground.works.get(enrolment.id)
    entry, final = (_score(enrolment, kind, sittings, ground.counts, settled) for kind in ScoreKind)
    achievement = Achievement(
        found.planned if found else ground.planned,
        attended_hours=found.attended if found else 0,
        missed_hours=found.missed if found else 0,
        final_score=final,
        standing=STANDINGS[enrolment.state],
        work_score=work.score if work is not None else None,
    )
    by_rule = decide(achievement, ground.rule)
    overrides = tuple(ground.overrides.get(enrolment.id, ()))
    decision = _decision(by_rule, in_force(overrides), achievement.standing)
    least = ground.rule.test_min_score
    return CompletionRow(
        enrolment.id,
        person.id,
        written_name(person),
        achievement.attended_hours,
        achievement.planned_hours,
        entry,
        final,
        # Why somebody was brought in already completed nobody kept, and it is not made up afterwards.
        decision if settled is None else Decision(settled, kept_sentences(enrolment.outcome_facts)),
        settled,
        enrolment.version,
        by_rule,
        sittings,
        work,
        overrides,
        can_defend=least is None or (final is not None and final >= least),
    )


def _score(
    enrolment: Enrolment, kind: ScoreKind, sittings: Sequence[Score], counts: str, settled: Outcome | None
) -> float | None:
    """What counts by the rule of today; once it is settled, what counted then, and so where no sittings are kept."""
    kept: float | None = getattr(enrolment, SCORE_COLUMNS[kind])
    if settled is not None or not any(score.kind is kind for score in sittings):
        return kept
    return what_counts(sittings, kind, counts=counts)


def _decision(by_rule: Decision, override: Override | None, standing: Standing) -> Decision:
    if override is None or standing is not Standing.IN_COHORT:
        return by_rule
    return overridden(
        by_rule,
        override.outcome,
        order=override.order_number,
        day=override.order_date,
        who=override.decided_by,
        reason=override.reason,
    )
