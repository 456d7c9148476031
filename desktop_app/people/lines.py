"""Lines of people, read by their ids in one query."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import aliased

from db.models.people import Institution, Person
from db.models.reference import ReferenceItem, Territory
from db.unit_of_work import UnitOfWork
from desktop_app.language.names import PersonName
from desktop_app.people.records import PersonLine
from desktop_app.people.rules import card_name
from desktop_app.reference.records import Names

_POSITION, _SUBJECT = aliased(ReferenceItem), aliased(ReferenceItem)
_COLUMNS = (
    Person.id,
    Person.surname,
    Person.given_name,
    Person.patronymic,
    Person.surname_cyrl,
    Person.given_name_cyrl,
    Person.patronymic_cyrl,
    Person.birth_date,
    Person.birth_year,
    Person.jshshir,
    Person.document,
    Person.phone,
    Person.position_text,
    Person.subject_text,
    Person.staff_group,
    Institution.name.label("workplace"),
    Territory.name_uz,
    Territory.name_ru,
    Territory.name_en,
    Territory.name_cyrl,
    _POSITION.name_uz.label("position_uz"),
    _POSITION.name_ru.label("position_ru"),
    _POSITION.name_en.label("position_en"),
    _SUBJECT.name_uz.label("subject_uz"),
    _SUBJECT.name_ru.label("subject_ru"),
    _SUBJECT.name_en.label("subject_en"),
)
LINES = (
    select(*_COLUMNS)
    .outerjoin(Institution, Institution.id == Person.institution_id)
    .outerjoin(Territory, Territory.code == Person.district_code)
    .outerjoin(_POSITION, and_(_POSITION.list_name == "position", _POSITION.code == Person.position_code))
    .outerjoin(_SUBJECT, and_(_SUBJECT.list_name == "subject", _SUBJECT.code == Person.subject_code))
)


def person_lines(unit: UnitOfWork, ids: Sequence[int]) -> list[PersonLine]:
    """The lines of the people with these ids, in the order of the ids; who is gone is left out."""
    if not ids:
        return []
    rows = unit.session.execute(LINES.where(Person.id.in_(ids)))
    lines = {row.id: line_of(row) for row in rows}
    return [lines[person_id] for person_id in ids if person_id in lines]


def line_of(row: Row[*tuple[Any, ...]]) -> PersonLine:
    """The line in a row of ``LINES``."""
    return PersonLine(
        id=row.id,
        name=card_name(row),
        name_cyrl=PersonName(row.surname_cyrl, row.given_name_cyrl, row.patronymic_cyrl),
        birth_date=row.birth_date,
        birth_year=row.birth_year,
        jshshir=row.jshshir,
        document=row.document,
        phone=row.phone,
        workplace=row.workplace or "",
        district=_named(row.name_uz, row.name_ru, row.name_en, row.name_cyrl or ""),
        position=_named(row.position_uz, row.position_ru, row.position_en) or row.position_text,
        subject=_named(row.subject_uz, row.subject_ru, row.subject_en) or row.subject_text,
        staff_group=row.staff_group,
    )


def _named(uz: str | None, ru: str | None, en: str | None, cyrl: str = "") -> str:
    return Names(uz, ru or "", en or "", cyrl).text if uz else ""
