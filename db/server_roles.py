"""Roles of the server itself: whoever works with the centre can neither alter its structure nor rewrite its journal.

The owner of the tables moves the centre there and brings it forward. Everybody else is a login of their own in one of
two group roles, named after the database: ``…_office`` reads and writes, ``…_reading`` only reads, and adds to the
journal, for whoever reads leaves a trace as well.
"""

from sqlalchemy import Connection

from db.base import Base
from db.models.journal import JournalEntry

# What an erasure takes out of an entry.
_ERASED = "before, after, salt"


def group_roles(database: str) -> tuple[str, str]:
    return f"{database}_office", f"{database}_reading"


def grant_roles(connection: Connection) -> bool:
    """Make the group roles and say what each may do; False where the owner must not make roles."""
    if not connection.exec_driver_sql(
        "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
    ).scalar():
        return False
    quote = connection.dialect.identifier_preparer.quote
    office, reading = (quote(name) for name in group_roles(connection.engine.url.database or ""))
    for role in (office, reading):
        name = role.strip('"').replace("'", "''")
        is_there = connection.exec_driver_sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{name}'").scalar()
        if not is_there:
            connection.exec_driver_sql(f"CREATE ROLE {role} NOLOGIN")
    journal = quote(JournalEntry.__tablename__)
    tables = ", ".join(quote(table.name) for table in Base.metadata.sorted_tables if table.name != journal)
    every = f"{tables}, {journal}, alembic_version"
    for statement in (
        f"GRANT SELECT ON {every} TO {office}, {reading}",
        f"GRANT INSERT, UPDATE, DELETE ON {tables} TO {office}",
        f"GRANT INSERT, UPDATE ({_ERASED}) ON {journal} TO {office}",
        f"GRANT INSERT ON {journal} TO {reading}",
    ):
        connection.exec_driver_sql(statement)
    return True
