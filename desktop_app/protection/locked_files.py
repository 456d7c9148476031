"""Which key opens a data file or a backup: the present one, one of before a rotation, or none because it is plain."""

from pathlib import Path

from db import schema
from db.errors import DatabaseFault, StorageFault
from desktop_app.errors import SignInNeeded
from desktop_app.paths import keys_beside
from desktop_app.protection.key_file import KeyFile
from desktop_app.protection.keys import keys_of_backup
from desktop_app.protection.master import MasterKey

_PAGE = 4096


def key_for(file: Path, master: MasterKey | None) -> str | None:
    """None for a plain file or an absent one.

    Raises SignInNeeded when the file is encrypted and ``master`` does not open it, and DatabaseFault(NOT_A_CENTRE) when
    no key file says that anything would.
    """
    if schema.is_plain(file):
        return None
    for key in master.databases() if master else ():
        if _opens(file, key):
            return key
    keys = keys_of_backup(file)
    if keys is None:
        raise DatabaseFault(StorageFault.NOT_A_CENTRE, path=file)
    if master is not None and keys.fits(master):
        # The right key: it is the first page that is damaged.
        raise DatabaseFault(StorageFault.CORRUPT, path=file)
    raise SignInNeeded


def is_locked(database: Path) -> bool:
    """Whether the data are encrypted. Raises StorageError when there is no key file to open them with."""
    # Anything else, a text under that name, is no whole number of pages.
    if schema.is_plain(database) or database.stat().st_size % _PAGE:
        return False
    KeyFile(keys_beside(database)).read()
    return True


def _opens(file: Path, key: str) -> bool:
    try:
        schema.version_in(file, key=key)
    except DatabaseFault as fault:
        return fault.fault is not StorageFault.CORRUPT
    return True
