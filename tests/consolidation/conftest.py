"""The returns of all regions for one October, made once for all tests; they are read and never written to."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.consolidation.reading import read_file
from desktop_app.consolidation.records import ReadFile
from desktop_app.paths import CentrePaths
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Workbook
from tests.conftest import NOW
from tests.consolidation.made import Regions


@pytest.fixture(scope="session")
def makers_centre(tmp_path_factory: pytest.TempPathFactory, template_database: Path) -> Iterator[Centre]:
    paths = CentrePaths(tmp_path_factory.mktemp("makers") / "centre")
    paths.folder.mkdir(mode=0o700)
    shutil.copyfile(template_database, paths.database)
    opened = open_centre(paths, clock=FixedClock(NOW))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def october(makers_centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """In the ministry's order; the first has 60 people, every other ten more."""
    return Regions(makers_centre, tmp_path_factory.mktemp("october")).make_all()


@pytest.fixture(scope="session")
def read_october(october: list[Path]) -> list[ReadFile]:
    return [read_file(path) for path in october]


@pytest.fixture(scope="session")
def book(october: list[Path]) -> Workbook:
    """Of Buxoro, the third."""
    return read_workbook(october[2])


@pytest.fixture
def maker(makers_centre: Centre, tmp_path: Path) -> Regions:
    return Regions(makers_centre, tmp_path)
