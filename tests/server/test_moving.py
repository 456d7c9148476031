"""A centre moved to a server and back: every record the same on both sides, and what was left stays as a backup."""

import json
import stat
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import Engine, select

from db import server
from db.engine import fold_wal
from db.models.people import Institution
from desktop_app.__main__ import main
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Cancelled, CentreError, Invalid, Refused, StorageError
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.safety.backup import back_up
from desktop_app.safety.relocating import join_server, to_file, to_server
from desktop_app.safety.restore import restore
from desktop_app.server import moving
from desktop_app.server.address import address_of, checked_address
from desktop_app.server.moving import Moved
from tests import factories, postgres
from tests.conftest import NOW
from tests.server.conftest import Open

CLOCK = FixedClock(NOW)
LONG_S = 0.4


def move(paths: CentrePaths, address: str, progress: Progress | None = None) -> Moved:
    return to_server(paths, address, password=postgres.PASSWORD, clock=CLOCK, progress=progress or Progress())


def test_every_record_goes_there_and_comes_back(paths_of_file: CentrePaths, empty_database: str, opening: Open) -> None:
    there = move(paths_of_file, empty_database)
    assert not paths_of_file.database.exists()
    assert stat.S_IMODE(Path(there.left).stat().st_mode) == 0o400
    served = opening(paths_of_file)
    factories.write(served, factories.institution(name="Chirchiq 3-maktab"))
    served.is_changed_since_backup = False
    served.close()
    back = to_file(paths_of_file, progress=Progress())
    assert address_of(paths_of_file) is None
    changed = {now.name for before, now in zip(there.tables, back.tables, strict=True) if before != now}
    assert changed == {"institution", "journal"}
    again = opening(paths_of_file)
    assert again.read(lambda unit: unit.session.scalars(select(Institution.name)).all()) == ["Chirchiq 3-maktab"]


def test_the_database_that_was_left_can_be_read_and_not_written(
    paths_of_file: CentrePaths, empty_database: str, tmp_path: Path, opening: Open
) -> None:
    move(paths_of_file, empty_database)
    other = CentrePaths(tmp_path / "other")
    join_server(other, empty_database, password=postgres.PASSWORD)
    opened = opening(other)
    to_file(paths_of_file, progress=Progress())
    with pytest.raises(CentreError, match="moved_away"):
        factories.write(opened, factories.institution())
    assert opened.read(lambda unit: unit.session.scalars(select(Institution.id)).all()) == []


def test_a_move_that_is_stopped_leaves_all_as_it_was(
    paths_of_file: CentrePaths, empty_database: str, opening: Open
) -> None:
    progress = Progress(lambda _what, done, _total: progress.cancel() if done > 100 else None)
    with pytest.raises(Cancelled):
        move(paths_of_file, empty_database, progress)
    assert address_of(paths_of_file) is None
    opening(paths_of_file)
    # Nothing of it is left on the server: the next try finds room.
    with pytest.raises(StorageError, match="in_use"):
        move(paths_of_file, empty_database)


def test_only_an_empty_database_is_moved_to(paths_of_file: CentrePaths, served: Centre, server_url: str) -> None:
    address = address_of(served.paths)
    with pytest.raises(Refused, match="database_not_empty"):
        move(paths_of_file, str(address))


@pytest.mark.parametrize("code", ["not_let_in", "no_database", "connection_lost"])
def test_a_server_that_cannot_be_used_is_told_in_a_sentence(
    paths_of_file: CentrePaths, server_url: str, code: str
) -> None:
    address = {
        "not_let_in": server_url.replace("mahorat@", "somebody@"),
        "no_database": f"{server_url}_not_there",
        "connection_lost": "postgresql://mahorat@127.0.0.1:1/mahorat",
    }[code]
    with pytest.raises(StorageError, match=code) as met:
        move(paths_of_file, address)
    assert met.value.text


@pytest.mark.parametrize("address", ["mahorat", "mysql://a@b/c", "postgresql://a@b", "postgresql://a:secret@b/c"])
def test_an_address_is_one_of_a_database_without_a_password(address: str) -> None:
    with pytest.raises(Invalid):
        checked_address(address)


def test_over_a_network_the_connection_is_encrypted_unless_something_stricter_is_said() -> None:
    assert checked_address("postgresql://a@192.168.1.10/c").query == {"sslmode": "require"}
    stricter = "postgresql://a@192.168.1.10/c?sslmode=verify-full"
    assert checked_address(stricter).query == {"sslmode": "verify-full"}
    assert not checked_address("postgresql://a@localhost/c").query


def test_the_command_tells_the_tables_of_both_ways(
    paths_of_file: CentrePaths, empty_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{postgres.PASSWORD}\n")
    common = ["--data", str(paths_of_file.folder), "--json"]
    assert main(["move", *common, "--to", empty_database, "--server-password-file", str(secret)]) == 0
    there = json.loads(capsys.readouterr().out)["tables"]
    copy = tmp_path / "copy.db"
    assert main(["move", *common, "--to", str(copy)]) == 0
    assert json.loads(capsys.readouterr().out)["tables"] == there
    assert copy.read_bytes() == paths_of_file.database.read_bytes()
    assert {"name", "rows", "digest"} == set(there[0])


def test_a_backup_of_a_centre_on_a_server_is_a_file_like_any_other(
    served: Centre, tmp_path: Path, opening: Open
) -> None:
    factories.write(served, factories.institution(name="Chirchiq 3-maktab"))
    record = back_up(served, reason="on-demand")
    empty = CentrePaths(tmp_path / "restored")
    empty.folder.mkdir()
    restore(empty, record.path, clock=CLOCK)
    restored = opening(empty)
    assert restored.read(lambda unit: unit.session.scalars(select(Institution.name)).all()) == ["Chirchiq 3-maktab"]


def test_a_backup_may_take_longer_over_its_file_than_the_server_lets_a_question_rest(
    served: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large centre that is more than a minute: the indexes are made, and the log is folded in."""

    def folded_slowly(engine: Engine) -> None:
        sleep(LONG_S)
        fold_wal(engine)

    monkeypatch.setitem(server._SETTINGS, "idle_in_transaction_session_timeout", int(LONG_S * 1000) // 4)
    monkeypatch.setattr(moving, "fold_wal", folded_slowly)
    assert back_up(served, reason="on-demand").path.exists()
