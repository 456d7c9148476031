"""A small year of a centre, for the tests of its returns: every way a person can go, and the plan behind it."""

from datetime import date
from typing import Any

from db.models.cohorts import Cohort, CohortState, EnrolmentState
from desktop_app.centre import Centre
from tests import factories

OCTOBER = {"year": 2026, "month": 10}
IN_SEPTEMBER, IN_OCTOBER = date(2026, 9, 26), date(2026, 10, 24)
ANOTHER_REGION = "1703202"


def fill_year(centre: Centre) -> None:
    """Ten people called by the end of October 2026: seven finished (two in September), and one each else."""
    programme_id = factories.write(centre, factories.programme()).id
    begun = (
        _cohort(programme_id, "TV-26-001", date(2026, 9, 1), IN_SEPTEMBER),
        _cohort(programme_id, "TV-26-002", date(2026, 10, 1), IN_OCTOBER),
        _cohort(programme_id, "TV-26-003", date(2026, 11, 2), date(2026, 11, 28), CohortState.STUDYING),
    )
    september, october, _november = factories.write_all(centre, begun)
    finished = {"state": EnrolmentState.COMPLETED, "staff_group": "PEDAGOG", "subject_code": "MAT"}
    earlier, later = finished | {"finished_on": IN_SEPTEMBER}, finished | {"finished_on": IN_OCTOBER}
    ways: list[tuple[Cohort, dict[str, Any]]] = [
        (september, earlier),
        (september, earlier | {"district_code": "1727212"}),
        (october, later),
        (october, later | {"staff_group": "RAHBAR", "subject_code": None}),
        (october, later | {"staff_group": None, "district_code": None}),
        (october, later | {"district_code": ANOTHER_REGION}),
        (october, later | {"state": EnrolmentState.STATEMENT}),
        (october, {"state": EnrolmentState.ABSENT}),
        (october, {"state": EnrolmentState.EXPELLED, "left_on": date(2026, 10, 9)}),
        (october, {"state": EnrolmentState.CALLED}),
    ]
    people = factories.write_all(centre, (factories.person() for _way in ways))
    factories.write_all(
        centre,
        (
            factories.enrolment(cohort.id, person.id, **values)
            for person, (cohort, values) in zip(people, ways, strict=True)
        ),
    )
    factories.write_all(
        centre,
        (
            *(factories.plan_line(month=month, people=4) for month in (9, 10, 11)),
            factories.plan_line(staff_group="RAHBAR", people=1),
            factories.plan_line(channel_code="UKT", people=5),
            factories.plan_line(channel_code="OTM_NOTM", people=9),
        ),
    )
    factories.write(centre, factories.channel_figure(people=12))


def enrol(centre: Centre, cohort_id: int, *, person_id: int | None = None, **values: Any) -> int:
    """A new person (or the given one) in a cohort; returns the person's id."""
    if person_id is None:
        person_id = factories.write(centre, factories.person()).id
    factories.write(centre, factories.enrolment(cohort_id, person_id, **values))
    return person_id


def _cohort(
    programme_id: int, code: str, starts_on: date, ends_on: date, state: CohortState = CohortState.COMPLETED
) -> Cohort:
    return factories.cohort(programme_id, code=code, starts_on=starts_on, ends_on=ends_on, state=state)
