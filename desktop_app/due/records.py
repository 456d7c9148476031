"""Who is due, totals of them, and the lines of the table of turns, outside the database."""

from array import array
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.cohorts.records import CohortWarning
from desktop_app.people.records import PersonLine

# The value of a filter that asks for those whose card says nothing about it; no code is empty.
NOT_STATED = ""
NO_INSTITUTION = 0


class DueReason(StrEnum):
    """What decided the year."""

    TURN = "turn"
    CYCLE = "cycle"
    SERVICE = "service"
    NEVER = "never"


@dataclass(frozen=True)
class Turn:
    """A line of the table of turns; ``id`` 0 is a new one, put at its ``place``.

    It is for people of one of the groups or in one of the positions; every other condition must hold, too, and one
    that is empty holds for everybody.
    """

    due_year: int
    valid_from: date
    place: int = 0
    staff_groups: tuple[str, ...] = ()
    position_codes: tuple[str, ...] = ()
    category_codes: tuple[str, ...] = ()
    stage_2024: str | None = None
    is_lifetime_category: bool | None = None
    post_years_min: int | None = None
    post_years_max: int | None = None
    category_years_left_max: int | None = None
    order_number: str = ""
    order_date: date | None = None
    note: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class DueFilter:
    """Which of the people due in a year; what is left empty does not narrow it.

    ``NOT_STATED`` and ``NO_INSTITUTION`` ask for those whose card does not say.
    """

    year: int
    text: str = ""
    district_code: str | None = None
    institution_id: int | None = None
    subject_code: str | None = None
    staff_group: str | None = None
    category_code: str | None = None
    language_code: str | None = None
    reason: DueReason | None = None
    is_overdue: bool = False
    is_free: bool = False

    @property
    def is_as_planned(self) -> bool:
        """Whether a plan, which knows districts, subjects and staff groups, can be held against it."""
        return self == DueFilter(
            self.year, district_code=self.district_code, subject_code=self.subject_code, staff_group=self.staff_group
        )


@dataclass(frozen=True)
class DuePerson:
    """Someone due in a year: since when, why, and the cohort that they are enrolled in already, if any."""

    person: PersonLine
    due_year: int
    reason: DueReason
    why: str
    last_course_on: date | None
    cohort_id: int | None
    cohort_code: str


@dataclass(frozen=True)
class DueTotal:
    """People due in a year in one place, or of one subject; ``key`` is its code or id, ``NOT_STATED`` without one.

    ``trained`` finished a course in that year already. ``planned`` is None where no plan can be held against it.
    """

    key: str | int
    name: str
    people: int
    overdue: int
    in_cohort: int
    trained: int
    planned: int | None = None

    @property
    def lacking(self) -> int | None:
        """How many of the due will not find a place in what is left of the plan; below nought: places to spare."""
        return None if self.planned is None else self.people + self.trained - self.planned


@dataclass(frozen=True)
class SchoolTotal(DueTotal):
    """A school or another institution, with the district that it is in."""

    district: str = ""


@dataclass(frozen=True)
class DueTotals:
    """The people due in a year, added up in three ways that agree with each other and with the list."""

    whole: DueTotal
    districts: tuple[DueTotal, ...]
    schools: tuple[SchoolTotal, ...]
    subjects: tuple[DueTotal, ...]


@dataclass(frozen=True)
class DueOverview:
    """Who is due in a year, in Uzbek order, and how many of them; ``planned`` as that of a ``DueTotal``.

    ``free_ids`` are of those who are in no cohort that is planned or running.
    """

    person_ids: "array[int]"
    free_ids: "array[int]"
    overdue: int
    planned: int | None

    @property
    def people(self) -> int:
        return len(self.person_ids)

    @property
    def in_cohort(self) -> int:
        return len(self.person_ids) - len(self.free_ids)


@dataclass(frozen=True)
class DueList:
    """Everybody due in a year in Uzbek order, with the totals of the same look at the database."""

    people: tuple[DuePerson, ...]
    totals: DueTotals


@dataclass(frozen=True)
class Placement:
    """What would come of putting people into a cohort.

    ``taken`` are left out: they are in a running or planned cohort already; so are the ``hindered``, each with the
    sentence why. ``strangers`` have another subject or staff group than the programme is for.
    """

    free_ids: tuple[int, ...]
    taken: int
    strangers: int
    warnings: tuple[CohortWarning, ...]
    hindered: tuple[str, ...] = ()
