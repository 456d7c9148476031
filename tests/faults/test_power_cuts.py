"""The power is cut at any moment of a work: the centre opens, nothing is half there, what was told is there."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.errors import DatabaseFault
from tests.faults.outcome import require_opens, require_sound
from tests.faults.power import Disk, finds, lay_down, watched_work
from tests.faults.tries import Tries
from tests.faults.watching import Call

if TYPE_CHECKING:
    from tests.faults.conftest import Children

CUTS, CUTS_IN_SOAK = 300, 10_000


@pytest.fixture
def watched_disk(children: "Children", office: Path, flow: str, tmp_path: Path) -> tuple[Disk, list[Call]]:
    """The folder as it stood before the work, and every call that the work made."""
    return watched_work(children, flow, office, tmp_path / "work")


def require_all_sound(disk: Disk, calls: Sequence[Call], into: Path, tries: Tries, *, long: int) -> None:
    for find in finds(disk, calls, into, tries, short=CUTS, long=long):
        require_sound(into, find.told, where=find.where)


@pytest.mark.of_a_file
def test_after_a_power_cut_the_centre_is_as_it_was_told(
    watched_disk: tuple[Disk, list[Call]], tmp_path: Path, tries: Tries
) -> None:
    disk, calls = watched_disk
    require_all_sound(disk, calls, tmp_path / "found", tries, long=CUTS_IN_SOAK)
    for call in calls:
        disk.replay(call)
    lay_down(disk.cut(random.Random(0)), tmp_path / "last")
    require_opens(tmp_path / "last")
    assert disk.told[-1] == ["done"]


@pytest.mark.of_a_file
@pytest.mark.parametrize("flow", ["save"])
def test_a_program_that_does_not_flush_is_found_out(
    watched_disk: tuple[Disk, list[Call]], tmp_path: Path, tries: Tries
) -> None:
    disk, calls = watched_disk
    carefree = [call for call in calls if call.name not in ("fsync", "fdatasync")]
    with pytest.raises((AssertionError, DatabaseFault)):
        require_all_sound(disk, carefree, tmp_path / "found", tries, long=CUTS)
