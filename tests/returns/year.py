"""A small year of a centre, for the tests of its returns: every way a person can go, and the plan behind it."""

from datetime import date
from typing import Any

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.centre import Centre
from tests import factories

OCTOBER = {"year": 2026, "month": 10}
IN_SEPTEMBER, IN_OCTOBER = date(2026, 9, 26), date(2026, 10, 24)
ANOTHER_REGION = "1703202"


def fill_year(centre: Centre) -> None:
    """Ten people called by the end of October 2026: seven finished (two in September), and one each else."""
    programme = factories.write(centre, factories.programme())
    september = _cohort(centre, programme.id, "TV-26-001", date(2026, 9, 1), IN_SEPTEMBER)
    october = _cohort(centre, programme.id, "TV-26-002", date(2026, 10, 1), IN_OCTOBER)
    _cohort(centre, programme.id, "TV-26-003", date(2026, 11, 2), date(2026, 11, 28), CohortState.STUDYING)
    finished = {"state": EnrolmentState.COMPLETED, "staff_group": "PEDAGOG", "subject_code": "MAT"}
    enrol(centre, september, finished_on=IN_SEPTEMBER, **finished)
    enrol(centre, september, finished_on=IN_SEPTEMBER, **finished | {"district_code": "1727212"})
    enrol(centre, october, finished_on=IN_OCTOBER, **finished)
    enrol(centre, october, finished_on=IN_OCTOBER, **finished | {"staff_group": "RAHBAR", "subject_code": None})
    enrol(centre, october, finished_on=IN_OCTOBER, **finished | {"staff_group": None, "district_code": None})
    enrol(centre, october, finished_on=IN_OCTOBER, **finished | {"district_code": ANOTHER_REGION})
    enrol(centre, october, finished_on=IN_OCTOBER, **finished | {"state": EnrolmentState.STATEMENT})
    enrol(centre, october, state=EnrolmentState.ABSENT)
    enrol(centre, october, state=EnrolmentState.EXPELLED, left_on=date(2026, 10, 9))
    enrol(centre, october, state=EnrolmentState.CALLED)
    for month in (9, 10, 11):
        factories.write(centre, factories.plan_line(month=month, people=4))
    factories.write(centre, factories.plan_line(staff_group="RAHBAR", people=1))
    factories.write(centre, factories.plan_line(channel_code="UKT", people=5))
    factories.write(centre, factories.plan_line(channel_code="OTM_NOTM", people=9))
    factories.write(centre, factories.channel_figure(people=12))


def enrol(centre: Centre, cohort_id: int, *, person_id: int | None = None, **values: Any) -> int:
    """A new person (or the given one) in a cohort; returns the person's id."""
    if person_id is None:
        person_id = factories.write(centre, factories.person()).id
    factories.write(centre, factories.enrolment(cohort_id, person_id, **values))
    return person_id


def _cohort(
    centre: Centre,
    programme_id: int,
    code: str,
    starts_on: date,
    ends_on: date,
    state: CohortState = CohortState.COMPLETED,
) -> int:
    row = factories.cohort(programme_id, code=code, starts_on=starts_on, ends_on=ends_on, state=state)
    return factories.write(centre, row).id
