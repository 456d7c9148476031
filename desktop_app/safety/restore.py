"""Restore: look at a backup, show what would be lost, and put it in the place of the data in one step."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from db import schema
from db.errors import DatabaseFault, StorageFault
from desktop_app.centre import storage_error
from desktop_app.clock import Clock
from desktop_app.errors import NotFound, Refused, StorageError
from desktop_app.i18n import N_
from desktop_app.instance import InstanceLock
from desktop_app.paths import CentrePaths, prepare_folder
from desktop_app.safety.manifest import read_manifest
from desktop_app.safety.snapshot import FileFacts, digest_of, facts_of, opened, structural_faults
from desktop_app.whole_file import replace_whole

REPLACED_KEPT = timedelta(days=30)
_SIDE_FILES = ("-wal", "-shm")
_REPLACED_NAME = re.compile(r"mahorat-(\d{4}-\d{2}-\d{2})-.*")
# What a restore is for: there is nothing to compare with and no log to fold.
_DAMAGED = {StorageFault.CORRUPT, StorageFault.DISK_ERROR}


@dataclass(frozen=True)
class CountDifference:
    """Rows of a table in the data of now and in the backup."""

    table: str
    now: int
    then: int


@dataclass(frozen=True)
class RestorePreview:
    """What a backup holds beside what the folder holds; ``now`` is None in an empty folder or a damaged centre."""

    file: Path
    digest: str
    then: FileFacts
    now: FileFacts | None
    has_manifest: bool

    @property
    def people(self) -> int:
        return self.then.counts.get("person", 0)

    @property
    def differences(self) -> list[CountDifference]:
        """The tables that would change, what would be lost and what would come back alike."""
        now = self.now.counts if self.now else {}
        then = self.then.counts
        tables = sorted(now.keys() | then.keys())
        found = [CountDifference(table, now.get(table, 0), then.get(table, 0)) for table in tables]
        return [difference for difference in found if difference.now != difference.then]

    @property
    def journal_entries_lost(self) -> int:
        return max(0, self.now.journal_seq - self.then.journal_seq) if self.now else 0


def preview_restore(paths: CentrePaths, file: Path) -> RestorePreview:
    """Verify a backup and compare it with the data of the folder; nothing is written.

    Raises NotFound, StorageError for a file that is altered, damaged, newer or no centre, and Refused for the
    backup of another centre.
    """
    if not file.is_file():
        raise NotFound("no_such_file", N_("There is no file {path}."), path=file)
    manifest = read_manifest(file)
    digest = digest_of(file)
    if manifest is not None and manifest.sha256 != digest:
        raise _altered(file)
    try:
        then = _sound_facts(file)
    except DatabaseFault as fault:
        if fault.fault is StorageFault.CORRUPT:
            raise _altered(file) from fault
        raise storage_error(fault) from fault
    now = _facts_if_readable(paths.database)
    if now is not None and now.uuid and now.uuid != then.uuid:
        raise Refused(
            "another_centre",
            N_("The backup {name} belongs to another centre. Restore it into an empty folder."),
            name=file.name,
        )
    return RestorePreview(file, digest, then, now, manifest is not None)


def restore(paths: CentrePaths, file: Path, *, clock: Clock) -> RestorePreview:
    """Put a verified backup in the place of a closed centre's data; an empty folder becomes that centre.

    The replaced file stays in ``backups/replaced`` for 30 days. At any moment the folder holds the old data whole
    or the restored data whole. Raises as ``preview_restore`` does, and StorageError when the centre is open.
    """
    prepare_folder(paths.folder)
    paths.replaced.mkdir(parents=True, mode=0o700, exist_ok=True)
    lock = InstanceLock(paths.lock)
    try:
        preview = preview_restore(paths, file)
        _set_aside(paths, clock)
        replace_whole(paths.database, lambda target: _copy(file, target), _holds(preview.then))
        _remove_outdated(paths.replaced, today=clock.today())
    except DatabaseFault as fault:
        raise storage_error(fault) from fault
    finally:
        lock.release()
    return preview


def _altered(file: Path) -> StorageError:
    return StorageError(
        "backup_altered",
        N_("The backup {name} is not as it was written: it was damaged or changed. Choose another one."),
        name=file.name,
    )


def _sound_facts(file: Path) -> FileFacts:
    if schema.version_in(file) is None:
        raise DatabaseFault(StorageFault.NOT_A_CENTRE, path=file)
    with opened(file) as raw:
        if structural_faults(raw):
            raise DatabaseFault(StorageFault.CORRUPT, path=file)
        return facts_of(raw)


def _facts_if_readable(database: Path) -> FileFacts | None:
    if not database.exists() or database.stat().st_size == 0:
        return None
    try:
        with opened(database) as raw:
            return facts_of(raw)
    except DatabaseFault as fault:
        if fault.fault not in _DAMAGED:
            raise
        return None


def _set_aside(paths: CentrePaths, clock: Clock) -> None:
    """Keep the present data under a second name; the file itself stays in its place until it is replaced."""
    if not paths.database.exists():
        return
    _fold_log(paths.database)
    number = 1 + sum(1 for _file in paths.replaced.iterdir())
    kept = paths.replaced / f"mahorat-{clock.today()}-{number:03}.db"
    side_files = [_beside(paths.database, suffix) for suffix in _SIDE_FILES]
    replace_whole(kept, partial(_copy_bytes, paths.database))
    for side_file, suffix in zip(side_files, _SIDE_FILES, strict=True):
        if side_file.exists():
            replace_whole(_beside(kept, suffix), partial(_copy_bytes, side_file))
    # A log left of the old file would be played into the new one.
    for side_file in side_files:
        side_file.unlink(missing_ok=True)


def _fold_log(database: Path) -> None:
    try:
        with opened(database, read_only=False) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except DatabaseFault as fault:
        if fault.fault not in _DAMAGED:
            raise


def _beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)


def _copy_bytes(source: Path, target: Path) -> None:
    target.chmod(0o600)
    shutil.copyfile(source, target)


def _copy(source: Path, target: Path) -> None:
    target.chmod(0o600)
    # Not a copy of bytes: a file taken from another PC may still have its log beside it.
    with opened(source) as raw:
        raw.execute("VACUUM INTO ?", (str(target),))


def _holds(expected: FileFacts) -> Callable[[Path], None]:
    def check(copy: Path) -> None:
        if _sound_facts(copy) != expected:
            raise DatabaseFault(StorageFault.DISK_ERROR, path=copy)

    return check


def _remove_outdated(replaced: Path, *, today: date) -> None:
    """The newest stays whatever the clock says."""
    for file in sorted(replaced.iterdir())[:-1]:
        match = _REPLACED_NAME.fullmatch(file.name)
        if match and today - date.fromisoformat(match[1]) > REPLACED_KEPT:
            file.unlink()
