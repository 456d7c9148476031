"""Data of an older version on a server: moved forward whole after a verified copy, by their owner, or left alone."""

import lzma
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, Table, text

from db import schema, server_schema
from db.copying import VERSION_TABLE, CopiedTable, tables, told
from db.engine import writing
from db.server_roles import Task
from desktop_app.bootstrap import open_centre
from desktop_app.clock import FixedClock
from desktop_app.errors import StorageError
from desktop_app.paths import CentrePaths
from desktop_app.safety.backup import backups
from desktop_app.safety.restore import restore
from desktop_app.server.address import keep_address, server_engine
from tests import factories, postgres
from tests.conftest import NOW
from tests.server.conftest import Open
from tests.server.planted import plant
from tests.server.test_roles import join_as

RELEASED = sorted(Path(__file__).with_name("released").glob("*.sql.xz"))
CLOCK = FixedClock(NOW)
STARTS_WITHIN_S, LOOKED_EACH_S = 120, 0.2


@pytest.fixture
def with_known_versions() -> Iterator[None]:
    """What the program of today knows, afterwards."""
    kept = schema.MIGRATIONS, schema.FINGERPRINTS
    yield
    schema.MIGRATIONS, schema.FINGERPRINTS = kept


@pytest.fixture
def tomorrow(tmp_path: Path, with_known_versions: None) -> Callable[[], None]:
    """Makes this program the one of the next schema."""
    return lambda: plant(tmp_path / "migrations")


def on_server(paths: CentrePaths, ask: Callable[[Connection], object]) -> object:
    engine = server_engine(paths)
    try:
        with engine.connect() as connection:
            return ask(connection)
    finally:
        engine.dispose()


def written(connection: Connection, known: list[Table] | None = None) -> list[CopiedTable]:
    """Every table of the server with its digest, by the columns that it has, or that it had."""
    if known is None:
        known = tables_of(connection)
    return [told(connection, table) for table in known]


def tables_of(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in tables(found) if table.name != VERSION_TABLE]


def structure(connection: Connection) -> list[tuple[str, ...]]:
    """Without the casts that a dump writes otherwise."""
    return list(map(server_schema.without_casts, server_schema.laid_down(connection)))


def version_of(paths: CentrePaths) -> object:
    return on_server(paths, server_schema.written_version)


@pytest.mark.parametrize("dump", RELEASED, ids=lambda dump: dump.name[:4])
def test_every_released_version_becomes_what_is_made_today(
    dump: Path, empty_database: str, paths_on_server: CentrePaths, tmp_path: Path
) -> None:
    paths = CentrePaths(tmp_path / "released")
    paths.folder.mkdir()
    keep_address(paths, empty_database, password=postgres.PASSWORD)
    subprocess.run(
        [str(postgres.PROGRAMS[-1] / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-d", empty_database],
        input=lzma.decompress(dump.read_bytes()),
        env={**os.environ, "PGPASSWORD": postgres.PASSWORD},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    before = on_server(paths, lambda connection: [(table, told(connection, table)) for table in tables_of(connection)])
    assert isinstance(before, list)
    open_and_close(paths)
    same = {"journal", "questionnaire", "certificate_template"}
    for table, digest in before:
        if table.name not in same:
            assert on_server(paths, lambda connection, table=table: told(connection, table)) == digest
    assert on_server(paths, structure) == on_server(paths_on_server, structure)


def test_the_data_go_forward_whole_after_a_copy_that_restores(
    paths_on_server: CentrePaths, opening: Open, tomorrow: Callable[[], None], tmp_path: Path
) -> None:
    today = opening(paths_on_server)
    factories.write(today, factories.institution(name="Chirchiq 3-maktab"))
    today.is_changed_since_backup = False
    today.close()
    version = schema.newest_version()
    before = on_server(paths_on_server, lambda connection: [(table, told(connection, table)) for table in tables()])
    assert isinstance(before, list)
    tomorrow()
    open_and_close(paths_on_server)
    assert version_of(paths_on_server) == version + 1
    for table, digest in before:
        assert on_server(paths_on_server, lambda connection, table=table: told(connection, table)) == digest
    (copy,) = backups(paths_on_server.backups)
    assert copy.reason == f"before-migration-{version}-{version + 1}"
    assert copy.is_before_migration
    assert schema.version_in(copy.path) == version


def test_a_copy_from_before_can_be_restored_by_the_program_of_then(
    paths_on_server: CentrePaths, opening: Open, tomorrow: Callable[[], None], tmp_path: Path
) -> None:
    kept = schema.MIGRATIONS, schema.FINGERPRINTS
    tomorrow()
    open_and_close(paths_on_server)
    schema.MIGRATIONS, schema.FINGERPRINTS = kept
    (copy,) = backups(paths_on_server.backups)
    empty = CentrePaths(tmp_path / "restored")
    empty.folder.mkdir()
    restore(empty, copy.path, clock=CLOCK)
    assert opening(empty).read(lambda unit: unit.session.scalar(text("SELECT count(*) FROM centre_profile"))) == 1


def test_whoever_works_with_the_older_program_is_refused_to_write_and_told_why(
    paths_on_server: CentrePaths, opening: Open, tomorrow: Callable[[], None]
) -> None:
    older = opening(paths_on_server)
    kept = schema.MIGRATIONS, schema.FINGERPRINTS
    server_is_moved_on(paths_on_server)
    assert kept == (schema.MIGRATIONS, schema.FINGERPRINTS)
    with pytest.raises(StorageError, match="newer_version") as met:
        factories.write(older, factories.institution())
    assert str(schema.newest_version() + 1) in met.value.text


def test_only_the_owner_of_the_tables_moves_them_forward(
    paths_on_server: CentrePaths, tmp_path: Path, tomorrow: Callable[[], None]
) -> None:
    other = CentrePaths(tmp_path / "other")
    other.folder.mkdir()
    join_as(paths_on_server, other, Task.OFFICE)
    version = schema.newest_version()
    tomorrow()
    with pytest.raises(StorageError, match="not_owner") as met:
        open_centre(other, clock=CLOCK)
    assert str(version) in met.value.text
    assert version_of(paths_on_server) == version


def test_a_program_that_is_killed_meanwhile_leaves_all_as_it_was(
    paths_on_server: CentrePaths, tmp_path: Path, tomorrow: Callable[[], None]
) -> None:
    before = on_server(paths_on_server, written)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.server.planted", str(paths_on_server.folder), str(tmp_path / "child")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_sleep(paths_on_server)
    finally:
        child.kill()
        child.wait()
    on_server(paths_on_server, end_sleepers)
    assert version_of(paths_on_server) == schema.newest_version()
    assert on_server(paths_on_server, written) == before
    tomorrow()
    open_and_close(paths_on_server)
    assert version_of(paths_on_server) == schema.newest_version()


def open_and_close(paths: CentrePaths) -> None:
    opened = open_centre(paths, clock=CLOCK)
    opened.is_changed_since_backup = False
    opened.close()


def server_is_moved_on(paths: CentrePaths) -> None:
    """By another PC, with a newer program."""
    engine = server_engine(paths)
    try:
        with writing(engine).begin() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{schema.newest_version() + 1:04}'"))
    finally:
        engine.dispose()


def wait_for_sleep(paths: CentrePaths) -> None:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'"
    until = time.monotonic() + STARTS_WITHIN_S
    while not on_server(paths, lambda connection: connection.exec_driver_sql(asked.replace("%", "%%")).scalar()):
        assert time.monotonic() < until
        time.sleep(LOOKED_EACH_S)


def end_sleepers(connection: Connection) -> None:
    """The server finds out by itself that nobody is there any more; it is not waited for."""
    connection.exec_driver_sql(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
