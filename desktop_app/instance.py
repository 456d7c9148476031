"""One program at a time on a centre's folder: a lock that the system itself drops if we die."""

import getpass
import json
import os
import socket
import sys
from pathlib import Path
from typing import IO

from desktop_app.errors import StorageError
from desktop_app.i18n import N_

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> None:
        # One byte far behind the text, so that others can still read who holds the lock.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _opened_closed(path: str, flags: int) -> int:
    """Only the owner may read who works here."""
    return os.open(path, flags, 0o600)


class InstanceLock:
    """Held from opening to closing of a centre. Raises StorageError("in_use") when another program holds it."""

    def __init__(self, path: Path) -> None:
        self._file = open(path, "a+b", opener=_opened_closed)  # noqa: SIM115  # held until it is released
        try:
            _try_lock(self._file)
        except OSError:
            holder = _holder(path)
            self._file.close()
            raise StorageError(
                "in_use",
                N_("This centre is already open: {user} on {host}. Close it there first."),
                user=holder.get("user", "?"),
                host=holder.get("host", "?"),
            ) from None
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps({"user": _user(), "host": socket.gethostname(), "pid": os.getpid()}).encode())
        self._file.flush()

    def release(self) -> None:
        self._file.close()


def _holder(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_bytes().rstrip(b"\x00"))
    except (OSError, ValueError):
        return {}
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"
