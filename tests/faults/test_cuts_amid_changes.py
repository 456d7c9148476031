"""The power is cut while a centre is changed as a whole: the old or the new one, and the next start mends the rest."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import schema
from desktop_app.bootstrap import open_centre
from desktop_app.errors import StorageError
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.protection.locked_files import key_for
from desktop_app.safety import encrypting, rewriting
from desktop_app.safety.backup import backups
from desktop_app.safety.encrypting import Act, decrypt, encrypt, protection_state, rotate
from desktop_app.safety.restore import preview_restore, restore
from desktop_app.safety.rewriting import SECOND_NAME, wipe_replaced
from desktop_app.safety.snapshot import digest_of
from tests.faults.changing_jobs import CLOCK, master_of
from tests.faults.outcome import facts_in
from tests.faults.power import finds, watched_work
from tests.faults.tries import Tries

if TYPE_CHECKING:
    from tests.faults.conftest import Children

CUTS, CUTS_IN_SOAK = 8, 2_000
# The next start and what ends the work are tried with one find of so many: they take longer than all else.
SELDOM = 3
# What ends a work that was cut off; a rotation is ended by the next start.
ENDED_BY: dict[str, Act] = {"lock_data": encrypt, "unlock_data": decrypt, "change_keys": encrypt}
# Long enough that encrypted bytes do not spell them by chance, as they did "Eski" once in two thousand cuts.
SURNAMES = (b"Eskimurodova", b"Yangiboyeva")

pytestmark = pytest.mark.of_a_file


@pytest.mark.parametrize("kind", ["plain_office", "locked_office"])
def test_a_restore_that_is_cut_off_leaves_the_old_data_or_the_restored_ones(
    children: "Children", kind: str, tmp_path: Path, tries: Tries, request: pytest.FixtureRequest
) -> None:
    office, paths = CentrePaths(request.getfixturevalue(kind)), CentrePaths(tmp_path / "found")
    backup = backups(office.backups)[0]
    master, digest = master_of(office), digest_of(backup.path)
    old, then = facts_in(office.database, master), facts_in(backup.path, master)
    disk, calls = watched_work(children, "bring_back", office.folder, tmp_path / "work")
    for find in finds(disk, calls, paths.folder, tries, short=CUTS, long=CUTS_IN_SOAK):
        present = facts_in(paths.database, master_of(paths))
        assert present in (old, then), find.where
        assert present == then or not find.has_told("done"), find.where
        lying = paths.backups / backup.path.name
        assert digest_of(lying) == digest, find.where
        if find.number % SELDOM == 0:
            open_centre(paths, clock=CLOCK, master=master).close()
            restore(paths, lying, clock=CLOCK, master=master)
            assert facts_in(paths.database, master) == then, find.where


@pytest.mark.parametrize(
    ("kind", "act"),
    [("plain_office", "lock_data"), ("locked_office", "unlock_data"), ("locked_office", "change_keys")],
)
def test_encryption_or_keys_that_are_cut_off_have_changed_whole_or_not_at_all(
    children: "Children", kind: str, act: str, tmp_path: Path, tries: Tries, request: pytest.FixtureRequest
) -> None:
    office, paths = CentrePaths(request.getfixturevalue(kind)), CentrePaths(tmp_path / "found")
    before, first = facts_in(office.database, master_of(office)), backups(office.backups)[0].path.name
    disk, calls = watched_work(children, act, office.folder, tmp_path / "work")
    looked_at: set[object] = set()
    for find in finds(disk, calls, paths.folder, tries, short=CUTS, long=CUTS_IN_SOAK):
        master = master_of(paths)
        assert facts_in(paths.database, master) == before, find.where
        assert first in [made.path.name for made in backups(paths.backups)], find.where
        for made in backups(paths.backups):
            if (as_found := (*find_of(made.path), master.check())) not in looked_at:
                preview_restore(paths, made.path, master=master)
                looked_at.add(as_found)
        if find.has_told("done"):
            assert schema.is_plain(paths.database) == (act == "unlock_data"), find.where
        if find.number % SELDOM == 0:
            open_centre(paths, clock=CLOCK, master=master).close()
            if act == "change_keys":
                assert key_for(paths.database, master) == master.database(), find.where
            ENDED_BY[act](paths, master, clock=CLOCK, progress=Progress())
            assert schema.is_plain(paths.database) == (act == "unlock_data"), find.where
            if act != "unlock_data":
                assert plain_in(paths.folder) == [], find.where


def test_a_rotation_that_the_disk_refuses_to_end_hinders_nobody(
    locked_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = CentrePaths(shutil.copytree(locked_office, tmp_path / "work"))
    before = master_of(paths)

    def refuse(*_given: object, **_how: object) -> None:
        raise StorageError("disk_full", "")

    with monkeypatch.context() as patch:
        patch.setattr(encrypting, "rewrite", refuse)
        with pytest.raises(StorageError):
            rotate(paths, before, clock=CLOCK, progress=Progress())
        after = master_of(paths)
        open_centre(paths, clock=CLOCK, master=after).close()
        assert key_for(paths.database, after) == before.database()
    open_centre(paths, clock=CLOCK, master=after).close()
    assert key_for(paths.database, after) == after.database() != before.database()


def test_what_was_plain_when_the_program_was_killed_is_wiped_at_the_next_start(
    plain_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = CentrePaths(shutil.copytree(plain_office, tmp_path / "work"))
    master, first = master_of(paths), backups(paths.backups)[0].path
    left = first.with_name(f"{first.name}{SECOND_NAME}")

    def killed_at_the_backup(file: Path) -> None:
        if file == first and left.exists():
            raise KeyboardInterrupt
        wipe_replaced(file)

    with monkeypatch.context() as patch:
        patch.setattr(rewriting, "wipe_replaced", killed_at_the_backup)
        with pytest.raises(KeyboardInterrupt):
            encrypt(paths, master, clock=CLOCK, progress=Progress())
    half_written = first.with_name(".~mahorat-000009-2026-11-22-abcdefgh.db")
    half_written.write_bytes(left.read_bytes())
    assert {left.name, half_written.name} <= set(plain_in(paths.folder))
    open_centre(paths, clock=CLOCK, master=master).close()
    assert protection_state(paths).plain_backups == 1, "the one that was made before all, as Settings say"
    assert len(plain_in(paths.folder)) == 1
    encrypt(paths, master, clock=CLOCK, progress=Progress())
    assert plain_in(paths.folder) == []


def find_of(file: Path) -> list[tuple[str, str]]:
    """The file with all that lies beside it."""
    return [(each.name, digest_of(each)) for each in sorted(file.parent.glob(f"{file.name}*"))]


def plain_in(folder: Path) -> list[str]:
    """The files that tell of anybody."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if any(name in file.read_bytes() for name in SURNAMES)]
