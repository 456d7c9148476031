"""A whole centre moved to a server, or back into a file: copied in one transaction, read back, and only then switched.

The place that was left stays as a backup that nobody writes: a file among the replaced ones, a database closed to
writers.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table

from db import schema
from db.copying import CopiedTable, NotTheSame, copy_all, tables_of_file
from db.engine import fold_wal, open_engine, writing
from db.errors import DatabaseFault, StorageFault, faults_named
from desktop_app.clock import Clock
from desktop_app.errors import Refused, StorageError
from desktop_app.i18n import N_
from desktop_app.instance import InstanceLock
from desktop_app.paths import CentrePaths, keys_beside
from desktop_app.progress import Progress
from desktop_app.server.address import address_of, checked_address, forget_address, keep_address, server_engine
from desktop_app.server.opening import KeyTable
from desktop_app.whole_file import replace_whole

_SIDE_FILES = ("-wal", "-shm")
_STEP = N_("Copying records")


@dataclass(frozen=True)
class Moved:
    """What was copied, and where what was left lies now: a file, or the address of a database."""

    tables: tuple[CopiedTable, ...]
    left: str

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def move_to_server(
    paths: CentrePaths,
    address: str,
    *,
    password: str,
    key: str | None,
    keys: dict[str, Any],
    clock: Clock,
    progress: Progress,
    at_end: Callable[[Connection], object] = lambda _connection: None,
) -> Moved:
    """Move a closed centre from its file to an empty database. ``key`` opens the file, ``keys`` is its key document.

    ``at_end`` is called once all is copied and compared, within the same transaction of the server.
    Raises Invalid for the address, Refused where the database is not empty, StorageError, DatabaseFault, Cancelled;
    then the centre stays as it was.
    """
    from db import server_schema
    from db.server import open_server, tidy_up
    from db.server_roles import grant_roles

    url = checked_address(address).render_as_string()
    with ExitStack() as held:
        held.callback(InstanceLock(paths.lock).release)
        _require_newest(paths, key)
        source = open_engine(paths.database, key=key)
        held.callback(source.dispose)
        target = open_server(url, password=password)
        held.callback(target.dispose)
        _require_empty(target)
        tables: list[CopiedTable] = []
        with _unlimited(target) as connection, faults_named(), source.connect() as file:
            server_schema.make_schema(
                connection, fill=lambda: tables.extend(_copied(file, connection, progress=progress))
            )
            KeyTable(target).write(keys, within=connection)
            grant_roles(connection)
            at_end(connection)
        tidy_up(target)
        fold_wal(source)
    keep_address(paths, url, password=password)
    return Moved(tuple(tables), str(_set_aside(paths, clock=clock)))


def move_to_file(paths: CentrePaths, *, key: str | None, progress: Progress) -> Moved:
    """Move a closed centre from its server into its data file, encrypted if there is a ``key``.

    The key file must lie there already. Raises as ``move_to_server``; then the centre stays where it was. What was
    killed on the way is done again from its beginning.
    """
    from db.server_closing import close_to_writers

    with ExitStack() as held:
        held.callback(InstanceLock(paths.lock).release)
        source = server_engine(paths)
        held.callback(source.dispose)
        tables: list[CopiedTable] = []

        # Whoever writes meanwhile waits until the turn is given back, and then finds the database closed.
        with _unlimited(source) as connection:
            replace_whole(
                paths.database,
                lambda file: tables.extend(_fill(file, connection, key=key, progress=progress)),
            )
            close_to_writers(source)
        left = address_of(paths) or ""
    forget_address(paths)
    return Moved(tuple(tables), left)


def fetch(paths: CentrePaths, file: Path, *, key: str | None) -> None:
    """Fill an empty file with what the server holds at this moment; others go on. Raises as ``move_to_file``."""
    from db.server import lift_limits

    source = server_engine(paths)
    try:
        with faults_named(), source.connect() as connection:
            lift_limits(connection)
            _fill(file, connection, key=key, progress=Progress())
    finally:
        source.dispose()


def fetched_keys(paths: CentrePaths) -> bytes:
    """The key document of the server as a key file has it."""
    source = server_engine(paths)
    try:
        return json.dumps(KeyTable(source).read(), indent=1).encode()
    finally:
        source.dispose()


def _fill(file: Path, source: Connection, *, key: str | None, progress: Progress) -> list[CopiedTable]:
    from db.server_schema import written_version

    target = open_engine(file, key=key)
    try:
        version = written_version(source)
        schema.migrate(target, version=version)
        which = None if version == schema.newest_version() else tables_of_file(target)
        with _loose(target) as written:
            tables = _copied(source, written, progress=progress, which=which)
        fold_wal(target)
    finally:
        target.dispose()
    file.chmod(0o600)
    return tables


def _copied(
    source: Connection, target: Connection, *, progress: Progress, which: Sequence[Table] | None = None
) -> list[CopiedTable]:
    def on_step(_table: str, done: int, total: int) -> None:
        progress.step(_STEP, done, total)

    try:
        return copy_all(source, target, on_step=on_step, which=which)
    except NotTheSame as error:
        message = N_("The copy is not the same as the data ({table}). Nothing was moved.")
        raise StorageError("copy_differs", message, table=error.table) from error


def _require_newest(paths: CentrePaths, key: str | None) -> None:
    if schema.version_in(paths.database, key=key) != schema.newest_version():
        raise Refused("open_once", N_("Open the centre once with this program before it is moved."))


def _require_empty(target: Engine) -> None:
    from db import server_schema

    try:
        version = server_schema.version_on(target)
    except DatabaseFault as fault:
        if fault.fault not in (StorageFault.NOT_A_CENTRE, StorageFault.ALTERED_SCHEMA, StorageFault.NEWER_VERSION):
            raise
        version = 0
    if version is not None:
        message = N_("The database {name} is not empty. Have a new one made for the centre.")
        raise Refused("database_not_empty", message, name=target.url.database)


@contextmanager
def _unlimited(engine: Engine) -> Iterator[Connection]:
    """A transaction on the server that keeps all writers waiting, however long it takes."""
    from db.server import lift_limits

    with faults_named(), writing(engine).begin() as connection:
        lift_limits(connection)
        yield connection


@contextmanager
def _loose(engine: Engine) -> Iterator[Connection]:
    """A transaction on an empty file in which what is referred to may come later; it is looked through at the end.

    The indexes are made once the rows are there: of half a million people that saves a third of the work.
    """
    with faults_named(), writing(engine).connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            indexes = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''").fetchall()
            for name, _statement in indexes:
                raw.execute(f'DROP INDEX "{name}"')
            yield connection
            for _name, statement in indexes:
                raw.execute(statement)
            if broken := raw.execute("PRAGMA foreign_key_check").fetchall():
                raise DatabaseFault(StorageFault.CORRUPT, broken_references=len(broken))


def _set_aside(paths: CentrePaths, *, clock: Clock) -> Path:
    """The old data file with its keys, read-only; a later one of the same day gets a number."""
    paths.replaced.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = f"mahorat-moved-{clock.today()}"
    names = (f"{stem}{number}.db" for number in ("", *(f"-{place}" for place in range(2, 100))))
    kept = next(paths.replaced / name for name in names if not (paths.replaced / name).exists())
    os.replace(paths.database, kept)
    for suffix in _SIDE_FILES:
        paths.database.with_name(f"{paths.database.name}{suffix}").unlink(missing_ok=True)
    if paths.keys.exists():
        os.replace(paths.keys, keys_beside(kept))
    kept.chmod(0o400)
    return kept
