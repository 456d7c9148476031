"""Rows of any table as plain values: to send them, to compare them, and to make them records again."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, cast

from sqlalchemy import Table

from db import models
from db.base import Base
from db.plain_values import native_value, plain_value

# A row by the names of its columns; the rows of a table by their keys; the rows of all tables.
Row = dict[str, Any]
TableRows = dict[str, Row]
Rows = dict[str, TableRows]


@cache
def record_types() -> Mapping[str, type[Base]]:
    """The class of each table, those first that others refer to."""
    for module in iter_modules(models.__path__, f"{models.__name__}."):
        import_module(module.name)
    by_table = {cast(Table, mapper.local_table).name: mapper.class_ for mapper in Base.registry.mappers}
    return {table.name: by_table[table.name] for table in Base.metadata.sorted_tables}


def table_of(name: str) -> Table:
    return cast(Table, record_types()[name].__table__)


@cache
def key_columns(name: str) -> tuple[str, ...]:
    return tuple(column.name for column in table_of(name).primary_key)


def key_of(name: str, row: Mapping[str, Any]) -> str:
    """A row's key as the journal writes it: 7, or 12/34."""
    return "/".join(str(row[column]) for column in key_columns(name))


def plain(values: Mapping[str, Any]) -> Row:
    """A row as JSON can hold it."""
    return {name: plain_value(value) for name, value in values.items()}


def native(name: str, row: Mapping[str, Any]) -> Row:
    """The values that a record of the table is made of. Raises ValueError, KeyError or TypeError for what cannot be."""
    columns = table_of(name).columns
    return {column: native_value(columns[column], value) for column, value in row.items()}


def by_key(name: str, rows: Iterable[Mapping[str, Any]]) -> TableRows:
    found = (plain(row) for row in rows)
    return {key_of(name, row): row for row in found}
