"""The schema of the file: how it is recognised, checked, made and moved forward.

A file of a newer program is refused before anything is written. Moving forward happens in one transaction
with foreign keys off (a batch rebuild would otherwise fire ON DELETE CASCADE) and checked before it is kept.
"""

import hashlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine
from sqlcipher3 import dbapi2

from db.engine import give_key, is_server, read_pragma, writing
from db.errors import DatabaseFault, StorageFault, faults_named

if TYPE_CHECKING:
    from alembic.config import Config

APPLICATION_ID = 0x4D485254  # "MHRT"
MIGRATIONS = Path(__file__).with_name("migrations")
SQLITE_HEADER = b"SQLite format 3\x00"

# SHA-256 of the schema's text for every released version: an unknown trigger or view is refused.
FINGERPRINTS: dict[int, str] = {
    1: "635821314271089d29cc227ccc3d012258c88828e0d6de461fb48e1efefcad93",
    2: "9e66dc4990304d748fe971a227a5a744e5276e2492b0098d99845e7a333e9110",
    3: "5b50a9b398c13e2a7429da7006a53c53adb55df64616084b8f42c58c0f878809",
    4: "e276de87c019349753303dccd54940a74433343c62236df6709ce58a59df8c09",
    5: "919d529de802d6dc91db862137e7ea498b17ace936e821f8ec2a14b5b344ec3b",
    6: "75d4c758379a0057fdbc2dd455caf1d23fb4af5a7788f5da2e497cd9d7dbb8fa",
    7: "33bc2f93653ac1d17f9da93c9f907037ebaa63a6ae12c2dcc3f1932177746fbf",
    8: "c37959f383748a7aac3f4e56e17b0a1d507cbea1ecbf1cd09fa70a1f7ab71215",
}


def newest_version() -> int:
    """The schema version that this program writes."""
    return max(FINGERPRINTS)


def is_plain(path: Path) -> bool:
    """Whether anybody can read the file: it is not encrypted, or is not there at all. Raises DatabaseFault."""
    try:
        if not path.exists() or path.stat().st_size == 0:
            return True
        with path.open("rb") as file:
            return file.read(len(SQLITE_HEADER)) == SQLITE_HEADER
    except OSError as error:
        raise DatabaseFault(StorageFault.CANNOT_OPEN, path=path) from error


def version_in(path: Path, *, key: str | None = None) -> int | None:
    """The schema version of a file, read without writing a byte; None for an absent file or one without tables.

    Raises DatabaseFault: NOT_A_CENTRE, NEWER_VERSION, ALTERED_SCHEMA.
    """
    if is_plain(path):
        if not path.exists() or path.stat().st_size == 0:
            return None
    elif key is None:
        raise DatabaseFault(StorageFault.NOT_A_CENTRE, path=path)
    with faults_named(), closing(dbapi2.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as raw:
        give_key(raw, key)
        return _recognised_version(raw, path)


def _recognised_version(raw: Any, path: Path) -> int | None:
    # What a kill during the very first migration leaves behind.
    if raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        return None
    if read_pragma(raw, "application_id") != APPLICATION_ID:
        raise DatabaseFault(StorageFault.NOT_A_CENTRE, path=path)
    version = int(read_pragma(raw, "user_version"))
    if version > newest_version():
        raise DatabaseFault(StorageFault.NEWER_VERSION, path=path, found=version, known=newest_version())
    if fingerprint(raw) != FINGERPRINTS.get(version):
        raise DatabaseFault(StorageFault.ALTERED_SCHEMA, path=path)
    return version


def fingerprint(raw: Any) -> str:
    """SHA-256 over the schema's own text, SQLite's internal tables left out."""
    rows = raw.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
    ).fetchall()
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def migrate(engine: Engine, *, check: Callable[[Connection], None] | None = None, version: int | None = None) -> None:
    """Bring the file to the newest version in one transaction; any failure leaves it as it was.

    ``check`` runs before the commit, on the migrated data, and may raise. Raises DatabaseFault.
    An empty file can be given an older ``version``, for a copy of data that are not moved forward yet.
    """
    wanted = version or newest_version()
    with faults_named(), writing(engine).connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                upgrade(connection, to=wanted)
                broken = raw.execute("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise DatabaseFault(StorageFault.CORRUPT, broken_references=len(broken))
                if check is not None:
                    check(connection)
                raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                raw.execute(f"PRAGMA user_version = {wanted}")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def quick_check(engine: Engine) -> list[str]:
    """What SQLite finds wrong in the file's structure and references; empty when all is well.

    Raises DatabaseFault when it is too damaged to be looked through.
    """
    if is_server(engine):
        # A server checks its pages as it reads them, and never lets go of a reference.
        return []
    with faults_named(), engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        found = [row[0] for row in raw.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"]
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        return found + [f"{row[0]} row {row[1]} refers to a missing {row[2]}" for row in broken]


def upgrade(connection: Connection, *, to: int) -> None:
    """Run the migrations that are missing up to a version."""
    # Imported when a file really has to move: Alembic would cost every start a quarter of a second and 18 MB.
    from alembic import command

    command.upgrade(alembic_config(connection), f"{to:04}")


def alembic_config(connection: Connection | None = None) -> "Config":
    """What Alembic needs to find our revisions; with a connection, to run them on it."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
