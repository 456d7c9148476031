"""Backups: verified copies, numbered by their folder, thinned by the rule."""

import json
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from db.engine import fold_wal
from desktop_app import __version__
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Refused, StorageError
from desktop_app.paths import CentrePaths
from desktop_app.safety.backup import back_up, backups, fresh_backup, is_backup_old, make_if_due, thin_backups
from desktop_app.safety.manifest import manifest_path
from desktop_app.safety.snapshot import digest_of, facts_of, opened
from tests import factories


def add_person(centre: Centre) -> None:
    factories.write(centre, factories.person())


def later(centre: Centre, pause: timedelta) -> None:
    assert isinstance(centre.clock, FixedClock)
    centre.clock.instant += pause


def test_a_backup_holds_every_row_and_tells_what_it_is(centre: Centre) -> None:
    add_person(centre)
    record = back_up(centre, reason="on-demand")
    with opened(centre.paths.database) as live, opened(record.path) as copy:
        assert facts_of(copy) == facts_of(live)
    assert (record.people, record.reason, record.app_version) == (1, "on-demand", __version__)
    assert (record.size, record.sha256) == (record.path.stat().st_size, digest_of(record.path))
    assert record.journal_seq > 0
    assert record.last_change.startswith("2026-11-21 09:00")
    assert backups(centre.paths.backups) == [record]


def test_a_backup_is_closed_to_other_users_and_leaves_nothing_beside(centre: Centre) -> None:
    record = back_up(centre, reason="on-demand")
    files = sorted(path.name for path in centre.paths.backups.iterdir())
    assert files == [record.path.name, f"{record.path.name}.json", f"{record.path.name}.keys"]
    assert {path.stat().st_mode & 0o777 for path in centre.paths.backups.iterdir()} == {0o600}


def test_backups_are_numbered_by_their_folder_when_the_clock_goes_back(centre: Centre) -> None:
    first = back_up(centre, reason="on-demand")
    later(centre, timedelta(days=-400))
    second = back_up(centre, reason="on-demand")
    assert [record.seq for record in backups(centre.paths.backups)] == [first.seq, second.seq] == [1, 2]


def test_a_backup_elsewhere_is_whole_too_and_does_not_spare_the_one_here(centre: Centre, tmp_path: Path) -> None:
    add_person(centre)
    out = tmp_path / "stick" / "markaz.db"
    out.parent.mkdir()
    record = back_up(centre, reason="on-demand", out=out)
    assert record.path == out
    assert json.loads(manifest_path(out).read_text())["sha256"] == digest_of(out)
    assert backups(centre.paths.backups) == []
    assert centre.is_changed_since_backup


def test_a_backup_that_cannot_be_written_says_so_and_is_still_due(centre: Centre, tmp_path: Path) -> None:
    add_person(centre)
    with pytest.raises(StorageError, match="folder_missing"):
        back_up(centre, reason="on-demand", out=tmp_path / "nowhere" / "markaz.db")
    assert centre.is_changed_since_backup


@pytest.mark.parametrize("name", ["mahorat.db", "nusxa.db"])
def test_a_backup_never_lies_among_the_data(centre: Centre, name: str) -> None:
    with pytest.raises(Refused, match="backup_among_data"):
        back_up(centre, reason="on-demand", out=centre.paths.folder / name)
    assert centre.paths.database.exists()
    assert not (centre.paths.folder / "nusxa.db").exists()


def test_a_backup_elsewhere_takes_the_place_of_an_older_one_and_of_nothing_else(centre: Centre, tmp_path: Path) -> None:
    out = tmp_path / "markaz.db"
    (tmp_path / "markaz.json").write_text("of another program")
    back_up(centre, reason="on-demand", out=out)
    add_person(centre)
    record = back_up(centre, reason="on-demand", out=out)
    assert json.loads(manifest_path(out).read_text())["sha256"] == digest_of(out) == record.sha256
    assert (tmp_path / "markaz.json").read_text() == "of another program"


def test_a_damaged_centre_gives_no_backup(centre: Centre) -> None:
    fold_wal(centre.engine)
    centre.engine.dispose()
    with opened(centre.paths.database) as raw:
        page_size = raw.execute("PRAGMA page_size").fetchone()[0]
        root = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'person'").fetchone()[0]
    with centre.paths.database.open("rb+") as file:
        file.seek((root - 1) * page_size)
        file.write(b"\xff" * page_size)
    with pytest.raises(StorageError, match="corrupt"):
        back_up(centre, reason="on-demand")
    assert list(centre.paths.backups.iterdir()) == []


def test_the_program_says_the_version_that_is_released() -> None:
    released = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert __version__ == released["project"]["version"]


def test_nothing_is_due_without_changes(centre: Centre) -> None:
    assert make_if_due(centre) is None


def test_the_next_backup_is_due_after_half_an_hour_of_changes(centre: Centre) -> None:
    add_person(centre)
    assert make_if_due(centre) is not None
    add_person(centre)
    later(centre, timedelta(minutes=29))
    assert make_if_due(centre) is None
    later(centre, timedelta(minutes=1))
    assert make_if_due(centre) is not None
    assert not centre.is_changed_since_backup


def test_a_backup_is_due_when_the_clock_went_back(centre: Centre) -> None:
    back_up(centre, reason="on-demand")
    add_person(centre)
    later(centre, timedelta(days=-365))
    assert make_if_due(centre) is not None


def test_closing_backs_up_what_changed_and_only_that(centre_paths: CentrePaths) -> None:
    open_centre(centre_paths).close()
    assert backups(centre_paths.backups) == []
    changed = open_centre(centre_paths)
    add_person(changed)
    changed.close()
    assert [(record.reason, record.people) for record in backups(centre_paths.backups)] == [("closing", 1)]


def test_thinning_removes_the_file_its_manifest_and_its_keys(centre: Centre) -> None:
    for _day in range(16):
        later(centre, timedelta(days=1))
        back_up(centre, reason="closing")
    before = backups(centre.paths.backups)
    removed = thin_backups(centre.paths.backups, today=centre.clock.today(), months=13)
    left = backups(centre.paths.backups)
    assert removed
    assert [record for record in before if record.path not in removed] == left
    assert len(list(centre.paths.backups.iterdir())) == 3 * len(left)


def test_nothing_is_thinned_while_the_newest_is_not_whole(centre: Centre) -> None:
    for _day in range(16):
        later(centre, timedelta(days=1))
        newest = back_up(centre, reason="closing")
    newest.path.write_bytes(newest.path.read_bytes()[:-4096])
    assert thin_backups(centre.paths.backups, today=centre.clock.today(), months=13) == []


def test_a_copy_without_a_manifest_is_no_backup_and_goes_with_the_next_thinning(centre: Centre) -> None:
    unvouched = back_up(centre, reason="closing").path
    manifest_path(unvouched).unlink()
    assert backups(centre.paths.backups) == []
    assert thin_backups(centre.paths.backups, today=centre.clock.today(), months=13) == []
    newer = back_up(centre, reason="closing")
    assert newer.seq == 2
    assert thin_backups(centre.paths.backups, today=centre.clock.today(), months=13) == [unvouched]
    assert not unvouched.exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"made_at": "yesterday"}', '{"made_at": 5}'])
def test_a_manifest_that_cannot_be_read_vouches_for_nothing(centre: Centre, text: str) -> None:
    record = back_up(centre, reason="closing")
    manifest_path(record.path).write_text(text)
    assert backups(centre.paths.backups) == []


def test_a_backup_is_old_after_two_days(centre: Centre) -> None:
    assert is_backup_old(centre)
    back_up(centre, reason="on-demand")
    assert not is_backup_old(centre)
    later(centre, timedelta(days=2, minutes=1))
    assert is_backup_old(centre)


def test_only_a_whole_backup_of_the_last_day_is_fresh(centre: Centre) -> None:
    assert fresh_backup(centre) is None
    record = back_up(centre, reason="on-demand")
    later(centre, timedelta(hours=23, minutes=59))
    assert fresh_backup(centre) == record
    later(centre, timedelta(minutes=1))
    assert fresh_backup(centre) is None
    later(centre, timedelta(hours=-25))
    assert fresh_backup(centre) is None, "it is dated in the future"
    later(centre, timedelta(hours=2))
    with record.path.open("r+b") as backup:
        backup.truncate(record.size - 1)
    assert fresh_backup(centre) is None
