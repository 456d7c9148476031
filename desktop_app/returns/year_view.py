"""The year month by month, and what one cohort brings into the returns."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, select

from db.models.cohorts import Enrolment, EnrolmentState
from db.models.returns import ReturnSnapshot
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import return_due
from desktop_app.i18n import _
from desktop_app.plan.population import counted, finished_within, period_of
from desktop_app.plan.rules import usual_day
from desktop_app.plan.service import counted_plan
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.reference.service import districts, list_items, rules_on
from desktop_app.returns.records import DISTRICT_FORM, PLAN_FORM, SUBJECT_FORM


@dataclass(frozen=True)
class MonthFigures:
    """Of the own channel. ``actual`` is None for a month that has not begun, ``plan`` where nothing is planned."""

    month: int
    plan: int | None
    actual: int | None


@dataclass(frozen=True)
class EnteredFigure:
    """So many people of the cohort stand in a row of a form."""

    form: str
    row: str
    people: int


@dataclass(frozen=True)
class CohortMonth:
    """What a cohort brings into the return of a month.

    ``counted`` people are in its figures; ``counted_before`` finished too, but an earlier finish of the year counts.
    ``made_at_least_once`` tells whether that return was made already.
    """

    month: date
    due_on: date
    made_at_least_once: bool
    counted: int
    counted_before: int
    figures: tuple[EnteredFigure, ...]


def months_of_year(unit: UnitOfWork, *, year: int) -> list[MonthFigures]:
    """Plan and actual of the twelve months; each person once, by the first finish of the year."""
    lines, _overlaps = counted_plan(unit, year=year, day=usual_day(year, unit.today))
    plan: Counter[int] = Counter()
    for each in lines:
        if each.line.channel_code == OWN_CHANNEL and not each.line.is_yearly:
            plan[each.line.month] += each.people
    last = 12 if year < unit.today.year else unit.today.month if year == unit.today.year else 0
    actual = _finished_by_month(unit, year, last) if last else {}
    return [
        MonthFigures(month, plan.get(month), actual.get(month, 0) if month <= last else None) for month in range(1, 13)
    ]


def cohort_in_returns(unit: UnitOfWork, *, cohort_id: int) -> list[CohortMonth]:
    """The months whose returns count people of the cohort, oldest first; none before anybody has finished."""
    days = unit.session.scalars(
        select(Enrolment.finished_on)
        .where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.finished_on.is_not(None),
            Enrolment.state.in_((EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)),
        )
        .distinct()
    )
    months = Counter(day.replace(day=1) for day in days if day is not None and day <= unit.today)
    return [_cohort_month(unit, cohort_id, month) for month in sorted(months)]


def _finished_by_month(unit: UnitOfWork, year: int, last_month: int) -> dict[int, int]:
    period = period_of(year, last_month, today=unit.today)
    people = counted(period, *finished_within(period))
    month = extract("month", Enrolment.finished_on)
    rows = unit.session.execute(
        select(month, func.count()).join(people, people.c.enrolment_id == Enrolment.id).group_by(month)
    )
    return {int(number): int(count) for number, count in rows}


def _cohort_month(unit: UnitOfWork, cohort_id: int, month: date) -> CohortMonth:
    period = period_of(month.year, month.month, today=unit.today)
    own_people = select(Enrolment.person_id).where(Enrolment.cohort_id == cohort_id)
    people = counted(period, *finished_within(period), Enrolment.person_id.in_(own_people))
    rows = unit.session.execute(
        select(people.c.staff_group, people.c.district_code, people.c.subject_code)
        .join(Enrolment, Enrolment.id == people.c.enrolment_id)
        .where(Enrolment.cohort_id == cohort_id, people.c.is_of_month == 1)
    ).all()
    finished = unit.session.scalar(
        select(func.count(Enrolment.id)).where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.finished_on.between(period.first_day, period.last_day),
            Enrolment.state.in_((EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)),
        )
    )
    is_made = unit.session.scalar(
        select(func.count(ReturnSnapshot.id)).where(
            ReturnSnapshot.year == month.year, ReturnSnapshot.month == month.month
        )
    )
    groups = {item.code: item.names.text for item in list_items(unit, "staff_group")}
    places = {place.code: place.names.text for place in districts(unit)}
    subjects = {item.code: item.names.text for item in list_items(unit, "subject")}
    figures = (
        *_figures(PLAN_FORM, (row.staff_group for row in rows), groups, _("Staff group not stated")),
        *_figures(DISTRICT_FORM, (row.district_code for row in rows), places, _("District not stated")),
        *_figures(SUBJECT_FORM, (row.subject_code for row in rows), subjects, _("Subject not stated")),
    )
    due_on = return_due(period.last_day, rules_on(unit, period.last_day))
    return CohortMonth(month, due_on, bool(is_made), len(rows), (finished or 0) - len(rows), figures)


def _figures(form: str, codes: Iterable[str | None], names: dict[str, str], unknown: str) -> list[EnteredFigure]:
    """Most people first."""
    counts = Counter(names.get(code or "", unknown) for code in codes)
    return [EnteredFigure(form, title, people) for title, people in counts.most_common()]
