"""Made-up centres of three sizes, made once and kept in build/bench for the next time."""

import json
import shutil
from pathlib import Path

from desktop_app.bootstrap import create_centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.demo.filling import fill_demo
from desktop_app.paths import CentrePaths

SIZES = (5_000, 50_000, 500_000)
KEPT = Path(__file__).resolve().parents[2] / "build" / "bench"


def made_up_centre(people: int) -> CentrePaths:
    """The folder of a centre of so many people that is not open. Benchmarks leave it as they found it."""
    paths = CentrePaths(KEPT / f"centre-{people}")
    whole = paths.folder / "whole.json"
    if not whole.exists():
        shutil.rmtree(paths.folder, ignore_errors=True)
        centre = create_centre(paths, DEMONSTRATION)
        counts = fill_demo(centre, people=people, seed=1)
        centre.is_changed_since_backup = False
        centre.close()
        whole.write_text(json.dumps(counts.__dict__), encoding="utf-8")
    return paths
