"""The own persons behind a year's actual: who finished by a day, and who is in a cohort that ends within the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, exists, extract, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.language.names import PersonName, full_name
from desktop_app.plan.records import Cut

FINISHED_STATES = (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)
EVERYBODY = Cut()
OPEN_STATES = (EnrolmentState.CALLED, EnrolmentState.ADMITTED, EnrolmentState.STUDYING)


@dataclass(frozen=True)
class FinishedCell:
    """So many own people of a staff group and a programme who finished in a month, or are to finish in it."""

    is_finished: bool
    month: int
    staff_group: str | None
    programme_id: int
    people: int


@dataclass(frozen=True)
class OwnFilter:
    """Whom to list. ``group`` "" is every staff group and None those without one; ``cut`` narrows to a part.

    ``not_programme_ids`` leaves out whoever is counted in a line of a programme of its own.
    """

    year: int
    as_of: date
    group: str | None = ""
    cut: Cut = EVERYBODY
    not_programme_ids: tuple[int, ...] = ()
    month: int | None = None


@dataclass(frozen=True)
class FinishedPerson:
    """One of the people that an actual counts."""

    person_id: int
    full_name: str
    workplace: str
    district_code: str | None
    subject_code: str | None
    cohort_id: int
    cohort: str
    finished_on: date


def count_finished(unit: UnitOfWork, *, year: int, as_of: date) -> list[FinishedCell]:
    """Each person once: by the first finish of the year up to the day, else by where they stand on the way to one."""
    people = _counted(year, as_of)
    keys = (people.c.is_finished, people.c.month, people.c.staff_group, people.c.programme_id)
    rows = unit.session.execute(select(*keys, func.count()).group_by(*keys))
    return [FinishedCell(bool(finished), month, group, programme, n) for finished, month, group, programme, n in rows]


def has_own_cohorts(unit: UnitOfWork, *, year: int, as_of: date) -> bool:
    """Whether the own register knows the year: then nobody finished is nought, and not a lack of data."""
    found = exists().where(
        Cohort.state != CohortState.CANCELLED,
        Cohort.starts_on <= min(as_of, date(year, 12, 31)),
        Cohort.ends_on >= date(year, 1, 1),
    )
    return as_of >= date(year, 1, 1) and bool(unit.session.scalar(select(found)))


def finished_count(unit: UnitOfWork, wanted: OwnFilter) -> int:
    people = _counted(wanted.year, wanted.as_of)
    return unit.session.scalar(select(func.count()).select_from(people).where(*_conditions(people, wanted))) or 0


def finished_people(unit: UnitOfWork, wanted: OwnFilter, *, offset: int = 0, limit: int = -1) -> list[FinishedPerson]:
    """In Uzbek order; as many as ``finished_count`` says."""
    people = _counted(wanted.year, wanted.as_of)
    query = (
        select(
            Person.id,
            Person.surname,
            Person.given_name,
            Person.patronymic,
            Enrolment.workplace,
            Enrolment.district_code,
            Enrolment.subject_code,
            Enrolment.finished_on,
            Cohort.id.label("cohort_id"),
            Cohort.code,
        )
        .select_from(people)
        .join(Person, Person.id == people.c.person_id)
        .join(Enrolment, Enrolment.id == people.c.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(*_conditions(people, wanted))
        .order_by(Person.sort_key, Person.id)
        .offset(offset)
        .limit(limit)
    )
    return [
        FinishedPerson(
            row.id,
            full_name(PersonName(row.surname, row.given_name, row.patronymic)),
            row.workplace,
            row.district_code,
            row.subject_code,
            row.cohort_id,
            row.code,
            row.finished_on,
        )
        for row in unit.session.execute(query)
    ]


def cut_counts(unit: UnitOfWork, *, year: int, as_of: date) -> Sequence[tuple[str | None, Cut, int, int]]:
    """How many finished by staff group, district, subject, programme (its first edition) and month."""
    people = _counted(year, as_of)
    keys = (people.c.staff_group, people.c.district_code, people.c.subject_code, people.c.base_id, people.c.month)
    rows = unit.session.execute(select(*keys, func.count()).where(people.c.is_finished == 1).group_by(*keys))
    return [(group, Cut(district, subject, base), month, n) for group, district, subject, base, month, n in rows]


def _counted(year: int, as_of: date) -> Subquery:
    """One row a person. A finish by the day comes before what is still to come, and an earlier one before a later."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    is_finished = Enrolment.finished_on <= as_of
    finished = _enrolments(case((is_finished, 1), else_=0), Enrolment.finished_on).where(
        Enrolment.state.in_(FINISHED_STATES),
        # By the end of the year even for an earlier day: then they were on their way to it.
        Enrolment.finished_on.between(first, last),
    )
    if as_of >= last:
        ways = finished.subquery()
    else:
        on_the_way = _enrolments(literal(0), Cohort.ends_on).where(*_on_the_way(first, last))
        ways = union_all(finished, on_the_way).subquery()
    order = (ways.c.is_finished.desc(), ways.c.ends_on, ways.c.enrolment_id)
    place = func.row_number().over(partition_by=ways.c.person_id, order_by=order)
    placed = select(ways, extract("month", ways.c.ends_on).label("month"), place.label("place")).subquery()
    return select(placed).where(placed.c.place == 1).subquery()


def _enrolments(is_finished: ColumnElement[int], ends_on: InstrumentedAttribute[Any]) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Enrolment.id.label("enrolment_id"),
        Enrolment.person_id,
        Enrolment.staff_group,
        Enrolment.district_code,
        Enrolment.subject_code,
        Cohort.programme_id,
        func.coalesce(Programme.base_id, Programme.id).label("base_id"),
        is_finished.label("is_finished"),
        ends_on.label("ends_on"),
    )
    return (
        select(*columns)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Cohort.state != CohortState.CANCELLED)
    )


def _on_the_way(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Enrolled now in a cohort that is to end within the year, as they stand: nobody is added to them or taken off."""
    return (
        Enrolment.state.in_(OPEN_STATES),
        Cohort.state.in_((CohortState.PLANNED, CohortState.STUDYING)),
        Cohort.ends_on.between(first, last),
    )


def _conditions(people: Subquery, wanted: OwnFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [people.c.is_finished == 1]
    if wanted.group != "":
        conditions.append(people.c.staff_group.is_not_distinct_from(wanted.group))
    for name in ("district_code", "subject_code"):
        value = getattr(wanted.cut, name)
        if value is not None:
            conditions.append(people.c[name] == value)
    if wanted.cut.programme_id is not None:
        conditions.append(people.c.base_id == wanted.cut.programme_id)
    if wanted.not_programme_ids:
        conditions.append(people.c.base_id.not_in(wanted.not_programme_ids))
    if wanted.month is not None:
        conditions.append(people.c.month == wanted.month)
    return conditions
