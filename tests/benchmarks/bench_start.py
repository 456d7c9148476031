"""How soon the window is there: first picture, first usable list, memory, beside a bare PySide6 window.

Each start is a process of its own, measured from its birth to the event; medians of several, drawn offscreen. Bare and
ours take turns, so that what else the PC does falls on both; both are byte-compiled before, as an installed program is.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.centres import SIZES, made_up_centre
from tests.benchmarks.figure import Figure

STARTS = 5
MILLISECONDS = 1_000
MEGABYTE = 1 << 20

Answer = dict[str, float]


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as compiled:
        for size in SIZES:
            yield from _figures_of(size, Path(compiled))


def _figures_of(size: int, compiled: Path) -> Iterator[Figure]:
    folder = made_up_centre(size).folder
    bare, ours = [], []
    for _turn in range(1 + STARTS):
        bare.append(_started("tests.benchmarks.bare_window", compiled=compiled))
        ours.append(_started("tests.benchmarks.our_window", str(folder), compiled=compiled))
    # The first turn compiled.
    bare_of = {name: median(answer[name] for answer in bare[1:]) for name in bare[0]}
    ours_of = {name: median(answer[name] for answer in ours[1:]) for name in ours[0]}
    yield Figure("first paint of the frame", size, ours_of["painted"], "ms", bare_of["painted"], ratio_limit=1.5)
    yield Figure("first usable list of people", size, ours_of["listed"], "ms", bare_of["painted"], ratio_limit=4)
    yield Figure("memory of the idle program", size, ours_of["memory"], "MB", bare_of["memory"], ratio_limit=1.6)


def _started(module: str, *arguments: str, compiled: Path) -> Answer:
    """Run one start; its events come back as milliseconds since the process was asked for."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": home,
            "XDG_DATA_HOME": home,
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(compiled),
        }
        asked = time.time()
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True, env=environment
        )
    moments: Answer = json.loads(done.stdout.splitlines()[-1])
    events = {name: (moment - asked) * MILLISECONDS for name, moment in moments.items() if name != "memory"}
    return {**events, "memory": moments["memory"] / MEGABYTE}
