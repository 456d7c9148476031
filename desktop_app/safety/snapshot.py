"""A look into one database file from outside: its version, its counts, its last change, its soundness."""

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from db.chain import Head
from db.engine import give_key, read_pragma
from db.errors import faults_named

BUSY_TIMEOUT_SECONDS = 10
# The schema version since which entries of the journal are sealed.
FIRST_SEALED = 8


@dataclass(frozen=True)
class FileFacts:
    """What a file holds: rows of every table, the end of its journal. ``last_change`` is UTC, empty if unknown."""

    schema_version: int
    uuid: str
    counts: dict[str, int]
    journal_seq: int
    last_change: str
    journal_head: str


@contextmanager
def opened(path: Path, *, read_only: bool = True, key: str | None = None) -> Iterator[Any]:
    """A bare driver connection to the file; what the disk does wrong is raised as DatabaseFault."""
    address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
    with faults_named():
        raw = dbapi2.connect(address, uri=True, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)
        with closing(raw):
            give_key(raw, key)
            yield raw


def facts_of(raw: Any) -> FileFacts:
    """The facts of the file behind a connection, whatever its version."""
    tables = [
        row[0]
        for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    ]
    counts = {table: int(raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in sorted(tables)}
    version = int(read_pragma(raw, "user_version"))
    seq, last_change, mac = 0, "", None
    if counts.get("journal"):
        seal = "mac" if version >= FIRST_SEALED else "NULL"
        row = raw.execute(f"SELECT seq, at, {seal} FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        seq, last_change, mac = row
    uuid = raw.execute("SELECT uuid FROM centre_profile").fetchone() if counts.get("centre_profile") else None
    return FileFacts(
        schema_version=version,
        uuid=uuid[0] if uuid else "",
        counts=counts,
        journal_seq=int(seq),
        last_change=str(last_change),
        journal_head=Head(int(seq), mac).text if mac else "",
    )


def structural_faults(raw: Any) -> list[str]:
    """What is wrong in the file: seals of encrypted pages first, then what SQLite finds; empty when it is sound."""
    broken = [row[0] for row in raw.execute("PRAGMA cipher_integrity_check").fetchall()]
    return broken or [row[0] for row in raw.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"]


def digest_of(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
