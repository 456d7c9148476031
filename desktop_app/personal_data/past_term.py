"""Whose data are past their term: nothing happened for so long that the centre has no ground to keep them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Select, exists, func, select

from db.models.attendance import Absence
from db.models.cohorts import Cohort, Enrolment
from db.models.people import OutsideCourse, Person
from db.models.surveys import SurveyResponse
from db.models.timetable import Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.people.archive import people_studying
from desktop_app.people.lines import person_lines
from desktop_app.people.records import PersonLine
from desktop_app.personal_data.purposes import Category, Purpose, purposes_on

SHOWN = 500
_MONTHS_OF_A_YEAR = 12
_LAST_DAY_OF_EVERY_MONTH = 28


@dataclass(frozen=True)
class PastTerm:
    """``people`` of whom the category holds something from before ``limit``, None where there is no term."""

    purpose: Purpose
    limit: date | None
    people: int


def past_terms(unit: UnitOfWork) -> list[PastTerm]:
    """One for each category, as the purposes of today have it."""
    return [_counted(unit, purpose) for purpose in purposes_on(unit, unit.today)]


def people_past_term(unit: UnitOfWork, *, category: Category) -> list[PersonLine]:
    """The people behind the count by name, at most SHOWN: so many can be taken out together."""
    return person_lines(unit, ids_past_term(unit, category=category, most=SHOWN))


def ids_past_term(unit: UnitOfWork, *, category: Category, most: int) -> list[int]:
    """The first of them in Uzbek order."""
    purpose = next(each for each in purposes_on(unit, unit.today) if each.category is category)
    limit = limit_of(purpose, today=unit.today)
    found = None if limit is None else _people(category, limit)
    if found is None:
        return []
    return list(unit.session.scalars(found.order_by(Person.sort_key, Person.id).limit(most)))


def limit_of(purpose: Purpose, *, today: date) -> date | None:
    """What ended before this day is past its term; None for what is kept as long as the centre."""
    if purpose.term_months is None:
        return None
    months = today.year * _MONTHS_OF_A_YEAR + today.month - 1 - purpose.term_months
    year, month = divmod(months, _MONTHS_OF_A_YEAR)
    return date(year, month + 1, min(today.day, _LAST_DAY_OF_EVERY_MONTH)) if year > 0 else None


def _counted(unit: UnitOfWork, purpose: Purpose) -> PastTerm:
    limit = limit_of(purpose, today=unit.today)
    found = None if limit is None else _people(purpose.category, limit)
    if found is None:
        return PastTerm(purpose, None, 0)
    return PastTerm(purpose, limit, unit.session.scalar(select(func.count()).select_from(found.subquery())) or 0)


def _people(category: Category, limit: date) -> Select[int] | None:
    kept = select(Person.id).where(Person.erased_on.is_(None), Person.name_key != "")
    match category:
        case Category.CARD:
            return kept.where(*_untouched_since(limit))
        case Category.ABSENCES:
            return kept.where(Person.id.in_(_of_enrolments(Absence, Absence.ends_on < limit)))
        case Category.SURVEYS:
            answered = SurveyResponse.answered_at < moment_of(limit)
            return kept.where(Person.id.in_(_of_enrolments(SurveyResponse, answered)))
        case Category.TRAINING:
            return None


def _untouched_since(limit: date) -> list[ColumnElement[bool]]:
    """Neither made nor studying since then, and in no cohort that is open still.

    Who teaches is kept as long as they are in the list of trainers.
    """
    recent = select(Enrolment.person_id).join(Cohort, Cohort.id == Enrolment.cohort_id).where(Cohort.ends_on >= limit)
    return [
        Person.created_at < moment_of(limit),
        Person.id.not_in(recent),
        Person.id.not_in(people_studying()),
        ~exists().where(OutsideCourse.person_id == Person.id, OutsideCourse.ends_on >= limit),
        ~exists().where(Trainer.person_id == Person.id),
    ]


def _of_enrolments(table: type[Absence] | type[SurveyResponse], is_past: ColumnElement[bool]) -> Select[int]:
    joined = select(Enrolment.person_id).join(table, table.enrolment_id == Enrolment.id)
    return joined.where(is_past)


def moment_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
