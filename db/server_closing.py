"""A database that its data have left: everybody may still look at it, nobody writes into it any more."""

from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine

from db.server import session_apart
from db.server_roles import Task, group_role

# A session that was opened before lets its user write on; only sessions of our own login are ours to end. Each is
# waited for, a second at the most: whoever asks next finds the session ended before asking.
_END_THE_OTHERS = """
SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid() AND pid NOT IN (
    SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (
        SELECT oid FROM pg_database WHERE datname = current_database()
    )
)
"""


def close_to_writers(engine: Engine) -> None:
    """Let nobody write from now on; whoever tries meets a server that says so. A closed database stays closed.

    To be called by whoever holds the turn of the writers: those who wait for it are ended. The groups of other logins
    lose the right itself, for their sessions go on. Raises DatabaseFault.
    """
    with session_apart(engine) as raw:
        raw.execute("SET default_transaction_read_only = off")
        database = raw.execute("SELECT current_database()").fetchone()[0]
        raw.execute(SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(Identifier(database)))
        groups = [group_role(database, task) for task in Task]
        standing = raw.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", (groups,)).fetchall()
        for (group,) in standing:
            raw.execute(
                SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public FROM {}").format(
                    Identifier(group)
                )
            )
        raw.execute(_END_THE_OTHERS)
