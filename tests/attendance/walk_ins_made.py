"""A cohort with lessons, a listed person and somebody who is not on the list, for the tests of walk-ins."""

from dataclasses import dataclass
from datetime import date

from db.models.cohorts import Cohort, CohortState
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import AttendanceGrid, GridPerson, MarkChange
from desktop_app.attendance.service import grid
from desktop_app.attendance.walk_ins import add_walk_in
from desktop_app.centre import Centre
from desktop_app.marks.records import MarkValue
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests import factories

DAYS = (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21))
NAME = "Toʻrayeva Malika"


@dataclass(frozen=True)
class Attended:
    centre: Centre
    cohort: Cohort
    listed: int
    listed_person: int
    stranger: int
    lessons: tuple[int, ...]

    def mark(self, enrolment_id: int, *codes: str | None, reason: str = "") -> None:
        """Mark the lessons in order; None leaves one unmarked."""
        marks = [
            MarkChange(enrolment_id, lesson, MarkValue(code))
            for lesson, code in zip(self.lessons, codes, strict=False)
            if code is not None
        ]
        self.centre.write(set_marks, marks=marks, reason=reason)

    def grid(self) -> AttendanceGrid:
        return self.centre.read(grid, cohort_id=self.cohort.id)

    def codes_of(self, enrolment_id: int) -> list[str | None]:
        marks = self.grid().marks
        values = [marks.get((enrolment_id, lesson)) for lesson in self.lessons]
        return [None if value is None else value.kind_code for value in values]

    def row(self, enrolment_id: int) -> GridPerson:
        return next(person for person in self.grid().people if person.enrolment_id == enrolment_id)

    def card(self, surname: str = "Toʻrayeva", given_name: str = "Malika") -> int:
        """A card of the real person, who is in no cohort."""
        return self.centre.write(save_person, PersonDraft(surname=surname, given_name=given_name)).value


def attended(centre: Centre) -> Attended:
    taught = factories.write(centre, factories.programme(module_hours=(6,)))
    row = factories.write(centre, factories.cohort(taught.id))
    person = centre.write(save_person, PersonDraft(surname="Aliyeva", given_name="Zilola")).value
    listed = factories.write(centre, factories.enrolment(row.id, person)).id
    lessons = tuple(factories.write(centre, factories.session(row.id, held_on=day)).id for day in DAYS)
    stranger = centre.write(add_walk_in, cohort_id=row.id, name=NAME, note="12-maktabdan", code="B-77").value
    return Attended(centre, row, listed, person, stranger, lessons)


def close(centre: Centre, cohort_id: int) -> None:
    def change(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Cohort, cohort_id)
        row.state, row.completed_on = CohortState.COMPLETED, unit.today

    centre.write(change)
