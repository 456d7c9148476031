"""Asking for very many values at once: as one parameter, where the database can take a list apart by itself."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, column, func, select, tuple_
from sqlalchemy.orm import Session

from db.long_json import dumps

# So many values one statement may carry is far below what SQLite allows, and PostgreSQL too.
CHUNK = 5_000


def among(session: Session, columns: Sequence[Any], values: Collection[Any]) -> Iterator[ColumnElement[bool]]:
    """Conditions that together hold for rows whose columns are one of the values; one value is as many as columns.

    For several columns a value is a tuple. SQLite gets all of them in one: a parameter for each would cost more than
    the looking up itself. Elsewhere they come in parts.
    """
    one = columns[0] if len(columns) == 1 else tuple_(*columns)
    if session.get_bind().dialect.name != "sqlite":
        ordered = sorted(values)
        for start in range(0, len(ordered), CHUNK):
            yield one.in_(ordered[start : start + CHUNK])
    elif values:
        # SQLite puts them in order by itself.
        listed = func.json_each(bindparam(None, dumps(list(values), default=date.isoformat), unique=True))
        value = listed.table_valued(column("value", String)).c.value
        parts = [value] if len(columns) == 1 else [func.json_extract(value, f"$[{at}]") for at in range(len(columns))]
        yield one.in_(select(*parts))
