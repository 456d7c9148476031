"""The register of certificates at three lengths: every way of narrowing and ordering it, and the book of a year.

Told in the processor's time of the worst order, in both directions: the first look, after a write, when nothing is
remembered yet, and any further page, up to the end. The ratio is of a register of so many papers to the shortest.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from time import thread_time

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificates.register import (
    REGISTER_ORDERS,
    RegisterFilter,
    is_register_cut,
    register,
    register_count,
    register_figures,
    register_years,
)
from tests.benchmarks.centres import SIZES
from tests.benchmarks.figure import Figure
from tests.benchmarks.register_crowd import YEAR, registered_centre

PAGE = 200
PLACES = (0, 0.5, 1)
BY_COHORT = ("cohort", "course")
IN_ROWS = tuple(sorted(REGISTER_ORDERS.difference(BY_COHORT)))
FIRST_LOOK_MS, PAGE_MS = 150, 100
MILLISECONDS = 1_000
TURNS = 2
BOOK_SIZE = 50_000
BOOKS = {"xlsx": 12, "pdf": 90}
MOST_MEGABYTES = 300

FILTERS = {
    "whole": [RegisterFilter(YEAR)],
    "narrowed": [
        RegisterFilter(YEAR - 1),
        RegisterFilter(YEAR, series="MM"),
        RegisterFilter(YEAR, state="valid"),
        RegisterFilter(YEAR, state="annulled"),
        RegisterFilter(YEAR, origin="duplicate"),
    ],
    "text that finds very many": [
        RegisterFilter(YEAR, text=text) for text in ("a", "karim", "poʻlat", "mm karim", str(YEAR))
    ],
    "text that finds some": [
        *(RegisterFilter(YEAR, text=text) for text in ("elyor q", "karimov anvar elyor", "Karimov A.", "karim 0001")),
        RegisterFilter(YEAR, text="karim", state="annulled"),
    ],
    "part of a number": [RegisterFilter(YEAR, text=text) for text in ("12", "1234", f"PM-{YEAR}-001234")],
}

# The peak is asked of the kernel's own account of this program: ru_maxrss begins with what the parent had.
_BOOK = """
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from desktop_app.certificates.printing import write_register
from desktop_app.certificates.register import RegisterFilter
from tests.benchmarks.register_crowd import YEAR, registered_centre
def peak_kib():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
with registered_centre({size}) as centre, TemporaryDirectory() as folder:
    Path("/proc/self/clear_refs").write_text("5")
    start = process_time()
    write_register(centre, which=RegisterFilter(YEAR), out=Path(folder, "book.{ending}"))
    print(process_time() - start, peak_kib() / 1024)
"""


def figures() -> Iterator[Figure]:
    shortest: dict[str, float] = {}
    for size in SIZES:
        with registered_centre(size) as centre:
            for name, taken, limit in _taken(centre):
                yield Figure(name, size, taken, "ms", shortest.get(name), limit=limit)
                shortest.setdefault(name, taken)
    for ending, most_seconds in BOOKS.items():
        spent, peak = _book(ending)
        yield Figure(f"register as {ending}", BOOK_SIZE, spent, "s", limit=most_seconds)
        yield Figure(f"register as {ending}, the program's memory", BOOK_SIZE, peak, "MB", limit=MOST_MEGABYTES)


def _taken(centre: Centre) -> Iterator[tuple[str, float, float]]:
    for name, filters in FILTERS.items():
        for orders, told in ((IN_ROWS, ""), (BY_COHORT, ", by cohort or course")):
            asked = list(product(filters, orders, (False, True)))
            yield (
                f"register, {name}{told}: first look",
                max(_best(_first_look, centre, *each) for each in asked),
                FIRST_LOOK_MS,
            )
            pages = [(*each, _place(centre, each[0], share)) for each, share in product(asked, PLACES)]
            yield (
                f"register, {name}{told}: worst page",
                max(_best(_page, centre, *each) for each in pages),
                PAGE_MS,
            )
    yield "register: figures of the year", _best(lambda: centre.read(register_figures, year=YEAR)), FIRST_LOOK_MS
    yield "register: years", _best(lambda: centre.read(register_years)), PAGE_MS


def _first_look(centre: Centre, which: RegisterFilter, order: str, is_descending: bool) -> None:
    centre.read(is_register_cut, which=which)
    centre.read(register_count, which=which)
    _page(centre, which, order, is_descending, 0)


def _page(centre: Centre, which: RegisterFilter, order: str, is_descending: bool, place: int) -> None:
    centre.read(register, which=which, order=order, is_descending=is_descending, offset=place, limit=PAGE)


def _place(centre: Centre, which: RegisterFilter, share: float) -> int:
    last = max(centre.read(register_count, which=which) - PAGE, 0)
    return int(last * share) // PAGE * PAGE


def _best(action: Callable[..., object], *asked: object) -> float:
    """In milliseconds; before a first look something is written, so that nothing is remembered."""
    return min(_once(action, *asked) for _turn in range(TURNS)) * MILLISECONDS


def _once(action: Callable[..., object], *asked: object) -> float:
    if action is _first_look and isinstance(asked[0], Centre):
        asked[0].write(_write)
    start = thread_time()
    action(*asked)
    return thread_time() - start


def _write(unit: UnitOfWork) -> None:
    unit.note("bench", entity="certificate", entity_id=1, facts={})


def _book(ending: str) -> tuple[float, float]:
    """Seconds of the processor, and the most memory in megabytes that the program had meanwhile."""
    program = _BOOK.format(size=BOOK_SIZE, ending=ending)
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    spent, peak = map(float, told.split())
    return spent, peak
