"""The data leave a server while others are at work: nothing is written there that does not come along."""

from contextlib import closing
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import func, select

from db.models.people import Institution
from db.server_roles import Task
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import CentreError
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.safety.relocating import join_server, to_file, to_server
from tests import factories, postgres
from tests.conftest import NOW
from tests.server.conftest import Open
from tests.server.test_roles import PASSWORD, address_as, give

WAITED_S = 20.0


@pytest.fixture
def on_server(paths_of_file: CentrePaths, empty_database: str) -> CentrePaths:
    """A closed centre that is on a server."""
    clock = FixedClock(NOW)
    to_server(paths_of_file, empty_database, password=postgres.PASSWORD, clock=clock, progress=Progress())
    return paths_of_file


def institutions(centre: Centre) -> int:
    return centre.read(lambda unit: unit.session.scalar(select(func.count()).select_from(Institution))) or 0


def test_who_waits_to_write_until_the_copy_is_made_is_told_and_writes_nothing(
    on_server: CentrePaths, empty_database: str, tmp_path: Path, opening: Open
) -> None:
    other = CentrePaths(tmp_path / "other")
    join_server(other, empty_database, password=postgres.PASSWORD)
    colleague, told = opening(other), list[CentreError]()

    def write() -> None:
        try:
            factories.write(colleague, factories.institution())
        except CentreError as error:
            told.append(error)

    waiting = Thread(target=write)
    to_file(on_server, progress=Progress(lambda *_step: None if waiting.ident else waiting.start()))
    waiting.join(WAITED_S)
    assert [error.code in ("connection_lost", "moved_away") for error in told] == [True]
    assert institutions(colleague) == institutions(opening(on_server)) == 0


def test_a_session_under_another_login_writes_nothing_either(on_server: CentrePaths, opening: Open) -> None:
    login = give(on_server, Task.OFFICE)
    with closing(psycopg.connect(address_as(on_server, login), password=PASSWORD, autocommit=True)) as session:
        session.execute("UPDATE centre_profile SET uuid = uuid")
        to_file(on_server, progress=Progress())
        with pytest.raises(InsufficientPrivilege):
            session.execute("UPDATE centre_profile SET uuid = uuid")
        assert session.execute("SELECT count(*) FROM centre_profile").fetchone() == (1,)
