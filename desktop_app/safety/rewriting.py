"""A data file written anew under another key, proven equal, and put in the place of the old one in one step.

At any moment the folder holds the old file whole or the new one whole. The old one is kept under a second name until
the new one has been opened, and then its bytes are overwritten. What a disk keeps of erased blocks is beyond any
program: that is for the encryption of the disk.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.engine import read_pragma
from db.errors import DatabaseFault, StorageFault
from desktop_app.i18n import N_
from desktop_app.progress import Progress
from desktop_app.safety.snapshot import opened, structural_faults
from desktop_app.whole_file import replace_whole

# What is added to the name of a file for the one that it takes the place of.
SECOND_NAME = ".replaced"
_WIPED_AT_ONCE = 1 << 20
_COPIED_PRAGMAS = ("application_id", "user_version")


def rewrite(
    file: Path,
    *,
    key: str | None,
    new_key: str | None,
    progress: Progress,
    once_proven: Callable[[Path], None] | None = None,
) -> None:
    """Write the file anew, encrypted with ``new_key`` or plain. Raises DatabaseFault, StorageError, Cancelled.

    ``once_proven`` gets the new file before it takes the place of the old one.
    """
    fold_log(file, key)
    wipe_replaced(file)

    def check(new: Path) -> None:
        require_equal(file, key, new, new_key, progress=progress)
        if once_proven is not None:
            once_proven(new)
        os.link(file, _second_name(file))

    replace_whole(file, lambda new: export(file, key, new, new_key, progress=progress), check)
    with opened(file, key=new_key) as raw:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    wipe_replaced(file)


def export(file: Path, key: str | None, new: Path, new_key: str | None, *, progress: Progress) -> None:
    """Copy all tables, triggers and indexes into an empty file under another key."""
    progress.step(N_("The data are written anew"), 0, 0)
    new.chmod(0o600)
    with opened(file, key=key) as raw:
        _attach(raw, new, new_key)
        raw.execute("SELECT sqlcipher_export('target')").fetchone()
        for pragma in _COPIED_PRAGMAS:
            raw.execute(f"PRAGMA target.{pragma} = {read_pragma(raw, pragma)}")
        raw.execute("DETACH DATABASE target")


def require_equal(file: Path, key: str | None, new: Path, new_key: str | None, *, progress: Progress) -> None:
    """Compare every value of every row. Raises DatabaseFault when one differs or the new file is not sound."""
    with opened(new, key=new_key) as made:
        faults, schema = structural_faults(made), _schema(made)
    with opened(file, key=key) as raw:
        if faults or schema != _schema(raw):
            raise DatabaseFault(StorageFault.DISK_ERROR, path=new)
        _attach(raw, new, new_key)
        tables = _tables(raw)
        for done, table in enumerate(tables):
            progress.step(N_("The new file is compared with the old one"), done, len(tables))
            if not _is_equal(raw, table):
                raise DatabaseFault(StorageFault.DISK_ERROR, path=new)


def fold_log(file: Path, key: str | None) -> None:
    """Bring what the log holds into the file and take the log away: it would be played into another one."""
    with opened(file, read_only=False, key=key) as raw:
        raw.execute("PRAGMA journal_mode = DELETE").fetchall()


def wipe_replaced(file: Path) -> None:
    """Overwrite and remove what ``rewrite`` replaced, if a kill left it; call it once the present file is open."""
    replaced = _second_name(file)
    if not replaced.exists():
        return
    # Killed before the new one took its place: then both are names of one file, the one that is in use.
    if not os.path.samefile(replaced, file):
        overwrite(replaced)
    replaced.unlink()


def _second_name(file: Path) -> Path:
    return file.with_name(f"{file.name}{SECOND_NAME}")


def overwrite(file: Path) -> None:
    """Put zeros in the place of a file's bytes before it goes."""
    left = file.stat().st_size
    with file.open("rb+", buffering=0) as written:
        while left > 0:
            left -= written.write(bytes(min(left, _WIPED_AT_ONCE)))
        os.fsync(written.fileno())


def _attach(raw: Any, new: Path, new_key: str | None) -> None:
    # Bound, not written into the statement: no message can show the key.
    raw.execute("ATTACH DATABASE ? AS target KEY ?", (str(new), f"x'{new_key}'" if new_key else ""))


def _is_equal(raw: Any, table: str) -> bool:
    """Whether a table holds the same rows here and in the attached file: as many, each met by its key and alike."""
    columns = raw.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    met = [f'a."{name}" = b."{name}"' for name, place in columns if place]
    alike = [f'a."{name}" IS b."{name}" COLLATE BINARY' for name, _place in columns]
    counts = raw.execute(
        f'SELECT (SELECT count(*) FROM main."{table}"), (SELECT count(*) FROM target."{table}"), '
        f'(SELECT count(*) FROM main."{table}" AS a CROSS JOIN target."{table}" AS b ON {" AND ".join(met + alike)})'
    ).fetchone()
    return len(set(counts)) == 1


def _tables(raw: Any) -> list[str]:
    rows = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    return [row[0] for row in rows]


def _schema(raw: Any) -> list[Any]:
    rows = raw.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")
    return [*rows.fetchall(), *(read_pragma(raw, pragma) for pragma in _COPIED_PRAGMAS)]
