"""What doubles look like outside the database: pairs to review, what a scan found, mergings that can be undone."""

from dataclasses import dataclass
from datetime import date, datetime

from db.models.duplicates import PairState
from desktop_app.doubles.reasons import Reason, in_words
from desktop_app.people.records import PersonLine

__all__ = ["Alike", "Decision", "FoundPair", "Merging", "PairFilter", "PairLine", "PairState", "ScanOutcome"]


@dataclass(frozen=True)
class FoundPair:
    """Two people by id, the lower first, with how sure it is that they are one."""

    first_id: int
    second_id: int
    score: int
    reasons: tuple[Reason, ...]

    @property
    def ids(self) -> tuple[int, int]:
        return self.first_id, self.second_id


@dataclass(frozen=True)
class ScanOutcome:
    """``new`` and ``gone`` count against what the queue held before. ``crowded`` cards shared a key with so many
    others that each was compared with its nearest only.
    """

    people: int
    pairs: int
    new: int
    gone: int
    crowded: int


@dataclass(frozen=True)
class Decision:
    """Who said that the two are different people, when, and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class PairLine:
    """A pair as the queue shows it."""

    first: PersonLine
    second: PersonLine
    score: int
    reasons: tuple[Reason, ...]
    decision: Decision | None = None

    @property
    def ids(self) -> tuple[int, int]:
        return self.first.id, self.second.id

    @property
    def reasons_text(self) -> str:
        return in_words(self.reasons)


@dataclass(frozen=True)
class PairFilter:
    """Which pairs a list shows; a district counts if one of the two works there."""

    state: PairState = PairState.OPEN
    district_code: str | None = None
    score_from: int = 0


@dataclass(frozen=True)
class Alike:
    """A card that looks like the one being typed, and why."""

    person: PersonLine
    score: int
    reasons: tuple[Reason, ...]

    @property
    def reasons_text(self) -> str:
        return in_words(self.reasons)


@dataclass(frozen=True)
class Merging:
    """One line of the list of mergings; ``can_undo`` until the day it is kept for."""

    id: int
    kept_id: int
    kept_name: str
    gone_name: str
    merged_at: datetime
    merged_by: str
    reason: str
    undo_until: date
    undone_at: datetime | None
    can_undo: bool
