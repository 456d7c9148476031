"""A server that stops answering: it is said, nothing is lost or written twice, and all goes on by itself."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models.people import Institution
from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.changes import Changes
from desktop_app.clock import FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.errors import StorageError
from desktop_app.paths import CentrePaths
from desktop_app.server.address import keep_address
from desktop_app.settings import Settings
from tests import factories, postgres
from tests.conftest import NOW
from ui.background import Worker
from ui.others import Others
from ui.silence_strip import SilenceStrip
from ui.workspace import Workspace


@pytest.fixture(scope="module")
def own_server() -> Iterator[postgres.Server]:
    """One that may be stopped."""
    with postgres.running_server() as server:
        yield server


@pytest.fixture(scope="module")
def centre(own_server: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    postgres.make_database(own_server.url(), "centre")
    paths = CentrePaths(tmp_path_factory.mktemp("silent"))
    keep_address(paths, own_server.url("centre"), password=postgres.PASSWORD)
    made = create_centre(paths, DEMONSTRATION, clock=FixedClock(NOW))
    yield made
    made.is_changed_since_backup = False
    made.close()


def names(centre: Centre) -> list[str]:
    return centre.read(lambda unit: list(unit.session.scalars(select(Institution.name).order_by(Institution.id))))


def test_work_goes_on_when_the_server_is_back(centre: Centre, own_server: postgres.Server) -> None:
    before = names(centre)
    factories.write(centre, factories.institution(name="Birinchi"))
    own_server.stop()
    with pytest.raises(StorageError, match="connection_lost"):
        names(centre)
    with pytest.raises(StorageError, match="connection_lost"):
        factories.write(centre, factories.institution(name="Ikkinchi"))
    own_server.start()
    assert names(centre) == [*before, "Birinchi"]
    factories.write(centre, factories.institution(name="Uchinchi"))
    assert names(centre) == [*before, "Birinchi", "Uchinchi"]


def test_what_was_saved_before_the_connection_broke_is_not_called_lost(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = centre.engine.dialect.do_commit

    def commit_and_break(connection: object) -> None:
        monkeypatch.undo()
        commit(connection)  # type: ignore[arg-type]
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    before = len(names(centre))
    monkeypatch.setattr(centre.engine.dialect, "do_commit", commit_and_break)
    outcome = centre.write(lambda unit: unit.session.add(factories.institution(name="Saqlangan")))
    assert outcome.changes.tables == {"institution"}
    assert len(names(centre)) == before + 1


def test_the_window_says_so_and_shows_what_others_wrote_meanwhile(
    centre: Centre, own_server: postgres.Server, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = Workspace(Worker(), Settings(), tmp_path / "settings.toml")
    workspace.adopt(centre)
    strip = SilenceStrip(workspace)
    qtbot.addWidget(strip)
    others = Others(workspace)
    assert others.parent() is None
    heard: list[Changes] = []
    workspace.changed.connect(lambda changes, _initiator: heard.append(changes))
    qtbot.waitUntil(workspace.worker.is_idle)
    factories.write(centre, factories.institution(name="Boshqa kompyuterdan"))
    others.ask()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].tables == {"institution"}
    own_server.stop()
    others.ask()
    qtbot.waitUntil(lambda: not strip.isHidden())
    own_server.start()
    others.ask()
    qtbot.waitUntil(lambda: strip.isHidden())
    assert heard[-1].touch("person", "cohort")
    others.end()
    workspace.worker.drain()
    workspace.worker.end()
