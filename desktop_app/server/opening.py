"""What a centre on a server is opened with: its schema made or moved forward, and its keys, which lie in a table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects.postgresql import insert

from db.engine import is_server, writing
from db.errors import faults_named
from db.models.accounts import KeySlot
from db.models.centre import CentreProfile
from desktop_app.paths import CentrePaths
from desktop_app.server.address import server_engine

_KEYS = "keys"


def ready_engine(paths: CentrePaths) -> Engine:
    """An engine on the centre's server, whose schema is there, of this version or an older one.

    Raises StorageError, DatabaseFault.
    """
    from db import server_schema

    engine = server_engine(paths)
    try:
        if server_schema.version_on(engine) is None:
            with faults_named(), writing(engine).begin() as connection:
                server_schema.make_schema(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def bring_forward(engine: Engine, *, save: Callable[[int], object]) -> None:
    """Bring a schema of an older version to the newest one; ``save`` is called before. Raises DatabaseFault."""
    from db import server_schema
    from db.schema import newest_version

    with faults_named(), engine.connect() as connection:
        is_newest = server_schema.written_version(connection) == newest_version()
    if not is_newest:
        server_schema.move_forward(engine, save=save)


def can_be_copied(engine: Engine) -> bool:
    """Whether what lies there can be read whole with this PC's login of the database; a file always can."""
    if not is_server(engine):
        return True
    from db.server_roles import reads_everything

    with faults_named(), engine.connect() as connection:
        return reads_everything(connection)


def is_founded(paths: CentrePaths) -> bool:
    """Whether there is a centre on the server. Raises StorageError, DatabaseFault."""
    from db import server_schema

    engine = server_engine(paths)
    try:
        if server_schema.version_on(engine) is None:
            return False
        with faults_named(), engine.connect() as connection:
            return bool(connection.scalar(select(func.count()).select_from(CentreProfile)))
    finally:
        engine.dispose()


class KeyTable:
    """The keys of a centre on a server: one row, whatever PC asks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._alone: Connection | None = None

    def exists(self) -> bool:
        return bool(self._document())

    def read(self) -> dict[str, Any]:
        return self._document()

    def write(self, document: dict[str, Any], *, within: Connection | None = None) -> None:
        """``within`` a transaction that has begun, or in one of its own."""
        connection = within or self._alone
        if connection is not None:
            self._put(connection, document)
            return
        with self.alone():
            self.write(document)

    @contextmanager
    def alone(self) -> Iterator[None]:
        with faults_named(), writing(self._engine).begin() as connection:
            self._alone = connection
            try:
                yield
            finally:
                self._alone = None

    def _document(self) -> dict[str, Any]:
        asked = select(KeySlot.document).where(KeySlot.name == _KEYS)
        if self._alone is not None:
            return dict(self._alone.scalar(asked) or {})
        with faults_named(), self._engine.connect() as connection:
            return dict(connection.scalar(asked) or {})

    @staticmethod
    def _put(connection: Connection, document: dict[str, Any]) -> None:
        row = insert(KeySlot).values(name=_KEYS, document=document)
        connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"document": document}))
