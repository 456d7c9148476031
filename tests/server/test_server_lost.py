"""A server that is lost for good: the copy of any PC is restored as a file, and moved to a new server."""

from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.people import Institution
from desktop_app.bootstrap import create_centre, open_centre, restore_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.errors import Refused, StorageError
from desktop_app.instance import InstanceLock
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.protection.master import MasterKey
from desktop_app.safety.backup import backups
from desktop_app.safety.encrypting import encrypt, rotate
from desktop_app.safety.relocating import join_server, to_server
from desktop_app.safety.restore import restore
from tests import factories, postgres
from tests.conftest import NOW
from tests.server.conftest import Open

CLOCK = FixedClock(NOW)


def names(centre: Centre) -> list[str]:
    return centre.read(lambda unit: list(unit.session.scalars(select(Institution.name).order_by(Institution.id))))


def close(centre: Centre) -> None:
    centre.is_changed_since_backup = False
    centre.close()


def test_the_copy_of_a_pc_is_restored_as_a_file_and_moved_to_a_new_server(
    empty_database: str, tmp_path: Path, opening: Open
) -> None:
    with postgres.running_server() as lost:
        postgres.make_database(lost.url(), "centre")
        first, second = _centre_on(lost.url("centre"), tmp_path)
        worker = open_centre(second, clock=CLOCK)
        factories.write(worker, factories.institution(name="Chirchiq 3-maktab"))
        # At closing a PC that wrote fetches a copy.
        worker.close()
    (copy,) = backups(second.backups)
    empty = CentrePaths(tmp_path / "restored")
    empty.folder.mkdir()
    restored, preview = restore_centre(empty, copy.path, clock=CLOCK)
    assert preview.now is None
    assert names(restored) == ["Chirchiq 3-maktab"]
    close(restored)
    moved = to_server(empty, empty_database, password=postgres.PASSWORD, clock=CLOCK, progress=Progress())
    assert moved.rows > 0
    on_new = opening(empty)
    factories.write(on_new, factories.institution(name="Chirchiq 4-maktab"))
    third = CentrePaths(tmp_path / "third")
    join_server(third, empty_database, password=postgres.PASSWORD)
    assert names(opening(third)) == ["Chirchiq 3-maktab", "Chirchiq 4-maktab"]
    assert first.server.exists()


def _centre_on(address: str, tmp_path: Path) -> tuple[CentrePaths, CentrePaths]:
    """The folders of two PCs on one centre."""
    paths = CentrePaths(tmp_path / "first")
    close(create_centre(paths, DEMONSTRATION, clock=CLOCK))
    to_server(paths, address, password=postgres.PASSWORD, clock=CLOCK, progress=Progress())
    second = CentrePaths(tmp_path / "second")
    join_server(second, address, password=postgres.PASSWORD)
    return paths, second


def test_a_centre_whose_server_is_gone_is_closed_with_a_sentence_and_lets_its_folder_go(
    tmp_path: Path,
) -> None:
    with postgres.running_server() as lost:
        postgres.make_database(lost.url(), "centre")
        first, _second = _centre_on(lost.url("centre"), tmp_path)
        worker = open_centre(first, clock=CLOCK)
        factories.write(worker, factories.institution(name="Chirchiq 3-maktab"))
    with pytest.raises(StorageError) as refused:
        worker.close()
    assert refused.value.code == "connection_lost"
    InstanceLock(first.lock).release()


def test_what_a_server_does_not_do_is_refused_with_the_way_out(served: Centre, tmp_path: Path) -> None:
    master = served.master
    assert isinstance(master, MasterKey)
    paths = served.paths
    close(served)
    with pytest.raises(Refused, match="restore_on_server") as met:
        restore(paths, tmp_path / "any.db", clock=CLOCK)
    assert "boʻsh jildga" in met.value.text
    for act in (encrypt, rotate):
        with pytest.raises(Refused, match="encryption_on_server") as met:
            act(paths, master, clock=CLOCK, progress=Progress())
        assert "loginini yopish" in met.value.text
