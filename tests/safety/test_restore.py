"""Restore: a look before, a swap in one step, and nothing that was there is thrown away."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop_app.bootstrap import create_centre, open_centre, restore_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.errors import NotFound, Refused, StorageError
from desktop_app.paths import CentrePaths
from desktop_app.safety.backup import back_up
from desktop_app.safety.manifest import BackupRecord, manifest_path
from desktop_app.safety.restore import CountDifference, preview_restore, restore
from desktop_app.safety.snapshot import facts_of, opened
from tests import factories

CLOCK = FixedClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


@pytest.fixture
def backup(centre: Centre) -> BackupRecord:
    """A backup with one person; the centre has a second one since, and is closed."""
    factories.write(centre, factories.person())
    record = back_up(centre, reason="on-demand")
    factories.write(centre, factories.person(surname="Karimova"))
    centre.is_changed_since_backup = False
    centre.close()
    return record


def people_in(database: Path) -> int:
    with opened(database) as raw:
        return facts_of(raw).counts["person"]


def test_the_preview_tells_what_would_be_lost(backup: BackupRecord, centre_paths: CentrePaths) -> None:
    preview = preview_restore(centre_paths, backup.path)
    assert CountDifference("person", now=2, then=1) in preview.differences
    assert preview.now is not None
    assert preview.now.last_change >= preview.then.last_change == backup.last_change
    assert preview.journal_entries_lost == preview.now.journal_seq - backup.journal_seq > 0
    assert people_in(centre_paths.database) == 2


def test_restoring_brings_back_the_backup_and_keeps_what_it_replaced(
    backup: BackupRecord, centre_paths: CentrePaths
) -> None:
    preview = restore(centre_paths, backup.path, clock=CLOCK)
    (replaced,) = centre_paths.replaced.glob("*.db")
    assert (preview.people, people_in(centre_paths.database), people_in(replaced)) == (1, 1, 2)


def test_the_restored_centre_opens_and_its_journal_tells_of_it(backup: BackupRecord, centre_paths: CentrePaths) -> None:
    centre, preview = restore_centre(centre_paths, backup.path, clock=CLOCK)
    with opened(centre_paths.database) as raw:
        row = raw.execute("SELECT action, after FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    centre.close()
    assert row[0] == "restore"
    assert preview.digest in row[1]


def test_an_empty_folder_becomes_the_centre_of_the_backup(backup: BackupRecord, tmp_path: Path) -> None:
    paths = CentrePaths(tmp_path / "another PC")
    preview = restore(paths, backup.path, clock=CLOCK)
    assert preview.now is None
    assert people_in(paths.database) == 1
    open_centre(paths).close()


def test_a_backup_whose_manifest_was_lost_can_be_restored(backup: BackupRecord, tmp_path: Path) -> None:
    manifest_path(backup.path).unlink()
    preview = restore(CentrePaths(tmp_path / "new"), backup.path, clock=CLOCK)
    assert not preview.has_manifest


@pytest.mark.parametrize("place", [0.01, 0.35, 0.6, 0.99])
def test_one_flipped_bit_is_noticed(backup: BackupRecord, centre_paths: CentrePaths, place: float) -> None:
    content = bytearray(backup.path.read_bytes())
    content[int(len(content) * place)] ^= 1
    backup.path.write_bytes(content)
    with pytest.raises(StorageError, match="backup_altered"):
        restore(centre_paths, backup.path, clock=CLOCK)
    assert people_in(centre_paths.database) == 2


def test_a_damaged_file_without_a_manifest_is_refused(backup: BackupRecord, centre_paths: CentrePaths) -> None:
    manifest_path(backup.path).unlink()
    with backup.path.open("rb+") as file:
        file.seek(40 * 4096)
        file.write(b"\xff" * 4096 * 20)
    with pytest.raises(StorageError, match="backup_altered"):
        restore(centre_paths, backup.path, clock=CLOCK)
    assert people_in(centre_paths.database) == 2


def test_a_newer_file_is_refused(backup: BackupRecord, centre_paths: CentrePaths) -> None:
    manifest_path(backup.path).unlink()
    with opened(backup.path, read_only=False) as raw:
        raw.execute("PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="newer_version"):
        restore(centre_paths, backup.path, clock=CLOCK)


def test_a_file_that_is_no_centre_is_refused(centre_paths: CentrePaths, tmp_path: Path) -> None:
    text = tmp_path / "roster.db"
    text.write_text("Familiya;Ism")
    empty = tmp_path / "empty.db"
    empty.touch()
    other = tmp_path / "other.db"
    raw = dbapi2.connect(str(other))
    raw.execute("CREATE TABLE kvitansiya (id)")
    raw.close()
    for file in (text, empty, other):
        with pytest.raises(StorageError, match="not_a_centre"):
            restore(centre_paths, file, clock=CLOCK)


def test_a_missing_file_is_told(centre_paths: CentrePaths, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no_such_file"):
        restore(centre_paths, tmp_path / "gone.db", clock=CLOCK)


def test_the_backup_of_another_centre_is_refused(centre_paths: CentrePaths, tmp_path: Path) -> None:
    other = create_centre(CentrePaths(tmp_path / "other"), DEMONSTRATION, clock=CLOCK)
    record = back_up(other, reason="on-demand")
    other.close()
    with pytest.raises(Refused, match="another_centre"):
        restore(centre_paths, record.path, clock=CLOCK)


def test_nothing_is_restored_while_the_centre_is_open(centre: Centre) -> None:
    record = back_up(centre, reason="on-demand")
    with pytest.raises(StorageError, match="in_use"):
        restore(centre.paths, record.path, clock=CLOCK)


def test_a_damaged_centre_can_be_restored_and_its_wreck_is_kept(
    backup: BackupRecord, centre_paths: CentrePaths
) -> None:
    wreck = centre_paths.database.read_bytes()[:100] + b"\xff" * 60_000
    centre_paths.database.write_bytes(wreck)
    preview = restore(centre_paths, backup.path, clock=CLOCK)
    (replaced,) = centre_paths.replaced.glob("*.db")
    assert preview.now is None
    assert replaced.read_bytes() == wreck
    assert people_in(centre_paths.database) == 1


def test_a_log_left_by_a_crash_is_not_played_into_the_restored_data(
    backup: BackupRecord, centre_paths: CentrePaths, tmp_path: Path
) -> None:
    crashed = dbapi2.connect(str(centre_paths.database), isolation_level=None)
    crashed.execute("PRAGMA journal_mode = WAL")
    crashed.execute("UPDATE person SET surname = 'Yoʻqolgan'")
    kept = tmp_path / "crashed"
    shutil.copytree(centre_paths.folder, kept)
    crashed.close()
    paths = CentrePaths(kept)
    assert (kept / "mahorat.db-wal").stat().st_size > 0

    restore(paths, backup.path, clock=CLOCK)

    (replaced,) = paths.replaced.glob("*.db")
    with opened(paths.database) as now, opened(replaced) as before:
        assert now.execute("SELECT surname FROM person").fetchall() == [("Abdullayeva",)]
        assert before.execute("SELECT DISTINCT surname FROM person").fetchall() == [("Yoʻqolgan",)]


def test_replaced_data_are_kept_for_thirty_days_and_the_newest_always(
    backup: BackupRecord, centre_paths: CentrePaths
) -> None:
    for days in (0, 30, 31, 400):
        restore(centre_paths, backup.path, clock=FixedClock(CLOCK.instant + timedelta(days=days)))
    kept = sorted(path.name for path in centre_paths.replaced.glob("*.db"))
    assert kept == ["mahorat-2027-12-27-003.db"]


def test_two_restores_of_one_moment_keep_both_replaced_files(backup: BackupRecord, centre_paths: CentrePaths) -> None:
    restore(centre_paths, backup.path, clock=CLOCK)
    restore(centre_paths, backup.path, clock=CLOCK)
    assert sorted(people_in(file) for file in centre_paths.replaced.glob("*.db")) == [1, 2]
