"""Full, read-only and foreign disks: a plain sentence, and the data as they were."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import schema
from db.models.centre import Staff
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.service import grid
from desktop_app.bootstrap import create_centre, open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.errors import StorageError
from desktop_app.marks.records import MarkValue
from desktop_app.paths import CentrePaths, prepare_folder
from desktop_app.safety.backup import back_up
from desktop_app.safety.snapshot import opened, structural_faults
from tests import factories
from tests.faults.conftest import SMALL_DISK
from tests.faults.marking_jobs import NOW


def fill_disk(folder: Path) -> Path:
    """Leave no byte free; returns the file that takes the place."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)
    return ballast


def staff_count(unit: UnitOfWork) -> int:
    return unit.session.scalar(select(func.count()).select_from(Staff)) or 0


def add_much(unit: UnitOfWork) -> None:
    unit.session.add_all([Staff(full_name="X" * 4_000) for _row in range(200)])


@pytest.fixture
def centre_on_small_disk(small_disk: Path, template_database: Path) -> CentrePaths:
    paths = CentrePaths(small_disk / "centre")
    paths.folder.mkdir()
    shutil.copyfile(template_database, paths.database)
    return paths


def test_a_full_disk_says_so_and_the_next_try_succeeds(centre_on_small_disk: CentrePaths) -> None:
    centre = open_centre(centre_on_small_disk)
    ballast = fill_disk(centre_on_small_disk.folder)
    with pytest.raises(StorageError, match="disk_full"):
        centre.write(add_much)
    assert centre.read(staff_count) == 1
    ballast.unlink()
    centre.write(lambda unit: unit.session.add(Staff(full_name="Karimova")))
    assert centre.read(staff_count) == 2
    assert schema.quick_check(centre.engine) == []
    centre.is_changed_since_backup = False
    centre.close()


def test_marks_of_a_lesson_on_a_full_disk_are_all_refused_and_all_set_when_there_is_room(
    centre_on_small_disk: CentrePaths,
) -> None:
    centre = open_centre(centre_on_small_disk, clock=FixedClock(NOW))
    taught = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(taught.id))
    lesson = factories.write(centre, factories.session(cohort.id, held_on=NOW.date()))
    people = [factories.write(centre, factories.person(surname=name)) for name in ("Aliyeva", "Karimova")]
    enrolled = [factories.write(centre, factories.enrolment(cohort.id, person.id)).id for person in people]
    marks = [MarkChange(enrolment, lesson.id, MarkValue("KELDI", note="x" * 4_000)) for enrolment in enrolled]
    ballast = fill_disk(centre_on_small_disk.folder)
    with pytest.raises(StorageError, match="disk_full"):
        centre.write(set_marks, marks=marks)
    assert centre.read(grid, cohort_id=cohort.id).marks == {}
    ballast.unlink()
    centre.write(set_marks, marks=marks)
    assert len(centre.read(grid, cohort_id=cohort.id).marks) == 2
    centre.is_changed_since_backup = False
    centre.close()


def test_a_backup_on_a_full_disk_leaves_nothing_behind(centre_on_small_disk: CentrePaths) -> None:
    centre = open_centre(centre_on_small_disk)
    ballast = fill_disk(centre_on_small_disk.folder)
    with pytest.raises(StorageError, match="disk_full"):
        back_up(centre, reason="on-demand")
    assert list(centre_on_small_disk.backups.iterdir()) == []
    ballast.unlink()
    back_up(centre, reason="on-demand")
    centre.close()


def test_closing_on_a_full_disk_tells_it_and_lets_go_of_the_folder(centre_on_small_disk: CentrePaths) -> None:
    centre = open_centre(centre_on_small_disk)
    centre.write(lambda unit: unit.session.add(Staff(full_name="Karimova")))
    ballast = fill_disk(centre_on_small_disk.folder)
    with pytest.raises(StorageError, match="disk_full"):
        centre.close()
    ballast.unlink()
    reopened = open_centre(centre_on_small_disk)
    assert reopened.read(staff_count) == 2
    reopened.close()


def test_opening_on_a_full_disk_says_so_and_changes_nothing(centre_on_small_disk: CentrePaths) -> None:
    content = centre_on_small_disk.database.read_bytes()
    ballast = fill_disk(centre_on_small_disk.folder)
    with pytest.raises(StorageError):
        open_centre(centre_on_small_disk)
    assert centre_on_small_disk.database.read_bytes() == content
    ballast.unlink()
    open_centre(centre_on_small_disk).close()


def test_founding_on_a_full_disk_leaves_no_centre(small_disk: Path) -> None:
    paths = CentrePaths(small_disk / "centre")
    ballast = fill_disk(small_disk)
    ballast.write_bytes(b"\0" * (SMALL_DISK - 200_000))
    with pytest.raises(StorageError, match="disk_full"):
        create_centre(paths, DEMONSTRATION)
    assert not paths.database.exists()
    ballast.unlink()
    create_centre(paths, DEMONSTRATION).close()


def test_a_read_only_folder_is_refused(read_only_folder: Path) -> None:
    with pytest.raises(StorageError, match="folder_read_only"):
        prepare_folder(read_only_folder)
    with pytest.raises(StorageError, match="folder_not_made"):
        prepare_folder(read_only_folder / "centre")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "markaz").touch()
    with pytest.raises(StorageError, match="not_a_folder"):
        prepare_folder(tmp_path / "markaz")


@pytest.mark.skipif(os.name != "posix", reason="the table of mounts is Linux's")
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_network_drive_is_refused(tmp_path: Path, kind: str) -> None:
    mounts = tmp_path / "mounts"
    folder = tmp_path / "umumiy disk" / "markaz"
    place = str(tmp_path / "umumiy disk").replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/share {place} {kind} rw 0 0\n")
    with pytest.raises(StorageError, match="network_path"):
        prepare_folder(folder, mounts=mounts)
    assert not folder.exists()


@pytest.mark.parametrize("place", [r"\\server\share\markaz", "//server/share/markaz"])
def test_a_share_is_refused(place: str) -> None:
    with pytest.raises(StorageError, match="network_path"):
        prepare_folder(Path(place))


@pytest.mark.skipif(os.name != "posix", reason="Windows asks the drive itself")
def test_a_removable_drive_is_refused() -> None:
    with pytest.raises(StorageError, match="removable_path"):
        prepare_folder(Path("/media/nodira/USB/markaz"))


def test_the_folder_of_a_centre_is_closed_to_others(tmp_path: Path) -> None:
    paths = CentrePaths(tmp_path / "markaz")
    create_centre(paths, DEMONSTRATION).close()
    assert paths.folder.stat().st_mode & 0o777 == 0o700
    assert paths.database.stat().st_mode & 0o777 == 0o600


def test_a_centre_closed_in_peace_is_one_file_with_its_keys_beside_it(centre: Centre) -> None:
    centre.write(lambda unit: unit.session.add(Staff(full_name="Karimova")))
    centre.close()
    assert {path.name for path in centre.paths.folder.glob("mahorat.db*")} == {"mahorat.db", "mahorat.db.keys"}
    with opened(centre.paths.database) as raw:
        assert structural_faults(raw) == []
