"""Badges at the door when the program is killed among them."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.safety.snapshot import opened, structural_faults
from tests.attendance.door_made import door_day
from tests.faults.marking_jobs import NOW
from tests.faults.tries import Tries

if TYPE_CHECKING:
    from tests.faults.conftest import Children

KILLS = 12
LIVES_S = (0.0, 0.1)


@pytest.fixture
def door(centre_paths: CentrePaths) -> Path:
    """The file of a centre where one cohort has lessons today."""
    centre = open_centre(centre_paths, clock=FixedClock(NOW))
    door_day(centre, people=1)
    centre.is_changed_since_backup = False
    centre.close()
    return centre_paths.database


def test_no_badge_is_lost_that_was_told_as_recorded_and_none_is_half_there(
    children: "Children", door: Path, tries: Tries
) -> None:
    reading, recorded = set(), set()
    for _kill in tries.times(KILLS, 500):
        for verb, code in children.run_and_kill("scan_for_ever", door, lives_s=LIVES_S, after="recorded"):
            (recorded if verb == "recorded" else reading).add(code)
    with opened(door) as raw:
        assert structural_faults(raw) == []
        scanned = dict(raw.execute("SELECT code, enrolment_id FROM badge_scan"))
        strangers = dict(raw.execute("SELECT code, enrolment_id FROM walk_in"))
        marked = {enrolment for (enrolment,) in raw.execute("SELECT DISTINCT enrolment_id FROM mark")}
    assert len(recorded) >= KILLS
    assert recorded <= scanned.keys() <= reading
    assert scanned == strangers
    assert marked == set(scanned.values())
