"""What the database file's surroundings can do to us, told apart by SQLite's code, not by its words."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2


class StorageFault(StrEnum):
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    CORRUPT = "corrupt"
    DISK_ERROR = "disk_error"
    CANNOT_OPEN = "cannot_open"
    NOT_A_CENTRE = "not_a_centre"
    NEWER_VERSION = "newer_version"
    ALTERED_SCHEMA = "altered_schema"


# Primary result codes, https://sqlite.org/rescode.html
_FAULTS = {
    5: StorageFault.LOCKED,
    6: StorageFault.LOCKED,
    8: StorageFault.READ_ONLY,
    10: StorageFault.DISK_ERROR,
    11: StorageFault.CORRUPT,
    13: StorageFault.DISK_FULL,
    14: StorageFault.CANNOT_OPEN,
    26: StorageFault.CORRUPT,
}


class DatabaseFault(Exception):
    """The environment is to blame, not the program: disk full, locked, read-only, damaged."""

    def __init__(self, fault: StorageFault, **facts: object) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.facts = facts


def fault_of(error: BaseException | None) -> StorageFault | None:
    """The known fault behind a driver error, or None if it is a bug of ours."""
    if not isinstance(error, dbapi2.Error):
        return None
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else _FAULTS.get(code & 0xFF)


@contextmanager
def faults_named() -> Iterator[None]:
    """Raise DatabaseFault for what the environment does inside; bugs of ours pass as they are."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        # Errors of a statement come wrapped, those of BEGIN and of a pragma come from the driver as they are.
        fault = fault_of(error.orig if isinstance(error, DBAPIError) else error)
        if fault is None:
            raise
        raise DatabaseFault(fault) from error
