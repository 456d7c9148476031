"""The bytes of erased people on a server: PostgreSQL keeps what was deleted until it writes its files anew.

A data file leaves none (``secure_delete``). On a server the program has the tables written anew where its login owns
them, and says plainly what is left to do where it does not.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from db.engine import is_server
from db.errors import DatabaseFault
from db.models.centre import StateMark
from db.models.duplicates import Erasure
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre, storage_error
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.progress import Progress

_REWRITTEN = "tables_rewritten"
BYTES_A_MB = 1_000_000


@dataclass(frozen=True)
class ErasedBytes:
    """``people`` were erased since the tables were last written anew; ``megabytes`` is what has to be written."""

    people: int
    megabytes: int
    is_owner: bool


def erased_bytes(unit: UnitOfWork) -> ErasedBytes | None:
    """None for a centre in a file, and for a login of the server that may not ask who was erased."""
    connection = unit.session.connection()
    if not is_server(connection):
        return None
    from db.server_schema import owns_tables

    if not unit.session.scalar(select(func.has_table_privilege(Erasure.__tablename__, "SELECT"))):
        return None
    size = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0
    mark = unit.session.get(StateMark, _REWRITTEN)
    erased = select(func.count()).select_from(Erasure).where(Erasure.id > (int(mark.value) if mark else 0))
    return ErasedBytes(unit.session.scalar(erased) or 0, -(-size // BYTES_A_MB), owns_tables(connection))


def rewrite_tables(centre: Centre, *, progress: Progress) -> int:
    """Have the server write every table anew, one after the other; whoever needs it meanwhile waits.

    Returns how many. The server's own log keeps the bytes until it is used again, which the server does by itself.
    Raises Refused, StorageError, Cancelled; what was written anew by then stays so.
    """
    found = centre.read(erased_bytes)
    if found is None or not found.is_owner:
        message = N_("Only the login that moved the centre to the server can have its tables written anew.")
        raise Refused("not_owner_of_tables", message)
    from db.server import written_anew

    last = centre.read(_last_erasure)
    tables = 0
    try:
        for done, total in written_anew(centre.engine):
            progress.step("", done, total)
            tables = total
    except DatabaseFault as fault:
        raise storage_error(fault) from fault
    centre.write(_note_rewriting, last=last, tables=tables)
    return tables


def note_fresh_tables(connection: Connection) -> None:
    """Whoever was erased before the centre came to this server never lay in its files. Within a transaction."""
    last = connection.scalar(select(func.max(Erasure.id)))
    if last:
        connection.execute(delete(StateMark).where(StateMark.name == _REWRITTEN))
        connection.execute(insert(StateMark).values(name=_REWRITTEN, value=str(last)))


def _last_erasure(unit: UnitOfWork) -> int:
    return unit.session.scalar(select(func.max(Erasure.id))) or 0


def _note_rewriting(unit: UnitOfWork, *, last: int, tables: int) -> None:
    """``last`` is the newest erasure of before: one that came meanwhile counts as not written over yet."""
    unit.session.merge(StateMark(name=_REWRITTEN, value=str(last)))
    unit.note("rewrite_tables", entity="centre_profile", entity_id=1, facts={"tables": tables})
