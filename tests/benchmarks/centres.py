"""Made-up centres of three sizes, kept in build/bench until the schema changes or who and what is made up."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from db import schema
from desktop_app.bootstrap import create_centre, open_centre
from desktop_app.centre import Centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.demo.filling import fill_demo
from desktop_app.paths import CentrePaths

SIZES = (5_000, 50_000, 500_000)
PROJECT = Path(__file__).resolve().parents[2]
KEPT = PROJECT / "build" / "bench"


def made_up_centre(people: int) -> CentrePaths:
    """The folder of a centre of so many people that is not open. Benchmarks leave it as they found it."""
    paths = CentrePaths(KEPT / f"centre-{people}")
    whole, maker = paths.folder / "whole.json", _maker()
    if not whole.exists() or json.loads(whole.read_text(encoding="utf-8")).get("made_by") != maker:
        shutil.rmtree(paths.folder, ignore_errors=True)
        centre = create_centre(paths, DEMONSTRATION)
        counts = fill_demo(centre, people=people, seed=1)
        centre.is_changed_since_backup = False
        centre.close()
        whole.write_text(json.dumps({**vars(counts), "made_by": maker}), encoding="utf-8")
    return paths


def _maker() -> str:
    """Equal as long as a centre made now would be the same as one made then."""
    sources = sorted((PROJECT / "desktop_app" / "demo").glob("*.py"))
    content = b"".join(source.read_bytes() for source in sources)
    return hashlib.sha256(content + schema.FINGERPRINTS[schema.newest_version()].encode()).hexdigest()


@contextmanager
def copied_centre(people: int) -> Iterator[Centre]:
    """An open copy of a made-up centre; the kept one stays as it was."""
    with TemporaryDirectory(prefix="mahorat-bench-") as folder:
        shutil.copytree(made_up_centre(people).folder, Path(folder) / "centre")
        centre = open_centre(CentrePaths(Path(folder) / "centre"))
        try:
            yield centre
        finally:
            centre.is_changed_since_backup = False
            centre.close()
