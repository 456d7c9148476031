"""What an outcome keeps of its day, whatever becomes of programme and rules: its sentences, and what was asked."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from db.models.cohorts import Cohort, Enrolment
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import AttendanceRule
from desktop_app.cohorts.hours import COURSE_HOURS, PLANNED_HOURS, STAGE_HOURS
from desktop_app.cohorts.rules import FINISHED
from desktop_app.completion.rules import CompletionRule, Decision, Sentence

_SENTENCES, _RULE = "sentences", "rule"


@dataclass(frozen=True)
class Grounds:
    """What everybody of a cohort is judged by: the rule, and the hours of programme, stage (if any), and planned."""

    rule: CompletionRule
    course_hours: int
    planned_hours: int
    stage_hours: int | None = None


def facts_of(decision: Decision, grounds: Grounds) -> dict[str, Any]:
    """For ``Enrolment.outcome_facts``."""
    return {
        _SENTENCES: [list(sentence) for sentence in decision.sentences],
        _RULE: asdict(grounds.rule),
        COURSE_HOURS: grounds.course_hours,
        PLANNED_HOURS: grounds.planned_hours,
        STAGE_HOURS: grounds.stage_hours,
    }


def kept_rule(all_facts: Iterable[Mapping[str, Any]]) -> CompletionRule | None:
    """That of the first who has one: it is everybody's. None before the closing, and where nothing was kept."""
    kept = next((dict(facts[_RULE]) for facts in all_facts if _RULE in facts), None)
    return None if kept is None else CompletionRule(AttendanceRule(**kept.pop("attendance")), **kept)


def kept_sentences(facts: Mapping[str, Any]) -> tuple[Sentence, ...]:
    return tuple((message, told) for message, told in facts.get(_SENTENCES, ()))


def ends_with_work(unit: UnitOfWork, cohort: Cohort) -> bool:
    """Whether the programme ends with a final work; of a closed cohort as it was at its closing."""
    all_facts = select(Enrolment.outcome_facts).where(Enrolment.cohort_id == cohort.id, Enrolment.state.in_(FINISHED))
    rule = kept_rule(unit.session.scalars(all_facts))
    return unit.session.get_one(Programme, cohort.programme_id).has_final_work if rule is None else rule.has_work
