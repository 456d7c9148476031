"""Moving a closed centre with its keys: to a server of the office, and back into a file of this PC."""

from dataclasses import dataclass

from db.errors import DatabaseFault
from desktop_app.centre import storage_error
from desktop_app.clock import Clock
from desktop_app.errors import NotFound, Refused, SignInNeeded
from desktop_app.i18n import N_
from desktop_app.paths import CentrePaths, prepare_folder
from desktop_app.progress import Progress
from desktop_app.protection.key_file import KeyFile
from desktop_app.protection.keys import keys_of
from desktop_app.protection.locked_files import key_for
from desktop_app.protection.master import MasterKey
from desktop_app.safety.erased_bytes import note_fresh_tables
from desktop_app.server.address import checked_address, keep_address, server_engine
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
            at_end=note_fresh_tables,
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


@dataclass(frozen=True)
class ServerAnswer:
    """What a server said when it was tried; ``has_centre``: another PC's, to be opened and not written over."""

    is_empty: bool
    has_centre: bool


def answer_of(address: str, *, password: str) -> ServerAnswer:
    """Try an address. Raises Invalid, and StorageError with the sentence for what went wrong."""
    from db.server import open_server
    from db.server_schema import version_on

    engine = open_server(checked_address(address).render_as_string(), password=password)
    try:
        version = version_on(engine)
        return ServerAnswer(is_empty=version is None, has_centre=version is not None)
    except DatabaseFault as fault:
        raise storage_error(fault) from fault
    finally:
        engine.dispose()


def join_server(paths: CentrePaths, address: str, *, password: str) -> None:
    """Let this PC work on the centre of a server, from an empty folder. Raises Invalid, Refused, StorageError."""
    prepare_folder(paths.folder)
    if paths.database.exists() or paths.server.exists():
        message = N_("There is a centre in the folder {path} already.")
        raise Refused("centre_exists", message, path=paths.folder)
    if not answer_of(address, password=password).has_centre:
        raise NotFound("no_centre_on_server", N_("There is no centre on the server yet. Move one there first."))
    keep_address(paths, checked_address(address).render_as_string(), password=password)


def _master(paths: CentrePaths, given: MasterKey | None) -> MasterKey:
    try:
        keys = keys_of(paths)
        master = given or (keys.open_master() if keys else None)
        if keys is None or master is None or not keys.fits(master):
            raise SignInNeeded
    except DatabaseFault as fault:
        raise storage_error(fault) from fault
    return master
