"""What encryption costs: filling a centre, opening it, looking through it, checking it; beside the same when plain."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.bootstrap import create_centre, open_centre
from desktop_app.centre import Centre
from desktop_app.clock import Clock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.demo.filling import fill_demo
from desktop_app.paths import CentrePaths
from desktop_app.people.filters import people_page
from desktop_app.people.records import PeopleFilter
from desktop_app.progress import Progress
from desktop_app.protection.keys import keys_of
from desktop_app.protection.master import MasterKey
from desktop_app.safety.encrypting import encrypt
from desktop_app.safety.snapshot import opened, structural_faults
from tests.benchmarks.centres import SIZES, made_up_centre
from tests.benchmarks.figure import Figure, cpu_seconds, median_seconds

FILLED = 2_000
BARE_ROWS = 200_000
PASSWORD = "baland togʻlar, oq terak"
MILLISECONDS = 1_000


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="mahorat-bench-") as home:
        plain, taken = (
            _bare_load(Path(home) / name, key) for name, key in (("plain.db", None), ("closed.db", "1f" * 32))
        )
        yield Figure("bare rows written with an index, encrypted (CPU)", BARE_ROWS, taken, "s", plain, ratio_limit=2)
    with _empty_centre() as warming, _empty_centre() as plain_centre, _empty_centre() as closed:
        fill_demo(warming, people=FILLED // 10, seed=1)
        encrypted = _encrypted(closed)
        baseline = cpu_seconds(lambda: fill_demo(plain_centre, people=FILLED, seed=1))
        taken = cpu_seconds(lambda: fill_demo(encrypted, people=FILLED, seed=1))
        yield Figure("a centre filled, encrypted (CPU)", FILLED, taken, "s", baseline, ratio_limit=2)
        keys = keys_of(encrypted.paths)
        assert keys is not None
        signing_in = median_seconds(lambda: keys.unlock("nodira", PASSWORD, clock=Clock()))
        yield Figure("a password stretched (argon2id)", 1, signing_in * MILLISECONDS, "ms")
        _let_go(encrypted)
    for size in SIZES:
        yield from _figures_of(size)


def _bare_load(file: Path, key: str | None) -> float:
    file.touch()
    rows = [
        (number, f"{number * 7919 % BARE_ROWS:06}", "Abdullayeva Nodira Rustam qizi") for number in range(BARE_ROWS)
    ]
    with opened(file, read_only=False, key=key) as raw:
        raw.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, code TEXT, name TEXT)")
        raw.execute("CREATE INDEX bare_code ON bare (code)")
        raw.execute("BEGIN")
        return cpu_seconds(lambda: (raw.executemany("INSERT INTO bare VALUES (?, ?, ?)", rows), raw.execute("COMMIT")))


def _figures_of(size: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="mahorat-bench-") as home:
        paths = CentrePaths(Path(home) / "centre")
        shutil.copytree(made_up_centre(size).folder, paths.folder)
        _let_go(open_centre(paths))
        opening = median_seconds(lambda: _let_go(open_centre(paths)), repeats=3)
        reading, checking = _looked_through(open_centre(paths)), _checked(paths, None)
        master = _with_account(open_centre(paths))
        taken = cpu_seconds(lambda: encrypt(paths, master, clock=Clock(), progress=Progress()))
        yield Figure("encrypted with two backups, proven equal, wiped (CPU)", size, taken, "s")
        encrypted = median_seconds(lambda: _let_go(open_centre(paths, master=master)), repeats=3)
        yield Figure("opened and closed, encrypted", size, encrypted, "s", opening, limit=opening + 0.3)
        looked = _looked_through(open_centre(paths, master=master))
        yield Figure(
            "fifty pages of people, encrypted (CPU)", size, looked * MILLISECONDS, "ms", reading * MILLISECONDS
        )
        checked = _checked(paths, master.database())
        yield Figure("every page's seal and the structure checked (CPU)", size, checked, "s", checking)


@contextmanager
def _empty_centre() -> Iterator[Centre]:
    with tempfile.TemporaryDirectory(prefix="mahorat-bench-") as home:
        centre = create_centre(CentrePaths(Path(home) / "centre"), DEMONSTRATION)
        try:
            yield centre
        finally:
            _let_go(centre)


def _encrypted(centre: Centre) -> Centre:
    """The same centre, closed, encrypted and opened again; nobody is asked for anything, as a bare unit is not."""
    paths, actor = centre.paths, centre.actor
    master = _with_account(centre)
    encrypt(paths, master, clock=Clock(), progress=Progress())
    opened_again = open_centre(paths, master=master)
    opened_again.actor = actor
    return opened_again


def _with_account(centre: Centre) -> MasterKey:
    """The master of the centre once it is closed and its keys are."""
    keys, master = keys_of(centre.paths), centre.master
    assert keys is not None
    assert master is not None
    keys.add_slot(master, "nodira", PASSWORD)
    keys.new_recovery(master)
    _let_go(centre)
    return keys.close_keys(master)


def _let_go(centre: Centre) -> None:
    centre.is_changed_since_backup = False
    centre.close()


def _looked_through(centre: Centre) -> float:
    def fifty_pages() -> None:
        for page in range(50):
            centre.read(people_page, wanted=PeopleFilter(), offset=page * 100, limit=100)

    fifty_pages()
    taken = min(cpu_seconds(fifty_pages) for _turn in range(3))
    _let_go(centre)
    return taken


def _checked(paths: CentrePaths, key: str | None) -> float:
    with opened(paths.database, key=key) as raw:
        return cpu_seconds(lambda: structural_faults(raw))
