"""A cohort with lessons, a listed person and somebody who is not on the list, for the tests of walk-ins."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from db.models.attendance import Absence, AttendanceSheet, BadgeScan, Mark
from db.models.cohorts import Cohort, CohortState
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import AttendanceGrid, GridPerson, MarkChange
from desktop_app.attendance.service import grid
from desktop_app.attendance.walk_ins import add_walk_in, walk_ins
from desktop_app.centre import Centre
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.marks.records import MarkValue
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests import factories

DAYS = (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21))
NAME = "Toʻrayeva Malika"
FACTS = ("kind_code", "marked_at", "marked_by", "missed_hours", "late_minutes", "note", "reason")


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


def attended_in_full(centre: Centre) -> Attended:
    """The stranger was late, then there, then away, has an absence, a badge that was read and a row of a sheet."""
    made = attended(centre)
    made.mark(made.listed, "KELMADI", "KELDI")
    made.mark(made.stranger, "KELDI", "KECH", "KELMADI")
    now, day = centre.clock.now(), centre.clock.today()
    noted = {"cohort_id": made.cohort.id, "enrolment_id": made.stranger}
    days: dict[str, Any] = {"starts_on": day, "ends_on": day}
    factories.write(centre, Absence(**noted, **days, kind_code="SABABLI", noted_at=now, noted_by="N"))
    factories.write(centre, BadgeScan(**noted, scanned_at=now, code="B-77", scanned_by="N"))
    printed = {"kind": "day", "printed_at": now, "printed_by": "N", "people": [made.listed, made.stranger]}
    factories.write(centre, AttendanceSheet(number="DV-26-000001", cohort_id=made.cohort.id, **days, **printed))
    return made


def standing(lesson: Attended) -> dict[str, object]:
    """Everything that recognising and sending away touch, told by names: a walk-in may get another number."""
    centre = lesson.centre
    names = {person.enrolment_id: person.name for person in lesson.grid().people}
    marks = rows(centre, Mark)
    return {
        "marks": sorted(
            (names[mark.enrolment_id], mark.session_id, *map(str, (getattr(mark, name) for name in FACTS)))
            for mark in marks
        ),
        "waiting": [(each.name, each.code, each.note, each.came_at, each.marks) for each in centre.read(walk_ins)],
        "carried": [names[row.enrolment_id] for row in (*rows(centre, Absence), *rows(centre, BadgeScan))],
        "sheets": [[names.get(person, "") for person in sheet.people] for sheet in rows(centre, AttendanceSheet)],
        "listed": [(person.name, person.state) for person in centre.read(enrolled_people, cohort_id=lesson.cohort.id)],
        "people": sorted(person.surname for person in rows(centre, Person)),
    }


def rows(centre: Centre, model: type) -> list[Any]:
    return centre.read(lambda unit: list(unit.session.scalars(select(model))))


def close(centre: Centre, cohort_id: int) -> None:
    def change(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Cohort, cohort_id)
        row.state, row.completed_on = CohortState.COMPLETED, unit.today

    centre.write(change)
