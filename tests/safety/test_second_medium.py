"""Second copies on another medium: read back, dated, asked for when they grow old."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Refused, StorageError
from desktop_app.safety import second_medium as module
from desktop_app.safety.backup import backups
from desktop_app.safety.manifest import manifest_path
from desktop_app.safety.restore import preview_restore
from desktop_app.safety.second_medium import (
    choose_second_medium,
    copy_if_due,
    copy_to_second_medium,
    second_medium,
)
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def stick(centre: Centre, tmp_path: Path) -> Path:
    """A stick that was chosen, and a centre with one person."""
    folder = tmp_path / "stick"
    folder.mkdir()
    centre.write(choose_second_medium, folder=str(folder))
    factories.write(centre, factories.person())
    return folder


def at(centre: Centre, days: float) -> None:
    centre.clock = FixedClock(NOW + timedelta(days=days))


def test_without_a_second_medium_it_is_late(centre: Centre) -> None:
    found = centre.read(second_medium)
    assert (found.folder, found.copied_at, found.is_late, found.is_there) == (None, None, True, False)
    with pytest.raises(Refused, match="no_second_medium"):
        copy_to_second_medium(centre)


def test_the_copy_is_a_whole_backup_with_its_keys_and_its_manifest(centre: Centre, stick: Path) -> None:
    record = copy_to_second_medium(centre)
    assert backups(record.path.parent) == [record]
    assert record.path.is_relative_to(stick)
    preview = preview_restore(centre.paths, record.path, master=centre.master)
    assert (preview.has_manifest, preview.people) == (True, 1)
    assert not centre.read(second_medium).is_late


@pytest.mark.parametrize(("days", "is_late"), [(7, False), (7.01, True), (-1, True), (3650, True)])
def test_after_a_week_the_copy_is_late_and_so_is_one_from_the_future(
    centre: Centre, stick: Path, days: float, is_late: bool
) -> None:
    copy_to_second_medium(centre)
    at(centre, days)
    assert centre.read(second_medium).is_late is is_late


def test_it_is_copied_once_a_day_when_it_is_there(centre: Centre, stick: Path) -> None:
    assert copy_if_due(centre) is not None
    at(centre, 0.9)
    assert copy_if_due(centre) is None
    at(centre, 1.1)
    shutil.rmtree(stick)
    assert copy_if_due(centre) is None
    stick.mkdir()
    assert copy_if_due(centre) is not None


def test_a_stick_that_is_not_in_is_told(centre: Centre, stick: Path) -> None:
    shutil.rmtree(stick)
    with pytest.raises(StorageError, match="second_medium_missing"):
        copy_to_second_medium(centre)


def test_the_folder_of_the_data_is_no_second_medium(centre: Centre) -> None:
    centre.write(choose_second_medium, folder=str(centre.paths.backups))
    with pytest.raises(Refused, match="second_medium_among_data"):
        copy_to_second_medium(centre)


def test_a_failing_stick_is_noticed_and_leaves_no_manifest(
    centre: Centre, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_badly(source: Path, copy: Path) -> None:
        content = bytearray(source.read_bytes())
        content[len(content) // 2] ^= 1
        copy.write_bytes(content)

    monkeypatch.setattr(module, "_copy_closed", copy_badly)
    with pytest.raises(StorageError, match="second_copy_differs"):
        copy_to_second_medium(centre)
    assert not list(stick.rglob("*.json"))
    assert centre.read(second_medium).is_late


def test_a_stick_that_refuses_says_so_and_keeps_nobody_from_closing(centre: Centre, stick: Path) -> None:
    paths, copy = centre.paths, copy_to_second_medium(centre).path
    manifest_path(copy).unlink()
    # In the place of a file a folder: it cannot be written anew.
    manifest_path(copy).mkdir()
    with pytest.raises(StorageError, match="folder_fails"):
        copy_to_second_medium(centre)
    at(centre, 2)
    centre.close()
    open_centre(paths).close()


def test_another_medium_has_no_copy_yet(centre: Centre, stick: Path, tmp_path: Path) -> None:
    copy_to_second_medium(centre)
    centre.write(choose_second_medium, folder=str(tmp_path / "other"))
    assert centre.read(second_medium).copied_at is None


def test_closing_takes_the_days_copy_along(centre: Centre, stick: Path) -> None:
    paths = centre.paths
    centre.close()
    assert list(stick.rglob("*.db"))
    open_centre(paths).close()
