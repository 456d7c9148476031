"""What cohorts and the people enrolled in them look like outside the database."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

# Under their own names again: screens know these states from here.
from db.models.cohorts import CohortState as CohortState
from db.models.cohorts import EnrolmentState as EnrolmentState
from desktop_app.i18n import _, _n
from desktop_app.language.dates import short_date
from desktop_app.reference.records import Names


class CohortRule(StrEnum):
    """The rules of the domain that a cohort may break without being stopped."""

    DATE = "DATE"
    HOURS = "HOURS"
    CAP = "CAP"


@dataclass(frozen=True)
class OrderLate:
    """The admission order must be no later than three days after the start."""

    ordered_on: date
    due_on: date
    rule: CohortRule = CohortRule.DATE

    @property
    def text(self) -> str:
        return _(
            "The admission order is of {ordered}, but it was due by {due}.",
            ordered=short_date(self.ordered_on),
            due=short_date(self.due_on),
        )


@dataclass(frozen=True)
class DayTooLong:
    """More academic hours a day than lessons are held."""

    hours: int
    days: int
    most: int
    rule: CohortRule = CohortRule.HOURS

    @property
    def hours_a_day(self) -> int:
        return ceil(self.hours / max(self.days, 1))

    @property
    def text(self) -> str:
        return _(
            "{hours} hours over {days} working days make {hours_a_day} hours a day; at most {most} are held.",
            hours=self.hours,
            days=self.days,
            hours_a_day=self.hours_a_day,
            most=self.most,
        )


@dataclass(frozen=True)
class WeekTooLong:
    """More than the academic hours allowed in a week; ``monday`` begins it."""

    monday: date
    hours: int
    most: int
    rule: CohortRule = CohortRule.HOURS

    @property
    def text(self) -> str:
        return _(
            "The week of {monday} would have {hours} hours; at most {most} are allowed.",
            monday=short_date(self.monday),
            hours=self.hours,
            most=self.most,
        )


@dataclass(frozen=True)
class SizeUnusual:
    """Fewer or more people than a cohort should have."""

    people: int
    least: int
    most: int
    rule: CohortRule = CohortRule.CAP

    @property
    def text(self) -> str:
        return _n(
            "{n} person in the cohort; it should have {least} to {most}.",
            "{n} people in the cohort; it should have {least} to {most}.",
            self.people,
            least=self.least,
            most=self.most,
        )


CohortWarning = OrderLate | DayTooLong | WeekTooLong | SizeUnusual


@dataclass(frozen=True)
class CohortDraft:
    """What a person fills in; ``id`` 0 is a new cohort."""

    code: str
    programme_id: int
    starts_on: date
    ends_on: date
    place: str = ""
    leader_id: int | None = None
    order_number: str = ""
    order_date: date | None = None
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class CohortRecord(CohortDraft):
    """A cohort with what its page shows beside it. Hours are academic."""

    state: CohortState = CohortState.PLANNED
    programme_code: str = ""
    programme_title: str = ""
    hours: int = 0
    leader: str = ""
    completed_on: date | None = None
    completion_order_number: str = ""
    completion_order_date: date | None = None


@dataclass(frozen=True)
class CohortProposal:
    """What a new cohort is likely to be called and when it will end."""

    code: str
    ends_on: date


@dataclass(frozen=True)
class CohortRow:
    """A line of the list of cohorts; ``people`` are those who have not dropped out."""

    id: int
    code: str
    programme_id: int
    programme_code: str
    programme_title: str
    hours: int
    state: CohortState
    starts_on: date
    ends_on: date
    place: str
    leader: str
    people: int


@dataclass(frozen=True)
class CohortPage:
    """Some lines of the list, and how many there are in all."""

    rows: tuple[CohortRow, ...]
    total: int


@dataclass(frozen=True)
class EnrolledPerson:
    """A person in a cohort, with the workplace as it was at enrolment."""

    id: int
    person_id: int
    name: str
    state: EnrolmentState
    enrolled_on: date
    left_on: date | None
    leaving_reason: str
    staff_group: str | None
    district: Names | None
    subject_code: str | None
    workplace: str
    position: str
    entry_score: float | None
    final_score: float | None
    finished_on: date | None
    version: int


@dataclass(frozen=True)
class Admission:
    """What an admission order did; those not seen in the first days are not admitted.

    ``kept_order`` is the number of the cohort's first order, where this one is a later one.
    """

    admitted: int
    not_seen: tuple[str, ...]
    kept_order: str = ""


def cohort_state_name(state: CohortState) -> str:
    match state:
        case CohortState.PLANNED:
            return _("Planned")
        case CohortState.STUDYING:
            return _("In progress")
        case CohortState.COMPLETED:
            return _("Completed")
        case CohortState.CANCELLED:
            return _("Cancelled")


def enrolment_state_name(state: EnrolmentState) -> str:
    match state:
        case EnrolmentState.APPLIED:
            return _("Applied")
        case EnrolmentState.CALLED:
            return _("Called")
        case EnrolmentState.ABSENT:
            return _("Did not come")
        case EnrolmentState.ADMITTED:
            return _("Admitted")
        case EnrolmentState.STUDYING:
            return _("Studying")
        case EnrolmentState.COMPLETED:
            return _("Finished")
        case EnrolmentState.STATEMENT:
            return _("Statement only")
        case EnrolmentState.EXPELLED:
            return _("Expelled")
        case EnrolmentState.TRANSFERRED:
            return _("Transferred")
