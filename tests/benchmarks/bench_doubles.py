"""The search for doubles in made-up centres with 300 planted doubles and 300 namesakes: time, memory, what is found."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.centres import SIZES, made_up_centre
from tests.benchmarks.figure import Figure

SECONDS, MEGABYTES, MILLISECONDS = 60, 1_024, 16


def figures() -> Iterator[Figure]:
    """Each size in a process of its own, so that its memory is its own."""
    for size in SIZES:
        told = _run(size)
        yield Figure("doubles: the scan", size, told["seconds"], "s", limit=SECONDS)
        yield Figure("doubles: memory of the scan, peak", size, told["megabytes"], "MB", limit=MEGABYTES)
        yield Figure("doubles: warning while typing, p95", size, told["typing"], "ms", limit=MILLISECONDS)
        yield Figure("doubles: planted ones missed", size, 100 - told["recall"], "%", limit=5)
        yield Figure("doubles: pairs that nobody planted", size, 100 - told["precision"], "%")
        yield Figure("doubles: namesakes taken for doubles", size, told["namesakes"], "", limit=0)


def _run(size: int) -> dict[str, Any]:
    with TemporaryDirectory(prefix="mahorat-bench-") as folder:
        copy = Path(folder) / "centre"
        shutil.copytree(made_up_centre(size).folder, copy)
        module = "tests.benchmarks.doubles_run"
        run = subprocess.run([sys.executable, "-m", module, str(copy)], capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(run.stdout)
    return told
