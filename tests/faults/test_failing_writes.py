"""A disk that refuses a write: a plain sentence, nothing lost or half there, and the next try succeeds."""

import random
import shutil
from collections import Counter
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.conftest import NEEDS_QUESTIONS
from tests.faults.outcome import require_sound
from tests.faults.refusing import COUNTING, WRITING, Fault, counted
from tests.faults.tries import Tries

if TYPE_CHECKING:
    from tests.faults.conftest import Children

NO_ROOM, BAD_DISK = "ENOSPC", "EIO"
# Removing a file needs no room, and what was removed in vain stays as a leftover.
NEEDING_ROOM = WRITING.keys() - {"unlink"}
SHORT = 16

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


@pytest.mark.of_a_file
def test_a_refused_write_is_told_and_harms_nothing(
    children: "Children", office: Path, flow: str, tmp_path: Path, tries: Tries
) -> None:
    work = tmp_path / "work"
    shutil.copytree(office, work)
    children.start(f"refused:{COUNTING}:{flow}", work)
    *_told, done, (_word, *calls), _end = children.hear_until("ended")
    assert done == ["done"]
    for fault in tries.of(faults(counted(calls)), SHORT):
        shutil.rmtree(work)
        shutil.copytree(office, work)
        children.start(f"refused:{fault}:{flow}", work)
        *told, (_word, *calls), _end = children.hear_until("ended")
        where = f"{fault}: {told}"
        assert counted(calls)[fault.name] >= fault.number, f"{where}: the fault was not met"
        assert told[-1][0] in ("done", "refused"), where
        require_sound(work, told, where=where)
        if told[-1] != ["done"]:
            children.start(flow, work)
            told = children.hear_until("done", "refused")
            assert told[-1] == ["done"], f"after {where}: {told}"
            require_sound(work, told, where=f"after {where}")
