"""Where a centre's files lie, and which places cannot carry them."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from desktop_app.errors import StorageError
from desktop_app.i18n import N_

APP_NAME = "Mahorat"
MOUNTS = Path("/proc/mounts")
_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs"}
_WINDOWS_REMOVABLE = 2
_WINDOWS_REMOTE = 4


@dataclass(frozen=True)
class CentrePaths:
    """The folder of one centre: everything it knows lies inside; or the file of a closed year, which is only read."""

    folder: Path

    @property
    def is_archive(self) -> bool:
        """Whether this is no folder but the file of a closed year."""
        return self.folder.is_file()

    @property
    def database(self) -> Path:
        return self.folder if self.is_archive else self.folder / "mahorat.db"

    @property
    def keys(self) -> Path:
        return keys_beside(self.database)

    @property
    def server(self) -> Path:
        """The address of the server that holds the data in place of the data file."""
        return self.folder / "server.toml"

    @property
    def server_password(self) -> Path:
        return self.folder / "server.password"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def replaced(self) -> Path:
        """Data that a restore took the place of."""
        return self.backups / "replaced"

    @property
    def lock(self) -> Path:
        return self.folder / "mahorat.lock"

    @property
    def log(self) -> Path:
        return self.folder / "logs" / "mahorat.log"


def keys_beside(database: Path) -> Path:
    """Where the key file of a data file or of a backup lies."""
    return database.with_name(f"{database.name}.keys")


def settings_file() -> Path:
    """The program's own settings on this PC, apart from any centre's data."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "settings.toml"


def default_data_folder() -> Path:
    return platformdirs.user_data_path(APP_NAME, appauthor=False) / "centre"


def prepare_folder(folder: Path, *, mounts: Path = MOUNTS) -> None:
    """Make the data folder, closed to other users of the PC.

    Raises StorageError when it is on a network or removable drive (a live SQLite file is not safe there), when
    it is no folder, or when nothing can be written into it. ``mounts`` is the kernel's table of file systems.
    """
    _refuse_unsafe_drive(folder, mounts)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except FileExistsError:
        raise StorageError("not_a_folder", N_("{path} is a file, not a folder."), path=folder) from None
    except OSError as error:
        raise StorageError(
            "folder_not_made",
            N_("The folder {path} cannot be made: {reason}."),
            path=folder,
            reason=error.strerror,
        ) from None
    if not os.access(folder, os.W_OK):
        raise StorageError(
            "folder_read_only",
            N_("Nothing can be written into the folder {path}. Choose another folder or ask for the right to write."),
            path=folder,
        )


def _refuse_unsafe_drive(folder: Path, mounts: Path) -> None:
    if _is_network_path(folder, mounts):
        raise StorageError(
            "network_path",
            N_("{path} is on a network drive. The data must lie on a disk of this PC, or it may be damaged."),
            path=folder,
        )
    if _is_removable(folder):
        raise StorageError(
            "removable_path",
            N_("{path} is on a removable drive. Keep the data on a disk of this PC and copy backups to the drive."),
            path=folder,
        )


def _is_network_path(folder: Path, mounts: Path) -> bool:
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        return _windows_drive_type(folder) == _WINDOWS_REMOTE
    return _file_system_of(folder, mounts) in _NETWORK_FILE_SYSTEMS


def _is_removable(folder: Path) -> bool:
    if sys.platform == "win32":
        return _windows_drive_type(folder) == _WINDOWS_REMOVABLE
    return folder.resolve().is_relative_to("/media") or folder.resolve().is_relative_to("/run/media")


def _windows_drive_type(folder: Path) -> int:
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor))  # type: ignore[attr-defined,unused-ignore]


def _file_system_of(folder: Path, mounts: Path) -> str:
    """The file system that carries the path; empty where there is no such table."""
    if not mounts.exists():
        return ""
    resolved = folder.resolve()
    best = ("", "")
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, place, kind, *_rest = line.split(" ")
        point = place.replace("\\040", " ")
        if resolved.is_relative_to(point) and len(point) > len(best[0]):
            best = (point, kind)
    return best[1]
