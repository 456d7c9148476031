"""Who is counted: every person called in the year, once, by where they stand at the end of the month."""

from array import array
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, FromClause, Label, Select, Subquery, and_, case, func, literal, select

from db.among import among
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.plain_query import plain_rows
from db.portable import not_sought
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.plan.records import Period, Standing
from desktop_app.remembered import remembered

FINISHED = frozenset({Standing.CERTIFICATE, Standing.STATEMENT})
CAME = FINISHED | {Standing.STUDYING, Standing.LEFT}

# Who finished is counted as finished whatever else happened to them in the year, and so on down.
_RANK = {
    Standing.CERTIFICATE: 0,
    Standing.STATEMENT: 0,
    Standing.STUDYING: 1,
    Standing.LEFT: 2,
    Standing.ABSENT: 3,
    Standing.UNMARKED: 4,
}


def period_of(year: int, month: int, *, today: date) -> Period:
    """Raises Invalid for a month that does not exist or has not begun."""
    if not 1 <= month <= 12 or not 2000 <= year <= 2100:
        raise Invalid("no_such_month", N_("There is no such month: {year}-{month:02}."), year=year, month=month)
    first_day = date(year, month, 1)
    if first_day > today:
        raise Invalid("month_to_come", N_("The month {year}-{month:02} has not begun yet."), year=year, month=month)
    return Period(year, month, date(year, 1, 1), first_day, date(year, month, monthrange(year, month)[1]))


def counted(period: Period, *narrowed: ColumnElement[bool], also: Sequence[ColumnElement[Any]] = ()) -> Subquery:
    """One row a person: the enrolment by which they are counted, their standing, whether they finished this month.

    A person who finished is counted by the first finish of the year, so that nobody is counted in two months.
    ``narrowed`` are conditions on the enrolments that are looked at, ``also`` further columns of theirs and of their
    cohorts. Only who has several is put in order, which takes a half of the time.
    """
    # Asked three times, it is looked up once.
    stood = _stood(period, narrowed, also).cte("stood").prefix_with("MATERIALIZED")
    people = select(stood, _of_month(stood, period)).where(stood.c.enrolment_id.not_in(_passed_over(stood)))
    return people.subquery()


def counted_again(
    unit: UnitOfWork, period: Period, *narrowed: ColumnElement[bool], also: Sequence[ColumnElement[Any]] = ()
) -> Select[Any]:
    """The people of ``counted`` for whoever asks more than once: who has several is put in order the first time alone.

    ``narrowed`` conditions are on those by which people are counted.
    """
    passed_over = among(unit.session, [Enrolment.id], several_passed_over(unit, period))
    stood = _stood(period, (*narrowed, *(~each for each in passed_over)), also).subquery()
    return select(stood, _of_month(stood, period))


@remembered
def several_passed_over(unit: UnitOfWork, period: Period) -> Sequence[int]:
    """The enrolments of the year by which nobody is counted, for another of the same person's is."""
    # Where they stood is asked of those few alone who have several.
    several = (
        select(Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(*called_in_year(period))
        .group_by(Enrolment.person_id)
        .having(func.count() > 1)
    )
    stood = _stood(period, [Enrolment.person_id.in_(several)]).cte("stood").prefix_with("MATERIALIZED")
    return array("q", (row[0] for row in plain_rows(unit, _passed_over(stood))))


def finished_within(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Narrows ``counted`` to finishes of the year: whoever has one is counted by the first, whatever else there is."""
    return (
        Enrolment.state.in_((EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)),
        Enrolment.finished_on.between(period.year_start, period.last_day),
    )


def called_in_year(period: Period) -> list[ColumnElement[bool]]:
    """Enrolments that belong to the year up to the month's end: begun by then, and not over before the year."""
    # Each by itself: most enrolments are over, and are left out before their cohort is looked up.
    over_before = (
        and_(Enrolment.state.in_((EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)), _before(period)),
        and_(
            Enrolment.state.in_((EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED)),
            func.coalesce(Enrolment.left_on, Cohort.starts_on) < period.year_start,
        ),
        and_(
            Enrolment.state.in_((EnrolmentState.ABSENT, EnrolmentState.CALLED)),
            Cohort.starts_on < period.year_start,
        ),
    )
    return [
        Enrolment.state.not_in((EnrolmentState.APPLIED, EnrolmentState.WALK_IN)),
        *(~each for each in over_before),
        Cohort.state != CohortState.CANCELLED,
        has_begun(period),
    ]


def has_begun(period: Period) -> ColumnElement[bool]:
    """The cohort began by the month's end; said so that no index is taken: nearly all have, and going by cohorts
    every enrolment there is would be looked up by itself."""
    return not_sought(Cohort.starts_on.expression) <= period.last_day


def _before(period: Period) -> ColumnElement[bool]:
    return and_(Enrolment.finished_on.is_not(None), Enrolment.finished_on < period.year_start)


def _stood(
    period: Period, narrowed: Sequence[ColumnElement[bool]] = (), also: Sequence[ColumnElement[Any]] = ()
) -> Select[Any]:
    """The enrolments of the year, each with where it stood on the month's last day."""
    return (
        select(
            Enrolment.id.label("enrolment_id"),
            Enrolment.person_id,
            Enrolment.staff_group,
            Enrolment.district_code,
            Enrolment.subject_code,
            Enrolment.finished_on,
            standing_of(period).label("standing"),
            *also,
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(*called_in_year(period), *narrowed)
    )


def _of_month(stood: FromClause, period: Period) -> Label[int]:
    is_finished = stood.c.standing.in_([standing.value for standing in FINISHED])
    return case((and_(is_finished, stood.c.finished_on >= period.first_day), 1), else_=0).label("is_of_month")


def _passed_over(stood: CTE) -> Select[int]:
    have_several = select(stood.c.person_id).group_by(stood.c.person_id).having(func.count() > 1)
    rank = case({standing.value: rank for standing, rank in _RANK.items()}, value=stood.c.standing)
    order = (rank, stood.c.finished_on, stood.c.enrolment_id)
    place = func.row_number().over(partition_by=stood.c.person_id, order_by=order)
    placed = select(stood.c.enrolment_id, place.label("place")).where(stood.c.person_id.in_(have_several)).subquery()
    return select(placed.c.enrolment_id).where(placed.c.place > 1)


def standing_of(period: Period) -> ColumnElement[str]:
    """The present state taken back to the last day of the month."""
    is_finished = and_(Enrolment.finished_on.is_not(None), Enrolment.finished_on <= period.last_day)
    has_left = func.coalesce(Enrolment.left_on, period.last_day) <= period.last_day
    return case(
        (and_(Enrolment.state == EnrolmentState.COMPLETED, is_finished), literal(Standing.CERTIFICATE.value)),
        (and_(Enrolment.state == EnrolmentState.STATEMENT, is_finished), literal(Standing.STATEMENT.value)),
        (
            and_(Enrolment.state.in_((EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED)), has_left),
            literal(Standing.LEFT.value),
        ),
        (Enrolment.state == EnrolmentState.ABSENT, literal(Standing.ABSENT.value)),
        (Enrolment.state == EnrolmentState.CALLED, literal(Standing.UNMARKED.value)),
        else_=literal(Standing.STUDYING.value),
    )
