"""Institutions, the training of their people, and look-alikes among them, outside the database."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.due.records import DueReason
from desktop_app.people.institutions import FormerName
from desktop_app.people.records import PersonLine

# The value of a filter that asks for institutions of which it is not known.
NOT_STATED = ""


class Standing(StrEnum):
    """Which institutions a list shows."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


class Likeness(StrEnum):
    """Why two entries may be one institution."""

    SAME_CODE = "same_code"
    SAME_NAME = "same_name"
    SAME_NUMBER = "same_number"
    ALIKE_NAME = "alike_name"
    NO_DISTRICT = "no_district"


@dataclass(frozen=True)
class InstitutionFilter:
    """What is left None or empty does not narrow the list; ``NOT_STATED`` asks for those that do not say."""

    text: str = ""
    kind_code: str | None = None
    district_code: str | None = None
    locality_code: str | None = None
    standing: Standing = Standing.OPEN
    is_untrained: bool = False


@dataclass(frozen=True)
class InstitutionLine:
    """An institution in a list: ``people`` work there now, ``trained`` of them took a course within the cycle."""

    id: int
    name: str
    kind: str
    district: str
    code: str
    locality: str
    closed_on: date | None
    people: int
    trained: int

    @property
    def coverage(self) -> float | None:
        """The share of the people who are trained, 0 to 1; None where nobody works."""
        return self.trained / self.people if self.people else None


@dataclass(frozen=True)
class InstitutionDraft:
    """An entry as a form edits it; ``id`` 0 is a new one."""

    name: str = ""
    kind_code: str | None = None
    district_code: str | None = None
    code: str = ""
    locality_code: str | None = None
    closed_on: date | None = None
    closing_reason: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class SavedInstitution:
    """``moved_ids`` are the people whose cards followed it into another district, ``former_id`` is the name it bore.

    ``version`` is what the entry has since.
    """

    id: int
    version: int
    moved_ids: tuple[int, ...] = ()
    former_id: int | None = None


@dataclass(frozen=True)
class Alias:
    """Another spelling that was made one with an institution, and can be parted from it again."""

    merge_id: int
    name: str
    merged_on: date
    merged_by: str


@dataclass(frozen=True)
class InstitutionCard:
    """An institution with what its page tells of it; ``merged_into`` is set on a spelling that stands for another.

    ``former_names`` have the latest first.
    """

    line: InstitutionLine
    draft: InstitutionDraft
    aliases: tuple[Alias, ...]
    former_names: tuple[FormerName, ...]
    merged_into: int | None


@dataclass(frozen=True)
class LookAlike:
    """Two entries that may be one. The first has more people: it is the one that is offered to stay."""

    first: InstitutionLine
    second: InstitutionLine
    reasons: tuple[Likeness, ...]


@dataclass(frozen=True)
class Merged:
    merge_id: int
    kept_id: int
    people: int
    posts: int


@dataclass(frozen=True)
class CoveredPerson:
    """Someone who works at the institution: the last course that counts, and the year of the next one."""

    person: PersonLine
    last_course: str
    last_course_on: date | None
    is_trained: bool
    due_year: int
    reason: DueReason

    @property
    def has_course(self) -> bool:
        return self.last_course_on is not None


@dataclass(frozen=True)
class Coverage:
    """Everybody who works at an institution, those who were never trained first.

    ``trained`` took a course that counts in the ``cycle_years`` before the day.
    """

    institution: InstitutionLine
    day: date
    cycle_years: int
    people: tuple[CoveredPerson, ...]

    @property
    def trained(self) -> int:
        return sum(person.is_trained for person in self.people)

    @property
    def never(self) -> int:
        return sum(not person.has_course for person in self.people)

    @property
    def expired(self) -> int:
        """Those whose last course is too long ago."""
        return len(self.people) - self.trained - self.never

    @property
    def share(self) -> float | None:
        return self.trained / len(self.people) if self.people else None


@dataclass(frozen=True)
class Movement:
    """A post at the institution: ``ends_on`` and ``works_now`` are told of those who left."""

    person: PersonLine
    position: str
    subject: str
    starts_on: date | None
    ends_on: date | None
    is_present: bool

    @property
    def works_now(self) -> str:
        return "" if self.is_present else self.person.workplace
