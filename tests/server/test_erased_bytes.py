"""Bytes of erased people on a server: its own files hold them until the program has the tables written anew."""

from pathlib import Path

import psycopg
import pytest

from db.server_roles import Task
from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.errors import Refused
from desktop_app.paths import CentrePaths
from desktop_app.people.erasure import erase_person
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.progress import Progress
from desktop_app.safety.erased_bytes import erased_bytes, rewrite_tables
from desktop_app.safety.relocating import to_server
from desktop_app.server.address import keep_address
from tests import postgres
from tests.conftest import NOW
from tests.server.conftest import Open
from tests.server.test_roles import join_as

CANARY = "Qirgʻovulboyev"


def files_with(folder: Path, words: str) -> list[str]:
    """The files of the server's databases that hold the words; its write-ahead log is its own."""
    sought = words.encode()
    return [str(file) for file in folder.glob("data/base/**/*") if file.is_file() and sought in file.read_bytes()]


def test_after_an_erasure_and_a_rewriting_no_file_of_the_databases_holds_the_name(tmp_path: Path) -> None:
    with postgres.running_server() as server:
        postgres.make_database(server.url(), "centre")
        paths = CentrePaths(tmp_path / "centre")
        paths.folder.mkdir()
        keep_address(paths, server.url("centre"), password=postgres.PASSWORD)
        centre = create_centre(paths, DEMONSTRATION, clock=FixedClock(NOW))
        try:
            person_id = centre.write(save_person, PersonDraft(surname=CANARY, given_name="Anvar")).value
            rewrite_tables(centre, progress=Progress())
            erase_person(centre, person_id=person_id, reason="Oʻz arizasi")
            flush(server)
            assert files_with(server.folder, CANARY)
            left = centre.read(erased_bytes)
            assert left is not None
            assert (left.people, left.is_owner) == (1, True)
            assert left.megabytes > 0
            rewrite_tables(centre, progress=Progress())
            flush(server)
            assert files_with(server.folder, CANARY) == []
            left = centre.read(erased_bytes)
            assert left is not None
            assert left.people == 0
        finally:
            centre.is_changed_since_backup = False
            centre.close()


def flush(server: postgres.Server) -> None:
    with psycopg.connect(server.url(), password=postgres.PASSWORD, autocommit=True) as connection:
        connection.execute("CHECKPOINT")


def test_whoever_does_not_own_the_tables_is_told_who_does(
    paths_on_server: CentrePaths, served: Centre, tmp_path: Path, opening: Open
) -> None:
    paths = CentrePaths(tmp_path / "office")
    paths.folder.mkdir()
    join_as(paths_on_server, paths, Task.OFFICE)
    office = opening(paths)
    left = office.read(erased_bytes)
    assert left is not None
    assert not left.is_owner
    with pytest.raises(Refused, match="not_owner_of_tables"):
        rewrite_tables(office, progress=Progress())


@pytest.mark.of_a_file
def test_a_file_keeps_no_bytes_of_what_was_erased(centre: Centre) -> None:
    assert centre.read(erased_bytes) is None


@pytest.mark.of_a_file
def test_whoever_was_erased_before_the_move_never_lay_on_the_server(
    centre: Centre, empty_database: str, opening: Open
) -> None:
    person_id = centre.write(save_person, PersonDraft(surname=CANARY, given_name="Anvar")).value
    erase_person(centre, person_id=person_id, reason="Oʻz arizasi")
    other_id = centre.write(save_person, PersonDraft(surname="Olimova", given_name="Lola")).value
    paths = centre.paths
    centre.is_changed_since_backup = False
    centre.close()
    to_server(paths, empty_database, password=postgres.PASSWORD, clock=FixedClock(NOW), progress=Progress())
    moved = opening(paths)
    left = moved.read(erased_bytes)
    assert left is not None
    assert left.people == 0
    erase_person(moved, person_id=other_id, reason="Oʻz arizasi")
    left = moved.read(erased_bytes)
    assert left is not None
    assert left.people == 1
