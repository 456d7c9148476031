"""A centre that has lent a cohort and the PC that opened it, made once: every test gets copies of both."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.lending.records import Lent
from desktop_app.paths import CentrePaths
from desktop_app.protection import slots
from tests.conftest import NOW
from tests.courses import Course
from tests.lending.lending_office import at_the_pc, lent_file, office, other_pc


@dataclass(frozen=True)
class LentOut:
    """``home`` and ``there`` are the folders of the two centres, closed."""

    course: Course
    lent: Lent
    home: Path
    there: Path

    @contextmanager
    def other_pc(self, folder: Path) -> Iterator[Centre]:
        """The lent work, opened, in a folder of this test."""
        shutil.copytree(self.there, folder)
        with at_the_pc(open_centre(CentrePaths(folder), clock=FixedClock(NOW))) as opened:
            yield opened


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are stretched for a moment only: what is tried here is lending, not argon2."""
    monkeypatch.setattr(slots, "COST", (32, 1, 4))


@pytest.fixture(scope="session")
def lent_out(template_database: Path, tmp_path_factory: pytest.TempPathFactory) -> LentOut:
    made = tmp_path_factory.mktemp("lent")
    home, there = made / "home", made / "there"
    home.mkdir(mode=0o700)
    shutil.copyfile(template_database, CentrePaths(home).database)
    centre = open_centre(CentrePaths(home), clock=FixedClock(NOW))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "COST", (32, 1, 4))
        course = office(centre)
        lent = lent_file(centre, course, made)
        with other_pc(lent.file, there):
            pass
    centre.is_changed_since_backup = False
    centre.close()
    return LentOut(course, lent, home, there)


@pytest.fixture
def centre(lent_out: LentOut, tmp_path: Path) -> Iterator[Centre]:
    """The centre that has lent the cohort."""
    shutil.copytree(lent_out.home, tmp_path / "home")
    opened = open_centre(CentrePaths(tmp_path / "home"), clock=FixedClock(NOW))
    yield opened
    opened.is_changed_since_backup = False
    opened.close()


@pytest.fixture
def course(lent_out: LentOut) -> Course:
    return lent_out.course
