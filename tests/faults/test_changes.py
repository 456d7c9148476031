"""A centre changed as a whole, killed before any call: the old one or the new one, and the next try ends the work."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import schema
from db.models.cohorts import Cohort
from desktop_app.bootstrap import open_centre
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.safety.backup import backups
from desktop_app.safety.encrypting import Act, decrypt, encrypt, rotate
from desktop_app.safety.manifest import read_manifest
from desktop_app.safety.restore import preview_restore, restore
from desktop_app.safety.snapshot import digest_of, opened, structural_faults
from tests.courses import Taught, closed_course
from tests.faults.changing_jobs import CLOCK, STICK, YEAR, master_of, put_on_stick
from tests.faults.conftest import NEEDS_QUESTIONS
from tests.faults.outcome import facts_in, require_opens
from tests.faults.stepwise import kills
from tests.faults.tries import Tries
from tests.lending.lending_office import change

if TYPE_CHECKING:
    from tests.faults.conftest import Children

SHORT = 8
# A file that is overwritten is thousands of calls, all alike.
SHORT_OF_KEYS, LONG_OF_KEYS = 4, 400
ACTS: dict[str, Act] = {"lock_data": encrypt, "unlock_data": decrypt, "change_keys": rotate}

pytestmark = NEEDS_QUESTIONS


@pytest.mark.of_a_file
@pytest.mark.parametrize("kind", ["plain_office", "locked_office"])
def test_a_restore_leaves_the_old_data_or_the_restored_ones_and_never_harms_the_backup(
    children: "Children", kind: str, tmp_path: Path, tries: Tries, request: pytest.FixtureRequest
) -> None:
    office: Path = request.getfixturevalue(kind)
    paths = CentrePaths(tmp_path / "work")
    backup = backups(CentrePaths(office).backups)[0]
    master, digest = master_of(CentrePaths(office)), digest_of(backup.path)
    old, then = facts_in(CentrePaths(office).database, master), facts_in(backup.path, master)
    found = set()
    for kill in kills(children, "bring_back", office, paths.folder, tries, short=SHORT):
        present = facts_in(paths.database, master_of(paths))
        assert present in (old, then), kill.where
        assert present == then or not kill.has_told("done"), kill.where
        lying = paths.backups / backup.path.name
        assert digest_of(lying) == digest, kill.where
        restore(paths, lying, clock=CLOCK, master=master)
        assert facts_in(paths.database, master) == then, kill.where
        found.add(present == then)
    assert False in found


@pytest.mark.of_a_file
@pytest.mark.parametrize(
    ("kind", "act"),
    [("plain_office", "lock_data"), ("locked_office", "unlock_data"), ("locked_office", "change_keys")],
)
def test_encryption_and_keys_change_whole_or_not_at_all_and_every_backup_opens(
    children: "Children", kind: str, act: str, tmp_path: Path, tries: Tries, request: pytest.FixtureRequest
) -> None:
    office: Path = request.getfixturevalue(kind)
    paths = CentrePaths(tmp_path / "work")
    before = facts_in(CentrePaths(office).database, master_of(CentrePaths(office)))
    for kill in kills(children, act, office, paths.folder, tries, short=SHORT_OF_KEYS, long=LONG_OF_KEYS):
        master = master_of(paths)
        assert facts_in(paths.database, master) == before, kill.where
        for made in backups(paths.backups):
            preview_restore(paths, made.path, master=master)
        if act == "change_keys":
            # Killed before the keys were new, or after: whoever goes on ends up with data under the present one.
            encrypt(paths, master, clock=CLOCK, progress=Progress())
        else:
            ACTS[act](paths, master, clock=CLOCK, progress=Progress())
        assert schema.is_plain(paths.database) == (act == "unlock_data"), kill.where
        assert facts_in(paths.database, master) == before, kill.where
        open_centre(paths, clock=CLOCK, master=master).close()


@pytest.fixture
def old_year(centre_paths: CentrePaths) -> Path:
    """A centre with a cohort of a year that is over."""
    centre = open_centre(centre_paths, clock=CLOCK)
    course = closed_course(centre, [Taught("Aliyeva")])
    days = {"starts_on": CLOCK.today().replace(year=YEAR, day=1), "ends_on": CLOCK.today().replace(year=YEAR)}
    change(centre, Cohort, course.cohort_id, **days)
    centre.is_changed_since_backup = False
    centre.close()
    (centre_paths.folder / STICK).mkdir()
    return centre_paths.folder


@pytest.mark.of_a_file
def test_a_year_is_closed_into_a_whole_file_or_none(
    children: "Children", old_year: Path, tmp_path: Path, tries: Tries
) -> None:
    paths = CentrePaths(tmp_path / "work")
    for kill in kills(children, "close_year", old_year, paths.folder, tries, short=SHORT):
        with opened(paths.database, read_only=False) as raw:
            assert structural_faults(raw) == [], kill.where
            entered = raw.execute("SELECT sha256 FROM year_archive").fetchall()
        (*files,) = (paths.folder / STICK).glob("*.mahorat-year")
        assert len(files) == 1 or not entered, kill.where
        for file in files:
            assert [(digest_of(file),)] == entered or not entered, kill.where
            manifest = read_manifest(file)
            assert manifest is None or manifest.sha256 == digest_of(file), kill.where
        assert entered or not kill.has_told("done"), kill.where
        require_opens(paths.folder)
        put_on_stick(paths.folder)
