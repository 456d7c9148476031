"""Files that are whole or absent: written beside the target, checked, then put in its place in one step."""

import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.errors import StorageError
from desktop_app.i18n import N_

LEFTOVER_PREFIX = ".~"
# LibreOffice marks a file that it has open by one that begins like ours; that mark is not ours to remove.
FOREIGN_PREFIX = ".~lock."
LEFTOVER_AGE_SECONDS = 24 * 60 * 60

# Antivirus and the search indexer hold a fresh file for a moment; Excel holds it until it is closed.
RETRY_PAUSES_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8)
HELD_BY_ANOTHER_WINERRORS = {5, 32, 33}
SECOND_NAMES = range(2, 100)

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_WRITE_PROTECTED = {errno.EACCES, errno.EPERM, errno.EROFS}


def replace_whole(target: Path, write: Callable[[Path], None], check: Callable[[Path], None] | None = None) -> Path:
    """Let ``write`` fill a temporary file, ``check`` reopen it, then replace ``target`` by it.

    Returns the path really written: where the old file stays open in another program (Windows) the new
    one is saved beside it as ``name (2).ext``. Raises StorageError, and then leaves the old file as it was
    and nothing behind. What ``write`` and ``check`` raise themselves, other than OSError, passes through.
    """
    temporary: Path | None = None
    try:
        temporary = _temporary_beside(target)
        write(temporary)
        _flush_to_disk(temporary)
        if check is not None:
            check(temporary)
        written = _move_into_place(temporary, target)
        _flush_folder(target.parent)
        _sweep_earlier(target, written)
    except OSError as error:
        raise _storage_error(error, target) from error
    finally:
        if temporary is not None:
            _remove_leftover(temporary)
    return written


def whole_bytes(
    target: Path, content: bytes, *, once_whole: Callable[[], None] | None = None, is_private: bool = False
) -> Path:
    """Write the bytes as ``replace_whole`` does; ``once_whole`` runs when they lie whole beside the target.

    ``is_private``: only the owner may read the file.
    """

    def fill(path: Path) -> None:
        if is_private:
            path.chmod(0o600)
        path.write_bytes(content)

    def written_is_meant(path: Path) -> None:
        if path.read_bytes() != content:
            raise OSError(errno.EIO, "the file read back differs from what was written")
        if once_whole is not None:
            once_whole()

    return replace_whole(target, fill, written_is_meant)


def whole_text(target: Path, text: str) -> Path:
    """Write the text as UTF-8 with its line ends as they are."""
    return whole_bytes(target, text.encode())


def read_up_to(file: Path, most: int) -> bytes:
    """The bytes of a file from outside, no more than ``most`` and one, which tells that there are too many.

    Raises StorageError where it cannot be read.
    """
    try:
        with file.open("rb") as source:
            return source.read(most + 1)
    except OSError as error:
        message = N_("The file {name} cannot be read. Copy it to this PC and choose it again.")
        raise StorageError("file_unreadable", message, name=file.name) from error


def require_place(target: Path) -> None:
    """Raise the StorageError that ``replace_whole`` would raise for the place of the target, before any work."""
    try:
        _remove_leftover(_temporary_beside(target))
    except OSError as error:
        raise _storage_error(error, target) from error


def sweep_leftovers(folder: Path, *, older_than_seconds: float = LEFTOVER_AGE_SECONDS) -> int:
    """Remove temporary files and folders that a killed program left in the folder; returns how many."""
    # Ages are compared by the file system's own clock: the day's date has no part in it.
    with tempfile.TemporaryFile(dir=folder) as probe:
        present = os.fstat(probe.fileno()).st_mtime
    old = [
        path
        for path in folder.glob(f"{LEFTOVER_PREFIX}*")
        if not path.name.startswith(FOREIGN_PREFIX) and present - path.stat().st_mtime > older_than_seconds
    ]
    for path in old:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return len(old)


def _sweep_earlier(target: Path, written: Path) -> None:
    """Remove what a killed program left of this very file: nothing else of the user's folder is ours to judge."""
    own = re.compile(re.escape(_beginning(target)) + "[a-z0-9_]{8}" + re.escape(target.suffix))
    try:
        present = written.stat().st_mtime
        with os.scandir(target.parent) as entries:
            beside = [entry for entry in entries if own.fullmatch(entry.name)]
        old = [entry.path for entry in beside if present - entry.stat().st_mtime > LEFTOVER_AGE_SECONDS]
    except OSError:
        # A folder that may not be listed, or a leftover that another program just took: the file itself is written.
        return
    for path in old:
        _remove_leftover(Path(path))


def _beginning(target: Path) -> str:
    return f"{LEFTOVER_PREFIX}{target.stem[:80]}-"


def _temporary_beside(target: Path) -> Path:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not target.is_file():
        # A rename would put a file in the place of /dev/null, or of a pipe that somebody reads.
        raise _not_a_file(target)
    # The extension stays the target's own: openpyxl refuses to reopen a workbook that has another.
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=_beginning(target), suffix=target.suffix)
    os.close(descriptor)
    temporary = Path(name)
    _give_usual_permissions(temporary)
    return temporary


def _give_usual_permissions(path: Path) -> None:
    # mkstemp makes files that only their owner may read; colleagues open exports from a shared folder.
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)


def _flush_to_disk(path: Path) -> None:
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows has no handle to flush for a folder; NTFS journals the rename.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _move_into_place(temporary: Path, target: Path) -> Path:
    if _replaced(temporary, target):
        return target
    for number in SECOND_NAMES:
        second = target.with_name(f"{target.stem} ({number}){target.suffix}")
        if not second.exists() and _replaced(temporary, second):
            return second
    raise StorageError(
        "file_in_use",
        N_("The file {name} is open in another program. Close it there and try again."),
        name=target.name,
    )


def _replaced(temporary: Path, target: Path) -> bool:
    """Whether the rename was done; False where another program holds the target through all retries."""
    for pause in (*RETRY_PAUSES_SECONDS, None):
        try:
            os.replace(temporary, target)
        except OSError as error:
            if getattr(error, "winerror", None) not in HELD_BY_ANOTHER_WINERRORS:
                raise
            if pause is not None:
                time.sleep(pause)
        else:
            return True
    return False


def _remove_leftover(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        # Held by an antivirus or on a disk that is gone; sweep_leftovers takes it another day. The error
        # that brought us here matters more than this one.
        return


def _not_a_file(target: Path) -> StorageError:
    message = N_("{name} is no file but a device or a pipe. Choose another name for the file.")
    return StorageError("target_is_no_file", message, name=str(target))


def _storage_error(error: OSError, target: Path) -> StorageError:
    folder = str(target.parent)
    if error.errno in _DISK_FULL:
        return StorageError(
            "disk_full",
            N_("The disk is full: {name} was not saved. Free some space in {folder} and try again."),
            name=target.name,
            folder=folder,
        )
    if target.is_dir():
        return StorageError(
            "target_is_folder",
            N_("{name} is the name of a folder. Choose another name for the file."),
            name=target.name,
        )
    if error.errno in _WRITE_PROTECTED:
        return StorageError(
            "folder_read_only",
            N_("Nothing can be written in the folder {folder}. Choose another folder for {name}."),
            name=target.name,
            folder=folder,
        )
    if not target.parent.is_dir():
        return StorageError(
            "folder_missing",
            N_("There is no folder {folder}. Choose another folder for {name}."),
            name=target.name,
            folder=folder,
        )
    return StorageError(
        "not_written",
        N_("The file {name} could not be saved: the disk or the network folder failed. Try another folder."),
        name=target.name,
    )
