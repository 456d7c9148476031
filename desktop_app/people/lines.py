"""Lines of people, read by their ids in one query."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sqlalchemy import String, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from db.models.people import FormerName, Institution, Person
from db.models.reference import ReferenceItem, Territory
from db.plain_query import PlainQuery, PlainRow
from db.portable import listed_numbers
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.rights import Right, may
from desktop_app.i18n import language
from desktop_app.language.names import PersonName
from desktop_app.people.identity import mask_jshshir
from desktop_app.people.records import PersonLine
from desktop_app.reference.records import Names

# As one types, most of the people on the screen are still there after the next key.
_KEPT_LINES = 500
_POSITION, _SUBJECT = aliased(ReferenceItem), aliased(ReferenceItem)
_WHOLE_FORMER_NAME = func.trim(FormerName.surname + " " + FormerName.given_name + " " + FormerName.patronymic)
_FORMER_NAMES = select(func.joined_lines(_WHOLE_FORMER_NAME)).where(FormerName.person_id == Person.id).scalar_subquery()
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
    Person.is_archived,
    Institution.name,
    Territory.name_uz,
    Territory.name_ru,
    Territory.name_en,
    Territory.name_cyrl,
    _POSITION.name_uz,
    _POSITION.name_ru,
    _POSITION.name_en,
    _SUBJECT.name_uz,
    _SUBJECT.name_ru,
    _SUBJECT.name_en,
    _FORMER_NAMES,
)
_LINES = PlainQuery(
    select(*_COLUMNS)
    .outerjoin(Institution, Institution.id == Person.institution_id)
    .outerjoin(Territory, Territory.code == Person.district_code)
    .outerjoin(_POSITION, and_(_POSITION.list_name == "position", _POSITION.code == Person.position_code))
    .outerjoin(_SUBJECT, and_(_SUBJECT.list_name == "subject", _SUBJECT.code == Person.subject_code))
    .where(Person.id.in_(select(listed_numbers(bindparam("ids", type_=String)))))
    .order_by(Person.sort_key, Person.id)
)


def person_lines(unit: UnitOfWork, ids: Sequence[int]) -> list[PersonLine]:
    """The lines of the people with these ids, in the order of the ids; who is gone is left out.

    The JShShIR is masked for whoever may not see it.
    """
    lines = {line.id: line for line in lines_in_order(unit, ids)}
    return [lines[person_id] for person_id in ids if person_id in lines]


def lines_in_order(unit: UnitOfWork, ids: Sequence[int]) -> list[PersonLine]:
    """The lines of the people with these ids, in the order of the Uzbek alphabet."""
    lines = [line for line, _former in lines_with_former_names(unit, ids)]
    return lines if may(unit, Right.SEE_NUMBERS) else list(map(with_masked_number, lines))


def with_masked_number(line: PersonLine) -> PersonLine:
    return replace(line, jshshir=mask_jshshir(line.jshshir)) if line.jshshir else line


def lines_with_former_names(unit: UnitOfWork, ids: Sequence[int]) -> list[tuple[PersonLine, list[str]]]:
    """The lines in the order of the Uzbek alphabet, each with the names borne before; numbers in full."""
    if not ids:
        return []
    words = language()
    rows = _LINES.rows(unit, {"ids": json.dumps(list(ids))})
    return [(_line_of(row, words), row[-1].split("\n") if row[-1] else []) for row in rows]


@lru_cache(maxsize=_KEPT_LINES)
def _line_of(row: PlainRow, words: str) -> PersonLine:
    """The line in a row of ``_LINES``, told in the language ``words``; by place, because it runs at every key."""
    district, position, subject = _names(words, *row[17:27])
    return PersonLine(
        row[0],
        PersonName(row[1], row[2], row[3]),
        PersonName(row[4], row[5], row[6]),
        date.fromisoformat(row[7]) if row[7] else None,
        row[8],
        row[9],
        row[10],
        row[11],
        row[16] or "",
        district,
        position or row[12],
        subject or row[13],
        row[14],
        row[15] == 1,
    )


@lru_cache(maxsize=4096)
def _names(_words: str, *names: str | None) -> tuple[str, str, str]:
    """District, position and subject in the language in force, which is named so that no other is remembered."""
    return _named(*names[:4]), _named(*names[4:7]), _named(*names[7:])


def _named(uz: str | None, ru: str | None, en: str | None, cyrl: str | None = "") -> str:
    return Names(uz, ru or "", en or "", cyrl or "").text if uz else ""
