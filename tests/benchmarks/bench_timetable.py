"""The timetable of a 144-hour cohort, made with its clashes looked for in a whole centre; and a week to look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, insert

from db import engine as engines
from db.models.cohorts import Cohort, CohortState
from db.models.programmes import Module, Programme
from db.models.timetable import Room, Session, Trainer
from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.paths import CentrePaths
from desktop_app.timetable.ledger import hours_ledger
from desktop_app.timetable.pay import pay_sheet
from desktop_app.timetable.service import Teaching, make_sessions
from desktop_app.timetable.shifting import preview_shift
from desktop_app.timetable.week import week_of
from tests.benchmarks.figure import Figure, median_seconds

SIZES = (60_000, 600_000)
LESSONS_OF_A_COHORT, LESSONS_A_DAY = 54, 3
MODULES, HOURS = 12, 144
MONDAY = date(2026, 1, 5)
WEEKS_OF_A_YEAR = 50
ROOMS_FOR_LESSONS, LESSONS_OF_A_TRAINER = 600, 600
BATCH = 50_000
MILLISECONDS = 1_000
MADE_WITHIN_MS, SHOWN_WITHIN_MS = 300, 150


def figures() -> Iterator[Figure]:
    for size in SIZES:
        with taught_centre(size) as (centre, cohort_id):
            yield from _figures(centre, cohort_id, size)


@contextmanager
def taught_centre(sessions: int) -> Iterator[tuple[Centre, int]]:
    """An open centre of so many sessions within a year, all with rooms and trainers, and a cohort without any."""
    with TemporaryDirectory(prefix="mahorat-bench-") as folder:
        centre = create_centre(CentrePaths(Path(folder) / "centre"), DEMONSTRATION)
        try:
            with engines.writing(centre.engine).begin() as connection:
                cohorts = _fill(connection, sessions)
            yield centre, cohorts + 1
        finally:
            centre.is_changed_since_backup = False
            centre.close()


def _figures(centre: Centre, cohort_id: int, size: int) -> Iterator[Figure]:
    modules = range(1, MODULES + 1)
    teaching = Teaching(1, {module: module % _trainers(size) + 1 for module in modules})

    def make() -> None:
        centre.write(make_sessions, cohort_id=cohort_id, teaching=teaching, despite_clashes=True)

    yield _within("make 144 hours with clashes", size, make, MADE_WITHIN_MS)
    monday = _starts_on(cohort_id)
    lessons = centre.read(week_of, monday=monday, cohort_id=cohort_id).lessons
    for name, action in (
        ("shift 144 hours, looked at", lambda: centre.read(preview_shift, session_id=lessons[0].id, days=3)),
        ("week of a cohort", lambda: centre.read(week_of, monday=monday, cohort_id=cohort_id)),
        ("week of a room", lambda: centre.read(week_of, monday=monday, room_id=1)),
        ("week of a trainer", lambda: centre.read(week_of, monday=monday, trainer_id=1)),
        ("hours of a cohort", lambda: centre.read(hours_ledger, cohort_id=cohort_id)),
        ("hours of all trainers in a month", lambda: centre.read(pay_sheet, year=monday.year, month=monday.month)),
    ):
        yield _within(name, size, action, SHOWN_WITHIN_MS)


def _within(name: str, size: int, action: Any, limit: float) -> Figure:
    return Figure(name, size, median_seconds(action) * MILLISECONDS, "ms", limit=limit)


def _fill(connection: Connection, sessions: int) -> int:
    """Cohorts one beside the other through the year; returns how many have lessons."""
    cohorts = sessions // LESSONS_OF_A_COHORT
    taught = {"id": 1, "code": "P", "title": "P", "hours": HOURS, "staff_group": "PEDAGOG", "mode_code": "AJR"}
    connection.execute(insert(Programme), [taught])
    modules = [
        {"id": place, "programme_id": 1, "place": place, "title": f"{place}-modul", "hours": HOURS // MODULES}
        for place in range(1, MODULES + 1)
    ]
    connection.execute(insert(Module), modules)
    rooms = [{"id": number, "name": f"{number}-xona", "seats": 30} for number in range(1, _rooms(sessions) + 1)]
    connection.execute(insert(Room), rooms)
    trainers = [
        {"id": number, "full_name": f"Trener {number}", "sort_key": f"{number:06}", "load_hours": 90, "subjects": []}
        for number in range(1, _trainers(sessions) + 1)
    ]
    connection.execute(insert(Trainer), trainers)
    connection.execute(insert(Cohort), [_cohort(number) for number in range(1, cohorts + 2)])
    waiting: list[dict[str, Any]] = []
    for number in range(1, cohorts + 1):
        waiting += _lessons(number, sessions)
        if len(waiting) >= BATCH or number == cohorts:
            connection.execute(insert(Session), waiting)
            waiting = []
    return cohorts


def _cohort(number: int) -> dict[str, Any]:
    starts_on = _starts_on(number)
    return {
        "id": number,
        "code": f"PMM-26-{number:05}",
        "programme_id": 1,
        "state": CohortState.STUDYING,
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=40),
    }


def _starts_on(number: int) -> date:
    return MONDAY + timedelta(weeks=(number - 1) % WEEKS_OF_A_YEAR)


def _lessons(number: int, sessions: int) -> Iterator[dict[str, Any]]:
    for place in range(LESSONS_OF_A_COHORT):
        day, of_day = divmod(place, LESSONS_A_DAY)
        weeks, weekday = divmod(day, 6)
        yield {
            "cohort_id": number,
            "module_id": place % MODULES + 1,
            "held_on": _starts_on(number) + timedelta(weeks=weeks, days=weekday),
            "place_in_day": of_day + 1,
            "starts_at": time(8 + of_day * 2, 30),
            "hours": 2,
            "room_id": number % _rooms(sessions) + 1,
            "trainer_id": (number * LESSONS_OF_A_COHORT + place) % _trainers(sessions) + 1,
        }


def _rooms(sessions: int) -> int:
    return max(sessions // ROOMS_FOR_LESSONS, 1)


def _trainers(sessions: int) -> int:
    return max(sessions // LESSONS_OF_A_TRAINER, 1)
