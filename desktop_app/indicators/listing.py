"""People behind a figure, by their enrolments: who they are, in which cohort, and why they are counted."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from db.among import among
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import language
from desktop_app.indicators.model import BehindRow, RowKind
from desktop_app.language.names import PersonName, full_name

_TOLD: tuple[Any, ...] = (
    Enrolment.id,
    Enrolment.person_id,
    Enrolment.cohort_id,
    Enrolment.state,
    Enrolment.enrolled_on,
    Enrolment.finished_on,
    Enrolment.left_on,
    Enrolment.leaving_reason,
    Enrolment.absence_reason_code,
    Enrolment.entry_score,
    Enrolment.final_score,
    Person.surname,
    Person.given_name,
    Person.patronymic,
    Person.surname_cyrl,
    Person.given_name_cyrl,
    Person.patronymic_cyrl,
    Cohort.code,
    Cohort.starts_on,
)


def enrolment_rows(
    unit: UnitOfWork,
    enrolment_ids: Sequence[int],
    reason: Callable[[Row[Any]], str],
    *columns: ColumnElement[Any],
) -> list[BehindRow]:
    """In the order of the ids. ``reason`` gets a row with what the enrolment says, its cohort's start and these."""
    query = (
        select(*_TOLD, *columns)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
    )
    found = {
        row.id: row
        for wanted in among(unit.session, [Enrolment.id], enrolment_ids)
        for row in unit.session.execute(query.where(wanted))
    }
    return [
        BehindRow(
            RowKind.PERSON,
            row.person_id,
            shown_name(row),
            reason(row),
            enrolment_id=row.id,
            cohort_id=row.cohort_id,
            cohort=row.code,
        )
        for enrolment_id in enrolment_ids
        if (row := found.get(enrolment_id)) is not None
    ]


def shown_name(row: Row[Any] | Person) -> str:
    """In the script of the language in force, where the card has the name in it."""
    if language() in ("uz_Cyrl", "ru") and row.surname_cyrl:
        return full_name(PersonName(row.surname_cyrl, row.given_name_cyrl, row.patronymic_cyrl))
    return full_name(PersonName(row.surname, row.given_name, row.patronymic))
