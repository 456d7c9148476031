"""Who is due in a year: the totals, the list and a page of it, beside the same SQL through the bare driver."""

from collections.abc import Callable, Iterator
from functools import partial
from inspect import unwrap
from typing import Any

from sqlalchemy import event

from desktop_app.centre import Centre
from desktop_app.due.records import DueFilter
from desktop_app.due.service import due_ids, due_overview, due_people, due_totals
from tests.benchmarks.centres import SIZES, copied_centre
from tests.benchmarks.figure import Figure, median_seconds

PAGE = 200
REPEATS = 3
MILLISECONDS = 1_000

Statement = tuple[str, Any]


def figures() -> Iterator[Figure]:
    for size in SIZES:
        with copied_centre(size) as centre:
            yield from _due_figures(centre, size)


def _due_figures(centre: Centre, size: int) -> Iterator[Figure]:
    year = centre.clock.today().year + 1
    # As after every write: what is remembered takes no time.
    look = partial(centre.read, unwrap(due_overview), DueFilter(year))
    yield _beside_bare(centre, size, "due in a year, the first look", look, limit=2)
    yield _beside_bare(centre, size, "due in a year, totals", lambda: centre.read(due_totals, DueFilter(year)), limit=2)
    yield _beside_bare(centre, size, "due in a year, the list", lambda: centre.read(due_ids, DueFilter(year)), limit=2)
    ids = centre.read(due_ids, DueFilter(year))
    for place, first in (("top", 0), ("end", len(ids) - PAGE)):
        page = ids[first : first + PAGE]
        taken = median_seconds(lambda page=page: centre.read(due_people, year=year, person_ids=page))
        yield Figure(f"page of the due, {place}", size, taken * MILLISECONDS, "ms", limit=100)


def _beside_bare(centre: Centre, size: int, name: str, action: Callable[[], object], *, limit: float) -> Figure:
    statements = _statements_of(centre, action)
    bare = median_seconds(lambda: _run_bare(centre, statements), repeats=REPEATS)
    return Figure(name, size, median_seconds(action, repeats=REPEATS), "s", bare, ratio_limit=2, limit=limit)


def _statements_of(centre: Centre, action: Callable[[], object]) -> list[Statement]:
    """What the action sends to the driver."""
    sent: list[Statement] = []

    def note(_c: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, _many: bool) -> None:
        sent.append((sql, parameters))

    event.listen(centre.engine, "before_cursor_execute", note)
    try:
        action()
    finally:
        event.remove(centre.engine, "before_cursor_execute", note)
    return sent


def _run_bare(centre: Centre, statements: list[Statement]) -> None:
    connection = centre.engine.raw_connection()
    try:
        for sql, parameters in statements:
            connection.driver_connection.execute(sql, parameters).fetchall()
    finally:
        connection.close()
