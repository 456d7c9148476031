"""A disk that refuses a write: a plain sentence, nothing lost or half there, and the next try succeeds."""

import random
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.outcome import require_sound
from tests.faults.tries import Tries
from tests.faults.watching import WRITING_CALLS, calls_in, watched

if TYPE_CHECKING:
    from tests.faults.conftest import Children

NO_ROOM, BAD_DISK = "ENOSPC", "EIO"
# Removing a file needs no room, and what was removed in vain stays as a leftover.
NEEDING_ROOM = ("pwrite64", "write", "ftruncate", "fsync", "fdatasync", "rename")
SHORT = 12


def points(calls: Counter[str]) -> list[tuple[str, str, int, str]]:
    """Every call of every kind, with what it may fail by; once ("") or from then on ("+")."""
    return [
        (name, error, number, lasting)
        for name in WRITING_CALLS
        for error in (NO_ROOM, BAD_DISK)
        if error == BAD_DISK or name in NEEDING_ROOM
        for number in range(1, calls[name] + 1)
        for lasting in ("", "+")
    ]


@pytest.mark.of_a_file
def test_a_refused_write_is_told_and_harms_nothing(
    children: "Children", office: Path, flow: str, tmp_path: Path, tries: Tries
) -> None:
    log, work = tmp_path / "strace.log", tmp_path / "work"
    tracing = f"trace={','.join(WRITING_CALLS)}"
    shutil.copytree(office, work)
    told = watched(children, flow, work, log, "-e", tracing)
    assert told[-1] == ["done"]
    found = points(Counter(call.name for call in calls_in(log)))
    for name, error, number, lasting in tries.of(random.sample(found, len(found)), SHORT):
        shutil.rmtree(work)
        shutil.copytree(office, work)
        told = watched(
            children, flow, work, log, "-e", tracing, "-e", f"inject={name}:error={error}:when={number}{lasting}"
        )
        where = f"{name} {number}{lasting} {error}: {told}"
        assert told, where
        assert told[-1][0] in ("done", "refused"), where
        require_sound(work, told, where=where)
        children.start(flow, work)
        told = children.hear_until("done", "refused")
        assert told[-1] == ["done"], f"after {where}: {told}"
        require_sound(work, told, where=f"after {where}")
