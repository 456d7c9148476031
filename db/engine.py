"""Opening a centre's database file: one driver, one set of settings, checked answers."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from db import long_json
from db.errors import faults_named

# Before these versions a checkpoint could skip committed pages (SQLite's WAL-reset race); 3.52.0 was withdrawn.
SAFE_FROM = (3, 51, 3)
WITHDRAWN = (3, 52, 0)

_SETTINGS: tuple[tuple[str, str, object], ...] = (
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
# A quarter of what it was: searching half a million people is as fast, and the idle program is 25 MB smaller.
CACHE_KIB = 8_192

# What a pooled connection was last set to.
_IS_WRITING = "is_writing"


def open_engine(path: Path) -> Engine:
    """An engine on the file; units of work that write take the write lock at their first statement.

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
    event.listen(engine, "connect", _apply_settings)
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same pool, for units of work that write."""
    return engine.execution_options(writing=True)


def fold_wal(engine: Engine) -> None:
    """Move everything from the WAL into the database file and empty the WAL. Raises DatabaseFault."""
    with faults_named(), engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def read_pragma(raw: Any, name: str) -> Any:
    """The first value that ``PRAGMA name`` answers on a driver connection."""
    row = raw.execute(f"PRAGMA {name}").fetchone()
    return None if row is None else row[0]


def _apply_settings(raw: Any, _record: object) -> None:
    for name, value, answer in _SETTINGS:
        raw.execute(f"PRAGMA {name} = {value}").fetchall()
        found = read_pragma(raw, name)
        if found != answer:
            raise RuntimeError(f"SQLite answered {found!r} to {name} = {value}")
    raw.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def _begin(connection: Connection) -> None:
    raw: Any = connection.connection.driver_connection
    is_writing = connection.get_execution_options().get("writing", False)
    # Only when it changes: the pragma makes SQLite prepare every statement of the connection anew.
    if connection.info.get(_IS_WRITING) is not is_writing:
        raw.execute(f"PRAGMA query_only = {'OFF' if is_writing else 'ON'}")
        connection.info[_IS_WRITING] = is_writing
    raw.execute("BEGIN IMMEDIATE" if is_writing else "BEGIN")
