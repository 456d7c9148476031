"""Moving a closed centre with its keys: to a server of the office, and back into a file of this PC."""

from db.errors import DatabaseFault
from desktop_app.centre import storage_error
from desktop_app.clock import Clock
from desktop_app.errors import NotFound, Refused, SignInNeeded
from desktop_app.i18n import N_
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.protection.key_file import KeyFile
from desktop_app.protection.keys import keys_of
from desktop_app.protection.locked_files import key_for
from desktop_app.protection.master import MasterKey
from desktop_app.server.address import server_engine
from desktop_app.server.moving import Moved, move_to_file, move_to_server
from desktop_app.server.opening import KeyTable


def to_server(
    paths: CentrePaths,
    address: str,
    *,
    password: str,
    clock: Clock,
    progress: Progress,
    master: MasterKey | None = None,
) -> Moved:
    """Move the centre to an empty database; one with accounts needs its ``master``.

    Raises Invalid, Refused, NotFound, SignInNeeded, StorageError, Cancelled; then everything is as it was.
    """
    if paths.server.exists():
        raise Refused("on_server", N_("This centre is on a server already."))
    if not paths.database.exists() or not paths.keys.exists():
        raise NotFound("no_centre_in_folder", N_("There is no centre in the folder {path}."), path=paths.folder)
    opened_by = _master(paths, master)
    try:
        return move_to_server(
            paths,
            address,
            password=password,
            key=key_for(paths.database, opened_by),
            keys=KeyFile(paths.keys).read(),
            clock=clock,
            progress=progress,
        )
    except DatabaseFault as fault:
        raise storage_error(fault) from fault


def to_file(paths: CentrePaths, *, progress: Progress, master: MasterKey | None = None) -> Moved:
    """Move the centre back into its data file, encrypted if it has accounts. Raises as ``to_server``."""
    if not paths.server.exists():
        raise Refused("not_on_server", N_("This centre is in a file of this PC already."))
    opened_by = _master(paths, master)
    engine = server_engine(paths)
    try:
        document = KeyTable(engine).read()
        KeyFile(paths.keys).write(document)
        return move_to_file(paths, key=None if "open" in document else opened_by.database(), progress=progress)
    except DatabaseFault as fault:
        raise storage_error(fault) from fault
    finally:
        engine.dispose()


def _master(paths: CentrePaths, given: MasterKey | None) -> MasterKey:
    try:
        keys = keys_of(paths)
        master = given or (keys.open_master() if keys else None)
        if keys is None or master is None or not keys.fits(master):
            raise SignInNeeded
    except DatabaseFault as fault:
        raise storage_error(fault) from fault
    return master
