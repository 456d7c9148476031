"""All records of one database copied into an empty other one, and read back to prove it: a file, or a server's.

Rows travel as a file keeps them, so both sides can be compared by one digest: days as text, truths as 0 and 1, JSON
letter by letter.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Connection, Engine, MetaData, Select, Table, Text, Time, cast, func, select

import db.models  # noqa: F401 - so that every table is known
from db.base import Base
from db.bulk import copy_rows
from db.engine import is_server
from db.models.accounts import KeySlot
from db.models.centre import StateMark
from db.plain_query import PlainRow, as_kept
from db.types import UtcDateTime

ROWS_AT_ONCE = 5_000
# Alembic's own.
VERSION_TABLE = "alembic_version"
# Facts about the place itself: whether a program runs in it, who can open it.
_OF_THE_PLACE = {StateMark.__tablename__, KeySlot.__tablename__}
# How long the text of an instant and of a time is with its millionths, which older files did not always write.
_WITH_MILLIONTHS = {UtcDateTime: len("2024-12-28 09:00:00.000000"), Time: len("09:00:00.000000")}


@dataclass(frozen=True)
class CopiedTable:
    """``digest`` is SHA-256 over its rows in the order of their keys."""

    name: str
    rows: int
    digest: str


class NotTheSame(Exception):
    """What was read back is not what was written; ``table`` is where."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


Step = Callable[[str, int, int], None]


def tables(known: MetaData = Base.metadata) -> list[Table]:
    """What is copied, what is referred to before what refers to it."""
    return [table for table in known.sorted_tables if table.name not in _OF_THE_PLACE]


def tables_of_file(file: Engine) -> list[Table]:
    """What is copied into a file of an older version, which the present models no longer describe."""
    found = MetaData()
    with file.connect() as connection:
        found.reflect(connection)
    return [table for table in tables(found) if table.name != VERSION_TABLE]


def copy_all(
    source: Connection, target: Connection, *, on_step: Step, which: Sequence[Table] | None = None
) -> list[CopiedTable]:
    """Copy every table inside the transactions of both connections; nothing may refer to anything meanwhile.

    ``on_step`` gets the table and how many rows of how many were copied; ``which`` are the tables of an older version.
    Raises NotTheSame.
    """
    all_tables = tables() if which is None else which
    total = sum(source.scalar(select(func.count()).select_from(table)) or 0 for table in all_tables)
    done = 0
    copied = []
    for table in all_tables:
        digest, rows = _Digest(), 0
        for part in _parts(source, table):
            on_step(table.name, done, total)
            digest.add(part)
            copy_rows(target, table, part)
            rows += len(part)
            done += len(part)
        copied.append(CopiedTable(table.name, rows, digest.text))
    for table, written in zip(all_tables, copied, strict=True):
        on_step(written.name, done, total)
        if told(target, table) != written:
            raise NotTheSame(written.name)
    return copied


def told(connection: Connection, table: Table) -> CopiedTable:
    """How many rows a table has, and their digest."""
    digest, rows = _Digest(), 0
    for part in _parts(connection, table):
        digest.add(part)
        rows += len(part)
    return CopiedTable(table.name, rows, digest.text)


class _Digest:
    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, rows: Sequence[PlainRow]) -> None:
        self._hash.update("\n".join(map(repr, rows)).encode())
        self._hash.update(b"\n")

    @property
    def text(self) -> str:
        return self._hash.hexdigest()


def _parts(connection: Connection, table: Table) -> Iterator[list[PlainRow]]:
    """The rows in the order of their keys, some at a time, as a file keeps them."""
    statement = _all_of(table).compile(dialect=connection.dialect).string
    raw: Any = connection.connection.driver_connection
    on_server = is_server(connection)
    with_lengths = [_WITH_MILLIONTHS.get(type(column.type), 0) for column in table.columns]
    cursor = raw.cursor(name=f"copy_{table.name}") if on_server else raw.cursor()
    try:
        cursor.execute(statement)
        while part := cursor.fetchmany(ROWS_AT_ONCE):
            yield as_kept(part, cursor) if on_server else _lengthened(part, with_lengths)
    finally:
        cursor.close()


def _all_of(table: Table) -> Select[Any]:
    columns = (cast(column, Text) if isinstance(column.type, JSON) else column for column in table.columns)
    return select(*columns).order_by(*table.primary_key)


def _lengthened(rows: list[PlainRow], lengths: Sequence[int]) -> list[PlainRow]:
    if not any(lengths):
        return rows
    return [
        tuple(
            f"{value}.000000" if length and value is not None and len(value) < length else value
            for value, length in zip(row, lengths, strict=True)
        )
        for row in rows
    ]
