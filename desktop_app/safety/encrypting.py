"""Turning the encryption of a closed centre on and off, and giving it a new key when somebody has left.

Whenever the program is killed, the folder holds data that its key file opens: the keys are written before the data that
need them, and the keys of before stay known to the present ones (``MasterKey.earlier``). What was cut off is ended by
the next start.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from db import schema
from db.errors import DatabaseFault
from desktop_app.centre import storage_error
from desktop_app.clock import Clock
from desktop_app.errors import Refused, SignInNeeded, StorageError
from desktop_app.i18n import N_
from desktop_app.instance import InstanceLock
from desktop_app.paths import CentrePaths, keys_beside
from desktop_app.progress import Progress
from desktop_app.protection.keys import Keys, keys_of
from desktop_app.protection.locked_files import key_for
from desktop_app.protection.master import MasterKey
from desktop_app.safety.backup import back_up_file
from desktop_app.safety.manifest import read_manifest, write_manifest
from desktop_app.safety.rewriting import SECOND_NAME, overwrite, rewrite, wipe_replaced
from desktop_app.safety.snapshot import digest_of, opened, structural_faults
from desktop_app.whole_file import LEFTOVER_PREFIX, whole_bytes


class Act(Protocol):
    """``encrypt``, ``decrypt`` or ``rotate``: returns the master that opens the centre from then on."""

    __name__: str

    def __call__(self, paths: CentrePaths, master: MasterKey, *, clock: Clock, progress: Progress) -> MasterKey: ...


@dataclass(frozen=True)
class ProtectionState:
    """How a centre is protected; ``plain_backups`` lie in its folder and anybody can read them."""

    is_encrypted: bool
    has_accounts: bool
    logins: tuple[str, ...]
    has_recovery: bool
    is_recovery_proved: bool
    plain_backups: int


def protection_state(paths: CentrePaths) -> ProtectionState:
    """Found out without a key. Raises StorageError."""
    keys = keys_of(paths)
    return ProtectionState(
        is_encrypted=not schema.is_plain(paths.database),
        has_accounts=keys is not None and not keys.is_open,
        logins=tuple(keys.logins()) if keys else (),
        has_recovery=keys is not None and keys.has_recovery,
        is_recovery_proved=keys is not None and keys.is_recovery_proved,
        plain_backups=sum(schema.is_plain(file) for file in _copies(paths)),
    )


def encrypt(paths: CentrePaths, master: MasterKey, *, clock: Clock, progress: Progress) -> MasterKey:
    """Encrypt the data with the present key, then the backups in the folder that are plain; returns the same master.

    What was killed or stopped is taken up by the next call. Raises Refused for a centre without accounts, SignInNeeded,
    StorageError, Cancelled; then the data are as they were.
    """
    with _closed(paths, master) as keys:
        if keys.is_open:
            message = N_("First set up accounts: without them the key would lie beside the data it opens.")
            raise Refused("keys_are_open", message)
        key = key_for(paths.database, master)
        if key != master.database():
            back_up_file(paths, clock=clock, reason="before-encryption", key=key)
            rewrite(paths.database, key=key, new_key=master.database(), progress=progress)
        for file in _copies(paths):
            _lock_copy(file, paths, master, progress)
        wipe_what_was_plain(paths, master)
    return master


def decrypt(paths: CentrePaths, master: MasterKey, *, clock: Clock, progress: Progress) -> MasterKey:
    """Make the data plain again; backups stay as they are. Raises as ``encrypt`` does."""
    with _closed(paths, master):
        key = key_for(paths.database, master)
        if key is not None:
            back_up_file(paths, clock=clock, reason="before-decryption", key=key)
            rewrite(paths.database, key=key, new_key=None, progress=progress)
    return master


def rotate(paths: CentrePaths, master: MasterKey, *, clock: Clock, progress: Progress) -> MasterKey:
    """Give the centre a new master, and its data the key of it: who left opens nothing that is made from now on.

    Everybody who has a slot opens the new one with the password they have; nobody is asked. The backups of before stay
    closed by the key of before: whoever had both a backup and a password then can still open that backup.
    The key of the journal lasts (``MasterKey``): who left may know it, but opens no file to write anything into.
    Stopped after the keys were changed, the data stay under the earlier key and open all the same; the next start ends
    it (``end_rotation``).
    """
    with _closed(paths, master) as keys:
        key = key_for(paths.database, master)
        back_up_file(paths, clock=clock, reason="before-rotation", key=key)
        new = keys.rotate(master)
        if key is not None:
            rewrite(paths.database, key=key, new_key=new.database(), progress=progress)
    return new


def end_rotation(paths: CentrePaths, master: MasterKey, *, key: str | None) -> bool:
    """Give data that lie under the ``key`` of before the present one, and say whether that was needed and done.

    A disk that refuses it hinders nobody from working: the data stay as they are until the next start.
    """
    if key is None or key == master.database():
        return False
    try:
        rewrite(paths.database, key=key, new_key=master.database(), progress=Progress())
    except (DatabaseFault, StorageError) as error:
        facts = {"code": error.fault.value if isinstance(error, DatabaseFault) else error.code}
        logging.getLogger("mahorat.safety").warning("data under an earlier key", extra={"facts": facts})
        return False
    return True


def wipe_what_was_plain(paths: CentrePaths, master: MasterKey) -> None:
    """Overwrite what a cut left of the days before the encryption, now that nobody else is in the folder.

    That are copies half written, and copies that the encrypted ones in their place, if these are sound, do without.
    """
    for folder in (paths.folder, paths.backups, paths.replaced):
        for left in folder.glob(f"{LEFTOVER_PREFIX}mahorat*.db"):
            overwrite(left)
            left.unlink()
    for folder in (paths.backups, paths.replaced):
        for file in (second.with_suffix("") for second in folder.glob(f"mahorat-*.db{SECOND_NAME}")):
            if _is_sound(file, master):
                wipe_replaced(file)


def _is_sound(file: Path, master: MasterKey) -> bool:
    try:
        with opened(file, key=key_for(file, master)) as raw:
            return not structural_faults(raw)
    except (DatabaseFault, SignInNeeded):
        return False


def encryption_on_server() -> Refused:
    """Why nothing is encrypted or rotated here, and what to do in its place."""
    message = N_(
        "The data are on a server, whose disk its own system encrypts. Whoever has left is shut out by closing their "
        "login of the database: Settings, Several PCs."
    )
    return Refused("encryption_on_server", message)


@contextmanager
def _closed(paths: CentrePaths, master: MasterKey) -> Iterator[Keys]:
    """The keys of a centre that nobody has open, and nobody opens meanwhile."""
    if paths.server.exists():
        raise encryption_on_server()
    lock = InstanceLock(paths.lock)
    try:
        keys = keys_of(paths)
        if keys is None or not keys.fits(master):
            raise SignInNeeded
        yield keys
    except DatabaseFault as fault:
        raise storage_error(fault) from fault
    finally:
        lock.release()


def _copies(paths: CentrePaths) -> list[Path]:
    """The backups in the folder, and the data that restores took the place of."""
    return sorted([*paths.backups.glob("mahorat-*.db"), *paths.replaced.glob("mahorat-*.db")])


def _lock_copy(file: Path, paths: CentrePaths, master: MasterKey, progress: Progress) -> None:
    """Encrypt a copy that is plain, and lay the closed keys beside it. Its manifest vouches for it at every step."""
    record, keys = read_manifest(file), paths.keys.read_bytes()

    def announce(new: Path) -> None:
        if record is not None:
            changed = replace(record, sha256=digest_of(new), size=new.stat().st_size)
            write_manifest(replace(changed, keys_sha256="", was_sha256=record.was_sha256 or record.sha256))
        whole_bytes(keys_beside(file), keys, is_private=True)

    if schema.is_plain(file):
        rewrite(file, key=None, new_key=master.database(), progress=progress, once_proven=announce)
    changed = read_manifest(file)
    if changed is not None and changed.was_sha256:
        closed = hashlib.sha256(keys_beside(file).read_bytes()).hexdigest()
        write_manifest(replace(changed, keys_sha256=closed, was_sha256=""))
