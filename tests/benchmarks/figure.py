"""A measured figure beside its baseline, and how time is taken for both."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter, process_time

REPEATS = 5


def median_seconds(action: Callable[[], object], *, repeats: int = REPEATS) -> float:
    """The median time of the action in seconds, after one turn that warms it up."""
    action()
    return median(seconds(action) for _turn in range(repeats))


def seconds(action: Callable[[], object]) -> float:
    """The time of one turn; what earlier turns left to collect is collected before."""
    gc.collect()
    start = perf_counter()
    action()
    return perf_counter() - start


def cpu_seconds(action: Callable[[], object]) -> float:
    """The processor's time of one turn, whatever else the machine does meanwhile."""
    gc.collect()
    start = process_time()
    action()
    return process_time() - start


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of all values (0.95 for p95) do not exceed; by nearest rank."""
    ranked = sorted(values)
    return ranked[ceil(share * len(ranked)) - 1]


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    ``value`` and ``baseline`` are in ``unit``; the baseline is the same work done bare.
    ``ratio_limit`` holds for value / baseline, ``limit`` for the value itself; None promises nothing.
    """

    name: str
    size: int
    value: float
    unit: str
    baseline: float | None = None
    ratio_limit: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.baseline if self.baseline else None

    @property
    def is_kept(self) -> bool:
        """Whether the figure stays within what was promised."""
        within_ratio = self.ratio_limit is None or self.ratio is None or self.ratio <= self.ratio_limit
        return within_ratio and (self.limit is None or self.value <= self.limit)
