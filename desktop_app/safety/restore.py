"""Restore: look at a backup, show what would be lost, and put it in the place of the data in one step."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from db import schema
from db.errors import DatabaseFault, StorageFault
from desktop_app.centre import storage_error
from desktop_app.clock import Clock
from desktop_app.errors import NotFound, Refused, SignInNeeded, StorageError
from desktop_app.i18n import N_
from desktop_app.instance import InstanceLock
from desktop_app.paths import CentrePaths, keys_beside, prepare_folder
from desktop_app.progress import Progress
from desktop_app.protection.keys import keys_of, keys_of_backup
from desktop_app.protection.locked_files import key_for
from desktop_app.protection.master import MasterKey
from desktop_app.safety.manifest import BackupRecord, read_manifest
from desktop_app.safety.rewriting import export, fold_log
from desktop_app.safety.snapshot import FileFacts, digest_of, facts_of, opened, structural_faults
from desktop_app.whole_file import LEFTOVER_PREFIX, replace_whole, whole_bytes

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


@dataclass(frozen=True)
class _KeysAfter:
    """Which keys the folder has after a restore: those it has, or those that lie beside the backup."""

    master: MasterKey | None
    is_from_backup: bool


def preview_restore(paths: CentrePaths, file: Path, *, master: MasterKey | None = None) -> RestorePreview:
    """Verify a backup and compare it with the data of the folder; nothing is written.

    Raises NotFound, SignInNeeded for a backup that ``master`` does not open, StorageError for a file that is altered,
    damaged, newer or no centre, and Refused for the backup of another centre.
    """
    if paths.server.exists():
        message = N_("The data are on a server. Restore the backup into an empty folder and move it to a new database.")
        raise Refused("restore_on_server", message)
    if not file.is_file():
        raise NotFound("no_such_file", N_("There is no file {path}."), path=file)
    manifest = read_manifest(file)
    digest = digest_of(file)
    if manifest is not None and not _is_as_written(file, digest, manifest):
        raise _altered(file)
    try:
        then = _sound_facts(file, key_for(file, _keys_after(paths, file, master).master))
    except DatabaseFault as fault:
        if fault.fault is StorageFault.CORRUPT:
            raise _altered(file) from fault
        raise storage_error(fault) from fault
    now = _facts_if_readable(paths.database, master)
    if now is not None and now.uuid and now.uuid != then.uuid:
        raise Refused(
            "another_centre",
            N_("The backup {name} belongs to another centre. Restore it into an empty folder."),
            name=file.name,
        )
    return RestorePreview(file, digest, then, now, manifest is not None)


def restore(paths: CentrePaths, file: Path, *, clock: Clock, master: MasterKey | None = None) -> RestorePreview:
    """Put a verified backup in the place of a closed centre's data; an empty folder becomes that centre.

    ``master`` is that of the folder, or what the backup's own keys gave; then these keys become the folder's. Data that
    were encrypted, there or in the backup, are encrypted afterwards, with the present key.
    The replaced file stays in ``backups/replaced`` for 30 days. At any moment the folder holds the old data whole
    or the restored data whole. Raises as ``preview_restore`` does, and StorageError when the centre is open.
    """
    prepare_folder(paths.folder)
    paths.replaced.mkdir(parents=True, mode=0o700, exist_ok=True)
    lock = InstanceLock(paths.lock)
    try:
        preview = preview_restore(paths, file, master=master)
        after = _keys_after(paths, file, master)
        key = key_for(file, after.master)
        is_plain = key is None and schema.is_plain(paths.database)
        new_key = after.master.database() if after.master and not is_plain else None
        _set_aside(paths, master, clock)
        if after.is_from_backup:
            whole_bytes(paths.keys, keys_beside(file).read_bytes(), is_private=True)
        copy = partial(_copy, file, key=key, new_key=new_key)
        replace_whole(paths.database, copy, _holds(preview.then, new_key))
        _remove_outdated(paths.replaced, today=clock.today())
    except DatabaseFault as fault:
        raise storage_error(fault) from fault
    finally:
        lock.release()
    return preview


def rehearse(
    paths: CentrePaths, file: Path, *, master: MasterKey | None, progress: Progress | None = None
) -> RestorePreview:
    """Do all that a restore does with a backup, aside, and take it away again.

    Raises as ``preview_restore`` does, Cancelled.
    """
    progress = progress or Progress()
    progress.step("", 0, 3)
    preview = preview_restore(paths, file, master=master)
    progress.step("", 1, 3)
    key = key_for(file, master)
    copy = partial(_copy, file, key=key, new_key=key)
    with TemporaryDirectory(dir=paths.backups, prefix=LEFTOVER_PREFIX) as aside:
        try:
            replace_whole(Path(aside) / file.name, _stepping(copy, progress), _holds(preview.then, key))
        except DatabaseFault as fault:
            raise storage_error(fault) from fault
    return preview


def _stepping(copy: Callable[[Path], None], progress: Progress) -> Callable[[Path], None]:
    def work(target: Path) -> None:
        copy(target)
        progress.step("", 2, 3)

    return work


def _altered(file: Path) -> StorageError:
    return StorageError(
        "backup_altered",
        N_("The backup {name} is not as it was written: it was damaged or changed. Choose another one."),
        name=file.name,
    )


def _is_as_written(file: Path, digest: str, manifest: BackupRecord) -> bool:
    keys = keys_beside(file)
    are_keys_known = not manifest.keys_sha256 or (keys.exists() and digest_of(keys) == manifest.keys_sha256)
    return are_keys_known and digest in (manifest.sha256, manifest.was_sha256)


def _keys_after(paths: CentrePaths, file: Path, master: MasterKey | None) -> _KeysAfter:
    """Raises SignInNeeded when nobody could open the folder afterwards with what is known now."""
    present, of_backup = keys_of(paths), keys_of_backup(file)
    stay = present is not None and (of_backup is None or present.id == of_backup.id)
    if present and stay and (master is None or present.fits(master)):
        keys, is_from_backup = present, False
    elif of_backup is None:
        return _KeysAfter(master, is_from_backup=False)
    else:
        keys, is_from_backup = of_backup, True
    standing = keys.open_master() or master
    if standing is None or not keys.fits(standing):
        raise SignInNeeded
    return _KeysAfter(standing, is_from_backup)


def _sound_facts(file: Path, key: str | None) -> FileFacts:
    if schema.version_in(file, key=key) is None:
        raise DatabaseFault(StorageFault.NOT_A_CENTRE, path=file)
    with opened(file, key=key) as raw:
        if structural_faults(raw):
            raise DatabaseFault(StorageFault.CORRUPT, path=file)
        return facts_of(raw)


def _facts_if_readable(database: Path, master: MasterKey | None) -> FileFacts | None:
    if not database.exists() or database.stat().st_size == 0:
        return None
    try:
        with opened(database, key=_key_if_any(database, master)) as raw:
            return facts_of(raw)
    except DatabaseFault as fault:
        if fault.fault not in _DAMAGED:
            raise
        return None


def _key_if_any(database: Path, master: MasterKey | None) -> str | None:
    """A file that nothing opens any more is looked at as it is: damaged."""
    try:
        return key_for(database, master)
    except (DatabaseFault, SignInNeeded):
        return None


def _set_aside(paths: CentrePaths, master: MasterKey | None, clock: Clock) -> None:
    """Keep the present data under a second name; the file itself stays in its place until it is replaced."""
    if not paths.database.exists():
        return
    _fold_log(paths.database, _key_if_any(paths.database, master))
    number = 1 + sum(1 for _file in paths.replaced.glob("*.db"))
    kept = paths.replaced / f"mahorat-{clock.today()}-{number:03}.db"
    side_files = [_beside(paths.database, suffix) for suffix in _SIDE_FILES]
    replace_whole(kept, partial(_copy_bytes, paths.database))
    if paths.keys.exists():
        replace_whole(keys_beside(kept), partial(_copy_bytes, paths.keys))
    for side_file, suffix in zip(side_files, _SIDE_FILES, strict=True):
        if side_file.exists():
            replace_whole(_beside(kept, suffix), partial(_copy_bytes, side_file))
    # A log left of the old file would be played into the new one.
    for side_file in side_files:
        side_file.unlink(missing_ok=True)


def _fold_log(database: Path, key: str | None) -> None:
    try:
        fold_log(database, key)
    except DatabaseFault as fault:
        if fault.fault not in _DAMAGED:
            raise


def _beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)


def _copy_bytes(source: Path, target: Path) -> None:
    target.chmod(0o600)
    shutil.copyfile(source, target)


def _copy(source: Path, target: Path, *, key: str | None, new_key: str | None) -> None:
    if key != new_key:
        export(source, key, target, new_key, progress=Progress())
        return
    target.chmod(0o600)
    # Not a copy of bytes: a file taken from another PC may still have its log beside it.
    with opened(source, key=key) as raw:
        raw.execute("VACUUM INTO ?", (str(target),))


def _holds(expected: FileFacts, key: str | None) -> Callable[[Path], None]:
    def check(copy: Path) -> None:
        if _sound_facts(copy, key) != expected:
            raise DatabaseFault(StorageFault.DISK_ERROR, path=copy)

    return check


def _remove_outdated(replaced: Path, *, today: date) -> None:
    """The newest stays whatever the clock says."""
    for file in sorted(replaced.glob("*.db"))[:-1]:
        match = _REPLACED_NAME.fullmatch(file.name)
        if match and today - date.fromisoformat(match[1]) > REPLACED_KEPT:
            for each in (file, *(_beside(file, suffix) for suffix in _SIDE_FILES), keys_beside(file)):
                each.unlink(missing_ok=True)
