"""Logins of the database, one for each account: what their owner may not do, the server itself refuses.

They are made and closed on the PC whose own login owns the tables: to make logins is to be able to make any.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import URL, Connection, select

from db.engine import is_server
from db.models.accounts import Account
from db.models.centre import Staff
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.roles import Role
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.keys import sort_key

# Read aloud or typed from a slip once, then kept in a file.
PASSWORD_BYTES = 15
_HERE = {None, "localhost", "127.0.0.1", "::1"}
# Of a longer name PostgreSQL keeps only the beginning.
LONGEST_NAME = 63


@dataclass(frozen=True)
class DatabaseLogin:
    """Somebody who has an account, and their login of the database: ``task`` is empty where there is none.

    ``wanted`` is the task that fits the roles of the account, empty for one that is closed.
    """

    staff_id: int
    name: str
    login: str
    task: str
    wanted: str
    is_open: bool

    @property
    def is_left_open(self) -> bool:
        """The account is closed and its login lets in all the same."""
        return self.is_open and not self.wanted


@dataclass(frozen=True)
class DatabaseLogins:
    """``can_change``: this PC's own login may make others."""

    people: tuple[DatabaseLogin, ...]
    can_change: bool


@dataclass(frozen=True)
class GivenLogin:
    """What is typed once on the other PC: the password is kept nowhere here.

    ``is_here``: the server is this PC itself, which the others know by another name.
    """

    address: str
    password: str = field(repr=False)
    is_here: bool = False


def task_of(roles: Collection[str]) -> str:
    """The narrowest task that allows what the roles do."""
    held = set(roles)
    if held <= {Role.ADMINISTRATOR}:
        return "administrator"
    if held <= {Role.AUDITOR}:
        return "reading"
    return "reports" if held <= {Role.REPORTS_OFFICER, Role.AUDITOR} else "office"


def database_logins(unit: UnitOfWork) -> DatabaseLogins:
    """Everybody with an account, in Uzbek order. Raises Refused for a centre in a file."""
    from db import server_roles

    connection = _connection(unit)
    known = {login.name: login for login in server_roles.logins(connection)}
    rows = unit.session.execute(
        select(Account.staff_id, Staff.full_name, Account.login, Account.roles, Account.is_active).join(
            Staff, Staff.id == Account.staff_id
        )
    )
    people = [
        DatabaseLogin(
            staff_id,
            name,
            login,
            known[login].task if login in known else "",
            task_of(roles) if is_active else "",
            login in known and known[login].is_open,
        )
        for staff_id, name, login, roles, is_active in rows
    ]
    ordered = sorted(people, key=lambda one: sort_key(one.name))
    return DatabaseLogins(tuple(ordered), server_roles.may_make_roles(connection))


def give_database_login(unit: UnitOfWork, *, staff_id: int) -> GivenLogin:
    """A login for the task of an account, or a new password for it. Raises Refused, NotFound, Invalid."""
    from db import server_roles

    connection = _connection(unit)
    _require_owner(connection)
    account = _account(unit, staff_id)
    if not account.is_active:
        raise Refused("account_closed", N_("This account is closed: give it a new password first."))
    url = connection.engine.url
    if len(server_roles.login_name(url.database or "", account.login).encode()) > LONGEST_NAME:
        raise Invalid("login_too_long", N_("The name of the database and the login are too long together."))
    task = server_roles.Task(task_of(account.roles))
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    server_roles.grant_roles(connection)
    name = server_roles.give_login(connection, account.login, task=task, password=password)
    facts = {"database_login": name, "task": task.value}
    unit.note("give_database_login", entity=Account.__tablename__, entity_id=staff_id, facts=facts)
    address = URL.create("postgresql", name, None, url.host, url.port, url.database, url.query)
    return GivenLogin(address.render_as_string(), password, url.host in _HERE)


def close_database_login(unit: UnitOfWork, *, staff_id: int) -> None:
    """From now on the login lets nobody in; whoever is in with it is out. Raises Refused, NotFound."""
    from db import server_roles

    connection = _connection(unit)
    _require_owner(connection)
    account = _account(unit, staff_id)
    server_roles.close_login(connection, account.login)
    unit.note("close_database_login", entity=Account.__tablename__, entity_id=staff_id, facts={"login": account.login})


def follow_account(unit: UnitOfWork, *, login: str, roles: Collection[str], is_active: bool) -> None:
    """After an account was changed or closed its login of the database is, too, where this PC may do it."""
    if not is_server(unit.session.connection()):
        return
    from db import server_roles

    connection = unit.session.connection()
    if not server_roles.may_make_roles(connection):
        return
    if is_active:
        server_roles.change_task(connection, login, server_roles.Task(task_of(roles)))
    else:
        server_roles.close_login(connection, login)


def _connection(unit: UnitOfWork) -> Connection:
    connection = unit.session.connection()
    if not is_server(connection):
        raise Refused("not_on_server", N_("This centre is in a file of this PC already."))
    return connection


def _require_owner(connection: Connection) -> None:
    from db import server_roles

    if not server_roles.may_make_roles(connection):
        message = N_("Logins of the database are made and closed on the PC that moved the centre to the server.")
        raise Refused("no_logins_here", message)


def _account(unit: UnitOfWork, staff_id: int) -> Account:
    found = unit.session.get(Account, staff_id)
    if found is None:
        raise NotFound("account_unknown", N_("There is no such account."))
    return found
