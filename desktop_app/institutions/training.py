"""How many people work at an institution, and how many of them took a course within the cycle."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, case, func, select

from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.due.population import is_trained_since, last_courses
from desktop_app.people.rules import years_before
from desktop_app.reference.service import rules_on

Figures = dict[int, tuple[int, int]]
"""People and trained people, by institution."""


def count_training(unit: UnitOfWork) -> Figures:
    """People and trained people of every institution: half a second at half a million people.

    Whoever shows the list counts once and hands it to ``institution_ids`` again and again, until a course changes.
    """
    rules = rules_on(unit, unit.today)
    since = years_before(rules.cycle_years, unit.today)
    is_trained = is_trained_since(since, _any_order(Person.id), rules.course_min_hours)
    query = _counted(func.sum(case((is_trained, 1), else_=0)))
    return {place: (people, trained) for place, people, trained in unit.session.execute(query)}


def count_people(unit: UnitOfWork) -> Figures:
    """The same without anybody's courses, which are not looked at: nobody is told trained."""
    return {place: (people, 0) for place, people in unit.session.execute(_counted())}


def training_of(unit: UnitOfWork, ids: Sequence[int]) -> Figures:
    """People and trained people of these institutions; those where nobody works are left out."""
    rules = rules_on(unit, unit.today)
    last = last_courses(rules.course_min_hours, working_at(ids))
    is_trained = last.c.last_on > years_before(rules.cycle_years, unit.today)
    query = (
        select(Person.institution_id, func.count(), func.sum(case((is_trained, 1), else_=0)))
        .outerjoin(last, last.c.person_id == Person.id)
        .where(Person.institution_id.in_(ids), is_present())
        .group_by(Person.institution_id)
    )
    return {place: (people, trained) for place, people, trained in unit.session.execute(query) if place is not None}


def working_at(ids: Sequence[int]) -> Select[int]:
    """The people who work at one of the institutions now."""
    return select(Person.id).where(Person.institution_id.in_(ids), is_present())


def is_present() -> ColumnElement[bool]:
    """Not in the archive; said so that the index of workplaces is taken, and not that of everybody present."""
    return case((Person.is_archived, 1), else_=0) == 0


def _counted(*figures: ColumnElement[int]) -> Select[Any]:
    """The present people of each institution from the index of workplaces alone: no card is read."""
    archived = select(Person.id).where(Person.is_archived.is_(True))
    columns: tuple[SQLColumnExpression[Any], ...] = (Person.institution_id, func.count(), *figures)
    is_counted = Person.institution_id.is_not(None), _any_order(Person.id).not_in(archived)
    return select(*columns).where(*is_counted).group_by(Person.institution_id)


def _any_order(column: SQLColumnExpression[int]) -> ColumnElement[int]:
    """The same value, by which no row is looked up: the one index that holds all that is asked for is read in order."""
    return column + 0
