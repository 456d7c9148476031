"""Undoing what was done to the lists and the territories: each change keeps what its row said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.base import Base
from db.models.reference import FormerTerritoryName, ReferenceItem, Territory
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Refused
from desktop_app.i18n import N_
from desktop_app.reference.uses import is_item_used, is_territory_used

Row = ReferenceItem | Territory | FormerTerritoryName
_MODELS: dict[str, type[Row]] = {
    model.__tablename__: model for model in (ReferenceItem, Territory, FormerTerritoryName)
}


# The version of a row that was taken out.
GONE = 0


@dataclass(frozen=True)
class Change:
    """A row and what it said ``before``: None for one that was added. ``version`` is what the change made of it."""

    table: str
    key: Any
    before: Mapping[str, Any] | None
    version: int


def said(row: Row) -> dict[str, Any]:
    names = (column.name for column in type(row).__table__.columns)
    return {name: getattr(row, name) for name in names if name != "version"}


def change_of(row: Row, before: Mapping[str, Any] | None) -> Change:
    """To be called once the row is flushed."""
    key = row.code if isinstance(row, Territory) else row.id
    return Change(row.__tablename__, key, before, getattr(row, "version", 1))


def removal_of(row: Row) -> Change:
    """To be called before the row is deleted."""
    change = change_of(row, said(row))
    return Change(change.table, change.key, change.before, GONE)


def undo(unit: UnitOfWork, changes: Sequence[Change]) -> None:
    """Let the rows say what they said, the last change first; rows that were added are taken out again,
    and those that were taken out come back.

    Raises Conflict where a row was changed since, Refused where an added one is in use by now.
    """
    for change in reversed(changes):
        row = unit.session.get(_MODELS[change.table], change.key)
        if (GONE if row is None else getattr(row, "version", 1)) != change.version:
            raise Conflict
        if row is None:
            unit.session.add(_MODELS[change.table](**(change.before or {})))
        elif change.before is None:
            _require_unused(unit, row)
            unit.session.delete(row)
        else:
            for name, value in change.before.items():
                setattr(row, name, value)
        unit.session.flush()


def _require_unused(unit: UnitOfWork, row: Base) -> None:
    match row:
        case ReferenceItem():
            is_used = is_item_used(unit, row)
        case Territory():
            children = select(Territory.code).where(Territory.parent_code == row.code).limit(1)
            is_used = is_territory_used(unit, row.code) or unit.session.scalar(children) is not None
        case _:
            is_used = False
    if is_used:
        raise Refused("entry_used", N_("The entry is in use already. Close it with a date instead."))
