"""Killing a work before any one of its calls that change something: evenly over all of them, not by the clock."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.refusing import ANY, COUNTING, KILL, Fault, counted
from tests.faults.tries import Tries

if TYPE_CHECKING:
    from tests.faults.conftest import Children


@dataclass(frozen=True)
class Kill:
    """What a work had told when it was killed; ``where`` begins what is said of a failure."""

    told: list[list[str]]
    where: str

    def has_told(self, word: str) -> bool:
        return any(words[0] == word for words in self.told)


def calls_of(children: "Children", job: str, folder: Path) -> int:
    """How many such calls the job makes from its beginning to its end."""
    children.start(f"refused:{COUNTING}:{job}", folder)
    *_told, (_word, *calls), _end = children.hear_until("ended")
    return counted(calls).total()


def kills(
    children: "Children",
    job: str,
    office: Path,
    work: Path,
    tries: Tries,
    *,
    short: int,
    long: int = 0,
    prepare: Callable[[Path], None] = lambda _work: None,
) -> Iterator[Kill]:
    """Do the job on a copy of the office in ``work`` again and again, each time killed elsewhere.

    ``long``: how often in the soak; without it at every call. ``prepare`` makes each copy ready.
    """
    shutil.copytree(office, work)
    prepare(work)
    count = calls_of(children, job, work)
    for number in tries.of(evenly(count, long or count), short):
        shutil.rmtree(work)
        shutil.copytree(office, work)
        prepare(work)
        yield kill_at(children, job, work, number, of=count)


def kill_at(children: "Children", job: str, folder: Path, number: int, *, of: int) -> Kill:
    children.start(f"refused:{Fault(ANY, KILL, number)}:{job}", folder)
    *told, _calls, _end = children.hear_until("ended")
    return Kill(told, f"{job} killed before call {number} of {of}: {told}")


def evenly(count: int, wanted: int) -> list[int]:
    """So many of the numbers 1 … ``count``, one at random of each equal part, shuffled: the first few are even too."""
    parts = min(count, wanted)
    ends = [count * part // parts for part in range(parts + 1)]
    chosen = [random.randint(start + 1, end) for start, end in pairwise(ends)]
    random.shuffle(chosen)
    return chosen
