"""The movement of the contingent: every place in a cohort, from the day somebody came to the day they went.

Who studies in two cohorts has two places. A place begins with the cohort, or on the day of a transfer or of coming
late; what it brought at its end are the finishes, the scores of the tests, and whether the final test was passed.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Float, FromClause, Row, and_, case, cast, func, literal, null, or_, select

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_, _, language
from desktop_app.indicators.laid import LaidSource, laid_down
from desktop_app.indicators.listing import enrolment_rows
from desktop_app.indicators.model import BehindRow, Span
from desktop_app.indicators.people_columns import IN_UZBEK_ORDER, PEOPLE_DIMENSIONS, carried, with_dimensions
from desktop_app.indicators.sources import Count, Ground, Leaf, spans
from desktop_app.language.dates import short_date
from desktop_app.language.numbers import short_number
from desktop_app.plan.population import has_begun
from desktop_app.plan.records import Period
from desktop_app.reference.service import dated_rules

_FINISHED = (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)
_LEFT = (EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED)
_STUDIED = (EnrolmentState.ADMITTED, EnrolmentState.STUDYING, *_FINISHED, *_LEFT)


_STUDIES = N_("Studies since {begun}.")
_STUDIED_FROM_TO = N_("Studied from {came} to {went}.")
_CAME = {
    "admitted": N_("Came to the course on {day}."),
    "transferred_in": N_("Came by transfer on {day}."),
}
_WENT = {
    EnrolmentState.COMPLETED: N_("Finished on {day} with a certificate."),
    EnrolmentState.STATEMENT: N_("Finished on {day} with a statement."),
    EnrolmentState.EXPELLED: N_("Expelled on {day}."),
    EnrolmentState.TRANSFERRED: N_("Transferred on {day}."),
}
_SCORES = {
    "entry_score": N_("Entry test: {entry} of 100."),
    "final_score": N_("Final test: {final} of 100."),
    "score_growth": N_("Entry test: {entry}, final test: {final}."),
    "not_passed": N_("Final test: {final} of 100, less than is asked for."),
}


def _ground(unit: UnitOfWork, period: Period, wanted: Collection[str]) -> Ground:
    """The places that somebody had at any time of the year up to the month's end."""
    came, ended = _came(), _ended()
    went = _went(came, ended)
    rows_of_year = (
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.came_from_id,
            Enrolment.state,
            Enrolment.entry_score,
            Enrolment.final_score,
            Cohort.starts_on,
            came.label("came_on"),
            went.label("went_on"),
            *carried(wanted),
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            # Asked first, before the cohort is looked up: most places ended in the years before.
            or_(
                Enrolment.state.not_in(_FINISHED),
                Enrolment.finished_on.is_(None),
                Enrolment.finished_on >= period.year_start,
            ),
            Cohort.state != CohortState.CANCELLED,
            has_begun(period),
            Enrolment.state.in_(_STUDIED),
            # It went on the later of the two days.
            or_(ended.is_(None), ended >= period.year_start, came >= period.year_start),
        )
    )
    places = laid_down(rows_of_year)
    rows, columns = with_dimensions(places, wanted, period, with_person=True)
    return Ground(rows, places.c.id, columns, _counts(unit, places, period), (*IN_UZBEK_ORDER, places.c.id))


def _rows(unit: UnitOfWork, _period: Period, leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    came = _came()
    went = _went(came, _ended())
    return enrolment_rows(
        unit, row_ids, lambda row: _reason(leaf[0], row), came.label("came_on"), went.label("went_on")
    )


def _ended() -> ColumnElement[Any]:
    """The day on which a place is said to have ended; none for whoever still has it."""
    return case(
        (Enrolment.state.in_(_FINISHED), Enrolment.finished_on),
        (Enrolment.state.in_(_LEFT), func.coalesce(Enrolment.left_on, Cohort.starts_on)),
    )


def _came() -> ColumnElement[Any]:
    """The day on which a place began."""
    ended = _ended()
    # A list that was typed in after the course says nothing of when anybody came.
    is_late = and_(
        Enrolment.enrolled_on.between(Cohort.starts_on, Cohort.ends_on),
        or_(ended.is_(None), Enrolment.enrolled_on <= ended),
    )
    return case((is_late, Enrolment.enrolled_on), else_=Cohort.starts_on)


def _went(came: ColumnElement[Any], ended: ColumnElement[Any]) -> ColumnElement[Any]:
    """A place never ends before it began."""
    return case((ended < came, came), else_=ended)


def _counts(unit: UnitOfWork, places: FromClause, period: Period) -> dict[Leaf, Count]:
    came, went, state = places.c.came_on, places.c.went_on, places.c.state
    is_transfer = places.c.came_from_id.is_not(None)
    next_day = period.last_day + timedelta(days=1)
    found: dict[Leaf, Count] = {
        ("month_start", Span.MONTH): Count(and_(came < period.first_day, _stays(went, period.first_day))),
        ("month_end", Span.DAY): Count(and_(came < next_day, _stays(went, next_day))),
    }
    entry, final = places.c.entry_score, places.c.final_score
    both = entry.is_not(None) & final.is_not(None)
    fails = final < _least_score(unit, places.c.starts_on)
    for span, first in spans(period):
        has_come, has_gone = came.between(first, period.last_day), went.between(first, period.last_day)
        finishes = has_gone & state.in_(_FINISHED)
        found |= {
            ("admitted", span): Count(has_come & ~is_transfer),
            ("transferred_in", span): Count(has_come & is_transfer),
            ("expelled", span): Count(has_gone & (state == EnrolmentState.EXPELLED)),
            ("transferred_out", span): Count(has_gone & (state == EnrolmentState.TRANSFERRED)),
            ("finishes", span): Count(finishes),
            ("entry_score", span): Count(finishes & entry.is_not(None), entry),
            ("entry_tested", span): Count(finishes & entry.is_not(None)),
            ("final_score", span): Count(finishes & final.is_not(None), final),
            ("final_tested", span): Count(finishes & final.is_not(None)),
            ("score_growth", span): Count(finishes & both, final - entry),
            ("both_tested", span): Count(finishes & both),
            ("not_passed", span): Count(finishes & func.coalesce(fails, False)),
        }
    return found


def _stays(went: ColumnElement[Any], day: date) -> ColumnElement[bool]:
    """Whether whoever had come by then was still there when a day began."""
    return or_(went.is_(None), went >= day)


def _least_score(unit: UnitOfWork, starts_on: ColumnElement[Any]) -> ColumnElement[Any]:
    """What the final test asked for by the rules of the day on which a cohort began; null where nothing was asked."""
    rules = sorted(
        (each for each in dated_rules(unit) if each.name == "final_test_min_score"), key=lambda each: each.valid_from
    )
    values = [(each.valid_from, literal(float(each.value)) if each.value else null()) for each in rules]
    if not values:
        return cast(null(), Float)
    return case(*((starts_on >= day, value) for day, value in reversed(values)), else_=values[0][1])


def _reason(code: str, row: Row[Any]) -> str:
    went_on = row.went_on
    if code in _SCORES:
        return _(_SCORES[code], entry=_score(row.entry_score), final=_score(row.final_score))
    if code in ("admitted", "transferred_in"):
        return _(_CAME[code], day=short_date(row.came_on))
    if went_on is None:
        return _(_STUDIES, begun=short_date(row.came_on))
    if code in ("month_start", "month_end"):
        return _(_STUDIED_FROM_TO, came=short_date(row.came_on), went=short_date(went_on))
    return f"{_(_WENT[row.state], day=short_date(went_on))} {row.leaving_reason}".strip()


def _score(score: float | None) -> str:
    return short_number(score, language()) if score is not None else ""


MOVEMENT = LaidSource(PEOPLE_DIMENSIONS, _ground, _rows)
"""One row a place in a cohort."""
