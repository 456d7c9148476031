"""A centre with five years of courses behind it, for what a return takes: so many enrolments, ten marks of each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, insert, text

from db import engine as engines
from db.base import Base
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Institution, Person, Sex
from db.models.plan import PlanLine
from db.models.programmes import Programme
from db.models.timetable import Session
from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.paths import CentrePaths
from desktop_app.reference.service import districts, list_items, profile

PEOPLE, LESSONS, YEARS, DAYS, PROGRAMMES, SCHOOLS = 30, 10, 5, 14, 20, 800
GROUPS = ("PEDAGOG", "MUTAXASSIS", "RAHBAR")
BATCH = 50_000
_MARKS = text(
    """
    INSERT INTO mark (session_id, enrolment_id, kind_code, marked_at, marked_by, note, reason)
    SELECT s.id, e.id,
           CASE WHEN (s.id * 7 + e.id * 13) % 25 = 0 THEN 'KELMADI' WHEN (s.id + e.id * 3) % 40 = 0 THEN 'SABABLI'
                ELSE 'KELDI' END,
           s.held_on || ' 12:00:00.000000', 1, '', ''
    FROM session AS s JOIN enrolment AS e ON e.cohort_id = s.cohort_id
    """
)

Row = dict[str, Any]


@contextmanager
def centre_of_years(enrolments: int) -> Iterator[Centre]:
    """An open centre, gone afterwards."""
    with TemporaryDirectory(prefix="mahorat-bench-") as folder:
        centre = create_centre(CentrePaths(Path(folder) / "centre"), DEMONSTRATION)
        try:
            own = centre.read(profile).region_code
            places = [place.code for place in centre.read(districts, region_code=own)]
            subjects = [item.code for item in centre.read(list_items, "subject")]
            with engines.writing(centre.engine).begin() as connection:
                _Crowd(enrolments, centre.clock.today(), places, subjects).write(connection)
            engines.fold_wal(centre.engine)
            yield centre
        finally:
            centre.is_changed_since_backup = False
            centre.close()


class _Crowd:
    """Cohorts begin evenly over the years up to today; nearly everybody takes one course."""

    def __init__(self, enrolments: int, today: date, places: list[str], subjects: list[str]) -> None:
        self._people = enrolments
        self._cohorts = enrolments // PEOPLE
        self._today = today
        self._places = places
        self._subjects = subjects

    def write(self, connection: Connection) -> None:
        for model, rows in (
            (Programme, self._programmes()),
            (Institution, self._schools()),
            (Person, self._persons()),
            (Cohort, self._cohort_rows()),
            (Enrolment, self._enrolments()),
            (Session, self._lessons()),
            (PlanLine, self._plan()),
        ):
            _put(connection, model, rows)
        connection.execute(_MARKS)

    def _starts_on(self, cohort: int) -> date:
        days = 365 * YEARS
        return self._today - timedelta(days=days - cohort * days // self._cohorts)

    def _is_over(self, cohort: int) -> bool:
        return self._starts_on(cohort) + timedelta(days=DAYS) < self._today

    def _programmes(self) -> Iterator[Row]:
        for number in range(1, PROGRAMMES + 1):
            named = {"id": number, "code": f"P-{number}", "title": f"{number}-dastur"}
            yield named | {"hours": 72, "staff_group": GROUPS[number % 3], "mode_code": "AJR"}

    def _schools(self) -> Iterator[Row]:
        for number in range(1, SCHOOLS + 1):
            yield {
                "id": number,
                "name": f"{number}-maktab",
                "kind_code": "UOTM",
                "district_code": self._place(number),
                "search_key": f"{number} maktab",
                "locality_code": "rural" if number % 3 else "urban",
            }

    def _place(self, school: int) -> str:
        return self._places[school % len(self._places)]

    def _persons(self) -> Iterator[Row]:
        for number in range(1, self._people + 1):
            school = 1 + number % SCHOOLS
            yield {
                "id": number,
                "surname": f"Familiya{number}",
                "given_name": "Ism",
                "name_key": f"familiya{number} ism",
                "sort_key": f"{number * 7919 % 1_000_003:07}",
                "birth_date": date(1960, 1, 1) + timedelta(days=number * 37 % 14_000),
                "sex": Sex.FEMALE if number % 4 else Sex.MALE,
                "institution_id": school,
                "district_code": self._place(school),
                "position_code": "DIR" if number % 20 == 0 else "METOD",
                "staff_group": GROUPS[number % 7 % 3],
                "subject_code": self._subject(number),
                "category_code": ("OLIY", "I", "II")[number % 3],
                "education_code": "OLIY_B",
                "service_since": date(1990, 9, 1) + timedelta(days=number * 13 % 11_000),
                "created_at": datetime(2020, 1, 1, tzinfo=UTC),
            }

    def _subject(self, person: int) -> str:
        return self._subjects[person % len(self._subjects)]

    def _cohort_rows(self) -> Iterator[Row]:
        for number in range(self._cohorts):
            yield {
                "id": number + 1,
                "code": f"G-{number + 1:05}",
                "programme_id": 1 + number % PROGRAMMES,
                "state": CohortState.COMPLETED if self._is_over(number) else CohortState.STUDYING,
                "starts_on": self._starts_on(number),
                "ends_on": self._starts_on(number) + timedelta(days=DAYS),
                "language_code": "uz" if number % 5 else "ru",
            }

    def _enrolments(self) -> Iterator[Row]:
        """One in fifty took the course of the cohort before, too, in the place of somebody else."""
        for number in range(1, self._cohorts * PEOPLE + 1):
            cohort = (number - 1) // PEOPLE
            person = max(number - PEOPLE, 1) if number % 50 == 0 else number
            state = self._state(cohort, number)
            is_finished = state in (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)
            begun = self._starts_on(cohort)
            yield {
                "id": number,
                "cohort_id": cohort + 1,
                "person_id": person,
                "state": state,
                "enrolled_on": begun,
                "left_on": begun + timedelta(days=5) if state is EnrolmentState.EXPELLED else None,
                "staff_group": GROUPS[person % 7 % 3],
                "district_code": self._place(1 + person % SCHOOLS),
                "subject_code": self._subject(person),
                "category_code": ("OLIY", "I", "II")[person % 3],
                "entry_score": 30 + number % 50,
                "final_score": 50 + number % 45 if is_finished else None,
                "finished_on": begun + timedelta(days=DAYS) if is_finished else None,
            }

    def _state(self, cohort: int, number: int) -> EnrolmentState:
        if not self._is_over(cohort):
            return EnrolmentState.STUDYING
        if number % 40 == 1:
            return EnrolmentState.ABSENT
        if number % 60 == 2:
            return EnrolmentState.EXPELLED
        return EnrolmentState.STATEMENT if number % 12 == 3 else EnrolmentState.COMPLETED

    def _lessons(self) -> Iterator[Row]:
        for number in range(self._cohorts * LESSONS):
            cohort, place = divmod(number, LESSONS)
            yield {
                "id": number + 1,
                "cohort_id": cohort + 1,
                "held_on": self._starts_on(cohort) + timedelta(days=place),
                "place_in_day": 1,
                "starts_at": time(8, 30),
                "hours": 2,
                "kind_code": "LECTURE",
            }

    def _plan(self) -> Iterator[Row]:
        for month in range(1, 13):
            for place in self._places:
                for channel in ("PMM", "UKT"):
                    yield {
                        "year": self._today.year,
                        "month": month,
                        "channel_code": channel,
                        "staff_group": "PEDAGOG",
                        "district_code": place,
                        "people": 300,
                        "order_number": "577-sonli",
                    }


def _put(connection: Connection, model: type[Base], rows: Iterator[Row]) -> None:
    while part := list(islice(rows, BATCH)):
        connection.execute(insert(model), part)
