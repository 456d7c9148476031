"""What programmes and their modules look like outside the database."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ModuleRecord:
    """A part of a programme; ``id`` 0 is a new one. ``competences`` are codes of the questionnaire's items."""

    title: str
    hours: int
    is_elective: bool = False
    competences: tuple[str, ...] = ()
    id: int = 0


@dataclass(frozen=True)
class ProgrammeRecord:
    """A programme with its modules in their order; ``id`` 0 is a new one. Hours are academic."""

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


@dataclass(frozen=True)
class Part:
    """So many academic hours of a module; no module: hours that electives will fill once they are chosen."""

    module_id: int | None
    hours: int
