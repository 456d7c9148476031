"""Search as one types and reading the list, beside the same SQL through the bare driver."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlcipher3 import dbapi2

from desktop_app.centre import Centre
from desktop_app.people.filters import people_page
from desktop_app.people.records import PeopleFilter
from desktop_app.people.search import search_people
from tests.benchmarks.crowd import crowded_centre
from tests.benchmarks.figure import Figure, median_seconds, percentile, seconds

SIZES = (5_000, 50_000, 500_000)
PAGE = 200
MILLISECONDS = 1_000
TURNS = 3
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
    "A.B.Karimov",
    "Rahimov Sh.",
    "ulugbek",
    "rahimova 12-maktab",
    "PM 0001",
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
    for text, statements in _statements_of_keystrokes(centre):
        bare.append(_best_seconds(lambda statements=statements: _run_bare(centre, statements)))
        ours.append(_best_seconds(lambda text=text: centre.read(search_people, text)))
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


def _statements_of_keystrokes(centre: Centre) -> list[tuple[str, list[Statement]]]:
    found = []
    with _listened_to(centre) as sent:
        for text in keystrokes():
            sent.clear()
            centre.read(search_people, text)
            found.append((text, sent[:]))
    return found


def _best_seconds(action: Callable[[], object]) -> float:
    """The shortest of some turns: what other programs do meanwhile is not measured."""
    return min(seconds(action) for _turn in range(TURNS))


@contextmanager
def _listened_to(centre: Centre) -> Iterator[list[Statement]]:
    """What is sent to the driver meanwhile, whichever way it takes there."""
    sent: list[Statement] = []

    class Listening(dbapi2.Connection):
        def execute(self, sql: str, *parameters: Any) -> Any:
            if not sql.startswith("PRAGMA"):
                sent.append((sql, parameters))
            return super().execute(sql, *parameters)

    def connect(_dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]) -> Any:
        return dbapi2.connect(*arguments, factory=Listening, **options)

    centre.engine.dispose()
    event.listen(centre.engine, "do_connect", connect)
    try:
        yield sent
    finally:
        event.remove(centre.engine, "do_connect", connect)
        centre.engine.dispose()


def _run_bare(centre: Centre, statements: list[Statement]) -> None:
    connection = centre.engine.raw_connection()
    try:
        for sql, parameters in statements:
            connection.driver_connection.execute(sql, *parameters).fetchall()
        connection.rollback()
    finally:
        connection.close()
