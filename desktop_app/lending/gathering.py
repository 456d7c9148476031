"""Reading what is lent out of a centre: the chosen rows, nobody else, and no reference that leads nowhere."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from db.models.centre import Staff
from db.unit_of_work import UnitOfWork
from desktop_app.borrowed import Kind
from desktop_app.lending.rows import Rows, TableRows, by_key, record_types, table_of
from desktop_app.lending.tables import ALONG_WHOLE, BLANK, chosen


def gathered(unit: UnitOfWork, *, kind: Kind, entity_id: int) -> Rows:
    """The work itself, and what everybody needs to work with it, by table and key."""
    along = {name: read_rows(unit, name, select(table_of(name))) for name in ALONG_WHOLE}
    return along | work_of(unit, kind=kind, entity_id=entity_id)


def work_of(unit: UnitOfWork, *, kind: Kind, entity_id: int) -> Rows:
    """What belongs to a cohort or a survey as it stands now."""
    rows = {
        name: read_rows(unit, name, statement.with_only_columns(*table_of(name).columns))
        for name, statement in chosen(kind, entity_id).items()
    }
    named = select(table_of("staff")).where(Staff.id.in_(_staff_named(rows)))
    return rows | {"staff": read_rows(unit, "staff", named)}


def read_rows(unit: UnitOfWork, name: str, statement: Select[Any]) -> TableRows:
    """The rows of one table, by the columns of that table."""
    return by_key(name, (dict(row._mapping) for row in unit.session.execute(statement)))


def sendable(rows: Rows) -> Rows:
    """The rows without what the other PC has no need of, and without references to what is not among them."""
    kept: Rows = {}
    for name in record_types():
        blank = BLANK.get(name, {})
        found = {key: {**row, **blank} for key, row in rows.get(name, {}).items()}
        kept[name] = _referring_inside(name, found, kept)
    return {name: found for name, found in kept.items() if found}


def references(name: str) -> dict[str, str]:
    """The columns of a table that name a row of another one, with that table."""
    return {column.name: key.column.table.name for column in table_of(name).columns for key in column.foreign_keys}


def _referring_inside(name: str, found: TableRows, kept: Rows) -> TableRows:
    columns = table_of(name).columns
    for column, target in references(name).items():
        there = found.keys() if target == name else kept[target].keys()
        for key, row in list(found.items()):
            if row[column] is None or str(row[column]) in there:
                continue
            if columns[column].nullable:
                row[column] = None
            else:
                del found[key]
    return found


def _staff_named(rows: Rows) -> set[int]:
    """Only those of the staff whose name stands in the work itself."""
    named: Iterable[tuple[str, str]] = (("cohort", "leader_id"), ("trainer", "staff_id"), ("mark", "marked_by"))
    return {row[column] for name, column in named for row in rows.get(name, {}).values() if row[column] is not None}
