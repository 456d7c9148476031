"""How made-up people fare: marks, scores, states, answers. A tenth or so goes home with a statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from desktop_app.attendance.rules import attendance, attendance_rule
from desktop_app.completion import keeping
from desktop_app.completion.rules import Achievement, CompletionRule, Decision, Outcome, decide
from desktop_app.demo.schedule import Stage
from desktop_app.marks.records import MarkKind, MarkValue
from desktop_app.marks.rules import weigh
from desktop_app.reference.rules import Rules

KINDS = ("KELDI", "KECH", "SABABLI", "KELMADI")
DILIGENT = (955, 20, 15, 10)
CARELESS = (700, 60, 60, 180)
CARELESS_SHARE = 0.08
ABSENT_SHARE = 0.02
EXPELLED_SHARE = 0.01


@dataclass(frozen=True)
class Grounds:
    """What people are judged by: the rules, and the kinds of mark by their code."""

    rules: Rules
    kinds: Mapping[str, MarkKind]

    @property
    def completion(self) -> CompletionRule:
        return CompletionRule(attendance_rule(self.rules), self.rules.final_test_min_score)


@dataclass(frozen=True)
class Fate:
    """``kinds`` are the marks of the lessons held, in order; ``facts`` what is kept of the outcome."""

    state: str
    kinds: Sequence[str]
    entry_score: float | None
    final_score: float | None
    decision: Decision | None
    facts: Mapping[str, Any] = field(default_factory=dict)


def fate(rng: Random, stage: Stage, *, hours: Sequence[int], held: int, planned: int, grounds: Grounds) -> Fate:
    """What becomes of one person; ``hours`` are those of all lessons, ``held`` how many of them were marked."""
    if stage in (Stage.CALLED, Stage.EMPTY):
        return Fate("called", (), None, None, None)
    if rng.random() < ABSENT_SHARE:
        return Fate("absent", (), None, None, None)
    weights = CARELESS if rng.random() < CARELESS_SHARE else DILIGENT
    kinds = rng.choices(KINDS, weights, k=held)
    entry = float(rng.randint(25, 75))
    if stage is Stage.STUDYING:
        return Fate("studying", kinds, entry, None, None)
    if rng.random() < EXPELLED_SHARE:
        return Fate("expelled", kinds[: held // 2], entry, None, None)
    final = float(min(100, max(0, round(rng.gauss(76, 13)))))
    if stage is Stage.ENDED:
        return Fate("studying", kinds, entry, final, None)
    decision = _decision(kinds, hours, final, planned, grounds) if held else _by_test(final, planned, grounds)
    state = "completed" if decision.outcome is Outcome.CERTIFICATE else "statement"
    facts = keeping.facts_of(decision, keeping.Grounds(grounds.completion, planned, planned)) if held else {}
    return Fate(state, kinds, entry, final, decision, facts)


def _decision(kinds: Sequence[str], hours: Sequence[int], final: float, planned: int, grounds: Grounds) -> Decision:
    marked = zip(hours, kinds, strict=True)
    lessons = ((part, weigh(part, MarkValue(kind), grounds.kinds[kind], grounds.rules)) for part, kind in marked)
    found = attendance(lessons, programme_hours=planned, rule=attendance_rule(grounds.rules))
    return decide(Achievement(planned, found.attended, found.missed, final), grounds.completion)


def _by_test(final: float, planned: int, grounds: Grounds) -> Decision:
    """Long ago nobody kept the marks; who is in the register attended enough."""
    return decide(Achievement(planned, planned, 0, final), grounds.completion)
