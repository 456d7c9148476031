"""Plan and actual of a year of a large centre, and of ten times as much: it may not grow faster than the cohorts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from inspect import unwrap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from db import engine as engines
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.plan import ChannelFigure, PlanLine
from db.models.programmes import Programme
from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.paths import CentrePaths
from desktop_app.plan.fact import plan_fact
from desktop_app.plan.finished import OwnFilter, finished_people
from desktop_app.plan.stated import stated_figures
from tests import factories
from tests.benchmarks.figure import Figure, median_seconds

COHORTS = (1_100, 11_000)
PEOPLE_OF_A_COHORT, PROGRAMMES = 27, 20
YEAR = 2026
LOOKED_AT = date(YEAR, 9, 30)
GROUPS = ("RAHBAR", "MUTAXASSIS", "PEDAGOG")
LIMIT_MS, PAGE_LIMIT_MS = 200, 150
BATCH = 20_000
MILLISECONDS = 1_000


def figures() -> Iterator[Figure]:
    alone: dict[str, float] = {}
    for cohorts in COHORTS:
        times = cohorts // COHORTS[0]
        growth = times if alone else None
        with _busy_centre(cohorts) as centre:
            # The limits are for a year of a large centre; what is counted whole may take ten times as long for ten.
            for name, limit, ask in (
                ("plan and actual of a year", LIMIT_MS * times, lambda: _plan_fact(centre)),
                ("people behind a figure, a page", PAGE_LIMIT_MS * times, lambda: _people(centre)),
                ("stated figures of a year", PAGE_LIMIT_MS, lambda: centre.read(stated_figures, year=YEAR)),
            ):
                taken = median_seconds(ask) * MILLISECONDS
                yield Figure(name, cohorts, taken, "ms", alone.get(name), ratio_limit=growth, limit=limit)
                alone.setdefault(name, taken)


def _plan_fact(centre: Centre) -> None:
    # As after every write: what is remembered takes no time.
    centre.read(unwrap(plan_fact), year=YEAR, as_of=LOOKED_AT)


def _people(centre: Centre) -> None:
    centre.read(finished_people, OwnFilter(YEAR, LOOKED_AT, "PEDAGOG"), limit=200)


@contextmanager
def _busy_centre(cohorts: int) -> Iterator[Centre]:
    with TemporaryDirectory(prefix="mahorat-bench-") as folder:
        centre = create_centre(CentrePaths(Path(folder) / "centre"), DEMONSTRATION)
        try:
            _fill(centre, cohorts)
            yield centre
        finally:
            centre.is_changed_since_backup = False
            centre.close()


def _fill(centre: Centre, cohorts: int) -> None:
    first = factories.write(centre, factories.person())
    columns = ", ".join(column.name for column in Person.__table__.columns if column.name != "id")
    people = cohorts * PEOPLE_OF_A_COHORT
    with engines.writing(centre.engine).begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO person (id, {columns}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            f" WHERE i < {people}) SELECT {first.id} + i, {columns} FROM n, person p WHERE p.id = {first.id}"
        )
        connection.execute(insert(Programme), [_programme(number) for number in range(1, PROGRAMMES + 1)])
        connection.execute(insert(Cohort), [_cohort(number) for number in range(1, cohorts + 1)])
        for start in range(0, people, BATCH):
            rows = [_enrolment(number, first.id) for number in range(start, min(start + BATCH, people))]
            connection.execute(insert(Enrolment), rows)
        connection.execute(insert(PlanLine), list(_plan()))
        connection.execute(insert(ChannelFigure), [_figure(month) for month in range(1, 10)])


def _programme(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "code": f"D-{number}",
        "title": f"{number}-dastur",
        "hours": 72,
        "staff_group": GROUPS[number % 3],
        "mode_code": "AJR",
    }


def _cohort(number: int) -> dict[str, Any]:
    ends_on = date(YEAR, 1, 20) + timedelta(days=number % 340)
    return {
        "id": number,
        "code": f"G-{number}",
        "programme_id": number % PROGRAMMES + 1,
        "state": CohortState.COMPLETED if ends_on <= LOOKED_AT else CohortState.STUDYING,
        "starts_on": ends_on - timedelta(days=19),
        "ends_on": ends_on,
    }


def _enrolment(number: int, first_person: int) -> dict[str, Any]:
    held = _cohort(number // PEOPLE_OF_A_COHORT + 1)
    is_over = held["state"] is CohortState.COMPLETED
    return {
        "cohort_id": held["id"],
        "person_id": first_person + 1 + number,
        "state": EnrolmentState.COMPLETED if is_over else EnrolmentState.STUDYING,
        "enrolled_on": held["starts_on"],
        "staff_group": GROUPS[held["programme_id"] % 3],
        "subject_code": "MAT",
        "district_code": factories.DISTRICT_CODE,
        "finished_on": held["ends_on"] if is_over else None,
    }


def _plan() -> Iterator[dict[str, Any]]:
    for month in range(1, 13):
        for programme in range(1, PROGRAMMES + 1):
            yield {
                "year": YEAR,
                "month": month,
                "channel_code": "PMM",
                "staff_group": GROUPS[programme % 3],
                "programme_id": programme,
                "people": 125,
                "order_number": "577-sonli",
                "order_date": date(YEAR - 1, 12, 28),
            }


def _figure(month: int) -> dict[str, Any]:
    return {
        "year": YEAR,
        "month": month,
        "channel_code": "UKT",
        "staff_group": "PEDAGOG",
        "people": 900,
        "source": f"{month}-oy xati",
    }
