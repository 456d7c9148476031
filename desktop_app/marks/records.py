"""Kinds of mark, sets of them, and what one mark says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.reference.records import Names


class Counts(StrEnum):
    """What a kind of mark counts as."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class MarkKind:
    """A kind of mark of a set: its letter in the journal, and what it counts as.

    ``share`` is the percentage of a lesson's hours that a present one counts for; ``keys`` are what is typed for it
    beside its letter; ``visible_to`` are the roles that see the letter, all when empty.
    """

    code: str
    letter: str
    counts: Counts
    names: Names
    share: int = 100
    keys: str = ""
    visible_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class MarkSet:
    """Kinds of mark that cohorts are marked with. One that ``cohorts`` have is never counted anew.

    ``retired_on``: no cohort is given it any more; those that have it keep it.
    """

    id: int
    name: str
    is_default: bool
    made_on: date
    retired_on: date | None
    kinds: tuple[MarkKind, ...]
    cohorts: int = 0
    version: int = 1


class Reach(StrEnum):
    """Whom a change of what kinds of mark count as is for; closed cohorts keep what they were judged by."""

    NEW_COHORTS = "new_cohorts"
    OPEN_COHORTS = "open_cohorts"


@dataclass(frozen=True)
class Recount:
    """What stands on kinds that are to count otherwise: cohorts of the set, people of the open ones so marked."""

    open_cohorts: int
    closed_cohorts: int
    people: int


@dataclass(frozen=True)
class MarkValue:
    """What one mark says. ``missed_hours``: of the lesson's academic hours, all of them when it is not said."""

    kind_code: str
    missed_hours: int | None = None
    late_minutes: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Weighed:
    """What a lesson's academic hours come to for one person by their mark; the three add up to its hours."""

    attended: float
    missed: float
    left_out: float = 0
