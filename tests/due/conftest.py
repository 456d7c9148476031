"""People whose turn is told by what stands on their cards."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete

from db.models.people import OutsideCourse
from db.models.reference import DueRule
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from tests import factories

# A kind of course by its hours; its programme and cohort are made for each.
AddCourse = Callable[..., None]


@pytest.fixture
def bare(centre: Centre) -> Centre:
    """A centre whose table of turns is empty: only the five years decide."""

    def clear(unit: UnitOfWork) -> None:
        unit.execute_bulk(delete(DueRule), reason="test")

    centre.write(clear)
    return centre


@pytest.fixture
def add_person(centre: Centre) -> Callable[..., int]:
    def add(**values: Any) -> int:
        return factories.write(centre, factories.person(**values)).id

    return add


@pytest.fixture
def add_course(centre: Centre) -> AddCourse:
    """A course that a person finished on a day, in a cohort of its own."""
    made = 0

    def add(person_id: int, ended_on: date, *, hours: int = 72, **values: Any) -> None:
        nonlocal made
        made += 1
        taught = factories.write(centre, factories.programme(code=f"P-{made}", module_hours=(hours,)))
        dates = {"starts_on": ended_on, "ends_on": ended_on}
        cohort = factories.write(centre, factories.cohort(taught.id, code=f"G-{made}", state="completed", **dates))
        finished = {"state": "completed", "finished_on": ended_on, **values}
        factories.write(centre, factories.enrolment(cohort.id, person_id, **finished))

    return add


@pytest.fixture
def add_outside_course(centre: Centre) -> AddCourse:
    def add(person_id: int, ended_on: date, *, hours: int | None = 72) -> None:
        course = OutsideCourse(person_id=person_id, title="Onlayn kurs", ends_on=ended_on, hours=hours)
        factories.write(centre, course)

    return add
