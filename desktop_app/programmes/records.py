"""What programmes, their modules, stages and levels look like outside the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum


class LessonKind(StrEnum):
    """The codes of the list of kinds of lesson; independent study is no lesson and stands in no timetable."""

    LECTURE = "LECTURE"
    PRACTICAL = "PRACTICAL"
    FIELD = "FIELD"
    INDEPENDENT = "INDEPENDENT"


class ProgrammeKind(StrEnum):
    """The codes of the list of kinds of programme."""

    REGULAR = "REGULAR"
    RETRAINING = "RETRAINING"
    SHORT = "SHORT"
    ADDITIONAL = "ADDITIONAL"
    CONFERENCE = "CONFERENCE"
    STAGED = "STAGED"
    TOT = "TOT"


class CertificateKind(StrEnum):
    """The codes of the list of what a programme ends with; EXTERNAL ones are issued by the national platform."""

    CERTIFICATE = "SERTIFIKAT"
    DIPLOMA = "DIPLOM"
    STATEMENT = "MALUMOTNOMA"
    EXTERNAL = "TASHQI"
    NONE = "YOQ"


@dataclass(frozen=True)
class KindHours:
    """Academic hours by kind of lesson; all nought: the hours have not been divided."""

    lecture: int = 0
    practical: int = 0
    field: int = 0
    independent: int = 0

    @property
    def total(self) -> int:
        return self.taught + self.independent

    @property
    def taught(self) -> int:
        """Hours that are lessons, which independent study is not."""
        return self.lecture + self.practical + self.field

    def lessons(self) -> tuple[tuple[LessonKind, int], ...]:
        """The taught hours by kind, in the order in which they are held; no kind without hours."""
        kinds = (
            (LessonKind.LECTURE, self.lecture),
            (LessonKind.PRACTICAL, self.practical),
            (LessonKind.FIELD, self.field),
        )
        return tuple((kind, hours) for kind, hours in kinds if hours)

    def __add__(self, other: "KindHours") -> "KindHours":
        return KindHours(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True)
class TopicRecord:
    """A topic of a module; ``id`` 0 is a new one."""

    title: str
    by_kind: KindHours = KindHours()
    id: int = 0


@dataclass(frozen=True)
class ModuleRecord:
    """A part of a programme; ``id`` 0 is a new one. ``competences``: how much it serves each, 1 to 5, by code."""

    title: str
    hours: int
    is_elective: bool = False
    competences: Mapping[str, int] = field(default_factory=dict)
    id: int = 0
    by_kind: KindHours = KindHours()
    topics: tuple[TopicRecord, ...] = ()


@dataclass(frozen=True)
class StageRecord:
    """A stage of a staged course, in its place; ``id`` 0 is a new one. Its days and letter may come later."""

    hours: int
    mode_code: str
    title: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    order_number: str = ""
    order_date: date | None = None
    id: int = 0


@dataclass(frozen=True)
class LevelRecord:
    """A level of a cascade, in its place: who is trained there, and how many are to be; ``id`` 0 is a new one."""

    role: str
    planned_people: int | None = None
    id: int = 0


@dataclass(frozen=True)
class ProgrammeRecord:
    """An edition of a programme with its modules in their order; ``id`` 0 is a new one. Hours are academic."""

    code: str
    title: str
    hours: int
    staff_group: str
    mode_code: str
    subject_code: str | None = None
    order_number: str = ""
    order_date: date | None = None
    modules: tuple[ModuleRecord, ...] = ()
    archived_on: date | None = None
    id: int = 0
    version: int = 1
    kind_code: str = ProgrammeKind.REGULAR
    edition: int = 1
    base_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    audience: str = ""
    partner: str = ""
    certificate_kind_code: str = CertificateKind.CERTIFICATE
    has_entry_test: bool = True
    has_final_test: bool = True
    has_final_work: bool = False
    # Of the template that certificates are made from; empty is the usual one.
    template_code: str = ""
    stages: tuple[StageRecord, ...] = ()
    levels: tuple[LevelRecord, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether a cohort that begins on the day may study by this edition."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class ProgrammeRow:
    """A line of the list of programmes."""

    id: int
    code: str
    title: str
    hours: int
    staff_group: str
    mode_code: str
    subject_code: str | None
    cohorts: int
    archived_on: date | None
    kind_code: str
    edition: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Part:
    """So many taught academic hours of a module; no module: hours that electives will fill once they are chosen.

    ``kind`` and ``topic_id`` where the programme divides its hours.
    """

    module_id: int | None
    hours: int
    kind: LessonKind | None = None
    topic_id: int | None = None
