"""Opening a centre's database file: one driver, one set of settings, checked answers."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

import db.portable  # noqa: F401  # the functions that any query may name
from db import long_json
from db.errors import faults_named

# Before these versions a checkpoint could skip committed pages (SQLite's WAL-reset race); 3.52.0 was withdrawn.
SAFE_FROM = (3, 51, 3)
WITHDRAWN = (3, 52, 0)

_Settings = tuple[tuple[str, str, object], ...]
_SETTINGS: _Settings = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("busy_timeout", "10000", 10_000),
    ("wal_autocheckpoint", "1000", 1000),
    ("journal_size_limit", "67108864", 67_108_864),
)
_READING_SETTINGS: _Settings = (
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
)
# A quarter of what it was: searching half a million people is as fast, and the idle program is 25 MB smaller.
CACHE_KIB = 8_192

# The option of a reading transaction that lays out temporary tables.
WITH_TEMPORARY_TABLES = "with_temporary_tables"
# The option of a writing transaction that only begins while the data are of this program's version.
OF_THIS_VERSION = "of_this_version"
# What a pooled connection was last set to.
_IS_WRITING = "is_writing"


def open_engine(path: Path, *, key: str | None = None) -> Engine:
    """An engine on the file; units of work that write take the write lock at their first statement.

    ``key``, sixty-four hex digits, opens an encrypted file.
    A connection with the option ``writing`` begins with BEGIN IMMEDIATE, so two read-modify-write units can
    never lose an update; all others are read-only.
    """
    if dbapi2.sqlite_version_info < SAFE_FROM or dbapi2.sqlite_version_info == WITHDRAWN:
        raise RuntimeError(f"SQLite {dbapi2.sqlite_version} is not safe with several connections")
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=dbapi2,
        connect_args={"timeout": 10, "isolation_level": None, "check_same_thread": False},
        poolclass=QueuePool,
        json_serializer=long_json.dumps,
        json_deserializer=long_json.loads,
        hide_parameters=True,
    )
    event.listen(engine, "connect", lambda raw, _record: _prepare(raw, key, _SETTINGS))
    event.listen(engine, "begin", _begin)
    return engine


def open_read_only(path: Path, *, key: str | None = None) -> Engine:
    """An engine on a file that nobody writes to: nothing is laid beside it, and SQLite itself refuses every write."""
    engine = create_engine(
        URL.create("sqlite", database=path.resolve().as_uri(), query={"mode": "ro", "immutable": "1", "uri": "true"}),
        module=dbapi2,
        connect_args={"isolation_level": None, "check_same_thread": False},
        poolclass=QueuePool,
        json_serializer=long_json.dumps,
        json_deserializer=long_json.loads,
        hide_parameters=True,
    )
    event.listen(engine, "connect", lambda raw, _record: _prepare(raw, key, _READING_SETTINGS))
    event.listen(engine, "begin", lambda connection: connection.connection.driver_connection.execute("BEGIN"))
    return engine


def writing(engine: Engine, *, of_this_version: bool = False) -> Engine:
    """The same pool, for units of work that write; on a server only while nobody has moved the schema forward."""
    return engine.execution_options(writing=True, **{OF_THIS_VERSION: of_this_version})


def is_server(bind: Engine | Connection) -> bool:
    """Whether the data lie on a PostgreSQL server."""
    return bind.dialect.name == "postgresql"


def fold_wal(engine: Engine) -> None:
    """Move everything from the WAL into the database file and empty the WAL; a server looks after its own.

    Raises DatabaseFault.
    """
    if is_server(engine):
        return
    with faults_named(), engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def give_key(raw: Any, key: str | None) -> None:
    """Let a fresh driver connection read an encrypted file; None for a plain one. Must come before all else."""
    if key is not None:
        # SQLCipher would write to the terminal. Its cipher_memory_security stays off: wiping every allocation makes
        # statements four times slower, and the program's own memory holds what is read all the same.
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f"PRAGMA key = \"x'{key}'\"")


def read_pragma(raw: Any, name: str) -> Any:
    """The first value that ``PRAGMA name`` answers on a driver connection."""
    row = raw.execute(f"PRAGMA {name}").fetchone()
    return None if row is None else row[0]


def _prepare(raw: Any, key: str | None, settings: _Settings) -> None:
    give_key(raw, key)
    for name, value, answer in settings:
        raw.execute(f"PRAGMA {name} = {value}").fetchall()
        found = read_pragma(raw, name)
        if found != answer:
            raise RuntimeError(f"SQLite answered {found!r} to {name} = {value}")
    raw.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    # What SQLite does not know of the functions that queries name.
    raw.create_function("digest_begin", 2, _digest_begin, deterministic=True)


def _digest_begin(text: str, count: int) -> bytes:
    return sha256(text.encode()).digest()[:count]


def _begin(connection: Connection) -> None:
    raw: Any = connection.connection.driver_connection
    is_writing = connection.get_execution_options().get("writing", False)
    # Only when it changes: the pragma makes SQLite prepare every statement of the connection anew.
    if connection.info.get(_IS_WRITING) is not is_writing:
        raw.execute(f"PRAGMA query_only = {'OFF' if is_writing else 'ON'}")
        connection.info[_IS_WRITING] = is_writing
    raw.execute("BEGIN IMMEDIATE" if is_writing else "BEGIN")
