"""A centre killed on its way to a server or back: it is whole on one side at least, opens there, and can go on."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import select

from db.models.people import Institution
from desktop_app.bootstrap import open_centre
from desktop_app.errors import Refused
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.safety.relocating import to_file, to_server
from desktop_app.server.address import keep_address
from tests import factories, postgres
from tests.faults.changing_jobs import CLOCK, TARGET
from tests.faults.conftest import NEEDS_QUESTIONS
from tests.faults.stepwise import kills
from tests.faults.tries import Tries

if TYPE_CHECKING:
    from tests.faults.conftest import Children

SHORT, LONG = 2, 200
NAME = "Chirchiq 3-maktab"

pytestmark = [
    NEEDS_QUESTIONS,
    pytest.mark.of_a_file,
    pytest.mark.skipif(not postgres.PROGRAMS, reason="PostgreSQL is not installed"),
]


@pytest.fixture
def office(centre_paths: CentrePaths) -> CentrePaths:
    centre = open_centre(centre_paths, clock=CLOCK)
    factories.write(centre, factories.institution(name=NAME))
    centre.is_changed_since_backup = False
    centre.close()
    return centre_paths


@pytest.fixture
def held() -> Iterator[ExitStack]:
    """What is given back when the test is over."""
    with ExitStack() as stack:
        yield stack


def require_whole(paths: CentrePaths) -> None:
    centre = open_centre(paths, clock=CLOCK)
    try:
        assert centre.read(lambda unit: unit.session.scalars(select(Institution.name)).all()) == [NAME]
    finally:
        centre.is_changed_since_backup = False
        centre.close()


def test_killed_on_its_way_to_a_server_the_centre_is_here_or_there(
    children: "Children", office: CentrePaths, server_url: str, tmp_path: Path, tries: Tries, held: ExitStack
) -> None:
    def aim(work: Path) -> None:
        (work / TARGET).write_text(fresh_database(server_url, held))

    paths = CentrePaths(tmp_path / "work")
    for kill in kills(children, "move_there", office.folder, paths.folder, tries, short=SHORT, long=LONG, prepare=aim):
        require_whole(paths)
        assert paths.server.exists() or not kill.has_told("done"), kill.where
        if not paths.server.exists():
            try:
                move(paths, (paths.folder / TARGET).read_text())
            except Refused:
                # All was there already, but the folder did not know yet: that database is not empty any more.
                move(paths, fresh_database(server_url, held))
            require_whole(paths)


def test_killed_on_its_way_back_the_centre_is_there_or_here(
    children: "Children", office: CentrePaths, server_url: str, tmp_path: Path, tries: Tries, held: ExitStack
) -> None:
    there = fresh_database(server_url, held)
    move(office, there)

    def copy(work: Path) -> None:
        copied = held.enter_context(postgres.copied_database(server_url, there.rpartition("/")[2]))
        keep_address(CentrePaths(work), copied, password=postgres.PASSWORD)

    paths = CentrePaths(tmp_path / "work")
    for kill in kills(children, "move_back", office.folder, paths.folder, tries, short=SHORT, long=LONG, prepare=copy):
        assert not paths.server.exists() or not kill.has_told("done"), kill.where
        if paths.server.exists():
            to_file(paths, progress=Progress())
        require_whole(paths)
        assert not paths.server.exists()


def move(paths: CentrePaths, address: str) -> None:
    to_server(paths, address, password=postgres.PASSWORD, clock=CLOCK, progress=Progress())


def fresh_database(server_url: str, held: ExitStack) -> str:
    name = f"fresh_{uuid4().hex}"
    postgres.make_database(server_url, name)
    held.callback(postgres.run_alone, server_url, f'DROP DATABASE "{name}" WITH (FORCE)')
    return postgres.beside(server_url, name)
