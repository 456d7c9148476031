"""The key file beside the data: read as it is, written whole, by one program at a time."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from desktop_app.errors import StorageError
from desktop_app.i18n import N_
from desktop_app.instance import InstanceLock
from desktop_app.whole_file import whole_bytes

FORMAT = "mahorat-keys/1"
_BUSY_PAUSES_S = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)

Document = dict[str, Any]


class KeyStore(Protocol):
    """Where the sealed copies of a centre's master lie: in a file, or in a table of its server."""

    def read(self) -> Document: ...

    def write(self, document: Document) -> None: ...

    def alone(self) -> Any:
        """A context in which nobody else changes them."""
        ...


class KeyFile:
    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Document:
        """Raises StorageError for a file that is not as it was written."""
        try:
            document = json.loads(self.path.read_bytes())
            if document["format"] == FORMAT:
                return dict(document)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise self._unreadable() from error
        raise self._unreadable()

    def write(self, document: Document) -> None:
        """Raises StorageError, and then leaves the file as it was."""
        whole_bytes(self.path, json.dumps(document, indent=1).encode(), is_private=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        lock = self._locked()
        try:
            yield
        finally:
            lock.release()

    def _locked(self) -> InstanceLock:
        for pause in _BUSY_PAUSES_S:
            try:
                return InstanceLock(self._lock_path)
            except StorageError:
                time.sleep(pause)
        return InstanceLock(self._lock_path)

    @property
    def _lock_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}.lock")

    def _unreadable(self) -> StorageError:
        return StorageError(
            "keys_unreadable",
            N_("The key file {name} is missing or damaged. Put back the one that lies beside the newest backup."),
            name=self.path.name,
        )
