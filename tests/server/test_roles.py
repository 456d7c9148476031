"""What a login of the database may do, tried with psql's own means: the server itself refuses the rest."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import Connection, sql
from psycopg.errors import InsufficientPrivilege, OperationalError
from sqlalchemy import Connection as SaConnection
from sqlalchemy import make_url, select

from db.engine import writing
from db.models.people import Institution
from db.server_roles import Task, change_task, close_login, give_login, grant_roles, group_role, login_name, logins
from desktop_app.centre import Centre
from desktop_app.errors import StorageError
from desktop_app.paths import CentrePaths
from desktop_app.server.address import address_of, keep_address, server_engine
from tests import factories, postgres
from tests.server.conftest import Open

PASSWORD = "olma-shaftoli"
PERSONAL = (
    "person",
    "former_name",
    "person_word",
    "enrolment",
    "certificate",
    "mark",
    "survey_answer",
    "roster_import",
)
As = Callable[[Task], Connection]


@contextmanager
def as_owner(paths: CentrePaths) -> Iterator[SaConnection]:
    engine = server_engine(paths)
    try:
        with writing(engine).begin() as connection:
            yield connection
    finally:
        engine.dispose()


def give(paths: CentrePaths, task: Task) -> str:
    """A login for the task, made by the owner of the tables; gives back its name on the server."""
    with as_owner(paths) as connection:
        grant_roles(connection)
        return give_login(connection, f"bir.{task}", task=task, password=PASSWORD)


def address_as(paths: CentrePaths, login: str) -> str:
    return make_url(str(address_of(paths))).set(username=login).render_as_string()


def join_as(owner: CentrePaths, other: CentrePaths, task: Task) -> None:
    """Another PC works on the centre with a login of its own."""
    login = give(owner, task)
    keep_address(other, address_as(owner, login), password=PASSWORD)


@pytest.fixture
def another(paths_on_server: CentrePaths, served: Centre, tmp_path: Path) -> Callable[[Task], CentrePaths]:
    """The folder of another PC, whose login is one for the task."""

    def make(task: Task) -> CentrePaths:
        paths = CentrePaths(tmp_path / f"pc_{task}")
        paths.folder.mkdir()
        join_as(paths_on_server, paths, task)
        return paths

    return make


@pytest.fixture
def as_task(paths_on_server: CentrePaths, served: Centre) -> Iterator[As]:
    """Bare connections under a login for the task, as psql would have them."""
    opened: list[Connection] = []

    def connect(task: Task) -> Connection:
        login = give(paths_on_server, task)
        opened.append(psycopg.connect(address_as(paths_on_server, login), password=PASSWORD, autocommit=True))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.close()


def refused(connection: Connection, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        connection.execute(statement)  # type: ignore[call-overload]


def test_the_office_works_and_rewrites_neither_journal_nor_structure_nor_accounts(as_task: As) -> None:
    office = as_task(Task.OFFICE)
    office.execute("UPDATE person SET notes = notes")
    office.execute("SELECT private_key FROM signing_key")
    refused(office, "DELETE FROM journal")
    refused(office, "UPDATE journal SET mac = NULL")
    refused(office, "UPDATE journal SET actor_name = 'Boshqa'")
    refused(office, "TRUNCATE journal")
    refused(office, "DROP TABLE person CASCADE")
    refused(office, "ALTER TABLE journal DISABLE TRIGGER ALL")
    refused(office, "CREATE TABLE besides (id int)")
    refused(office, "UPDATE alembic_version SET version_num = '0001'")
    refused(office, """UPDATE account SET roles = '["administrator"]'""")
    refused(office, "INSERT INTO account SELECT * FROM account")
    refused(office, "CREATE ROLE somebody LOGIN")


def test_reports_read_everybody_write_returns_and_cannot_sign(as_task: As) -> None:
    reports = as_task(Task.REPORTS)
    reports.execute("SELECT surname FROM person")
    reports.execute("UPDATE return_snapshot SET reason = reason")
    refused(reports, "UPDATE person SET surname = 'Boshqa'")
    refused(reports, "DELETE FROM certificate")
    refused(reports, "SELECT private_key FROM signing_key")
    refused(reports, "SELECT * FROM signing_key")


def test_whoever_only_reads_changes_nothing_and_cannot_sign(as_task: As) -> None:
    reading = as_task(Task.READING)
    reading.execute("SELECT surname, jshshir FROM person")
    reading.execute("SELECT kid, public_key FROM signing_key")
    refused(reading, "UPDATE person SET surname = 'Boshqa'")
    refused(reading, "INSERT INTO institution (name, kind_code, search_key, version) VALUES ('a', 'b', 'c', 1)")
    refused(reading, "DELETE FROM return_snapshot")
    refused(reading, "UPDATE journal SET before = '{}'")
    refused(reading, "SELECT private_key FROM signing_key")


@pytest.mark.parametrize("table", PERSONAL)
def test_an_administrator_can_ask_for_nobody(as_task: As, table: str) -> None:
    administrator = as_task(Task.ADMINISTRATOR)
    refused(administrator, f"SELECT * FROM {table}")
    refused(administrator, f"SELECT count(*) FROM {table}")
    refused(administrator, f"DELETE FROM {table}")


def test_an_administrator_keeps_accounts_and_does_not_see_what_the_journal_tells_of_people(as_task: As) -> None:
    administrator = as_task(Task.ADMINISTRATOR)
    administrator.execute("SELECT login, roles FROM account")
    administrator.execute("UPDATE account SET is_active = is_active")
    administrator.execute("SELECT seq, at, actor_name, action, entity, entity_id FROM journal")
    refused(administrator, "SELECT before, after FROM journal")
    refused(administrator, "SELECT salt FROM journal")
    refused(administrator, "DELETE FROM journal")
    refused(administrator, "SELECT private_key FROM signing_key")
    refused(administrator, "COPY person TO STDOUT")


def test_a_login_of_another_centre_is_not_let_into_this_database(paths_on_server: CentrePaths, as_task: As) -> None:
    as_task(Task.OFFICE)
    address = str(address_of(paths_on_server))
    with as_owner(paths_on_server) as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS begona")
        connection.exec_driver_sql(f"CREATE ROLE begona LOGIN PASSWORD '{PASSWORD}'")
    with pytest.raises(OperationalError, match="permission denied for database"):
        psycopg.connect(make_url(address).set(username="begona").render_as_string(), password=PASSWORD)


def test_a_closed_login_is_out_at_once_and_comes_back_with_a_new_password(
    paths_on_server: CentrePaths, as_task: As
) -> None:
    office = as_task(Task.OFFICE)
    with as_owner(paths_on_server) as connection:
        close_login(connection, "bir.office")
        assert [(one.name, one.is_open) for one in logins(connection)] == [("bir.office", False)]
    with pytest.raises(OperationalError):
        office.execute("SELECT 1")
    login = login_name(database_of(paths_on_server), "bir.office")
    with pytest.raises(OperationalError):
        psycopg.connect(address_as(paths_on_server, login), password=PASSWORD)
    give(paths_on_server, Task.OFFICE)
    with closing(psycopg.connect(address_as(paths_on_server, login), password=PASSWORD)) as again:
        again.execute("SELECT surname FROM person")


def test_another_task_holds_at_once(paths_on_server: CentrePaths, as_task: As) -> None:
    office = as_task(Task.OFFICE)
    office.execute("UPDATE person SET notes = notes")
    with as_owner(paths_on_server) as connection:
        change_task(connection, "bir.office", Task.READING)
    refused(office, "UPDATE person SET notes = notes")
    office.execute("SELECT surname FROM person")


def test_the_password_of_a_login_is_not_sent_in_the_open(paths_on_server: CentrePaths, as_task: As) -> None:
    as_task(Task.OFFICE)
    login = login_name(database_of(paths_on_server), "bir.office")
    with closing(psycopg.connect(str(address_of(paths_on_server)), password=postgres.PASSWORD)) as owner:
        asked = sql.SQL("SELECT rolpassword FROM pg_authid WHERE rolname = {}").format(login)
        (kept,) = owner.execute(asked).fetchone() or ("",)
    assert kept.startswith("SCRAM-SHA-256$")


@pytest.mark.parametrize("task", Task)
def test_the_program_opens_with_a_login_for_any_task(
    another: Callable[[Task], CentrePaths], opening: Open, task: Task
) -> None:
    centre = opening(another(task))
    if task is Task.OFFICE:
        factories.write(centre, factories.institution())
        return
    with pytest.raises(StorageError, match="no_right_on_server"):
        factories.write(centre, factories.institution())
    if task is Task.ADMINISTRATOR:
        with pytest.raises(StorageError, match="no_right_on_server"):
            centre.read(lambda unit: unit.session.scalars(select(Institution.name)).all())


def database_of(paths: CentrePaths) -> str:
    return str(address_of(paths)).rpartition("/")[2]


def test_the_group_roles_bear_the_name_of_the_database() -> None:
    assert group_role("mahorat", Task.READING) == "mahorat_reading"
