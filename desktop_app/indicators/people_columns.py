"""The columns that tell the dimensions of people in cohorts, with no more tables joined than are asked for."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, case, cast, func, literal
from sqlalchemy.orm import InstrumentedAttribute, aliased

from db.models.cohorts import Cohort, Enrolment
from db.models.people import Institution, Person
from db.models.programmes import Programme, ProgrammeStage
from desktop_app.indicators.dimensions import AGE_BANDS, SERVICE_BANDS
from desktop_app.plan.records import Period
from desktop_app.reference.records import OWN_CHANNEL

_OF_ENROLMENT: Mapping[str, InstrumentedAttribute[Any]] = {
    "staff_group": Enrolment.staff_group,
    "district": Enrolment.district_code,
    "subject": Enrolment.subject_code,
    "category": Enrolment.category_code,
    "cohort": Cohort.code,
    "language": Cohort.language_code,
    "stage": Cohort.stage_id,
}
_OF_PROGRAMME = frozenset({"programme", "programme_kind", "mode"})
_OF_INSTITUTION = frozenset({"rural", "institution_type"})
_OF_PERSON = _OF_INSTITUTION | {"position", "sex", "age", "education", "service_years", "institution"}
PEOPLE_DIMENSIONS = frozenset({"channel", *_OF_ENROLMENT, *_OF_PROGRAMME, *_OF_PERSON})
IN_UZBEK_ORDER = (Person.sort_key, Person.id)
_FIRST_EDITION = aliased(Programme)


def carried(wanted: Collection[str]) -> list[ColumnElement[Any]]:
    """The columns that rows of enrolments joined to cohorts must bring along for these dimensions."""
    columns: dict[str, InstrumentedAttribute[Any]] = {
        name: column for name, column in _OF_ENROLMENT.items() if name in wanted
    }
    if _OF_PROGRAMME.intersection(wanted):
        columns |= {"programme": Cohort.programme_id, "stage": Cohort.stage_id}
    return [column.label(f"of_{name}") for name, column in columns.items()]


def with_dimensions(
    base: FromClause, wanted: Collection[str], period: Period, *, with_person: bool = False
) -> tuple[FromClause, dict[str, ColumnElement[Any]]]:
    """Rows that carry those columns and ``person_id``, joined to what they lack; the column of each dimension."""
    rows: FromClause = base
    columns: dict[str, ColumnElement[Any]] = {name: base.c[f"of_{name}"] for name in wanted if name in _OF_ENROLMENT}
    if "stage" in columns:
        columns["stage"] = cast(columns["stage"], String)
    if "channel" in wanted:
        columns["channel"] = literal(OWN_CHANNEL)
    if _OF_PROGRAMME.intersection(wanted):
        rows = (
            rows.join(Programme, Programme.id == base.c.of_programme)
            .outerjoin(_FIRST_EDITION, _FIRST_EDITION.id == Programme.base_id)
            .outerjoin(ProgrammeStage, ProgrammeStage.id == base.c.of_stage)
        )
        columns |= {name: column for name, column in _programme_columns().items() if name in wanted}
    if with_person or _OF_PERSON.intersection(wanted):
        # Everybody has a card; an outer join is made last, of those alone who are counted.
        rows = rows.outerjoin(Person, Person.id == base.c.person_id)
        columns |= {name: column for name, column in _person_columns(period.last_day).items() if name in wanted}
    if _OF_INSTITUTION.intersection(wanted):
        rows = rows.outerjoin(Institution, Institution.id == Person.institution_id)
    return rows, columns


def _programme_columns() -> dict[str, ColumnElement[Any]]:
    return {
        "programme": func.coalesce(_FIRST_EDITION.code, Programme.code),
        "programme_kind": cast(Programme.kind_code, String),
        "mode": func.coalesce(ProgrammeStage.mode_code, Programme.mode_code),
    }


def _person_columns(day: date) -> dict[str, ColumnElement[Any]]:
    """From the card as it is now: the enrolment keeps no copy of these."""
    return {
        "position": cast(Person.position_code, String),
        "sex": cast(Person.sex, String),
        "age": _age(day),
        "education": cast(Person.education_code, String),
        "service_years": _band(Person.service_since, SERVICE_BANDS, day),
        "institution": cast(Person.institution_id, String),
        "institution_type": cast(Institution.kind_code, String),
        "rural": func.coalesce(Person.locality_code, Institution.locality_code),
    }


def _age(day: date) -> ColumnElement[Any]:
    """By the birth date; where only the year is known, by the years that end in this one."""
    by_year = case(
        *(
            (Person.birth_year > day.year - years, literal(band))
            for band, years in AGE_BANDS.items()
            if years is not None
        ),
        (Person.birth_year.is_not(None), literal([*AGE_BANDS][-1])),
    )
    return case((Person.birth_date.is_not(None), _band(Person.birth_date, AGE_BANDS, day)), else_=by_year)


def _band(since: InstrumentedAttribute[Any], bands: Mapping[str, int | None], day: date) -> ColumnElement[Any]:
    """The first band whose years have not passed between a day and another."""
    last = [*bands][-1]
    return case(
        *((since > _years_before(day, years), literal(band)) for band, years in bands.items() if years is not None),
        (since.is_not(None), literal(last)),
    )


def _years_before(day: date, years: int) -> date:
    """A birthday on 29 February is kept on the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if is_leap_day else day.day)
