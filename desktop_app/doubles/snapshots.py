"""Rows written down as JSON and made again from it, value for value."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, inspect

from db.base import Base
from db.plain_values import native_value, plain_value

Row = Mapping[str, Any]


def columns_of(row: Base) -> dict[str, Any]:
    """What the row says, column by column, as Python sees it."""
    return {attribute.key: getattr(row, attribute.key) for attribute in inspect(row).mapper.column_attrs}


def written(values: Row) -> dict[str, Any]:
    """The values as JSON can hold them."""
    return {name: plain_value(value) for name, value in values.items()}


def read_back(model: type[Base], written_rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The values of rows that ``written`` wrote, fit to be inserted again."""
    table = model.__table__
    assert isinstance(table, Table)
    return [{name: native_value(table.columns[name], value) for name, value in row.items()} for row in written_rows]


def written_rows(rows: Sequence[Base]) -> list[dict[str, Any]]:
    return [written(columns_of(row)) for row in rows]
