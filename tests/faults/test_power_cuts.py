"""The power is cut at any moment of a work: the centre opens, nothing is half there, what was told is there."""

import random
import shutil
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.errors import DatabaseFault
from tests.faults.outcome import require_opens, require_sound
from tests.faults.power import REPLAYED_CALLS, Disk, lay_down, replayed
from tests.faults.tries import Tries
from tests.faults.watching import Call, calls_in, watched

if TYPE_CHECKING:
    from tests.faults.conftest import Children

CUTS, CUTS_IN_SOAK = 300, 10_000
# Long enough for a page of the database as strace spells it.
LONGEST = "100000"


@pytest.fixture
def watched_disk(children: "Children", office: Path, flow: str, tmp_path: Path) -> tuple[Disk, list[Call]]:
    """The folder as it stood before the work, and every call that the work made."""
    log, work = tmp_path / "strace.log", tmp_path / "work"
    shutil.copytree(office, work)
    disk = Disk(work)
    told = watched(children, flow, work, log, "-y", "-xx", "-s", LONGEST, "-e", f"trace={','.join(REPLAYED_CALLS)}")
    assert told[-1] == ["done"]
    return disk, list(calls_in(log))


def cut_and_look(disk: Disk, calls: Sequence[Call], into: Path) -> None:
    """Replay the work on the disk, cut the power so many times on the way, and look at what is found each time."""
    seen: tuple[int, dict[Path, bytearray]] = (-1, {})
    for number in replayed(disk, calls, CUTS):
        found = disk.cut(random.Random(random.getrandbits(64)))
        # The same files twice in a row are looked at once.
        if (len(disk.told), found) == seen:
            continue
        seen = (len(disk.told), found)
        lay_down(found, into)
        require_sound(into, disk.told, where=f"cut after call {number} of {len(calls)}")
        shutil.rmtree(into)


@pytest.mark.of_a_file
def test_after_a_power_cut_the_centre_is_as_it_was_told(
    watched_disk: tuple[Disk, list[Call]], tmp_path: Path, tries: Tries
) -> None:
    before, calls = watched_disk
    for _time in tries.times(1, -(-CUTS_IN_SOAK // CUTS), each=CUTS):
        disk = deepcopy(before)
        cut_and_look(disk, calls, tmp_path / "found")
    lay_down(disk.cut(random.Random(0)), tmp_path / "last")
    require_opens(tmp_path / "last")
    assert disk.told[-1] == ["done"]


@pytest.mark.of_a_file
@pytest.mark.parametrize("flow", ["save"])
def test_a_program_that_does_not_flush_is_found_out(watched_disk: tuple[Disk, list[Call]], tmp_path: Path) -> None:
    disk, calls = watched_disk
    with pytest.raises((AssertionError, DatabaseFault)):
        cut_and_look(disk, [call for call in calls if call.name not in ("fsync", "fdatasync")], tmp_path / "found")
