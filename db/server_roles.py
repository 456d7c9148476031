"""Roles of the server itself: what a login of the database may do whatever program it comes with.

The owner of the tables moves the centre there and brings it forward. Everybody else is a login of their own in one of
the group roles of their tasks, named after the database:

* ``…_office`` works with everything, and neither makes accounts, nor rewrites the journal, nor alters the structure;
* ``…_reports`` reads, and writes the plan, the events and the returns;
* ``…_reading`` reads, and nothing that signs or lets in;
* ``…_administrator`` keeps accounts, settings and lists, and can ask for nobody's name, number, marks or papers.

Each adds to the journal, for whoever reads leaves a trace as well. A new table is refused to the last three until it
is named here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, text

from db.base import Base
from db.models.accounts import Account, AccountSecret, Approval, KeySlot, RoleTitle
from db.models.certificates import SigningKey
from db.models.journal import JournalEntry
from db.models.parcels import Parcel

VERSION_TABLE = "alembic_version"
# What an erasure takes out of an entry, and all of it that tells of anybody.
_SAID = ("before", "after", "salt")
_WRITTEN_BY_ALL = (KeySlot.__tablename__, AccountSecret.__tablename__, "state_mark")
_WRITTEN_BY_REPORTS = (
    *("plan_line", "channel_figure", "stated_figure", "participation", "training_event", "event_participant"),
    *("return_snapshot", "return_step", "return_dispatch", "return_form", "received_return", "finding_note"),
    *("lock_exception", "training_organisation", "organisation_figure", "permit_check", "saved_filter"),
    *("indicator_edition", Approval.__tablename__),
)
_KEPT_BY_ADMINISTRATOR = (
    *(Account.__tablename__, RoleTitle.__tablename__, "staff", "centre_profile", "calendar_day", "dated_rule"),
    *("reference_item", "territory", "former_territory_name", "mark_set", "mark_kind", "data_purpose", "due_rule"),
    *("questionnaire", "certificate_template", "template_file", "order_template", "known_key", "revocation_list"),
    *("programme", "module", "topic", "programme_stage", "room", "certificate_series", "return_form"),
)


class Task(StrEnum):
    """What a login of the database is for."""

    OFFICE = "office"
    REPORTS = "reports"
    READING = "reading"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Login:
    """A login of the database, by its name after the database's; closed ones let nobody in."""

    name: str
    task: Task
    is_open: bool


def group_role(database: str, task: Task) -> str:
    return f"{database}_{task}"


def reads_everything(connection: Connection) -> bool:
    """Whether the login may read all that a copy of the centre is made of."""
    whole = " AND ".join(
        f"has_table_privilege('{table.__tablename__}', 'SELECT')" for table in (JournalEntry, SigningKey)
    )
    return bool(connection.exec_driver_sql(f"SELECT {whole}").scalar())


def may_make_roles(connection: Connection) -> bool:
    asked = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
    return bool(connection.exec_driver_sql(asked).scalar())


def grant_roles(connection: Connection) -> bool:
    """Make the group roles and say anew what each may do; False where the owner must not make roles."""
    if not may_make_roles(connection):
        return False
    database = _database(connection)
    for task in Task:
        if not _is_there(connection, group_role(database, task)):
            connection.exec_driver_sql(f"CREATE ROLE {_quoted(connection, group_role(database, task))} NOLOGIN")
    groups = ", ".join(_quoted(connection, group_role(database, task)) for task in Task)
    own = _quoted(connection, database)
    connection.exec_driver_sql(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {groups}, PUBLIC")
    connection.exec_driver_sql(f"REVOKE ALL ON DATABASE {own} FROM PUBLIC")
    connection.exec_driver_sql(f"GRANT CONNECT, TEMPORARY ON DATABASE {own} TO {groups}")
    for task in Task:
        group = _quoted(connection, group_role(database, task))
        for may, on in _allowed(connection, task):
            connection.exec_driver_sql(f"GRANT {may} ON {on} TO {group}")
    return True


def _allowed(connection: Connection, task: Task) -> Iterable[tuple[str, str]]:
    """What a task may do on which tables."""

    def tables(names: Iterable[str]) -> str:
        return ", ".join(_quoted(connection, name) for name in sorted(names))

    def columns(table: Any, *, without: Iterable[str]) -> str:
        return ", ".join(
            _quoted(connection, column.name) for column in table.__table__.columns if column.name not in without
        )

    journal, signing, account = (
        _quoted(connection, each.__tablename__) for each in (JournalEntry, SigningKey, Account)
    )
    known = {table.name for table in Base.metadata.sorted_tables}
    plain = known - {JournalEntry.__tablename__, SigningKey.__tablename__}
    yield "SELECT", VERSION_TABLE
    yield "INSERT", journal
    if task is Task.ADMINISTRATOR:
        kept = {*_KEPT_BY_ADMINISTRATOR, *_WRITTEN_BY_ALL}
        yield "SELECT, INSERT, UPDATE, DELETE", tables(kept)
        yield f"SELECT ({columns(JournalEntry, without=_SAID)})", journal
        # Whether this centre is only lent work is asked at every opening.
        yield "SELECT (id, direction)", Parcel.__tablename__
        return
    yield "SELECT", journal
    yield "SELECT", tables(plain)
    # Who may sign in, and as what, is for the administrator to say: others only choose a password of their own.
    yield "UPDATE (must_change, version)", account
    if task is Task.OFFICE:
        yield "INSERT, UPDATE, DELETE", tables(plain - {Account.__tablename__, RoleTitle.__tablename__})
        yield "SELECT, INSERT, UPDATE, DELETE", signing
        yield f"UPDATE ({', '.join(_SAID)})", journal
        return
    yield f"SELECT ({columns(SigningKey, without=['private_key'])})", signing
    yield "INSERT, UPDATE, DELETE", tables(_WRITTEN_BY_ALL)
    if task is Task.REPORTS:
        yield "INSERT, UPDATE, DELETE", tables(_WRITTEN_BY_REPORTS)


def give_login(connection: Connection, name: str, *, task: Task, password: str) -> str:
    """Make a login for a task, or give an old one this task and password; returns its name on the server."""
    raw: Any = connection.connection.driver_connection
    database = _database(connection)
    whole = login_name(database, name)
    # What is sent, and may be written to the server's log, opens nothing by itself.
    secret = raw.pgconn.encrypt_password(password.encode(), whole.encode(), b"scram-sha-256").decode()
    role = _quoted(connection, whole)
    if not _is_there(connection, whole):
        connection.exec_driver_sql(f"CREATE ROLE {role}")
    connection.exec_driver_sql(f"ALTER ROLE {role} LOGIN PASSWORD '{secret}'")
    _put_to(connection, role, database, task)
    return whole


def change_task(connection: Connection, name: str, task: Task) -> None:
    """What a login may do from now on; nothing where there is none of that name."""
    database = _database(connection)
    if _is_there(connection, login_name(database, name)):
        _put_to(connection, _quoted(connection, login_name(database, name)), database, task)


def close_login(connection: Connection, name: str) -> None:
    """The login lets nobody in from now on, and whoever is in is out; nothing where there is none of that name."""
    whole = login_name(_database(connection), name)
    if not _is_there(connection, whole):
        return
    role = _quoted(connection, whole)
    connection.exec_driver_sql(f"ALTER ROLE {role} NOLOGIN PASSWORD NULL")
    # Only who has the privileges of a role may end what it has open.
    connection.exec_driver_sql(f"GRANT {role} TO CURRENT_USER")
    connection.execute(_END, {"role": whole})
    connection.exec_driver_sql(f"REVOKE {role} FROM CURRENT_USER")


def logins(connection: Connection) -> list[Login]:
    """The logins of the group roles of this database, in the order of their names."""
    database = _database(connection)
    rows = connection.execute(_MEMBERS, {"groups": [group_role(database, task) for task in Task]})
    return [
        Login(name.removeprefix(login_name(database, "")), Task(group.removeprefix(f"{database}_")), is_open)
        for name, group, is_open in rows
    ]


def login_name(database: str, name: str) -> str:
    """Logins belong to the whole server, on which there may be another centre: their names begin with the database.

    The dot keeps them apart from the group roles: somebody's login may be "office".
    """
    return f"{database}.{name}"


_MEMBERS = text(
    "SELECT login.rolname, grp.rolname, login.rolcanlogin FROM pg_auth_members"
    " JOIN pg_roles AS login ON login.oid = member JOIN pg_roles AS grp ON grp.oid = roleid"
    " WHERE grp.rolname = ANY(CAST(:groups AS text[])) ORDER BY login.rolname"
)
_END = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :role")


def _put_to(connection: Connection, role: str, database: str, task: Task) -> None:
    for each in Task:
        group = _quoted(connection, group_role(database, each))
        said = f"GRANT {group} TO {role}" if each is task else f"REVOKE {group} FROM {role}"
        connection.exec_driver_sql(said)


def _database(connection: Connection) -> str:
    return connection.engine.url.database or ""


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _is_there(connection: Connection, role: str) -> bool:
    asked = text("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = :role)")
    return bool(connection.scalar(asked, {"role": role}))
