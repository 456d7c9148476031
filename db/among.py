"""Asking for very many values at once: as one parameter, where the database can take a list apart by itself."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from db.long_json import dumps
from db.portable import listed_numbers, listed_texts

# So many values one statement may carry is far below what PostgreSQL allows.
CHUNK = 5_000


def among(session: Session, columns: Sequence[Any], values: Collection[Any]) -> Iterator[ColumnElement[bool]]:
    """Conditions that together hold for rows whose columns are one of the values; one value is as many as columns.

    For several columns a value is a tuple. All of them go in one: a parameter for each would cost more than the
    looking up itself. Only several columns, and days, go to PostgreSQL in parts.
    """
    if not values:
        return
    one = columns[0] if len(columns) == 1 else tuple_(*columns)
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    kind = columns[0].type.python_type if len(columns) == 1 else tuple
    if not is_sqlite and kind not in (int, str):
        ordered = sorted(values)
        for start in range(0, len(ordered), CHUNK):
            yield one.in_(ordered[start : start + CHUNK])
        return
    # The database puts them in order by itself.
    written = bindparam(None, dumps(list(values), default=date.isoformat), type_=String, unique=True)
    value = listed_numbers(written) if kind is int else listed_texts(written)
    parts = [value] if len(columns) == 1 else [func.json_extract(value, f"$[{at}]") for at in range(len(columns))]
    yield one.in_(select(*parts))
