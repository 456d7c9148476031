"""Everybody called in the year, once, by where they stand at the month's end: what most figures are counted from."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, FromClause, Row, false, func, or_, select

from db.among import among
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_, _
from desktop_app.indicators.laid import LaidSource, laid_down
from desktop_app.indicators.listing import enrolment_rows
from desktop_app.indicators.model import BehindRow, Span
from desktop_app.indicators.people_columns import IN_UZBEK_ORDER, PEOPLE_DIMENSIONS, carried, with_dimensions
from desktop_app.indicators.sources import Count, Ground, Leaf
from desktop_app.language.dates import short_date
from desktop_app.plan.population import CAME, FINISHED, counted_again, several_passed_over, standing_of
from desktop_app.plan.records import Period, Standing

FINISHED_CODES = ("completed", "certificate", "statement")
_CAME_NEVER = (EnrolmentState.ABSENT, EnrolmentState.CALLED)
_REASONS = {
    Standing.CERTIFICATE: N_("Finished on {day} with a certificate."),
    Standing.STATEMENT: N_("Finished on {day} with a statement."),
    Standing.STUDYING: N_("Studies since {begun}."),
    Standing.LEFT: N_("Left before the end."),
    Standing.ABSENT: N_("Was called for {begun} and did not come."),
    Standing.UNMARKED: N_("Was called for {begun}; not marked whether they came."),
}
_LEFT_ON = N_("Left on {day}.")
_EXCUSED = N_("Was called for {begun} and did not come, for a valid reason.")


def _ground(unit: UnitOfWork, period: Period, wanted: Collection[str]) -> Ground:
    facts = (Enrolment.absence_reason_code.label("absence_reason"), Cohort.starts_on.label("starts_on"))
    people = laid_down(counted_again(unit, period, also=(*carried(wanted), *facts)))
    rows, columns = with_dimensions(people, wanted, period, with_person=True)
    if "month" in wanted:
        columns["month"] = func.substr(func.day_text(people.c.finished_on), 6, 2)
    return Ground(rows, people.c.enrolment_id, columns, _counts(unit, people, period), IN_UZBEK_ORDER)


def _counts(unit: UnitOfWork, people: FromClause, period: Period) -> dict[Leaf, Count]:
    has_reason = func.coalesce(people.c.absence_reason, "") != ""
    is_absent = _stands(people, {Standing.ABSENT})
    finished = {
        "completed": _stands(people, FINISHED),
        "certificate": _stands(people, {Standing.CERTIFICATE}),
        "statement": _stands(people, {Standing.STATEMENT}),
    }
    called, came = people.c.person_id.is_not(None), _stands(people, CAME)
    of_year = finished | {
        "called": called,
        "came": came,
        "absent_excused": is_absent & has_reason,
        "absent_unexcused": is_absent & ~has_reason,
        "unmarked": _stands(people, {Standing.UNMARKED}),
        "left": _stands(people, {Standing.LEFT}),
    }
    had_come = Enrolment.state.not_in(_CAME_NEVER)
    return {
        **{(code, Span.YEAR): Count(condition) for code, condition in of_year.items()},
        **{(code, Span.MONTH): Count(condition & (people.c.is_of_month == 1)) for code, condition in finished.items()},
        ("called", Span.MONTH): Count(called & ~_was_before(unit, people, period)),
        ("came", Span.MONTH): Count(came & ~_was_before(unit, people, period, had_come)),
        ("studying", Span.DAY): Count(_stands(people, {Standing.STUDYING})),
    }


def _stands(people: FromClause, standings: Collection[Standing]) -> ColumnElement[bool]:
    return people.c.standing.in_([standing.value for standing in standings])


def _was_before(
    unit: UnitOfWork, people: FromClause, period: Period, *narrowed: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Whether the year counted the person already at the end of the month before: by this enrolment or another."""
    if period.month == 1:
        return false()
    others = [
        people.c.person_id.in_(
            select(Enrolment.person_id)
            .join(Cohort, Cohort.id == Enrolment.cohort_id)
            .where(passed_over, Cohort.starts_on < period.first_day, *narrowed)
        )
        for passed_over in among(unit.session, [Enrolment.id], several_passed_over(unit, period))
    ]
    return or_(people.c.starts_on < period.first_day, *others)


def _reason(row: Row[tuple[object, ...]]) -> str:
    standing = Standing(row.standing)
    begun = short_date(row.starts_on)
    if standing is Standing.LEFT and row.left_on is not None:
        told = _(_LEFT_ON, day=short_date(row.left_on))
        return f"{told} {row.leaving_reason}".strip()
    if standing is Standing.ABSENT and row.absence_reason_code:
        return _(_EXCUSED, begun=begun)
    day = short_date(row.finished_on) if row.finished_on is not None else ""
    return _(_REASONS[standing], day=day, begun=begun)


def _rows(unit: UnitOfWork, period: Period, _leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    return enrolment_rows(unit, row_ids, _reason, standing_of(period).label("standing"))


PEOPLE = LaidSource(PEOPLE_DIMENSIONS | {"month"}, _ground, _rows)
"""One row a person, as the monthly return counts them; who has not finished has no month."""
