"""Which lessons of the centre are held at a time: the conditions that queries share."""

from datetime import date, time

from sqlalchemy import ColumnElement, exists, func

from db.models.cohorts import Cohort, CohortState
from db.models.timetable import Session

# The database's own clock adds the minutes of a lesson to the time it begins at.
_ENDS_AT = func.minutes_later(Session.starts_at, Session.minutes)


def is_in_force() -> ColumnElement[bool]:
    """The lesson's cohort was not cancelled; in a query that has joined the cohort."""
    return Cohort.state != CohortState.CANCELLED


def busy_with(day: date, starts_at: time, ends_at: time) -> list[ColumnElement[bool]]:
    """Lessons that share a moment with the time between two times of a day."""
    return [
        Session.held_on == day,
        Session.starts_at < ends_at,
        starts_at.isoformat("seconds") < _ENDS_AT,
        _cohort_lasts(),
    ]


def held_from(day: date) -> list[ColumnElement[bool]]:
    """Lessons of that day and after it."""
    return [Session.held_on >= day, _cohort_lasts()]


def _cohort_lasts() -> ColumnElement[bool]:
    return exists().where(Cohort.id == Session.cohort_id, is_in_force())
