"""Backups: whole copies of the database, verified before they count, each with its manifest beside it."""

import hashlib
import re
from datetime import date, timedelta
from pathlib import Path

from db.errors import DatabaseFault, StorageFault
from db.unit_of_work import UnitOfWork
from desktop_app import __version__
from desktop_app.centre import Centre, storage_error
from desktop_app.clock import TASHKENT, Clock
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.paths import CentrePaths, keys_beside
from desktop_app.reference.service import rules_on
from desktop_app.safety.keeping import Dated, kept
from desktop_app.safety.manifest import BackupRecord, manifest_path, read_manifest, write_manifest
from desktop_app.safety.snapshot import FileFacts, digest_of, facts_of, opened, structural_faults
from desktop_app.server.moving import fetch, fetched_keys
from desktop_app.server.opening import can_be_copied
from desktop_app.whole_file import replace_whole, whole_bytes

MAX_WORK_AT_RISK = timedelta(minutes=30)
OLD_AFTER = timedelta(days=2)
FRESH_FOR = timedelta(hours=24)
_NAME = re.compile(r"mahorat-(\d{6,})-\d{4}-\d{2}-\d{2}\.db")


def back_up(centre: Centre, *, reason: str, out: Path | None = None) -> BackupRecord:
    """Write a verified copy of an open centre: into its backups, or to ``out`` on another medium.

    Raises StorageError, and Refused for a place among the data; then leaves no copy behind.
    """
    had_changes, centre.is_changed_since_backup = centre.is_changed_since_backup, False
    try:
        record = _write_backup(centre.paths, clock=centre.clock, reason=reason, key=centre.database_key, out=out)
    except BaseException:
        centre.is_changed_since_backup = had_changes
        raise
    # A copy taken elsewhere may leave with its USB stick: it does not spare the next one here.
    centre.is_changed_since_backup |= had_changes and out is not None
    return record


def back_up_file(paths: CentrePaths, *, clock: Clock, reason: str, key: str | None = None) -> BackupRecord:
    """Write a verified copy of a centre that is not open yet, of any version. Raises StorageError."""
    return _write_backup(paths, clock=clock, reason=reason, key=key)


def make_if_due(centre: Centre) -> BackupRecord | None:
    """Back up when there are changes and the newest backup is half an hour old, or dated in the future."""
    if not centre.is_changed_since_backup:
        return None
    made = backups(centre.paths.backups)
    # A server is backed up by itself; what it holds is fetched through the network once a day.
    at_risk = FRESH_FOR if centre.paths.server.exists() else MAX_WORK_AT_RISK
    if made and timedelta() <= centre.clock.now() - made[-1].made_at < at_risk:
        return None
    try:
        return back_up(centre, reason="every-half-hour") if can_be_copied(centre.engine) else None
    except DatabaseFault as fault:
        raise storage_error(fault) from fault


def backups(folder: Path) -> list[BackupRecord]:
    """The verified backups of the folder, oldest first by their sequence numbers."""
    records = [read_manifest(path) for path in folder.glob("mahorat-*.db")]
    return sorted((record for record in records if record is not None), key=lambda record: record.seq)


def is_backup_old(centre: Centre) -> bool:
    """Whether the newest backup is more than two days old, or there is none."""
    made = backups(centre.paths.backups)
    return not made or centre.clock.now() - made[-1].made_at > OLD_AFTER


def fresh_backup(centre: Centre) -> BackupRecord | None:
    """The newest backup, if it is of the last 24 hours and lies there whole: enough before what can be undone.

    A backup dated in the future proves nothing about when it was made.
    """
    newest = next(reversed(backups(centre.paths.backups)), None)
    if newest is None or not timedelta() <= centre.clock.now() - newest.made_at < FRESH_FOR:
        return None
    return newest if newest.path.stat().st_size == newest.size else None


def months_kept(unit: UnitOfWork) -> int:
    """For how many months the centre keeps backups."""
    return rules_on(unit, unit.today).backup_months


def thin_backups(folder: Path, *, today: date, months: int) -> list[Path]:
    """Remove what the keeping rule no longer asks for, or forbids after so many ``months``; returns the files removed.

    Nothing is removed while the newest backup is not as its manifest says.
    """
    records = backups(folder)
    if not records or records[-1].path.stat().st_size != records[-1].size:
        return []
    stay = kept([_dated(record) for record in records], today=today, months=months)
    removed = [record.path for record in records if record.seq not in stay]
    # A kill between the copy and its manifest leaves a copy that nobody vouches for.
    newest = records[-1].seq
    vouched = {record.path for record in records}
    removed += [path for path, seq in _numbered(folder) if seq < newest and path not in vouched]
    for path in removed:
        manifest_path(path).unlink(missing_ok=True)
        path.unlink()
        keys_beside(path).unlink(missing_ok=True)
    return removed


def _write_backup(
    paths: CentrePaths, *, clock: Clock, reason: str, key: str | None, out: Path | None = None
) -> BackupRecord:
    paths.backups.mkdir(mode=0o700, exist_ok=True)
    seq = max((seq for _path, seq in _numbered(paths.backups)), default=0) + 1
    target = out or paths.backups / f"mahorat-{seq:06}-{clock.today()}.db"
    if target.resolve().parent == paths.folder.resolve():
        raise Refused(
            "backup_among_data",
            N_("A backup cannot lie among the data that it is made of. Choose another folder than {folder}."),
            folder=paths.folder,
        )
    written, facts = _verified_copy(paths, target, key)
    record = BackupRecord(
        path=written,
        seq=seq,
        made_at=clock.now(),
        reason=reason,
        app_version=__version__,
        **vars(facts),
        size=written.stat().st_size,
        sha256=digest_of(written),
        keys_sha256=_copy_keys(paths, keys_beside(written)),
    )
    write_manifest(record)
    return record


def _verified_copy(paths: CentrePaths, target: Path, key: str | None) -> tuple[Path, FileFacts]:
    """Where the copy lies, and what it holds: the same as the data at one moment, closed by the same key."""
    facts: FileFacts

    def copy(path: Path) -> None:
        nonlocal facts
        path.chmod(0o600)
        if paths.server.exists():
            fetch(paths, path, key=key)
            with opened(path, key=key) as fetched:
                facts = facts_of(fetched)
            return
        # The write lock holds the counts still while the copy is made; readers go on.
        with (
            opened(paths.database, read_only=False, key=key) as live,
            opened(paths.database, key=key) as source,
        ):
            live.execute("BEGIN IMMEDIATE")
            facts = facts_of(live)
            source.execute("VACUUM INTO ?", (str(path),))
            live.execute("ROLLBACK")

    def verify(path: Path) -> None:
        with opened(path, key=key) as written:
            if structural_faults(written) or facts_of(written) != facts:
                raise DatabaseFault(StorageFault.DISK_ERROR, path=path)
        # The manifest of an older copy of that name must never vouch for this one.
        manifest_path(target).unlink(missing_ok=True)

    try:
        return replace_whole(target, copy, verify), facts
    except DatabaseFault as fault:
        raise storage_error(fault) from fault


def _copy_keys(paths: CentrePaths, target: Path) -> str:
    """Lay the key file beside a backup: whoever could open the data then can open it. Returns its digest."""
    if paths.server.exists():
        content = fetched_keys(paths)
    elif paths.keys.exists():
        content = paths.keys.read_bytes()
    else:
        return ""
    whole_bytes(target, content, is_private=True)
    return hashlib.sha256(content).hexdigest()


def _numbered(folder: Path) -> list[tuple[Path, int]]:
    found = [(path, _NAME.fullmatch(path.name)) for path in folder.glob("mahorat-*.db")]
    return [(path, int(match[1])) for path, match in found if match]


def _dated(record: BackupRecord) -> Dated:
    return Dated(record.seq, record.made_at.astimezone(TASHKENT).date(), record.is_before_migration)
