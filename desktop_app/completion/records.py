"""The completion list of a cohort."""

from dataclasses import dataclass

from desktop_app.completion.rules import CompletionRule, Decision, Outcome


@dataclass(frozen=True)
class CompletionRow:
    """One person; ``settled`` is the outcome once the cohort is closed, None before."""

    enrolment_id: int
    person_id: int
    name: str
    sort_key: str
    entry_score: float | None
    final_score: float | None
    decision: Decision
    settled: Outcome | None
    version: int


@dataclass(frozen=True)
class CompletionList:
    cohort_id: int
    cohort_code: str
    rule: CompletionRule
    is_closed: bool
    order_number: str
    rows: tuple[CompletionRow, ...]

    def count(self, outcome: Outcome) -> int:
        return sum((row.settled or row.decision.outcome) is outcome for row in self.rows)


@dataclass(frozen=True)
class Score:
    """A person's test scores, 0 to 100; None clears one."""

    enrolment_id: int
    entry: float | None
    final: float | None
