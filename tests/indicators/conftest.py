"""A made-up centre for whoever only reads it, filled once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.demo.filling import fill_demo
from desktop_app.paths import CentrePaths

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    folder: Path = tmp_path_factory.mktemp("indicators")
    centre = create_centre(CentrePaths(folder / "centre"), DEMONSTRATION, clock=FixedClock(NOW))
    try:
        fill_demo(centre, people=300, seed=4)
        yield centre
    finally:
        centre.is_changed_since_backup = False
        centre.close()
