"""What an outcome keeps of its day, whatever becomes of programme and rules: its sentences, and what was asked."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from desktop_app.attendance.records import AttendanceRule
from desktop_app.completion.rules import CompletionRule, Decision, Sentence

_SENTENCES, _RULE = "sentences", "rule"


def facts_of(decision: Decision, rule: CompletionRule) -> dict[str, Any]:
    """For ``Enrolment.outcome_facts``."""
    return {_SENTENCES: [list(sentence) for sentence in decision.sentences], _RULE: asdict(rule)}


def kept_rule(all_facts: Iterable[Mapping[str, Any]]) -> CompletionRule | None:
    """That of the first who has one: it is everybody's. None before the closing, and where nothing was kept."""
    kept = next((dict(facts[_RULE]) for facts in all_facts if _RULE in facts), None)
    return None if kept is None else CompletionRule(AttendanceRule(**kept.pop("attendance")), **kept)


def kept_sentences(facts: Mapping[str, Any]) -> tuple[Sentence, ...]:
    return tuple((message, told) for message, told in facts.get(_SENTENCES, ()))
