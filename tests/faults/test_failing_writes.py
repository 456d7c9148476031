"""A disk that refuses a write: a plain sentence, nothing lost or half there, and the next try succeeds."""

import random
import shutil
from collections import Counter
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.conftest import NEEDS_QUESTIONS
from tests.faults.refused_jobs import FAULTS, FLOW, OFFICE, WORK
from tests.faults.refusing import COUNTING, WRITING, Fault, counted
from tests.faults.tries import Tries, in_soak

if TYPE_CHECKING:
    from tests.faults.conftest import Children

NO_ROOM, BAD_DISK = "ENOSPC", "EIO"
# Removing a file needs no room, and what was removed in vain stays as a leftover.
NEEDING_ROOM = WRITING.keys() - {"unlink"}
# In the suite some of the calls: lines of a list, pages of a copy and of a migration are written one like the other.
EVERY = {"take_in": 4, "hand_out": 8, "copy": 16, "move_forward": 80}
# So many trials in one process, and so many tests for each work, for several processors.
LOT, PARTS = 100, 2

pytestmark = NEEDS_QUESTIONS


def faults(calls: Counter[str]) -> list[Fault]:
    """Every call of every kind with what it may fail by, once and lasting: shuffled, the kinds by turns."""
    kinds = [
        [
            Fault(name, error, number, is_lasting)
            for error in (NO_ROOM, BAD_DISK)
            if error == BAD_DISK or name in NEEDING_ROOM
            for number in range(1, calls[name] + 1)
            for is_lasting in (False, True)
        ]
        for name in WRITING
    ]
    by_turns = zip_longest(*(random.sample(kind, len(kind)) for kind in kinds))
    return [fault for fault in chain.from_iterable(by_turns) if fault is not None]


def one_of_each(cases: list[Fault]) -> list[Fault]:
    """Every call once, however it fails."""
    return [fault for _call, fault in sorted({(fault.name, fault.number): fault for fault in cases}.items())]


@pytest.mark.of_a_file
@pytest.mark.parametrize("part", range(PARTS))
def test_a_refused_write_is_told_and_harms_nothing(
    children: "Children", office: Path, flow: str, part: int, tmp_path: Path, tries: Tries
) -> None:
    lot = tmp_path / "lot"
    lot.mkdir()
    (lot / FLOW).write_text(flow)
    for copy in (OFFICE, WORK):
        shutil.copytree(office, lot / copy)
    children.start(f"refused:{COUNTING}:{flow}", lot / WORK)
    *_told, done, (_word, *calls), _end = children.hear_until("ended")
    assert done == ["done"]
    cases = faults(counted(calls))
    chosen = cases if in_soak() else one_of_each(cases)[:: EVERY.get(flow, 1)]
    left = tries.of(chosen[part::PARTS], len(chosen))
    while faults_of_lot := list(islice(left, LOT)):
        (lot / FAULTS).write_text("\n".join(map(str, faults_of_lot)))
        children.start("refuse_each", lot)
        *told, _over = children.hear_until("over")
        assert [bytes.fromhex(words[1]).decode() for words in told if words[0] == "broken"] == []
        assert len(told) == len(faults_of_lot)
