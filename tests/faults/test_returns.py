"""A return killed while it is written: the file is the old one or the new one, and what is kept agrees with it."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.returns.carrier import carried, digest_of_carried
from desktop_app.safety.snapshot import opened, structural_faults
from desktop_app.whole_file import sweep_leftovers
from tests.faults.marking_jobs import NOW
from tests.faults.tries import Tries
from tests.returns.year import fill_year

if TYPE_CHECKING:
    from tests.faults.conftest import Children

KILLS = 4
LIVES_S = (0.0, 0.6)


@pytest.fixture
def office(centre_paths: CentrePaths) -> Path:
    """The file of a centre with a small year behind it."""
    centre = open_centre(centre_paths, clock=FixedClock(NOW))
    fill_year(centre)
    centre.is_changed_since_backup = False
    centre.close()
    return centre_paths.database


def test_a_return_is_whole_whenever_it_is_killed(children: "Children", office: Path, tries: Tries) -> None:
    target = office.parent / "hisobot.xlsx"
    for _kill in tries.times(KILLS, 500):
        told = children.run_and_kill("write_returns", office, lives_s=LIVES_S, after="written")
        acknowledged = [words[1] for words in told if words[0] == "written"]
        with opened(office) as raw:
            assert structural_faults(raw) == []
            kept = [row[0] for row in raw.execute("SELECT sha256 FROM return_snapshot ORDER BY id")]
        assert set(acknowledged) <= set(kept)
        found = carried(target)
        assert found is not None
        assert digest_of_carried(found) == found.digest
        # A file is never ahead of what the centre keeps.
        assert sha256(target.read_bytes()).hexdigest() in kept
    sweep_leftovers(office.parent, older_than_seconds=-1)
    assert [path.name for path in office.parent.glob(".~*")] == []
