"""Percentages of every open cohort of a large centre, and of one ten times as large; and what is not marked.

All is told in the time of the processor, the best of several turns. For the percentages both centres stand side by
side and are asked by turns, the smaller one as often at a time as makes the work equal: what the machine does besides,
and what its caches keep between two readings, falls on both alike.
"""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import islice
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, insert, text

from db import engine as engines
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Person, Sex
from db.models.programmes import Module, Programme
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.board import newest_unmarked, unmarked_lessons
from desktop_app.attendance.totals import totals
from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.paths import CentrePaths
from tests.benchmarks.figure import Figure, cpu_seconds

SIZES = (30_000, 300_000)
PEOPLE, LESSONS, LESSONS_A_DAY, HOURS = 30, 67, 3, 144
MODULES = 12
DAYS = -(-LESSONS // LESSONS_A_DAY)
TIMES_AS_LONG, AS_MUCH_MEMORY = 12, 2
REPEATS = 5
# One person in so many comes some days after the first lesson.
LATE_EVERY, LATE_BY_DAYS = 50, 4
MILLISECONDS = 1_000
COUNTED_WITHIN_MS, SEEN_WITHIN_MS = 1_000, 150
BATCH = 50_000

# One mark in twenty-five is an absence, one in fifty a lateness, as registers have them; the last lesson of every
# fortieth cohort waits for its marks, and that of the one after for a few of them.
_MARKS = text(
    """
    INSERT INTO mark (session_id, enrolment_id, kind_code, marked_at, marked_by, late_minutes, note, reason)
    SELECT s.id, e.id,
           CASE WHEN (s.id * 7 + e.id * 13) % 25 = 0 THEN 'KELMADI' WHEN (s.id + e.id * 3) % 50 = 0 THEN 'KECH'
                ELSE 'KELDI' END,
           s.held_on || ' 12:00:00.000000', 1, NULL, '', ''
    FROM session AS s JOIN enrolment AS e ON e.cohort_id = s.cohort_id
    WHERE s.held_on >= e.enrolled_on
      AND (s.id % :lessons <> 0 OR s.cohort_id % 40 > 1 OR (s.cohort_id % 40 = 1 AND e.id % 9 > 0))
    """
)


def figures() -> Iterator[Figure]:
    large, larger = SIZES
    with marked_centre(large) as centre, marked_centre(larger) as tenfold:
        counted, longer = _counting(centre, tenfold, times=larger // large)
        held, more = _peak(centre), _peak(tenfold)
        yield Figure("percentages of all cohorts", large, counted, "ms", limit=COUNTED_WITHIN_MS)
        yield Figure("percentages, memory", large, held, "MB")
        yield from _board(centre, large)
        yield Figure("percentages of all cohorts", larger, longer, "ms", counted, TIMES_AS_LONG)
        yield Figure("percentages, memory", larger, more, "MB", held, AS_MUCH_MEMORY)


def _counting(centre: Centre, tenfold: Centre, *, times: int) -> tuple[float, float]:
    """Milliseconds that the percentages take in either."""
    best, best_tenfold = inf, inf
    for _turn in range(REPEATS):
        best = min(best, cpu_seconds(lambda: [centre.read(_count) for _time in range(times)]) / times)
        best_tenfold = min(best_tenfold, cpu_seconds(lambda: tenfold.read(_count)))
    return best * MILLISECONDS, best_tenfold * MILLISECONDS


def _board(centre: Centre, enrolments: int) -> Iterator[Figure]:
    for name, query, limit in (
        ("not marked, the newest", newest_unmarked, SEEN_WITHIN_MS),
        ("not marked, all", unmarked_lessons, COUNTED_WITHIN_MS),
    ):
        value = min(cpu_seconds(partial(centre.read, query)) for _turn in range(REPEATS)) * MILLISECONDS
        yield Figure(name, enrolments, value, "ms", limit=limit)


def _peak(centre: Centre) -> float:
    """The most that Python held at a time for the percentages, in megabytes."""
    tracemalloc.start()
    try:
        centre.read(_count)
        return tracemalloc.get_traced_memory()[1] / 1024**2
    finally:
        tracemalloc.stop()


@contextmanager
def marked_centre(enrolments: int) -> Iterator[Centre]:
    """An open centre whose open cohorts have so many people, with a mark of each for every lesson."""
    with TemporaryDirectory(prefix="mahorat-bench-") as folder:
        centre = create_centre(CentrePaths(Path(folder) / "centre"), DEMONSTRATION)
        try:
            with engines.writing(centre.engine).begin() as connection:
                fill(connection, enrolments // PEOPLE, centre.clock.today())
            engines.fold_wal(centre.engine)
            yield centre
        finally:
            centre.is_changed_since_backup = False
            centre.close()


def fill(connection: Connection, cohorts: int, today: date) -> None:
    """So many cohorts that all had their last lesson yesterday, every lesson but a few marked."""
    taught = {"id": 1, "code": "P", "title": "P", "hours": HOURS, "staff_group": "PEDAGOG", "mode_code": "AJR"}
    connection.execute(insert(Programme), [taught])
    modules = [
        {"id": place, "programme_id": 1, "place": place, "title": f"{place}-modul", "hours": HOURS // MODULES}
        for place in range(1, MODULES + 1)
    ]
    connection.execute(insert(Module), modules)
    for model, rows in (
        (Cohort, _cohorts(cohorts, today)),
        (Person, _people(cohorts)),
        (Enrolment, _enrolments(cohorts, today)),
        (Session, _lessons(cohorts, today)),
    ):
        while part := list(islice(rows, BATCH)):
            connection.execute(insert(model), part)
    connection.execute(_MARKS, {"lessons": LESSONS})


def _cohorts(cohorts: int, today: date) -> Iterator[dict[str, Any]]:
    for number in range(cohorts):
        yield {
            "id": number + 1,
            "code": f"PMM-26-{number + 1:05}",
            "programme_id": 1,
            "state": CohortState.STUDYING,
            "starts_on": today - timedelta(days=DAYS),
            "ends_on": today + timedelta(days=10),
        }


def _people(cohorts: int) -> Iterator[dict[str, Any]]:
    for number in range(1, cohorts * PEOPLE + 1):
        yield {
            "id": number,
            "surname": f"S{number}",
            "given_name": "G",
            "patronymic": "",
            "birth_date": None,
            "birth_year": 1980,
            "sex": Sex.FEMALE,
            "district_code": None,
            "created_at": datetime(2026, 1, 1, tzinfo=UTC),
            "name_key": f"s{number} g",
            "sort_key": f"s{number:07}",
        }


def _enrolments(cohorts: int, today: date) -> Iterator[dict[str, Any]]:
    for number in range(cohorts * PEOPLE):
        days = DAYS - LATE_BY_DAYS if number % LATE_EVERY == 0 else DAYS
        yield {
            "id": number + 1,
            "person_id": number + 1,
            "cohort_id": number // PEOPLE + 1,
            "state": EnrolmentState.STUDYING,
            "enrolled_on": today - timedelta(days=days),
        }


def _lessons(cohorts: int, today: date) -> Iterator[dict[str, Any]]:
    for number in range(cohorts * LESSONS):
        place = number % LESSONS
        yield {
            "id": number + 1,
            "cohort_id": number // LESSONS + 1,
            "module_id": place % MODULES + 1,
            "hours": 2,
            "held_on": today - timedelta(days=DAYS - place // LESSONS_A_DAY),
            "place_in_day": place % LESSONS_A_DAY + 1,
            "starts_at": time(8 + place % LESSONS_A_DAY * 2, 30),
        }


def _count(unit: UnitOfWork) -> int:
    return sum(len(each.people) for each in totals(unit))
