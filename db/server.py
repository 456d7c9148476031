"""A centre's data on a PostgreSQL server: the same tables, one writer at a time, the same answers as from a file."""

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from psycopg import IsolationLevel
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, String, create_engine, event
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg
from sqlalchemy.engine import make_url
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool, QueuePool
from sqlalchemy.schema import CreateColumn
from sqlalchemy.sql.compiler import DDLCompiler

from db import long_json
from db.engine import OF_THIS_VERSION, WITH_TEMPORARY_TABLES
from db.errors import DatabaseFault, StorageFault, faults_named
from db.schema import newest_version

# Milliseconds; the queue of the writers is waited in for as long as a statement may take.
_SETTINGS = {
    "statement_timeout": 30_000,
    "lock_timeout": 5_000,
    # Who only reads keeps nobody waiting, and may reckon long between two questions.
    "idle_in_transaction_session_timeout": 600_000,
    # Compiling costs more than any of our queries.
    "jit": "off",
    # Whom a list leaves out is kept in memory while it is read: what does not fit there is gone through for each row.
    "work_mem": "64MB",
    # A centre's data lie in the server's memory: to follow an index costs hardly more than to read on.
    "random_page_cost": 1.1,
    "effective_cache_size": "1GB",
    "timezone": "UTC",
    "client_min_messages": "warning",
}
_CONNECTING = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
# What all writers of a database wait for: "MHRT", as the mark of a file.
WRITERS_TURN = 0x4D485254
_TAKE_TURN = f"""
SET LOCAL lock_timeout = 30000;
SELECT pg_advisory_xact_lock({WRITERS_TURN});
SET LOCAL lock_timeout = 5000;
SET LOCAL idle_in_transaction_session_timeout = 60000
"""
_TAKE_TURN_AND_LOOK = f"{_TAKE_TURN}; SELECT version_num FROM alembic_version"

# How many words begin so decides the way to people; by the usual hundred samples thousands of a surname look like one.
_KNOW_WORDS = "; ".join(
    f"ALTER TABLE {table} ALTER COLUMN word SET STATISTICS 1000" for table in ("person_word", "institution_word")
)
# What is known of the values of columns is kept in tables, too: the ranges and the most frequent names.
_ALL_TABLES = """
SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind = 'r' AND (relnamespace = current_schema()::regnamespace OR relname = 'pg_statistic')
ORDER BY relname = 'pg_statistic', relname
"""


def open_server(url: str, *, password: str = "", is_brief: bool = False) -> Engine:
    """An engine on a database of a server, ``postgresql://user@host:port/database``. Nothing is asked of it yet.

    A transaction with the option ``writing`` waits for its turn, so two read-modify-write units can never lose an
    update; all others read the data as they stood at their beginning, and cannot write. ``is_brief``: for a question
    or two, no connection is kept.
    """
    address = make_url(url).set(drivername="postgresql+psycopg")
    if password:
        address = address.set(password=password)
    engine = create_engine(
        address,
        connect_args={**_CONNECTING, "options": " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())},
        json_serializer=long_json.dumps,
        json_deserializer=_json,
        hide_parameters=True,
        # A connection that the server let go of is replaced before anything is asked of it.
        pool_pre_ping=True,
        poolclass=NullPool if is_brief else QueuePool,
    )
    engine.dialect.statement_compiler = _Compiler
    engine.dialect.ddl_compiler = _Layout
    engine.dialect.do_rollback = _let_go  # type: ignore[method-assign, assignment]
    engine.dialect.do_ping = partial(_is_there, engine.dialect.do_ping)  # type: ignore[method-assign]
    event.listen(engine, "connect", _read_numbers)
    event.listen(engine, "begin", _begin)
    return engine


def lift_limits(connection: Connection) -> None:
    """Let this transaction take whatever time it needs: a whole centre goes through it."""
    for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.exec_driver_sql(f"SET LOCAL {name} = 0")


def _let_go(connection: Any) -> None:
    """End a transaction whose changes nobody wants. One that only read is committed: at a rollback the driver forgets
    every statement that the server has prepared for it."""
    raw = connection.driver_connection
    if raw.read_only and raw.info.transaction_status is TransactionStatus.INTRANS:
        raw.commit()
    else:
        raw.rollback()


def _is_there(ask: Callable[[Any], bool], connection: Any) -> bool:
    """A server that ended the connection has said so by now; asked is only where it said anything at all."""
    raw = getattr(connection, "driver_connection", connection)
    has_said, _can_write, _broken = select.select([raw.fileno()], [], [], 0)
    return ask(connection) if has_said else True


def _json(written: bytes | str) -> Any:
    """The driver hands over what the server sent, undecoded."""
    return long_json.loads(written if isinstance(written, str) else bytes(written).decode())


class _Compiler(PGCompiler_psycopg):
    """LIKE does not tell capitals of Latin letters from small ones, as in a file."""

    def visit_like_op_binary(self, binary: Any, operator: Any, **options: Any) -> str:
        written: str = self.visit_ilike_op_binary(binary, operator, **options)  # type: ignore[no-untyped-call]
        return written

    def visit_not_like_op_binary(self, binary: Any, operator: Any, **options: Any) -> str:
        written: str = self.visit_not_ilike_op_binary(binary, operator, **options)  # type: ignore[no-untyped-call]
        return written


class _Number(Loader):
    """Sums are whole numbers, and means the nearest ones of the machine, as in a file."""

    def load(self, data: Any) -> int | float:
        written = bytes(data)
        return float(written) if b"." in written else int(written)


def _read_numbers(raw: Any, _record: object) -> None:
    raw.adapters.register_loader("numeric", _Number)


@contextmanager
def session_apart(engine: Engine) -> Iterator[Any]:
    """The driver's connection outside every transaction, with settings of its own: nobody else gets it afterwards.

    Raises DatabaseFault.
    """
    with faults_named():
        kept = engine.raw_connection()
        raw: Any = kept.driver_connection
        try:
            raw.autocommit = True
            yield raw
        finally:
            kept.invalidate()


def tidy_up(engine: Engine) -> None:
    """Let the server look at what was just filled in, so that it finds the ways through it at once."""
    with session_apart(engine) as raw:
        raw.execute("SET statement_timeout = 0")
        raw.execute(_KNOW_WORDS)
        raw.execute("VACUUM ANALYZE")


def written_anew(engine: Engine) -> Iterator[tuple[int, int]]:
    """Have every table of the database written anew, without what was deleted; tells how many of how many are.

    A table that is read for longer than a writer waits is a fault. Raises DatabaseFault.
    """
    with session_apart(engine) as raw:
        raw.execute(f"SET statement_timeout = 0; SET lock_timeout = 30000; {_KNOW_WORDS}")
        tables = [row[0] for row in raw.execute(_ALL_TABLES)]
        for done, table in enumerate(tables):
            yield done, len(tables)
            raw.execute(f"VACUUM (FULL, ANALYZE) {table}")
        yield len(tables), len(tables)


def _begin(connection: Connection) -> None:
    raw: Any = connection.connection.driver_connection
    options = connection.get_execution_options()
    is_writing = options.get("writing", False)
    level = IsolationLevel.READ_COMMITTED if is_writing else IsolationLevel.REPEATABLE_READ
    # A database that its data have left lets nobody write: what it says itself holds for writers.
    read_only = None if is_writing or options.get(WITH_TEMPORARY_TABLES, False) else True
    # Only when they change: the driver takes its time for each.
    if raw.isolation_level is not level:
        raw.isolation_level = level
    if raw.read_only is not read_only:
        raw.read_only = read_only
    if is_writing and options.get(OF_THIS_VERSION, False):
        _require_version(raw.execute(_TAKE_TURN_AND_LOOK))
    elif is_writing:
        raw.execute(_TAKE_TURN)


def _require_version(cursor: Any) -> None:
    """A newer program on another PC may have moved the schema forward since this one was started."""
    while cursor.nextset():
        pass
    found = int(cursor.fetchone()[0])
    if found != newest_version():
        raise DatabaseFault(StorageFault.NEWER_VERSION, found=found, known=newest_version())


@compiles(CreateColumn, "postgresql")
def _column(element: CreateColumn, compiler: DDLCompiler, **_options: Any) -> str:
    return _written_column(element.element, compiler)


def _written_column(column: Any, compiler: DDLCompiler) -> str:
    """As in a file: texts are compared byte by byte, and a row without a number gets the next one."""
    words = [compiler.preparer.format_column(column), compiler.dialect.type_compiler_instance.process(column.type)]
    if isinstance(column.type, String):
        words.append('COLLATE "C"')
    if column is column.table._autoincrement_column and not column.table.schema:
        words.append(f"DEFAULT next_id('{column.table.name}')")
    elif (default := compiler.get_column_default_string(column)) is not None:
        words.append(f"DEFAULT {default}")
    if not column.nullable:
        words.append("NOT NULL")
    return " ".join(words)


class _Layout(PGDDLCompiler):
    """Columns that a migration adds are laid down as those of a new table."""

    def get_column_specification(self, column: Any, **_options: Any) -> str:
        return _written_column(column, self)
