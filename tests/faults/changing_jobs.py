"""Jobs that change a closed centre as a whole: restore, encryption on and off, new keys, a year closed, a move."""

from pathlib import Path

from desktop_app.archive.service import archive_year
from desktop_app.bootstrap import open_centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.protection.keys import keys_of
from desktop_app.protection.master import MasterKey
from desktop_app.safety.backup import backups
from desktop_app.safety.encrypting import Act, decrypt, encrypt, rotate
from desktop_app.safety.relocating import to_file, to_server
from desktop_app.safety.restore import restore
from tests import postgres
from tests.faults.marking_jobs import NOW
from tests.faults.telling import tell

CLOCK = FixedClock(NOW)
LOGIN, PASSWORD = "nodira", "oq terak"
YEAR, STICK, WHY_NOT_SENT = 2025, "stick", "Hisobotlar eski dasturda yuborilgan"
# The address of the server that the centre goes to.
TARGET = "target"


def master_of(paths: CentrePaths) -> MasterKey:
    keys = keys_of(paths)
    assert keys is not None
    return keys.unlock(LOGIN, PASSWORD, clock=CLOCK)


def bring_back(folder: Path) -> None:
    """Restore the oldest backup."""
    paths = CentrePaths(folder)
    restore(paths, backups(paths.backups)[0].path, clock=CLOCK, master=master_of(paths))
    tell("done")


def lock_data(folder: Path) -> None:
    _act(folder, encrypt)


def unlock_data(folder: Path) -> None:
    _act(folder, decrypt)


def change_keys(folder: Path) -> None:
    _act(folder, rotate)


def close_year(folder: Path) -> None:
    put_on_stick(folder)
    tell("done")


def put_on_stick(folder: Path) -> None:
    centre = open_centre(CentrePaths(folder), clock=CLOCK)
    try:
        archive_year(centre, year=YEAR, out=folder / STICK, reason=WHY_NOT_SENT)
    finally:
        centre.is_changed_since_backup = False
        centre.close()


def move_there(folder: Path) -> None:
    address = (folder / TARGET).read_text()
    to_server(CentrePaths(folder), address, password=postgres.PASSWORD, clock=CLOCK, progress=Progress())
    tell("done")


def move_back(folder: Path) -> None:
    to_file(CentrePaths(folder), progress=Progress())
    tell("done")


def _act(folder: Path, act: Act) -> None:
    paths = CentrePaths(folder)
    act(paths, master_of(paths), clock=CLOCK, progress=Progress())
    tell("done")
