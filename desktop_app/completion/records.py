"""The completion list of a cohort."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.completion.rules import CompletionRule, Decision, Outcome


@dataclass(frozen=True)
class CompletionRow:
    """One person; ``settled`` is the outcome once the cohort is closed, None before.

    ``planned_hours`` are those of the cohort without the ones that are not asked of this person.

    A settled person's ``decision`` is the one of the closing, whatever became of marks and rules since.
    """

    enrolment_id: int
    person_id: int
    name: str
    attended_hours: float
    planned_hours: float
    entry_score: float | None
    final_score: float | None
    decision: Decision
    settled: Outcome | None
    version: int

    @property
    def outcome(self) -> Outcome:
        return self.settled or self.decision.outcome


@dataclass(frozen=True)
class CompletionList:
    cohort_id: int
    cohort_code: str
    rule: CompletionRule
    planned_hours: int
    ends_on: date
    is_closed: bool
    order_number: str
    order_date: date | None
    version: int
    rows: tuple[CompletionRow, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


class ScoreKind(StrEnum):
    ENTRY = "entry"
    FINAL = "final"


@dataclass(frozen=True)
class Score:
    """What a person reached in a test, 0 to 100; None clears it."""

    enrolment_id: int
    kind: ScoreKind
    value: float | None
