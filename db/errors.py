"""What the surroundings of the database can do to us, told apart by the code of the driver, not by its words."""

import sys
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
    # Of a server.
    CONNECTION_LOST = "connection_lost"
    SERVER_FULL = "server_full"
    NO_RIGHT = "no_right_on_server"
    NOT_LET_IN = "not_let_in"
    NO_DATABASE = "no_database"
    OLD_SERVER = "old_server"
    NOT_OWNER = "not_owner"
    MOVED_AWAY = "moved_away"


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
# SQLSTATE, whole or its class, https://www.postgresql.org/docs/current/errcodes-appendix.html
_SERVER_FAULTS = {
    "08": StorageFault.CONNECTION_LOST,
    "57P": StorageFault.CONNECTION_LOST,
    "25P03": StorageFault.CONNECTION_LOST,
    "53300": StorageFault.SERVER_FULL,
    "53100": StorageFault.DISK_FULL,
    "53": StorageFault.SERVER_FULL,
    "28": StorageFault.NOT_LET_IN,
    "3D": StorageFault.NO_DATABASE,
    "42501": StorageFault.NO_RIGHT,
    # What a database says that its data have left (desktop_app/server/moving.py).
    "25006": StorageFault.MOVED_AWAY,
    "55P03": StorageFault.LOCKED,
    "57014": StorageFault.LOCKED,
    "40": StorageFault.LOCKED,
    "58030": StorageFault.DISK_ERROR,
    "XX001": StorageFault.CORRUPT,
    "XX002": StorageFault.CORRUPT,
}
# While somebody is let in there is no SQLSTATE, only the server's words.
_ANSWERS = {
    "authentication failed": StorageFault.NOT_LET_IN,
    "no password supplied": StorageFault.NOT_LET_IN,
    "pg_hba.conf": StorageFault.NOT_LET_IN,
    "too many clients": StorageFault.SERVER_FULL,
    "connection slots": StorageFault.SERVER_FULL,
    "does not exist": StorageFault.NO_DATABASE,
}


class DatabaseFault(Exception):
    """The environment is to blame, not the program: disk full, locked, read-only, damaged."""

    def __init__(self, fault: StorageFault, **facts: object) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.facts = facts


def fault_of(error: BaseException | None) -> StorageFault | None:
    """The known fault behind a driver error, or None if it is a bug of ours."""
    if isinstance(error, DBAPIError):
        # Errors of a statement come wrapped, those of BEGIN and of a pragma come from the driver as they are.
        error = error.orig
    if isinstance(error, _errors_of_server()):
        return _server_fault(error)
    if not isinstance(error, dbapi2.Error):
        return None
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else _FAULTS.get(code & 0xFF)


def _errors_of_server() -> tuple[type[Exception], ...]:
    """Those of the server's driver, which is not loaded for it: a centre in a file never needs it."""
    driver = sys.modules.get("psycopg")
    return () if driver is None else (driver.Error,)


def _server_fault(error: BaseException) -> StorageFault | None:
    state: str = getattr(error, "sqlstate", None) or ""
    if not state:
        # What the driver found out by itself: there is nobody at the other end, or nobody any more.
        return _fault_without_state(str(error)) if type(error).__name__ == "OperationalError" else None
    return next((_SERVER_FAULTS[state[:length]] for length in (5, 3, 2) if state[:length] in _SERVER_FAULTS), None)


def _fault_without_state(words: str) -> StorageFault:
    return next((fault for sign, fault in _ANSWERS.items() if sign in words), StorageFault.CONNECTION_LOST)


@contextmanager
def faults_named() -> Iterator[None]:
    """Raise DatabaseFault for what the environment does inside; bugs of ours pass as they are."""
    try:
        yield
    except (DBAPIError, dbapi2.Error, *_errors_of_server()) as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise DatabaseFault(fault) from error
