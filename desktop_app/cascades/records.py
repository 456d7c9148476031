"""What a cascade looks like outside the database: its levels, where it is thin, who trained whom."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.language.numbers import percent_value
from desktop_app.people.records import PersonLine


@dataclass(frozen=True)
class StatedCount:
    """How many people of a level a paper states."""

    count: int
    source: str
    year: int


@dataclass(frozen=True)
class LevelFact:
    """A level of a cascade as the records prove it.

    ``named`` are persons known by name, each once however often they took part; ``reported`` were there beyond them and
    are known as a number only. ``studying`` are in a cohort of the level that goes on. ``before`` are the people of the
    level that trains this one, None for the first.
    """

    place: int
    role: str
    named: int
    reported: int
    planned: int | None = None
    trained_by: str = ""
    before: int | None = None
    studying: int = 0
    cohorts: int = 0
    events: int = 0
    stated: tuple[StatedCount, ...] = ()

    @property
    def people(self) -> int:
        return self.named + self.reported

    @property
    def fan_out(self) -> float | None:
        """How many people one of the level before has trained; None where nobody is there to train."""
        return self.people / self.before if self.before else None

    @property
    def coverage(self) -> float | None:
        """Of the planned people, in per cent as it is printed: never 100 short of the plan."""
        return percent_value(self.people, self.planned)

    def beyond(self, stated: StatedCount) -> int:
        """By how much a paper says more than the records prove."""
        return stated.count - self.people


@dataclass(frozen=True)
class Cascade:
    """A programme that is handed on from level to level; all its editions are one cascade."""

    programme_id: int
    code: str
    title: str
    levels: tuple[LevelFact, ...]


@dataclass(frozen=True)
class CascadeName:
    """A programme with levels, to choose from."""

    programme_id: int
    code: str
    title: str


@dataclass(frozen=True)
class UnledPlace:
    """A district or an institution where nobody of the level works; ``institution_id`` None: the district."""

    name: str
    district: str
    institution_id: int | None = None


@dataclass(frozen=True)
class ThinLevel:
    """Where the chain is thin below a level: those of it who have led nobody yet, and the places where none works.

    ``leaders`` are the level's persons. Lists may be cut, counts are whole. Institutions are looked at below the last
    but one level: before it nobody expects a leader in each.
    """

    place: int
    role: str
    leaders: int
    idle: int
    idle_leaders: tuple[PersonLine, ...]
    districts: tuple[UnledPlace, ...]
    institutions: tuple[UnledPlace, ...]
    unled_institutions: int


class GroupKind(StrEnum):
    COHORT = "cohort"
    EVENT = "event"


@dataclass(frozen=True)
class TreePerson:
    """A person in the tree: how many groups of the next level they led, and how many people were in those."""

    line: PersonLine
    level: int
    groups: int
    people: int


@dataclass(frozen=True)
class TreeGroup:
    """A cohort or an event in the tree; ``named`` of its ``people`` are known by name. ``leader`` where a text only."""

    kind: GroupKind
    id: int
    level: int
    title: str
    held_on: date
    place: str
    people: int
    named: int
    leader: str = ""


@dataclass(frozen=True)
class Branches:
    """Some of what hangs below a node, and how much in all."""

    people: tuple[TreePerson, ...] = ()
    groups: tuple[TreeGroup, ...] = ()
    total: int = 0
