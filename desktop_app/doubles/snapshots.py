"""Rows written down as JSON and made again from it, value for value."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, Date, Table, inspect
from sqlalchemy import Enum as EnumType

from db.base import Base
from db.types import UtcDateTime

Row = Mapping[str, Any]


def columns_of(row: Base) -> dict[str, Any]:
    """What the row says, column by column, as Python sees it."""
    return {attribute.key: getattr(row, attribute.key) for attribute in inspect(row).mapper.column_attrs}


def written(values: Row) -> dict[str, Any]:
    """The values as JSON can hold them."""
    return {name: _written(value) for name, value in values.items()}


def read_back(model: type[Base], written_rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The values of rows that ``written`` wrote, fit to be inserted again."""
    table = model.__table__
    assert isinstance(table, Table)
    return [{name: _read(table.columns[name], value) for name, value in row.items()} for row in written_rows]


def written_rows(rows: Sequence[Base]) -> list[dict[str, Any]]:
    return [written(columns_of(row)) for row in rows]


def _written(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case date():  # and datetime
            return value.isoformat()
        case _:
            return value


def _read(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    match column.type:
        case UtcDateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case EnumType(enum_class=type() as kind):
            return kind(value)
        case _:
            return value
