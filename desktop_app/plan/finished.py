"""The own persons behind a year's actual: who finished by a day, and who is in a cohort that ends within the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    and_,
    case,
    exists,
    extract,
    func,
    literal,
    select,
    union_all,
)
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

    ``not_cuts`` leaves out whoever is counted in another part, ``not_programme_ids`` whoever is counted in a line of a
    programme of its own.
    """

    year: int
    as_of: date
    group: str | None = ""
    cut: Cut = EVERYBODY
    not_cuts: tuple[Cut, ...] = ()
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
    # Cut out of the text that the day is kept as: half the time of reckoning with it as a day.
    month = func.substr(func.day_text(people.c.ends_on), 6, 2)
    keys = (people.c.is_finished, month, people.c.staff_group, people.c.programme_id)
    rows = unit.session.execute(select(*keys, func.count()).group_by(*keys))
    return [
        FinishedCell(bool(finished), int(month), group, programme, n) for finished, month, group, programme, n in rows
    ]


def count_cuts(unit: UnitOfWork, *, year: int, as_of: date, group: str | None) -> list[tuple[Cut, int]]:
    """How many of a staff group finished, by district, subject and the first edition of their programme."""
    people = _counted(year, as_of)
    first_edition = func.coalesce(Programme.base_id, Programme.id)
    keys = (Enrolment.district_code, Enrolment.subject_code, first_edition)
    query = (
        select(*keys, func.count())
        .select_from(people)
        .join(Enrolment, Enrolment.id == people.c.enrolment_id)
        .join(Programme, Programme.id == people.c.programme_id)
        .where(*_conditions(people, OwnFilter(year, as_of, group)))
        .group_by(*keys)
    )
    return [(Cut(district, subject, base), n) for district, subject, base, n in unit.session.execute(query)]


def has_own_cohorts(unit: UnitOfWork, *, year: int, as_of: date) -> bool:
    """Whether the own register knows the year: then nobody finished is nought, and not a lack of data."""
    found = exists().where(
        Cohort.state != CohortState.CANCELLED,
        Cohort.starts_on <= min(as_of, date(year, 12, 31)),
        Cohort.ends_on >= date(year, 1, 1),
    )
    return as_of >= date(year, 1, 1) and bool(unit.session.scalar(select(found)))


def first_editions(unit: UnitOfWork) -> dict[int | None, int]:
    """The first edition of each programme, by the id of each edition."""
    rows = unit.session.execute(select(Programme.id, func.coalesce(Programme.base_id, Programme.id)))
    return {row[0]: row[1] for row in rows}


def finished_count(unit: UnitOfWork, wanted: OwnFilter) -> int:
    people = _counted(wanted.year, wanted.as_of)
    joined = select(func.count()).select_from(people).join(Enrolment, Enrolment.id == people.c.enrolment_id)
    return unit.session.scalar(joined.where(*_conditions(people, wanted))) or 0


def finished_people(
    unit: UnitOfWork, wanted: OwnFilter, *, offset: int = 0, limit: int | None = None
) -> list[FinishedPerson]:
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


def _counted(year: int, as_of: date) -> Subquery:
    """One row a person. A finish by the day comes before what is still to come, and an earlier one before a later.

    Most have one way alone: only the others' are put in order, which takes a third of the time.
    """
    # Named once: asked three times, it is looked up once.
    ways = _ways(year, as_of).cte("ways")
    have_several = select(ways.c.person_id).group_by(ways.c.person_id).having(func.count() > 1)
    order = (ways.c.is_finished.desc(), ways.c.ends_on, ways.c.enrolment_id)
    place = func.row_number().over(partition_by=ways.c.person_id, order_by=order)
    placed = select(ways.c.enrolment_id, place.label("place")).where(ways.c.person_id.in_(have_several)).subquery()
    passed_over = select(placed.c.enrolment_id).where(placed.c.place > 1)
    return select(ways).where(ways.c.enrolment_id.not_in(passed_over)).subquery()


def _ways(year: int, as_of: date) -> CompoundSelect[Any] | Select[Any]:
    """The enrolments of the year by which people finished or are to finish."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    is_finished = case((Enrolment.finished_on <= as_of, 1), else_=0)
    finished = _enrolments(is_finished, Enrolment.finished_on).where(
        Enrolment.state.in_(FINISHED_STATES),
        # By the end of the year even for an earlier day: then they were on their way to it.
        Enrolment.finished_on.between(first, last),
    )
    if as_of >= last:
        return finished
    return union_all(finished, _enrolments(literal(0), Cohort.ends_on).where(*_on_the_way(first, last)))


def _enrolments(is_finished: ColumnElement[int], ends_on: InstrumentedAttribute[Any]) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Enrolment.id.label("enrolment_id"),
        Enrolment.person_id,
        Enrolment.staff_group,
        Cohort.programme_id,
        is_finished.label("is_finished"),
        ends_on.label("ends_on"),
    )
    joined = select(*columns).join(Cohort, Cohort.id == Enrolment.cohort_id)
    return joined.where(Cohort.state != CohortState.CANCELLED)


def _on_the_way(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Enrolled now in a cohort that is to end within the year, as they stand: nobody is added to them or taken off."""
    # Asked for as a list, the cohorts are looked at first: they are few.
    cohorts = select(Cohort.id).where(
        Cohort.state.in_((CohortState.PLANNED, CohortState.STUDYING)), Cohort.ends_on.between(first, last)
    )
    return Enrolment.state.in_(OPEN_STATES), Enrolment.cohort_id.in_(cohorts)


def _conditions(people: Subquery, wanted: OwnFilter) -> list[ColumnElement[bool]]:
    """On ``people`` and, for a cut, on the enrolment and the cohort joined to them."""
    conditions: list[ColumnElement[bool]] = [people.c.is_finished == 1]
    if wanted.group != "":
        conditions.append(people.c.staff_group.is_not_distinct_from(wanted.group))
    conditions += _meant_by(wanted.cut, people)
    conditions += [~and_(*_meant_by(cut, people)) for cut in wanted.not_cuts]
    if wanted.not_programme_ids:
        conditions.append(people.c.programme_id.not_in(_editions(wanted.not_programme_ids)))
    if wanted.month is not None:
        conditions.append(extract("month", people.c.ends_on) == wanted.month)
    return conditions


def _meant_by(cut: Cut, people: Subquery) -> list[ColumnElement[bool]]:
    """Each true or false, never unknown: who has no district is in none."""
    conditions: list[ColumnElement[bool]] = []
    if cut.district_code is not None:
        conditions.append(Enrolment.district_code.is_not_distinct_from(cut.district_code))
    if cut.subject_code is not None:
        conditions.append(Enrolment.subject_code.is_not_distinct_from(cut.subject_code))
    if cut.programme_id is not None:
        conditions.append(people.c.programme_id.in_(_editions([cut.programme_id])))
    return conditions


def _editions(programme_ids: Sequence[int]) -> Select[Any]:
    """Every edition of programmes that are named by their first one."""
    return select(Programme.id).where(func.coalesce(Programme.base_id, Programme.id).in_(programme_ids))
