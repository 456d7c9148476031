"""The completion list of a cohort, and all that stands behind a line of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

# Under its own name again: screens know it from here.
from db.models.completion import ScoreKind as ScoreKind
from desktop_app.completion.rules import CompletionRule, Decision, Outcome


@dataclass(frozen=True)
class Score:
    """One sitting of a test by one person: 0 to 100; None takes the sitting out.

    ``form`` is the form of the test, A or B, empty where there was but one; ``source`` the file that it came from.
    """

    enrolment_id: int
    kind: ScoreKind
    value: float | None
    attempt: int = 1
    form: str = ""
    taken_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Work:
    """A final work (malaka ishi) and, once it is defended, what the commission gave of 100."""

    enrolment_id: int
    topic: str = ""
    supervisor: str = ""
    defended_on: date | None = None
    score: float | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Work(self.enrolment_id)


@dataclass(frozen=True)
class Override:
    """An outcome decided against the rule. ``withdrawn_at``: it does not hold any more, and stays to be seen."""

    id: int
    outcome: Outcome
    reason: str
    order_number: str
    order_date: date
    decided_by: str
    decided_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class CommissionRecord:
    """The final commission of a cohort by its order, and the number and day of its minutes."""

    cohort_id: int
    order_number: str = ""
    order_date: date | None = None
    chairperson: str = ""
    members: tuple[str, ...] = ()
    secretary: str = ""
    minutes_number: str = ""
    minutes_date: date | None = None


@dataclass(frozen=True)
class CompletionRow:
    """One person; ``settled`` is the outcome once the cohort is closed, None before.

    ``planned_hours`` are those of the cohort without the ones that are not asked of this person.

    A settled person's ``decision`` is the one of the closing, whatever became of marks and rules since. ``by_rule`` is
    what the rule alone says, of a closed cohort that of its closing. ``can_defend``: the final test is passed, or none
    is asked for.
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
    by_rule: Decision
    sittings: tuple[Score, ...] = ()
    work: Work | None = None
    overrides: tuple[Override, ...] = ()
    can_defend: bool = True

    @property
    def outcome(self) -> Outcome:
        return self.settled or self.decision.outcome

    @property
    def override(self) -> Override | None:
        """The decision against the rule that holds."""
        return in_force(self.overrides)

    @property
    def work_score(self) -> float | None:
        return self.work.score if self.work is not None else None

    def of_kind(self, kind: ScoreKind) -> tuple[Score, ...]:
        return tuple(score for score in self.sittings if score.kind is kind)

    def sitting(self, kind: ScoreKind, attempt: int) -> Score | None:
        return next((score for score in self.of_kind(kind) if score.attempt == attempt), None)


@dataclass(frozen=True)
class Usual:
    """How the closed cohorts of a programme ended: people, and those of them without a certificate."""

    people: int = 0
    without: int = 0


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
    usual: Usual = Usual()
    commission: CommissionRecord | None = None

    @property
    def has_work(self) -> bool:
        """Whether the programme ends with a final work."""
        return self.rule.has_work

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


def in_force(overrides: Iterable[Override]) -> Override | None:
    """The last one that was not withdrawn."""
    return next((each for each in reversed(tuple(overrides)) if each.withdrawn_at is None), None)
