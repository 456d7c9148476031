"""Centres on a real server, whatever the other tests of the run work on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop_app.accounts.service import actor_of, staff
from desktop_app.accounts.sign_in import keys_in, set_up_accounts
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.protection import slots
from tests import postgres
from tests.conftest import NOW

Open = Callable[[CentrePaths], Centre]
PASSWORD = "baland togʻlar, oq terak"


@pytest.fixture(scope="session", autouse=True)
def server_is_installed() -> None:
    """dev.py brings it on Debian; elsewhere nobody has to have it."""
    if not postgres.PROGRAMS:
        pytest.skip("PostgreSQL is not installed")


@pytest.fixture
def opening() -> Iterator[Open]:
    """Opens centres as PCs of an office do, and closes them at the end."""
    with ExitStack() as held:

        def open_one(paths: CentrePaths) -> Centre:
            opened = open_centre(paths, clock=FixedClock(NOW))
            opened.actor = actor_of(opened.read(staff)[0])
            held.callback(_leave, opened)
            return opened

        yield open_one


def _leave(centre: Centre) -> None:
    centre.is_changed_since_backup = False
    centre.close()


@pytest.fixture
def served(paths_on_server: CentrePaths, opening: Open) -> Centre:
    return opening(paths_on_server)


@pytest.fixture
def signed(served: Centre, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """The centre on a server with its first account, an administrator, at the PC that moved it there."""
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
    assert served.master is not None
    keys = keys_in(served)
    keys.prove_recovery(keys.new_recovery(served.master))
    member = served.actor.staff_id
    assert member is not None
    served.actor = set_up_accounts(
        served, staff_id=member, login="nodira", password=PASSWORD, roles=["administrator", "director"]
    )
    return served


@pytest.fixture
def other_pc(paths_on_server: CentrePaths, served: Centre, opening: Open, tmp_path: Path) -> Centre:
    """The same data, opened on another PC."""
    paths = CentrePaths(tmp_path / "other_pc")
    paths.folder.mkdir()
    for name in (paths_on_server.server, paths_on_server.server_password):
        (paths.folder / name.name).write_bytes(name.read_bytes())
    return opening(paths)


@pytest.fixture
def empty_database(server_url: str, tmp_path: Path) -> str:
    """The address of a database in which there is nothing."""
    name = f"empty_{tmp_path.parent.name}_{tmp_path.name}".lower().replace("-", "_")[-60:]
    postgres.make_database(server_url, name)
    return postgres.beside(server_url, name)
