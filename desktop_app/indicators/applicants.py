"""Who is on the list of a cohort and has been neither called nor admitted yet."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import OPEN_STATES
from desktop_app.i18n import N_, _
from desktop_app.indicators.listing import enrolment_rows
from desktop_app.indicators.model import BehindRow, Indicator, Measure, Span
from desktop_app.indicators.people_columns import IN_UZBEK_ORDER, PEOPLE_DIMENSIONS, carried, with_dimensions
from desktop_app.indicators.sources import Count, Ground, GroundSource, Leaf
from desktop_app.language.dates import short_date
from desktop_app.plan.records import Period


def _ground(_unit: UnitOfWork, period: Period, wanted: Collection[str], listed: Leaf | None) -> Ground:
    # Few cohorts are open: by a join alone SQLite would go through all the enrolments there ever were.
    are_open = select(Cohort.id).where(Cohort.state.in_(OPEN_STATES))
    places = (
        select(Enrolment.id, Enrolment.person_id, Enrolment.state, *carried(wanted))
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.cohort_id.in_(are_open), Enrolment.enrolled_on <= period.last_day)
        .subquery()
    )
    rows, columns = with_dimensions(places, wanted, period, with_person=listed is not None)
    counts = {("applied", Span.DAY): Count(places.c.state == EnrolmentState.APPLIED)}
    return Ground(rows, places.c.id, columns, counts, (*IN_UZBEK_ORDER, places.c.id) if listed else ())


def _rows(unit: UnitOfWork, _period: Period, _leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    return enrolment_rows(
        unit,
        row_ids,
        lambda row: _("On the list since {day}, not called yet.", day=short_date(row.enrolled_on)),
    )


APPLICANTS = GroundSource(PEOPLE_DIMENSIONS, _ground, _rows)
OF_APPLICANTS = (
    Indicator(
        "applied",
        N_("Applied"),
        N_("On the list of an open cohort by the last day of the month, neither called nor admitted yet."),
        Measure.PEOPLE,
        (Span.DAY,),
        PEOPLE_DIMENSIONS,
        N_("Register of persons"),
    ),
)
