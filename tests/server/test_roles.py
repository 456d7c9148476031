"""A login of the office works with the centre, and can neither rewrite its journal nor alter its structure."""

from contextlib import closing

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from db.engine import writing
from db.server_roles import group_roles
from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.accounts.seeing import note_found
from desktop_app.accounts.sign_in import enter, keys_in, master_of, set_up_accounts, sign_in
from desktop_app.bootstrap import open_centre
from desktop_app.clock import FixedClock
from desktop_app.errors import StorageError
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.protection import slots
from desktop_app.protection.keys import WrongPassword
from desktop_app.safety.relocating import to_server
from desktop_app.server.address import keep_address
from tests import factories, postgres
from tests.conftest import NOW
from tests.server.conftest import Open

PASSWORD = "olma-shaftoli"
SIGN_IN = "baland togʻlar, oq terak"


@pytest.fixture
def office(paths_of_file: CentrePaths, empty_database: str) -> tuple[CentrePaths, str]:
    """The centre on a server as its owner moved it there, and the address for a member of a group role."""
    to_server(paths_of_file, empty_database, password=postgres.PASSWORD, clock=FixedClock(NOW), progress=Progress())
    return paths_of_file, empty_database


def join(paths: CentrePaths, address: str, group: str) -> None:
    """From now on this PC comes with a login of its own in the group role."""
    login = f"{group}_one"
    postgres.run_alone(address, f'CREATE ROLE "{login}" LOGIN PASSWORD \'{PASSWORD}\' IN ROLE "{group}"')
    keep_address(paths, address.replace("mahorat@", f"{login}@"), password=PASSWORD)


def database_of(address: str) -> str:
    return address.rpartition("/")[2]


def refused(connection: Connection, statement: str) -> None:
    with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
        connection.execute(text(statement))
    connection.rollback()


def test_a_login_of_the_office_works_and_rewrites_nothing(office: tuple[CentrePaths, str], opening: Open) -> None:
    paths, address = office
    join(paths, address, group_roles(database_of(address))[0])
    centre = opening(paths)
    factories.write(centre, factories.institution())
    with writing(centre.engine).connect() as connection:
        refused(connection, "DELETE FROM journal")
        refused(connection, "UPDATE journal SET mac = NULL")
        refused(connection, "TRUNCATE journal")
        refused(connection, "DROP TABLE person CASCADE")
        refused(connection, "ALTER TABLE journal DISABLE TRIGGER ALL")


def test_a_login_that_only_reads_writes_nothing(office: tuple[CentrePaths, str], opening: Open) -> None:
    paths, address = office
    join(paths, address, group_roles(database_of(address))[1])
    centre = opening(paths)
    with pytest.raises(StorageError, match="no_right_on_server"):
        factories.write(centre, factories.institution())


def test_a_login_that_only_reads_signs_in_and_leaves_its_trace(
    office: tuple[CentrePaths, str], opening: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
    paths, address = office
    with closing(open_centre(paths, clock=FixedClock(NOW))) as owner:
        keys = keys_in(owner)
        keys.prove_recovery(keys.new_recovery(master_of(owner)))
        set_up_accounts(owner, staff_id=1, login="nodira", password=SIGN_IN, roles=["administrator", "auditor"])
        owner.is_changed_since_backup = False
    join(paths, address, group_roles(database_of(address))[1])
    with pytest.raises(WrongPassword):
        sign_in(paths, "nodira", "boshqa parol bu", clock=FixedClock(NOW))
    signed = sign_in(paths, "nodira", SIGN_IN, clock=FixedClock(NOW))
    with closing(open_centre(paths, clock=FixedClock(NOW), master=signed.master)) as centre:
        enter(centre, signed)
        centre.write(note_found, people=[1, 2])
        entries = centre.read(journal_page, JournalFilter(action="search"), offset=0, limit=5)
        assert [entry.actor_name for entry in entries] == [centre.actor.name]
        with writing(centre.engine).connect() as connection:
            refused(connection, "UPDATE journal SET actor_name = ''")
        centre.is_changed_since_backup = False
