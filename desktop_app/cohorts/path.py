"""The path of a cohort from plan to return: how each step stands, and what it waits for, in a sentence."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.models.cohorts import CohortState
from desktop_app.i18n import _, _n, language
from desktop_app.language.dates import month_title, short_date
from desktop_app.language.orders import bare_number


class Step(StrEnum):
    PLAN = "plan"
    ADMISSION = "admission"
    SURVEY = "survey"
    TIMETABLE = "timetable"
    ATTENDANCE = "attendance"
    COMPLETION = "completion"
    CERTIFICATES = "certificates"
    RETURN = "return"
    PAPERS = "papers"


class StepState(StrEnum):
    DONE = "done"
    NEXT = "next"
    WAITING = "waiting"
    PROBLEM = "problem"


@dataclass(frozen=True)
class CohortFacts:
    """Everything the path is judged by. ``people`` have not dropped out; ``applicants`` of them await the order.

    ``return_due`` is of the month in which the cohort ends: that is the month in which its people have finished.
    ``papers`` are the registered ones in force; ``unlisted`` people stand in no order that admits or completes them.
    """

    state: CohortState
    today: date
    starts_on: date
    ends_on: date
    hours: int
    leader: str
    order_number: str
    order_due: date
    people: int
    applicants: int
    responses: int
    lessons: int
    lesson_hours: int
    lessons_outside: int
    lessons_held: int
    lessons_unmarked: int
    first_lesson_on: date | None
    finished: int
    statements: int
    certificates: int
    return_due: date
    is_returned: bool
    papers: int = 0
    unlisted: int = 0
    annulled: int = 0


@dataclass(frozen=True)
class PathStep:
    """A step of the path; ``text`` says in the language of the moment what is done or missing."""

    step: Step
    state: StepState
    facts: CohortFacts

    @property
    def text(self) -> str:
        return judge(self.step, self.facts)[1]


def path_of(facts: CohortFacts) -> tuple[PathStep, ...]:
    """All steps in order; only the first thing to do is NEXT, those behind it wait."""
    steps: list[PathStep] = []
    for step in Step:
        state, _sentence = judge(step, facts)
        is_behind = any(earlier.state == StepState.NEXT for earlier in steps)
        if state == StepState.NEXT and (is_behind or facts.state == CohortState.CANCELLED):
            state = StepState.WAITING
        steps.append(PathStep(step, state, facts))
    return tuple(steps)


def judge(step: Step, facts: CohortFacts) -> tuple[StepState, str]:
    """How a step stands by itself, and the sentence for it."""
    match step:
        case Step.PLAN:
            return _plan(facts)
        case Step.ADMISSION:
            return _admission(facts)
        case Step.SURVEY:
            return _survey(facts)
        case Step.TIMETABLE:
            return _timetable(facts)
        case Step.ATTENDANCE:
            return _attendance(facts)
        case Step.COMPLETION:
            return _completion(facts)
        case Step.CERTIFICATES:
            return _certificate(facts)
        case Step.RETURN:
            return _return(facts)
        case Step.PAPERS:
            return _papers(facts)


def _plan(facts: CohortFacts) -> tuple[StepState, str]:
    if facts.state == CohortState.CANCELLED:
        return StepState.PROBLEM, _("The cohort is cancelled.")
    if not facts.leader:
        return StepState.NEXT, _("Name the group leader.")
    return StepState.DONE, _(
        "{hours} hours, {starts} to {ends}; group leader {leader}.",
        hours=facts.hours,
        starts=short_date(facts.starts_on),
        ends=short_date(facts.ends_on),
        leader=facts.leader,
    )


def _admission(facts: CohortFacts) -> tuple[StepState, str]:
    if facts.people == 0:
        return StepState.NEXT, _("Nobody is enrolled yet: load the roster.")
    if facts.applicants:
        sentence = _n(
            "{n} person awaits the admission order, due by {due}.",
            "{n} people await the admission order, due by {due}.",
            facts.applicants,
            due=short_date(facts.order_due),
        )
        if facts.today > facts.order_due:
            return StepState.PROBLEM, sentence
        return StepState.NEXT if facts.today >= facts.starts_on else StepState.WAITING, sentence
    if facts.state == CohortState.PLANNED and facts.today >= facts.starts_on:
        return StepState.NEXT, _("Everyone is admitted: start the cohort.")
    if not facts.order_number:
        return StepState.DONE, _n("{n} person admitted.", "{n} people admitted.", facts.people)
    return StepState.DONE, _n(
        "{n} person admitted by order {order}.",
        "{n} people admitted by order {order}.",
        facts.people,
        order=bare_number(facts.order_number),
    )


def _survey(facts: CohortFacts) -> tuple[StepState, str]:
    if facts.people == 0:
        return StepState.WAITING, _("The survey waits for people.")
    is_over = facts.responses >= facts.people or facts.state == CohortState.COMPLETED
    state = StepState.DONE if is_over else StepState.NEXT
    if facts.responses == 0:
        return state, _("Nobody has answered the survey.")
    return state, _("{answered} of {people} have answered.", answered=facts.responses, people=facts.people)


def _timetable(facts: CohortFacts) -> tuple[StepState, str]:
    if facts.lessons == 0:
        return StepState.NEXT, _("There are no lessons yet: make the timetable.")
    if facts.lessons_outside:
        return StepState.PROBLEM, _n(
            "{n} lesson lies outside the dates of the cohort.",
            "{n} lessons lie outside the dates of the cohort.",
            facts.lessons_outside,
        )
    if facts.lesson_hours != facts.hours:
        return StepState.PROBLEM, _(
            "The lessons have {lesson_hours} hours, the programme has {hours}.",
            lesson_hours=facts.lesson_hours,
            hours=facts.hours,
        )
    return StepState.DONE, _n(
        "{n} lesson, {hours} hours.", "{n} lessons, {hours} hours.", facts.lessons, hours=facts.hours
    )


def _attendance(facts: CohortFacts) -> tuple[StepState, str]:
    if facts.first_lesson_on is None:
        return StepState.WAITING, _("Attendance waits for the timetable.")
    if facts.lessons_held == 0:
        return StepState.WAITING, _("The first lesson is on {day}.", day=short_date(facts.first_lesson_on))
    if facts.lessons_unmarked:
        return StepState.NEXT, _n(
            "{n} lesson has been held and is not marked.",
            "{n} lessons have been held and are not marked.",
            facts.lessons_unmarked,
        )
    state = StepState.DONE if facts.lessons_held == facts.lessons else StepState.WAITING
    return state, _("{held} of {lessons} lessons are held and marked.", held=facts.lessons_held, lessons=facts.lessons)


def _completion(facts: CohortFacts) -> tuple[StepState, str]:
    if facts.state == CohortState.COMPLETED:
        return StepState.DONE, _(
            "Completed: {finished}; statement only: {statements}.", finished=facts.finished, statements=facts.statements
        )
    if facts.today <= facts.ends_on:
        return StepState.WAITING, _("The cohort ends on {ends}.", ends=short_date(facts.ends_on))
    return StepState.NEXT, _("The cohort ended on {ends}: complete it.", ends=short_date(facts.ends_on))


def _certificate(facts: CohortFacts) -> tuple[StepState, str]:
    if facts.state != CohortState.COMPLETED:
        return StepState.WAITING, _("Certificates are issued after completion.")
    # Whose certificate was annulled gets a correction of it, and no new one.
    missing = facts.finished - facts.certificates - facts.annulled
    if missing > 0:
        return StepState.NEXT, _n(
            "{n} certificate is ready to be issued.", "{n} certificates are ready to be issued.", missing
        )
    return StepState.DONE, _n("{n} certificate issued.", "{n} certificates issued.", facts.certificates)


def _return(facts: CohortFacts) -> tuple[StepState, str]:
    month = month_title(facts.ends_on.year, facts.ends_on.month, language())
    if facts.state != CohortState.COMPLETED:
        return StepState.WAITING, _("Once completed, the cohort enters the return: {month}.", month=month)
    if facts.is_returned:
        return StepState.DONE, _("Counted in the return: {month}.", month=month)
    state = StepState.PROBLEM if facts.today > facts.return_due else StepState.NEXT
    return state, _("Return {month} is due by {due}.", month=month, due=short_date(facts.return_due))


def _papers(facts: CohortFacts) -> tuple[StepState, str]:
    if facts.unlisted:
        return StepState.NEXT, _n(
            "{n} person stands in no order of the register.",
            "{n} people stand in no order of the register.",
            facts.unlisted,
        )
    if not facts.papers:
        return StepState.WAITING, _("No order or letter of the cohort is in the register yet.")
    state = StepState.DONE if facts.state == CohortState.COMPLETED else StepState.WAITING
    return state, _n(
        "{n} order or letter is in the register.", "{n} orders and letters are in the register.", facts.papers
    )
