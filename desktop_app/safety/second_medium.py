"""The backups once more on another disk or a stick: a PC that burns or is stolen must not take both."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from db import schema
from db.models.centre import StateMark
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Refused, StorageError
from desktop_app.i18n import N_
from desktop_app.paths import keys_beside
from desktop_app.safety.backup import back_up, backups, months_kept, thin_backups
from desktop_app.safety.manifest import BackupRecord, manifest_path, write_manifest
from desktop_app.safety.rewriting import overwrite
from desktop_app.safety.snapshot import digest_of
from desktop_app.whole_file import replace_whole

LATE_AFTER = timedelta(days=7)
DUE_AFTER = timedelta(days=1)
_FOLDER, _COPIED = "second_medium", "second_medium_copied"


@dataclass(frozen=True)
class SecondMedium:
    """``folder`` None: nobody has chosen one yet. ``is_late``: there is none, or its copy is older than a week."""

    folder: Path | None
    copied_at: datetime | None
    age: timedelta | None
    is_late: bool

    @property
    def is_there(self) -> bool:
        """Whether the stick is in, the share connected."""
        return self.folder is not None and os.path.isdir(self.folder)


def second_medium(unit: UnitOfWork) -> SecondMedium:
    folder, copied = _mark(unit, _FOLDER), _mark(unit, _COPIED)
    copied_at = datetime.fromisoformat(copied) if copied else None
    age = unit.now - copied_at if copied_at else None
    # A copy dated in the future proves nothing.
    is_late = age is None or not timedelta() <= age <= LATE_AFTER
    return SecondMedium(Path(folder) if folder else None, copied_at, age, is_late)


def choose_second_medium(unit: UnitOfWork, *, folder: str) -> None:
    """Empty: none any more. What was copied to the one of before says nothing of this one."""
    if folder != _mark(unit, _FOLDER):
        unit.session.merge(StateMark(name=_COPIED, value=""))
    unit.session.merge(StateMark(name=_FOLDER, value=folder))


def is_same_disk(centre: Centre, folder: Path) -> bool:
    """Whether one broken disk would take the data and the copies together."""
    return folder.is_dir() and folder.stat().st_dev == centre.paths.folder.stat().st_dev


def copy_to_second_medium(centre: Centre) -> BackupRecord:
    """Copy the newest backup, one of now if there are changes, and read it back; returns the record of the copy.

    Once the centre is encrypted, plain copies of before go from the medium.
    Raises Refused when no place was chosen or it lies among the data, StorageError when it is not there or fails.
    """
    medium = centre.read(second_medium)
    if medium.folder is None:
        raise Refused("no_second_medium", N_("Choose the disk or the stick for the second copies first."))
    if medium.folder.resolve().is_relative_to(centre.paths.folder.resolve()):
        message = N_("The second copies cannot lie in the folder of the data. Choose another disk or a stick.")
        raise Refused("second_medium_among_data", message)
    if not medium.is_there:
        message = N_("{folder} is not there. Put the stick in or connect the disk, and try again.")
        raise StorageError("second_medium_missing", message, folder=medium.folder)
    made = backups(centre.paths.backups)
    record = back_up(centre, reason="on-demand") if centre.is_changed_since_backup or not made else made[-1]
    # Two centres may share a stick, and their backups are numbered alike.
    folder = medium.folder / f"mahorat-{record.uuid[:8]}"
    with _failures_told(folder):
        copy = _copied(record, folder)
        if centre.database_key is not None:
            _take_plain_ones_away(folder)
        thin_backups(folder, today=centre.clock.today(), months=centre.read(months_kept))
    centre.write(_note_copied, at=centre.clock.now())
    return copy


def copy_if_due(centre: Centre) -> BackupRecord | None:
    """Once a day, when the medium is there."""
    medium = centre.read(second_medium)
    is_due = medium.age is None or not timedelta() <= medium.age < DUE_AFTER
    return copy_to_second_medium(centre) if is_due and medium.is_there else None


@contextmanager
def _failures_told(folder: Path) -> Iterator[None]:
    """A stick may be full, read-only or pulled out at any moment. Raises StorageError."""
    try:
        yield
    except OSError as error:
        message = N_("The folder {path} cannot be worked in: {reason}.")
        raise StorageError("folder_fails", message, path=folder, reason=error.strerror) from error


def _copied(record: BackupRecord, folder: Path) -> BackupRecord:
    """The backup, its keys, and then the manifest that vouches for both."""
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / record.path.name
    manifest_path(target).unlink(missing_ok=True)
    for source, copy in ((record.path, target), (keys_beside(record.path), keys_beside(target))):
        if source.exists():
            replace_whole(copy, partial(_copy_closed, source), partial(_require_same, digest_of(source)))
    if digest_of(target) != record.sha256:
        raise _differs(target)
    copied = BackupRecord(**vars(record) | {"path": target})
    write_manifest(copied)
    return copied


def _take_plain_ones_away(folder: Path) -> None:
    """Copies of before the encryption: anybody could read them, and the PC has the same backups encrypted."""
    for file in folder.glob("mahorat-*.db"):
        if schema.is_plain(file):
            overwrite(file)
            for each in (manifest_path(file), file, keys_beside(file)):
                each.unlink(missing_ok=True)


def _copy_closed(source: Path, copy: Path) -> None:
    copy.chmod(0o600)
    shutil.copyfile(source, copy)


def _require_same(digest: str, copy: Path) -> None:
    if digest_of(copy) != digest:
        raise _differs(copy)


def _differs(copy: Path) -> StorageError:
    message = N_("The copy in {folder} is not like the backup: the disk or the stick is failing. Use another one.")
    return StorageError("second_copy_differs", message, folder=copy.parent)


def _mark(unit: UnitOfWork, name: str) -> str:
    row = unit.session.get(StateMark, name)
    return row.value if row else ""


def _note_copied(unit: UnitOfWork, *, at: datetime) -> None:
    unit.session.merge(StateMark(name=_COPIED, value=at.isoformat()))
