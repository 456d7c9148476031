"""How soon the window is there: first picture, first usable list, memory, beside a bare PySide6 window.

Each start is a process of its own, measured from its birth to the event; medians of several, drawn offscreen.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import median

from tests.benchmarks.centres import SIZES, made_up_centre
from tests.benchmarks.figure import Figure

STARTS = 5
MILLISECONDS = 1_000
MEGABYTE = 1 << 20

Answer = dict[str, float]


def figures() -> Iterator[Figure]:
    bare = [_started("tests.benchmarks.bare_window") for _turn in range(STARTS)]
    bare_paint = median(answer["painted"] for answer in bare)
    bare_memory = median(answer["memory"] for answer in bare)
    for size in SIZES:
        folder = str(made_up_centre(size).folder)
        starts = [_started("tests.benchmarks.our_window", folder) for _turn in range(STARTS)]
        painted = median(answer["painted"] for answer in starts)
        listed = median(answer["listed"] for answer in starts)
        memory = median(answer["memory"] for answer in starts)
        yield Figure("first paint of the frame", size, painted, "ms", bare_paint, ratio_limit=1.5)
        yield Figure("first usable list of people", size, listed, "ms", bare_paint, ratio_limit=4)
        yield Figure("memory of the idle program", size, memory, "MB", bare_memory, ratio_limit=1.6)


def _started(module: str, *arguments: str) -> Answer:
    """Run one start; its events come back as milliseconds since the process was asked for."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        asked = time.time()
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True, env=environment
        )
    moments: Answer = json.loads(done.stdout.splitlines()[-1])
    events = {name: (moment - asked) * MILLISECONDS for name, moment in moments.items() if name != "memory"}
    return {**events, "memory": moments["memory"] / MEGABYTE}
