"""Search as one types and reading the list, beside the same SQL through the bare driver."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import event

from desktop_app.centre import Centre
from desktop_app.people.records import PeopleFilter
from desktop_app.people.search import search_people
from desktop_app.people.service import people_page
from tests.benchmarks.crowd import crowded_centre
from tests.benchmarks.figure import Figure, median_seconds, percentile, seconds

SIZES = (5_000, 50_000, 500_000)
PAGE = 200
MILLISECONDS = 1_000
# What people type; every keystroke is a search.
TYPED = (
    "karimov anvar",
    "a b a",
    "Абдуллаев Отабек",
    "oʻrinova gulchehra is'hoq",
    "xolmatov ali",
    "31",
    "AA 0004",
    "901",
    "toshpo`latov u",
    "yo'q odam",
)

Statement = tuple[str, Any]


def figures() -> Iterator[Figure]:
    for size in SIZES:
        with crowded_centre(size) as centre:
            yield _search_figure(centre, size)
            yield from _list_figures(centre, size)


def keystrokes() -> list[str]:
    return [text[:end] for text in TYPED for end in range(1, len(text) + 1)]


def _search_figure(centre: Centre, size: int) -> Figure:
    ours, bare = [], []
    for text in keystrokes():
        statements = _statements_of(centre, lambda text=text: centre.read(search_people, text))
        bare.append(seconds(lambda statements=statements: _run_bare(centre, statements)))
        ours.append(seconds(lambda text=text: centre.read(search_people, text)))
    return Figure(
        "search per keystroke, p95",
        size,
        percentile(ours, 0.95) * MILLISECONDS,
        "ms",
        percentile(bare, 0.95) * MILLISECONDS,
        ratio_limit=2,
        limit=16,
    )


def _list_figures(centre: Centre, size: int) -> Iterator[Figure]:
    for place, offset in (("top", 0), ("middle", size // 2), ("end", size - PAGE)):
        taken = median_seconds(
            lambda offset=offset: centre.read(people_page, wanted=PeopleFilter(), offset=offset, limit=PAGE)
        )
        yield Figure(f"page of the list, {place}", size, taken * MILLISECONDS, "ms", limit=50)


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
