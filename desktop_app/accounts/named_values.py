"""What the codes and numbers of a journal entry stand for: entries of lists, districts, cohorts, the staff."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, select
from sqlalchemy.orm import InstrumentedAttribute

from db.base import Base
from db.models.centre import Staff
from db.models.cohorts import Cohort
from db.models.people import Institution
from db.models.programmes import Module, Programme
from db.models.reference import Territory
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.journal import FieldChange, JournalRecord
from desktop_app.reference.service import districts, list_items, regions
from desktop_app.reference.uses import list_of

# People are told by their card's number alone: who reads the journal need not be one who may see them.
_TITLES: Mapping[str, InstrumentedAttribute[str]] = {
    "cohort": Cohort.code,
    "institution": Institution.name,
    "module": Module.title,
    "programme": Programme.title,
    "staff": Staff.full_name,
}


def named_values(unit: UnitOfWork, *, record: JournalRecord) -> dict[str, dict[str, str]]:
    """By field, then by the value as text; what has no name any more, or never had one, is left out."""
    table = Base.metadata.tables.get(record.entity)
    named: dict[str, dict[str, str]] = {}
    if table is None:
        return named
    for change in record.changes:
        column = table.columns.get(change.field)
        values = list(_values(change)) if column is not None else []
        if column is not None and values:
            named[change.field] = _names(unit, column, values)
    return {field: names for field, names in named.items() if names}


def _values(change: FieldChange) -> Iterator[str | int]:
    for value in (change.before, change.after):
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str | int) and not isinstance(each, bool) and each != "":
                yield each


def _names(unit: UnitOfWork, column: Column[Any], values: list[str | int]) -> dict[str, str]:
    wanted = set(map(str, values))
    list_name = list_of(column)
    if list_name is not None:
        return {item.code: item.names.text for item in list_items(unit, list_name) if item.code in wanted}
    target = next((key.column.table.name for key in column.foreign_keys), "")
    if target == Territory.__tablename__:
        places = (*regions(unit), *districts(unit))
        return {place.code: place.names.text for place in places if place.code in wanted}
    if target not in _TITLES:
        return {}
    title, ids = _TITLES[target], [value for value in values if isinstance(value, int)]
    rows = unit.session.execute(select(title.class_.id, title).where(title.class_.id.in_(ids)))
    return {str(row_id): text for row_id, text in rows}
