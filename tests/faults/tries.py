"""How often a trial is made, and how often it has been."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

# What ``dev.py soak`` sets: how many seconds a trial may take, or nothing for all that it has.
SOAK_SECONDS = "MAHORAT_SOAK_SECONDS"
RELEASED = Path(__file__).parents[1] / "db" / "released"
T = TypeVar("T")


def in_soak() -> bool:
    return SOAK_SECONDS in os.environ


@dataclass
class Tries:
    """How often a trial is made: in the suite a few times, in the soak very often or until its time is over."""

    name: str
    made: int = 0
    asked: int = 0

    def times(self, short: int, long: int, *, each: int = 1) -> Iterator[int]:
        """So many numbers from 0 on, each of so many trials."""
        return self._counted(range(long if in_soak() else short), each)

    def of(self, cases: Sequence[T], short: int) -> Iterator[T]:
        """All of the cases in the soak, the first few in the suite."""
        return self._counted(cases if in_soak() else cases[:short], 1)

    def _counted(self, cases: Sequence[T], each: int) -> Iterator[T]:
        self.asked += len(cases) * each
        ends_at = time.monotonic() + float(os.environ.get(SOAK_SECONDS) or "inf")
        for case in cases:
            if time.monotonic() > ends_at:
                return
            yield case
            self.made += each


TRIED: list[Tries] = []
