"""What cohorts and the people enrolled in them look like outside the database."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

# Under their own names again: screens know these states from here.
from db.models.cohorts import CohortState as CohortState
from db.models.cohorts import EnrolmentState as EnrolmentState
from desktop_app.i18n import N_, _, _n
from desktop_app.language.dates import short_date
from desktop_app.reference.records import Names


class CohortRule(StrEnum):
    """The rules of the domain that a cohort may break without being stopped."""

    DATE = "DATE"
    HOURS = "HOURS"
    CAP = "CAP"
    EDITION = "EDITION"
    STAGE = "STAGE"
    LEADER = "LEADER"
    OVERLAP = "OVERLAP"
    MARKS = "MARKS"


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


@dataclass(frozen=True)
class EditionNotInForce:
    """The edition of the programme does not hold on the first day."""

    programme_code: str
    valid_from: date | None
    valid_to: date | None
    rule: CohortRule = CohortRule.EDITION

    @property
    def text(self) -> str:
        if self.valid_to is None and self.valid_from is not None:
            return _(
                "{programme} holds only from {day} on.", programme=self.programme_code, day=short_date(self.valid_from)
            )
        day = short_date(self.valid_to) if self.valid_to else ""
        return _("{programme} holds only until {day}.", programme=self.programme_code, day=day)


@dataclass(frozen=True)
class OutsideStage:
    """The cohort lies outside the days of its stage."""

    place: int
    starts_on: date
    ends_on: date
    rule: CohortRule = CohortRule.STAGE

    @property
    def text(self) -> str:
        return _(
            "Stage {place} lasts from {starts} to {ends}.",
            place=self.place,
            starts=short_date(self.starts_on),
            ends=short_date(self.ends_on),
        )


@dataclass(frozen=True)
class LeaderNotTrained:
    """Who leads a cohort of a cascade is not known to have finished the level before."""

    name: str
    role: str
    rule: CohortRule = CohortRule.LEADER

    @property
    def text(self) -> str:
        return _("{name} is not known to have been trained as “{role}”.", name=self.name, role=self.role)


@dataclass(frozen=True)
class PeopleElsewhere:
    """People who are in another cohort at the same time, as it may be in older data."""

    people: int
    name: str
    rule: CohortRule = CohortRule.OVERLAP

    @property
    def text(self) -> str:
        return _n(
            "{n} person is in another cohort at the same time: {name}.",
            "{n} people are in another cohort at the same time, such as {name}.",
            self.people,
            name=self.name,
        )


@dataclass(frozen=True)
class MarksCountOtherwise:
    """With the set of marks that is chosen, marks that stand already come to something else."""

    people: int
    rule: CohortRule = CohortRule.MARKS

    @property
    def text(self) -> str:
        return _n(
            "With this set of marks the attendance of {n} person is counted otherwise.",
            "With this set of marks the attendance of {n} people is counted otherwise.",
            self.people,
        )


CohortWarning = (
    OrderLate
    | DayTooLong
    | WeekTooLong
    | SizeUnusual
    | EditionNotInForce
    | OutsideStage
    | LeaderNotTrained
    | PeopleElsewhere
    | MarksCountOtherwise
)


@dataclass(frozen=True)
class CohortDraft:
    """What a person fills in; ``id`` 0 is a new cohort.

    ``stage_id`` is of a staged programme; ``cascade_level`` counts from 1, and ``led_by_person_id`` is who of the level
    before leads the cohort, at ``institution_id``. Without ``mark_set_id`` a cohort keeps the set of marks it has; a
    new one gets that of new cohorts.
    """

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
    language_code: str | None = None
    shift_code: str | None = None
    stage_id: int | None = None
    cascade_level: int | None = None
    led_by_person_id: int | None = None
    institution_id: int | None = None
    room_id: int | None = None
    mark_set_id: int | None = None


@dataclass(frozen=True)
class CohortRecord(CohortDraft):
    """A cohort with what its page shows beside it. Hours are academic, those of its stage where it has one."""

    state: CohortState = CohortState.PLANNED
    programme_code: str = ""
    programme_title: str = ""
    hours: int = 0
    leader: str = ""
    completed_on: date | None = None
    completion_order_number: str = ""
    completion_order_date: date | None = None
    stage_place: int | None = None
    stage_title: str = ""
    level_role: str = ""
    led_by: str = ""
    institution: str = ""
    room: str = ""


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
    language_code: str | None = None
    shift_code: str | None = None
    stage_place: int | None = None
    cascade_level: int | None = None
    institution: str = ""


@dataclass(frozen=True)
class CohortPage:
    """Some lines of the list, and how many there are in all."""

    rows: tuple[CohortRow, ...]
    total: int


@dataclass(frozen=True)
class EnrolledPerson:
    """A person in a cohort, with the workplace as it was at enrolment.

    ``came_from`` and ``went_to`` are the codes of the cohorts before and after a transfer.
    """

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
    called_on: date | None = None
    absence_reason_code: str | None = None
    absence_reason: Names | None = None
    repeat_reason: str = ""
    came_from: str = ""
    went_to: str = ""

    @property
    def why(self) -> str:
        """What there is to say about the state: a reason, and the cohort before or after."""
        said = (
            self.leaving_reason,
            self.absence_reason.text if self.absence_reason else "",
            _("Came from cohort {cohort}", cohort=self.came_from) if self.came_from else "",
            _("Went on in cohort {cohort}", cohort=self.went_to) if self.went_to else "",
            _("Another course: {reason}", reason=self.repeat_reason) if self.repeat_reason else "",
        )
        return "; ".join(filter(None, said))


@dataclass(frozen=True)
class Admission:
    """What an admission order did; those not seen in the first days are not admitted.

    ``kept_order`` is the number of the cohort's first order, where this one is a later one.
    """

    admitted: int
    not_seen: tuple[str, ...]
    kept_order: str = ""


@dataclass(frozen=True)
class NextCohort:
    """A cohort in which somebody may go on; ``people`` are in it now."""

    id: int
    code: str
    starts_on: date
    ends_on: date
    people: int


@dataclass(frozen=True)
class TransferChoice(NextCohort):
    """``is_other_programme``: not an edition of the same one, but for the same staff group and subject."""

    programme_title: str
    is_other_programme: bool


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


_ENROLMENT_STATES = {
    EnrolmentState.APPLIED: N_("Applied"),
    EnrolmentState.CALLED: N_("Called"),
    EnrolmentState.ABSENT: N_("Did not come"),
    EnrolmentState.ADMITTED: N_("Admitted"),
    EnrolmentState.STUDYING: N_("Studying"),
    EnrolmentState.COMPLETED: N_("Finished"),
    EnrolmentState.STATEMENT: N_("Statement only"),
    EnrolmentState.EXPELLED: N_("Expelled"),
    EnrolmentState.TRANSFERRED: N_("Transferred"),
    EnrolmentState.WALK_IN: N_("Not on the list"),
}


def enrolment_state_name(state: EnrolmentState) -> str:
    return _(_ENROLMENT_STATES[state])
