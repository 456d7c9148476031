"""The year of a large centre: 1,100 cohorts, 30,000 enrolments, 60,000 lessons; and the same times ten."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, func, insert, select

from db import engine as engines
from db.base import Base
from db.models.attendance import Mark
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.events import TrainingEvent
from db.models.people import Institution, Person
from db.models.plan import PlanLine
from db.models.programmes import Module, Programme
from db.models.timetable import Room, Session, Trainer
from desktop_app.bootstrap import open_centre
from desktop_app.clock import TASHKENT
from desktop_app.paths import CentrePaths
from tests.benchmarks.centres import made_up_centre

COHORTS, PEOPLE_OF_A_COHORT = 1_100, 27
LESSONS_OF_A_COHORT, LESSONS_A_DAY, DAYS_A_WEEK, WEEKS_OF_A_COHORT = 54, 3, 6, 3
PROGRAMMES, MODULES, HOURS = 20, 12, 144
EVENTS = 10_000
# The made-up centre beneath has the people, and the years before.
PEOPLE = 50_000
FIRST_WEEKS = 50
GROUPS = ("RAHBAR", "MUTAXASSIS", "PEDAGOG")
BATCH = 50_000

Row = dict[str, Any]


@contextmanager
def folder_of_a_year(times: int) -> Iterator[Path]:
    """A closed centre, gone afterwards, with so many times the year of a large one beside its years before.

    Nothing is told of the sizes of its tables (ANALYZE), as in any centre.
    """
    with TemporaryDirectory(prefix="mahorat-bench-") as home:
        folder = Path(home) / "centre"
        shutil.copytree(made_up_centre(PEOPLE * times).folder, folder)
        centre = open_centre(CentrePaths(folder))
        try:
            with engines.writing(centre.engine).begin() as connection:
                _Year(connection, centre.clock.today(), times).write()
        finally:
            centre.is_changed_since_backup = False
            centre.close()
        yield folder


class _Year:
    """Cohorts begin on a Monday, three weeks long, each in a room of its own; trainers go from cohort to cohort."""

    def __init__(self, connection: Connection, today: date, times: int) -> None:
        self._connection = connection
        self._today = today
        self._first_monday = date(today.year, 1, 1) + timedelta(days=-date(today.year, 1, 1).weekday() % 7)
        self._cohorts = COHORTS * times
        self._side_by_side = -(-self._cohorts // FIRST_WEEKS)
        self._chance = random.Random(times)
        self._before = {table: self._last_id(table) for table in (Programme, Module, Room, Trainer, Cohort, Enrolment)}
        self._before[Session] = self._last_id(Session)
        self._events = EVENTS * times

    def write(self) -> None:
        for table, rows in (
            (Programme, self._programmes()),
            (Module, self._modules()),
            (Room, self._rooms()),
            (Trainer, self._trainers()),
            (Cohort, self._cohort_rows()),
            (Enrolment, self._enrolments()),
            (Session, self._sessions()),
            (Mark, self._marks()),
            (PlanLine, self._plan()),
            (TrainingEvent, self._event_rows()),
        ):
            self._put(table, rows)

    def _put(self, table: type[Base], rows: Iterator[Row]) -> None:
        waiting: list[Row] = []
        for row in rows:
            waiting.append(row)
            if len(waiting) == BATCH:
                self._connection.execute(insert(table), waiting)
                waiting = []
        if waiting:
            self._connection.execute(insert(table), waiting)

    def _last_id(self, table: Any) -> int:
        return self._connection.scalar(select(func.max(table.id))) or 0

    def _programmes(self) -> Iterator[Row]:
        for number in range(1, PROGRAMMES + 1):
            yield {
                "id": self._before[Programme] + number,
                "code": f"Y-{number}",
                "title": f"{number}-yillik dastur",
                "hours": HOURS,
                "staff_group": GROUPS[number % len(GROUPS)],
                "mode_code": "AJR",
            }

    def _modules(self) -> Iterator[Row]:
        for number in range(PROGRAMMES * MODULES):
            programme, place = divmod(number, MODULES)
            yield {
                "id": self._before[Module] + number + 1,
                "programme_id": self._before[Programme] + programme + 1,
                "place": place + 1,
                "title": f"{place + 1}-modul",
                "hours": HOURS // MODULES,
            }

    def _rooms(self) -> Iterator[Row]:
        for number in range(1, self._side_by_side * WEEKS_OF_A_COHORT + 1):
            yield {"id": self._before[Room] + number, "name": f"3-bino, {number}-xona", "seats": 30}

    def _trainers(self) -> Iterator[Row]:
        for number in range(1, self._side_by_side * WEEKS_OF_A_COHORT + 1):
            name = f"Oʻqituvchi {number:05}"
            yield {
                "id": self._before[Trainer] + number,
                "full_name": name,
                "sort_key": name.casefold(),
                "load_hours": 90,
                "rate": 60_000,
                "subjects": ["MAT"],
            }

    def _starts_on(self, number: int) -> date:
        return self._first_monday + timedelta(weeks=number % FIRST_WEEKS)

    def _ends_on(self, number: int) -> date:
        return self._starts_on(number) + timedelta(weeks=WEEKS_OF_A_COHORT - 1, days=DAYS_A_WEEK - 1)

    def _state(self, number: int) -> CohortState:
        if self._ends_on(number) < self._today:
            return CohortState.COMPLETED
        return CohortState.STUDYING if self._starts_on(number) <= self._today else CohortState.PLANNED

    def _lane(self, number: int) -> int:
        """The first of the rooms and trainers that cohorts of the same weeks do not have."""
        return number % FIRST_WEEKS % WEEKS_OF_A_COHORT * self._side_by_side

    def _cohort_rows(self) -> Iterator[Row]:
        for number in range(self._cohorts):
            is_over = self._state(number) is CohortState.COMPLETED
            yield {
                "id": self._before[Cohort] + number + 1,
                "code": f"Y-{self._today:%y}-{number + 1:05}",
                "programme_id": self._before[Programme] + number % PROGRAMMES + 1,
                "state": self._state(number),
                "starts_on": self._starts_on(number),
                "ends_on": self._ends_on(number),
                "completed_on": self._ends_on(number) if is_over else None,
                "room_id": self._before[Room] + self._lane(number) + number // FIRST_WEEKS + 1,
            }

    def _enrolments(self) -> Iterator[Row]:
        people = self._connection.execute(
            select(Person.id, Person.staff_group, Person.district_code, Person.subject_code)
            .order_by(Person.id)
            .limit(self._cohorts * PEOPLE_OF_A_COHORT)
        ).all()
        for number, person in enumerate(people):
            cohort = number // PEOPLE_OF_A_COHORT
            state = self._state(cohort)
            yield {
                "id": self._before[Enrolment] + number + 1,
                "cohort_id": self._before[Cohort] + cohort + 1,
                "person_id": person.id,
                "state": _OF_PEOPLE[state],
                "enrolled_on": self._starts_on(cohort),
                "staff_group": person.staff_group,
                "district_code": person.district_code,
                "subject_code": person.subject_code,
                "finished_on": self._ends_on(cohort) if state is CohortState.COMPLETED else None,
            }

    def _sessions(self) -> Iterator[Row]:
        for number in range(self._cohorts):
            lane, beside = self._lane(number), number // FIRST_WEEKS
            for place in range(LESSONS_OF_A_COHORT):
                weeks, weekday = divmod(place // LESSONS_A_DAY, DAYS_A_WEEK)
                of_day = place % LESSONS_A_DAY
                first_module = self._before[Module] + number % PROGRAMMES * MODULES
                yield {
                    "id": self._before[Session] + number * LESSONS_OF_A_COHORT + place + 1,
                    "cohort_id": self._before[Cohort] + number + 1,
                    "module_id": first_module + place * MODULES // LESSONS_OF_A_COHORT + 1,
                    "held_on": self._starts_on(number) + timedelta(weeks=weeks, days=weekday),
                    "place_in_day": of_day + 1,
                    "starts_at": time(8 + of_day * 2, 30),
                    "hours": 2,
                    "kind_code": "LECTURE" if place % 2 else "PRACTICAL",
                    "room_id": self._before[Room] + lane + beside + 1,
                    "trainer_id": self._before[Trainer] + lane + (beside + place) % self._side_by_side + 1,
                }

    def _marks(self) -> Iterator[Row]:
        """Those of the cohorts that study now, up to yesterday."""
        for number in range(self._cohorts):
            if self._state(number) is not CohortState.STUDYING:
                continue
            days = (self._today - self._starts_on(number)).days
            held = min((days // 7 * DAYS_A_WEEK + min(days % 7, DAYS_A_WEEK)) * LESSONS_A_DAY, LESSONS_OF_A_COHORT)
            for place in range(held):
                for person in range(PEOPLE_OF_A_COHORT):
                    yield {
                        "session_id": self._before[Session] + number * LESSONS_OF_A_COHORT + place + 1,
                        "enrolment_id": self._before[Enrolment] + number * PEOPLE_OF_A_COHORT + person + 1,
                        "kind_code": "KELDI" if self._chance.random() < 0.95 else "SABABLI",
                        "marked_at": datetime.combine(self._today, time(9), tzinfo=TASHKENT),
                    }

    def _plan(self) -> Iterator[Row]:
        for month in range(1, 13):
            for number in range(1, PROGRAMMES + 1):
                yield {
                    "year": self._today.year,
                    "month": month,
                    "channel_code": "PMM",
                    "staff_group": GROUPS[number % len(GROUPS)],
                    "programme_id": self._before[Programme] + number,
                    "people": self._cohorts * PEOPLE_OF_A_COHORT // 12 // PROGRAMMES,
                    "order_number": "577-sonli",
                    "order_date": date(self._today.year - 1, 12, 28),
                }

    def _event_rows(self) -> Iterator[Row]:
        schools = self._connection.execute(select(Institution.id, Institution.district_code)).all()
        for number in range(self._events):
            school = schools[number % len(schools)]
            yield {
                "kind_code": "KRS" if number % 5 else "KRK",
                "held_on": date(self._today.year, 1, 10) + timedelta(days=number % 300),
                "institution_id": school.id,
                "district_code": school.district_code,
                "subject_code": ("MAT", "FIZ", "KIM", "BIO")[number % 4],
                "leader": "Karimov Anvar" if number % 50 == 0 else "Botirova Zilola",
                "people": 12,
            }


_OF_PEOPLE = {
    CohortState.PLANNED: EnrolmentState.APPLIED,
    CohortState.STUDYING: EnrolmentState.STUDYING,
    CohortState.COMPLETED: EnrolmentState.COMPLETED,
}
