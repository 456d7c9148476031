"""Fourteen returns with annexes of 25,000 people each, put together: the time, and the memory of all processes."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.consolidation.service import consolidate
from desktop_app.consolidation.workbook import write_country_workbook
from desktop_app.paths import CentrePaths
from tests.benchmarks.figure import Figure, seconds
from tests.consolidation.made import Regions

PEOPLE = 25_000
LIMIT_S, LIMIT_MB = 15, 500
SAMPLE_S = 0.05


def figures() -> Iterator[Figure]:
    with _returns() as (centre, files, folder):
        peak = _Peak()

        def put_together() -> None:
            country = consolidate(centre, files)
            assert len(country.counted) == len(files)
            write_country_workbook(folder / "country.xlsx", country, creator="")

        with peak.watched():
            taken = seconds(put_together)
        size = PEOPLE * len(files)
        yield Figure("fourteen returns into one workbook", size, taken, "s", limit=LIMIT_S)
        if peak.megabytes:
            yield Figure("memory of all processes at that", size, peak.megabytes, "MB", limit=LIMIT_MB)


@contextmanager
def _returns() -> Iterator[tuple[Centre, list[Path], Path]]:
    with TemporaryDirectory(prefix="mahorat-bench-") as made:
        folder = Path(made)
        centre = create_centre(CentrePaths(folder / "centre"), DEMONSTRATION)
        try:
            yield centre, Regions(centre, folder).make_all(people=PEOPLE), folder
        finally:
            centre.is_changed_since_backup = False
            centre.close()


class _Peak:
    """The most that this process and its children held together; 0 where the system does not tell (no /proc)."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._stop = threading.Event()

    @contextmanager
    def watched(self) -> Iterator[None]:
        watcher = threading.Thread(target=self._watch)
        watcher.start()
        try:
            yield
        finally:
            self._stop.set()
            watcher.join()

    def _watch(self) -> None:
        while not self._stop.wait(SAMPLE_S):
            self.megabytes = max(self.megabytes, _held())


def _held() -> float:
    """Proportional set size of the tree, in MB: pages that processes share are counted once."""
    own = os.getpid()
    children = Path(f"/proc/{own}/task")
    if not children.exists():
        return 0.0
    pids = [own]
    for task in children.iterdir():
        try:
            pids += [int(pid) for pid in (task / "children").read_text().split()]
        except OSError:
            continue
    return sum(map(_size, pids)) / 1024


def _size(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
