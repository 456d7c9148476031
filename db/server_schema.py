"""The schema on a server: made whole from the models, marked with its version, recognised and moved forward."""

import hashlib
import re
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Engine, text
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

import db.models  # noqa: F401 - so that every table is known
from db.base import Base
from db.engine import writing
from db.errors import DatabaseFault, StorageFault, faults_named
from db.schema import newest_version, upgrade
from db.server import lift_limits
from db.server_roles import grant_roles

OLDEST_SERVER = 15
_FINGERPRINT = "schema"
# How long whoever reads has to end before the structure is altered.
READERS_END_MS = 30_000

_NEXT_ID = """
CREATE FUNCTION next_id(wanted text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
    EXECUTE 'SELECT coalesce(max(id), 0) + 1 FROM ' || quote_ident(wanted) INTO found;
    RETURN found;
END $$
"""
_REFUSE = """
CREATE FUNCTION journal_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is only added to';
END $$
"""
_NEVER_DELETED = """
CREATE TRIGGER journal_is_never_deleted BEFORE DELETE OR TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_only_added_to()
"""
# Of a sealed entry an erasure takes the words and the salt, and nothing else ever changes.
_ONLY_ERASED = """
CREATE TRIGGER journal_is_only_erased BEFORE UPDATE ON journal FOR EACH ROW
WHEN (OLD.mac IS NOT NULL AND NOT (
    NEW.salt IS NULL AND (OLD.seq, OLD.at, OLD.actor_id, OLD.actor_name, OLD.host, OLD.batch, OLD.action, OLD.entity,
                          OLD.entity_id, OLD.commitment, OLD.mac)
    IS NOT DISTINCT FROM (NEW.seq, NEW.at, NEW.actor_id, NEW.actor_name, NEW.host, NEW.batch, NEW.action, NEW.entity,
                          NEW.entity_id, NEW.commitment, NEW.mac)
))
EXECUTE FUNCTION journal_is_only_added_to()
"""
_CASTS = re.compile(r"::(text|character varying)(\[\])?|[()]")
# Everything that a stranger could have altered, as the server itself writes it down.
_LAID_DOWN = """
WITH own AS (SELECT oid, relname, relkind FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
SELECT 'column', relname, attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' '
       || attcollation || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
FROM own JOIN pg_attribute ON attrelid = own.oid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE relkind IN ('r', 'v', 'm', 'f', 'p') AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT 'constraint', relname, conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
FROM own JOIN pg_constraint ON conrelid = own.oid WHERE contype <> 'n'
UNION ALL SELECT 'index', relname, pg_get_indexdef(own.oid) FROM own WHERE relkind = 'i'
UNION ALL SELECT 'trigger', relname, pg_get_triggerdef(pg_trigger.oid)
FROM own JOIN pg_trigger ON tgrelid = own.oid WHERE NOT tgisinternal
UNION ALL SELECT 'rule', relname, pg_get_ruledef(pg_rewrite.oid) FROM own JOIN pg_rewrite ON ev_class = own.oid
UNION ALL SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
ORDER BY 1, 2, 3
"""


def version_on(engine: Engine) -> int | None:
    """The schema version of a server's database; None where there are no tables yet.

    Raises DatabaseFault: OLD_SERVER, NOT_A_CENTRE, NEWER_VERSION, ALTERED_SCHEMA, or why it cannot be reached.
    """
    with faults_named(), engine.connect() as connection:
        server, encoding = connection.execute(
            text("SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')")
        ).one()
        if server < OLDEST_SERVER or encoding != "UTF8":
            raise DatabaseFault(StorageFault.OLD_SERVER, found=server, encoding=encoding, needed=OLDEST_SERVER)
        found = laid_down(connection)
        if not found:
            return None
        if not connection.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL")):
            raise DatabaseFault(StorageFault.NOT_A_CENTRE, path=engine.url.database)
        version = written_version(connection)
        if version > newest_version():
            raise DatabaseFault(StorageFault.NEWER_VERSION, found=version, known=newest_version())
        kept = connection.scalar(text("SELECT value FROM state_mark WHERE name = :name"), {"name": _FINGERPRINT})
        # What was remembered before dumps were thought of holds letter by letter.
        if kept not in (_fingerprint(map(without_casts, found)), _fingerprint(found)):
            raise DatabaseFault(StorageFault.ALTERED_SCHEMA)
        return version


def make_schema(connection: Connection, *, fill: Callable[[], None] = lambda: None) -> None:
    """Lay the newest schema down in an empty database, inside the transaction of the connection.

    ``fill`` runs while nothing refers to anything yet: what it writes is looked through once, at the end.
    """
    connection.exec_driver_sql(_NEXT_ID)
    known = Base.metadata.sorted_tables
    for table in known:
        connection.execute(CreateTable(table, include_foreign_key_constraints=[]))
    fill()
    for table in known:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(CreateIndex(index))
    for table in known:
        for reference in sorted(table.foreign_key_constraints, key=lambda reference: str(reference.name)):
            connection.execute(AddConstraint(reference, isolate_from_table=False))
    for statement in (_REFUSE, _NEVER_DELETED, _ONLY_ERASED):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)")
    stamp = text("INSERT INTO alembic_version VALUES (:version)")
    connection.execute(stamp, {"version": f"{newest_version():04}"})
    remember_schema(connection)


def written_version(connection: Connection) -> int:
    """The version that a centre's database says it has."""
    return int(connection.scalar(text("SELECT version_num FROM alembic_version")) or 0)


def owns_tables(connection: Connection) -> bool:
    """Whether the login may alter the structure: it is the one that moved the centre there."""
    owner = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'alembic_version'::regclass"
    return bool(connection.exec_driver_sql(owner).scalar())


def move_forward(engine: Engine, *, save: Callable[[int], object]) -> None:
    """Bring an older database to the newest version in one transaction, in which nobody else writes.

    ``save`` makes a copy of the data before, and gets their version. Whoever works with an older program is refused
    when it writes next. Raises DatabaseFault, NOT_OWNER among others; then everything is as it was.
    """
    with faults_named(), writing(engine).begin() as connection:
        # Another PC may have been faster while this one waited for its turn.
        version = written_version(connection)
        if version >= newest_version():
            return
        if not owns_tables(connection):
            raise DatabaseFault(StorageFault.NOT_OWNER, found=version, needed=newest_version())
        lift_limits(connection)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {READERS_END_MS}")
        save(version)
        upgrade(connection, to=newest_version())
        remember_schema(connection)
        grant_roles(connection)


def remember_schema(connection: Connection) -> None:
    """Note how the schema looks now: of another look it is refused."""
    keep = text(
        "INSERT INTO state_mark (name, value) VALUES (:name, :value)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )
    connection.execute(keep, {"name": _FINGERPRINT, "value": _fingerprint(map(without_casts, laid_down(connection)))})


def laid_down(connection: Connection) -> list[tuple[str, ...]]:
    """The whole structure as the server writes it down."""
    return [tuple(row) for row in connection.exec_driver_sql(_LAID_DOWN)]


def without_casts(row: tuple[str, ...]) -> tuple[str, ...]:
    """A server writes a condition otherwise once it was dumped and restored, or moved to a newer release."""
    return (*row[:-1], _CASTS.sub("", row[-1]))


def _fingerprint(structure: Iterable[tuple[str, ...]]) -> str:
    return hashlib.sha256(repr(list(structure)).encode()).hexdigest()
