"""Those who left: out of every list, still found by search, and brought back when they return."""

from datetime import date

from sqlalchemy import Select, select

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.people.cards import load_card
from desktop_app.people.rules import checked_past, written_name

_OPEN = (CohortState.PLANNED, CohortState.STUDYING)
_TAKING_PART = (EnrolmentState.APPLIED, EnrolmentState.CALLED, EnrolmentState.ADMITTED, EnrolmentState.STUDYING)


def archive_person(unit: UnitOfWork, *, person_id: int, reason: str, archived_on: date | None = None) -> None:
    """Put a person who left among the archived, from a day on (today without one).

    Raises Invalid without a reason, Refused while the person is in a cohort that is not over.
    """
    row = load_card(unit, person_id)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    checked_past("archived_on", archived_on, today=unit.today)
    require_not_studying(unit, row)
    row.is_archived, row.archived_on, row.archive_reason = True, archived_on or unit.today, tidy(reason)


def return_from_archive(unit: UnitOfWork, *, person_id: int) -> None:
    """Put the person among the others again. Raises NotFound, Refused for an erased card."""
    row = load_card(unit, person_id)
    row.is_archived, row.archived_on, row.archive_reason = False, None, ""


def people_studying() -> Select[int]:
    """Who is in a cohort that is not over."""
    return (
        select(Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.state.in_(_TAKING_PART), Cohort.state.in_(_OPEN))
    )


def require_not_studying(unit: UnitOfWork, row: Person) -> None:
    """Raises Refused with the cohort for someone who is in one that is not over."""
    code = unit.session.scalar(
        select(Cohort.code)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.person_id == row.id, Enrolment.state.in_(_TAKING_PART), Cohort.state.in_(_OPEN))
        .limit(1)
    )
    if code is not None:
        raise Refused(
            "person_is_studying",
            N_("{name} is in cohort {cohort}, which is not over. Finish it or take the person out of it first."),
            name=written_name(row),
            cohort=code,
        )
