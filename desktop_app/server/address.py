"""Where the server of a centre is: a file in the centre's folder, in the place of the data file.

The password of the database lies beside it, closed to other users of the PC, unless libpq finds it by itself.
"""

import tomllib

import tomli_w
from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from desktop_app.errors import Invalid, StorageError
from desktop_app.i18n import N_
from desktop_app.paths import CentrePaths
from desktop_app.whole_file import whole_text

_SCHEMES = ("postgresql", "postgres")
_HERE = {"localhost", "127.0.0.1", "::1"}


def checked_address(text: str) -> URL:
    """A typed address, ``postgresql://user@host:port/database``. Raises Invalid.

    Over a network the connection is to be encrypted: ``sslmode=require`` is added where nothing stricter is said.
    """
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in _SCHEMES or not url.database:
        message = N_("Write the address as postgresql://user@server:5432/database.")
        raise Invalid("server_address", message, field="address")
    if url.password:
        message = N_("Write the address without the password; it is asked for separately.")
        raise Invalid("server_address_password", message, field="address")
    is_here = url.host is None or url.host in _HERE or url.host.startswith("/")
    if not is_here and "sslmode" not in url.query:
        url = url.update_query_dict({"sslmode": "require"})
    return url.set(drivername="postgresql")


def address_of(paths: CentrePaths) -> str | None:
    """The address of the centre's server; None for a centre in a file. Raises StorageError."""
    if not paths.server.exists():
        return None
    try:
        return str(tomllib.loads(paths.server.read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, KeyError) as error:
        message = N_("The file {name} with the address of the server is damaged.")
        raise StorageError("server_address_unreadable", message, name=paths.server.name) from error


def keep_address(paths: CentrePaths, address: str, *, password: str = "") -> None:
    """From now on the centre of the folder is on the server. Raises StorageError."""
    if password:
        whole_text(paths.server_password, password)
        paths.server_password.chmod(0o600)
    whole_text(paths.server, tomli_w.dumps({"address": address}))
    paths.server.chmod(0o600)


def forget_address(paths: CentrePaths) -> None:
    """The centre of the folder is in a file again."""
    paths.server.unlink(missing_ok=True)
    paths.server_password.unlink(missing_ok=True)


def server_engine(paths: CentrePaths, *, is_brief: bool = False) -> Engine:
    """An engine on the centre's server; nothing is asked of it yet. Raises StorageError.

    ``is_brief``: for a question or two, no connection is kept.
    """
    # Loaded for a centre on a server only: the driver takes a tenth of a second.
    from db.server import open_server

    address = address_of(paths)
    if address is None:
        raise StorageError("no_server", N_("This centre is not on a server."))
    kept = paths.server_password
    return open_server(address, password=kept.read_text(encoding="utf-8") if kept.exists() else "", is_brief=is_brief)
