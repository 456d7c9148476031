"""Who can no longer reach the threshold or is about to miss it, and the percentages of every open cohort."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from db.models.centre import Staff
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import Attendance, percentage
from desktop_app.attendance.totals import CohortTotals, totals
from desktop_app.people.rules import written_name
from desktop_app.reference.service import rules_on

IDS_AT_ONCE = 10_000


@dataclass(frozen=True)
class PersonAtRisk:
    """Somebody who cannot reach the threshold any more, or who can miss less than one more lesson."""

    enrolment_id: int
    person_id: int
    name: str
    cohort_id: int
    cohort_code: str
    leader: str
    ends_on: date
    attendance: Attendance

    @property
    def is_lost(self) -> bool:
        return not self.attendance.can_be_enough


@dataclass(frozen=True)
class SharedHours:
    """The academic hours of all people of a cohort together; ``at_risk`` of them are out of reach or about to be."""

    people: int
    attended: float
    marked: float
    unmarked: float
    planned: float
    best: float
    at_risk: int

    @property
    def percent_so_far(self) -> float | None:
        return percentage(self.attended, self.marked)

    @property
    def percent_of_plan(self) -> float | None:
        return percentage(self.attended, self.planned)

    @property
    def percent_best(self) -> float | None:
        return percentage(self.best, self.planned)


@dataclass(frozen=True)
class CohortShare:
    """How a cohort as a whole attends."""

    cohort_id: int
    code: str
    title: str
    leader: str
    starts_on: date
    ends_on: date
    hours: SharedHours


def is_at_risk(attendance: Attendance, *, lesson_hours: int) -> bool:
    """Whether the threshold is out of reach already, or would be after one more missed lesson."""
    if not attendance.can_be_enough:
        return True
    return not attendance.is_enough and attendance.may_still_miss < lesson_hours


def people_at_risk(unit: UnitOfWork) -> list[PersonAtRisk]:
    """Of all open cohorts, those who are out of reach first, then by how little more they can miss."""
    lesson_hours = rules_on(unit, unit.today).lesson_hours
    found = {
        enrolment_id: each.people[enrolment_id]
        for each in totals(unit)
        for enrolment_id in each.present
        if is_at_risk(each.people[enrolment_id], lesson_hours=lesson_hours)
    }
    people = [line for part in _parts(list(found)) for line in _people(unit, part, found)]
    return sorted(people, key=lambda line: (not line.is_lost, line.attendance.may_still_miss, line.cohort_code))


def cohort_shares(unit: UnitOfWork) -> list[CohortShare]:
    """Every open cohort that has begun, by its code."""
    lesson_hours = rules_on(unit, unit.today).lesson_hours
    counted = {each.cohort_id: _sums(each, lesson_hours) for each in totals(unit)}
    return [line for part in _parts(list(counted)) for line in _cohorts(unit, part, counted)]


def _sums(cohort: CohortTotals, lesson_hours: int) -> SharedHours:
    people = [cohort.people[enrolment_id] for enrolment_id in cohort.present]
    return SharedHours(
        len(people),
        sum(each.attended for each in people),
        sum(each.marked for each in people),
        sum(each.unmarked for each in people),
        sum(each.planned for each in people),
        sum(each.best_possible for each in people),
        sum(is_at_risk(each, lesson_hours=lesson_hours) for each in people),
    )


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + IDS_AT_ONCE] for start in range(0, len(ids), IDS_AT_ONCE))


def _people(unit: UnitOfWork, ids: list[int], found: Mapping[int, Attendance]) -> list[PersonAtRisk]:
    rows = unit.session.execute(
        select(Enrolment.id, Person, Cohort.id, Cohort.code, func.coalesce(Staff.full_name, ""), Cohort.ends_on)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(Staff, Staff.id == Cohort.leader_id)
        .where(Enrolment.id.in_(ids))
    )
    return [PersonAtRisk(row[0], row[1].id, written_name(row[1]), *row[2:], found[row[0]]) for row in rows]


def _cohorts(unit: UnitOfWork, ids: list[int], counted: Mapping[int, SharedHours]) -> list[CohortShare]:
    rows = unit.session.execute(
        select(
            Cohort.id,
            Cohort.code,
            Programme.title,
            func.coalesce(Staff.full_name, ""),
            Cohort.starts_on,
            Cohort.ends_on,
        )
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(Staff, Staff.id == Cohort.leader_id)
        .where(Cohort.id.in_(ids), Cohort.starts_on <= unit.today)
        .order_by(Cohort.code)
    )
    return [CohortShare(*row, counted[row[0]]) for row in rows]
