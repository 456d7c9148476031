"""Very many rows of a table at once, in the words of the driver: half the time of binding them row by row."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, cast

from sqlalchemy import ColumnDefault, Connection, Table, bindparam, insert

from db.engine import is_server

# More at once are bound no faster, and keep every other thread waiting meanwhile.
ROWS_AT_ONCE = 5_000


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows of the same columns; what they leave out gets its default."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        part = rows[start : start + ROWS_AT_ONCE]
        absent = {
            column.name: column.default.arg(None) if column.default.is_callable else column.default.arg
            for column in table.columns
            if column.name not in part[0] and isinstance(column.default, ColumnDefault)
        }
        names = (*part[0], *absent)
        values = [repeat(absent[name], len(part)) if name in absent else [row[name] for row in part] for name in names]
        (_copy if is_server(connection) else _insert)(connection, table, names, values)


def _insert(connection: Connection, table: Table, names: Sequence[str], values: Sequence[Iterable[Any]]) -> None:
    statement: Any = insert(table).values({name: bindparam(name) for name in names})
    compiled = statement.compile(dialect=connection.dialect)
    by_name = dict(zip(names, values, strict=True))
    bound = [_bound(connection, table, name, by_name[name]) for name in compiled.positiontup]
    connection.exec_driver_sql(str(compiled), list(zip(*bound, strict=True)))


def copy_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Whole rows, each value as a file keeps it."""
    if is_server(connection):
        _stream(connection, table, [column.name for column in table.columns], rows)
        return
    quote = connection.dialect.identifier_preparer.quote
    places = ", ".join("?" * len(table.columns))
    columns = ", ".join(quote(column.name) for column in table.columns)
    connection.exec_driver_sql(f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({places})", list(rows))


def _copy(connection: Connection, table: Table, names: Sequence[str], values: Sequence[Iterable[Any]]) -> None:
    bound = [_bound(connection, table, name, column) for name, column in zip(names, values, strict=True)]
    _stream(connection, table, names, zip(*bound, strict=True))


def _stream(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(name) for name in names)
    raw = cast(Any, connection.connection.driver_connection)
    with raw.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _bound(connection: Connection, table: Table, name: str, values: Iterable[Any]) -> Iterable[Any]:
    bind = table.columns[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return values if bind is None else map(bind, values)
