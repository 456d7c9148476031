"""What holds for cohorts: their working days, their warnings, their states, and who may be admitted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.cohorts.records import (
    CohortWarning,
    DayTooLong,
    OrderLate,
    SizeUnusual,
    WeekTooLong,
    enrolment_state_name,
)
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.programmes.records import ProgrammeKind
from desktop_app.reference.rules import Rules, WorkingCalendar

# A calendar without working days is a mistake; two years pass no real course.
LONGEST_COURSE_DAYS = 730
CODE_DIGITS = 3

OPEN_STATES = (CohortState.PLANNED, CohortState.STUDYING)
AWAITING = (EnrolmentState.APPLIED, EnrolmentState.CALLED)
PRESENT_STATES = (*AWAITING, EnrolmentState.ADMITTED, EnrolmentState.STUDYING)
DROPPED_OUT = (EnrolmentState.ABSENT, EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED)
# Who is not one of the cohort's people: those who are out of it, and those of whom nobody knows yet who they are.
NOT_COUNTED = (*DROPPED_OUT, EnrolmentState.WALK_IN)
ADMITTED_STATES = (EnrolmentState.ADMITTED, EnrolmentState.STUDYING)
FINISHED = (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)

# From each state to which others a person in a cohort may pass: back to studying where a closed cohort is reopened or
# a transfer taken back, to an applicant again where a call is, or where a roster brings somebody back.
MOVES: Mapping[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.APPLIED: frozenset(
        {EnrolmentState.CALLED, EnrolmentState.ABSENT, EnrolmentState.EXPELLED, *ADMITTED_STATES}
    ),
    EnrolmentState.CALLED: frozenset(
        {EnrolmentState.APPLIED, EnrolmentState.ABSENT, EnrolmentState.EXPELLED, *ADMITTED_STATES}
    ),
    EnrolmentState.ABSENT: frozenset({EnrolmentState.APPLIED}),
    EnrolmentState.ADMITTED: frozenset(
        {EnrolmentState.STUDYING, EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED, *FINISHED}
    ),
    EnrolmentState.STUDYING: frozenset({EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED, *FINISHED}),
    EnrolmentState.COMPLETED: frozenset({EnrolmentState.STUDYING}),
    EnrolmentState.STATEMENT: frozenset({EnrolmentState.STUDYING}),
    EnrolmentState.EXPELLED: frozenset({EnrolmentState.APPLIED}),
    EnrolmentState.TRANSFERRED: frozenset(ADMITTED_STATES),
    EnrolmentState.WALK_IN: frozenset({EnrolmentState.APPLIED}),
}


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def lesson_days(lessons: Iterable[int], *, starts_on: date, calendar: WorkingCalendar, rules: Rules) -> Iterator[date]:
    """The day of each lesson, given their academic hours in order, from the first working day on.

    A day takes so many lessons and a week so many hours as the rules say.
    """
    day, held, week_hours = starts_on, 0, 0
    last_day = starts_on + timedelta(days=LONGEST_COURSE_DAYS)
    for hours in lessons:
        while held == rules.lessons_per_day or week_hours + hours > rules.week_hours or not calendar.is_working(day):
            day, held = day + timedelta(days=1), 0
            week_hours = 0 if day.weekday() == 0 else week_hours
            if day > last_day:
                raise Invalid("calendar_empty", N_("The calendar has too few working days for these lessons."))
        held, week_hours = held + 1, week_hours + hours
        yield day


def admission_due(starts_on: date, rules: Rules) -> date:
    """The last day for the admission order."""
    return starts_on + timedelta(days=rules.admission_days)


def size_warnings(people: int, rules: Rules) -> list[CohortWarning]:
    least, most = rules.cohort_min_people, rules.cohort_max_people
    return [] if least <= people <= most else [SizeUnusual(people, least, most)]


def order_warnings(starts_on: date, ordered_on: date | None, rules: Rules) -> list[CohortWarning]:
    due_on = admission_due(starts_on, rules)
    return [OrderLate(ordered_on, due_on)] if ordered_on is not None and ordered_on > due_on else []


def hours_warnings(
    hours: int, *, starts_on: date, ends_on: date, calendar: WorkingCalendar, rules: Rules
) -> list[CohortWarning]:
    """Whether the hours fit into the days and weeks between the dates, spread evenly."""
    span = (starts_on + timedelta(days=n) for n in range((ends_on - starts_on).days + 1))
    days = [day for day in span if calendar.is_working(day)]
    most_a_day = rules.lessons_per_day * rules.lesson_hours
    if hours > len(days) * most_a_day:
        return [DayTooLong(hours, len(days), most_a_day)]
    by_week: dict[date, int] = defaultdict(int)
    for place, day in enumerate(days):
        by_week[monday_of(day)] += hours * (place + 1) // len(days) - hours * place // len(days)
    most_a_week = rules.week_hours
    return [WeekTooLong(monday, total, most_a_week) for monday, total in by_week.items() if total > most_a_week]


def next_code(prefix: str, year: int, taken: Iterable[str]) -> str:
    """The next of a centre's cohorts of a year: TV-26-014 after TV-26-013, whatever gaps there are."""
    stem = f"{prefix}-{year % 100:02}-"
    numbers = [int(code[len(stem) :]) for code in taken if code.startswith(stem) and code[len(stem) :].isdecimal()]
    return f"{stem}{max(numbers, default=0) + 1:0{CODE_DIGITS}}"


def require_open(code: str, state: CohortState) -> None:
    """Raises Refused when the cohort is completed or cancelled."""
    match state:
        case CohortState.PLANNED | CohortState.STUDYING:
            return
        case CohortState.COMPLETED:
            raise Refused(
                "cohort_completed", N_("Cohort {cohort} is completed and can no longer be changed."), cohort=code
            )
        case CohortState.CANCELLED:
            raise Refused("cohort_cancelled", N_("Cohort {cohort} is cancelled."), cohort=code)


def may_repeat(kind_code: str, hours: int, rules: Rules) -> bool:
    """Whether a course is one of which a cycle has only one: conferences and short courses may come at any time."""
    return kind_code != ProgrammeKind.CONFERENCE and hours >= rules.course_min_hours


def begins_cycle(starts_on: date, rules: Rules, *, table_of_turns_on: date | None) -> date:
    """The first day whose courses still hold when another begins.

    Courses are due by the year, so the day is the first of one; a table of turns that came into force since begins
    the cycle anew, for it names everybody's next turn.
    """
    by_years = date(starts_on.year - rules.cycle_years + 1, 1, 1)
    return by_years if table_of_turns_on is None else max(by_years, table_of_turns_on)


def require_move(name: str, before: EnrolmentState, after: EnrolmentState) -> None:
    """Raises Refused where nobody passes from the one state to the other; ``name`` is of the person."""
    if after not in MOVES[before]:
        raise Refused(
            "state_move",
            N_("{name} is “{before}” and cannot become “{after}”."),
            name=name,
            before=enrolment_state_name(before),
            after=enrolment_state_name(after),
        )


def seen(enrolments: Sequence[int], *, marked: Iterable[int], present: Iterable[int]) -> set[int]:
    """Who counts as having come in the first days, by their enrolments.

    One mark of presence is enough. Where nobody of the cohort has been marked yet, the order itself is the witness
    for everyone; as soon as anybody is marked, those without a mark of presence have not come, whatever the reason.
    """
    return set(enrolments) & set(present) if set(marked) else set(enrolments)


def return_due(day: date, rules: Rules) -> date:
    """When the return of the month of a day must have left: so many days into the next month."""
    next_month = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return next_month.replace(day=rules.return_due_day)
