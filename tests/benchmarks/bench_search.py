"""Search as one types and reading the list, beside the same SQL through the bare driver."""

import gc
import random
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from math import inf
from typing import Any

from sqlalchemy import event
from sqlcipher3 import dbapi2

from desktop_app.centre import Centre
from desktop_app.people.records import PeopleFilter
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card
from tests.benchmarks.centres import SIZES, copied_centre
from tests.benchmarks.figure import Figure, percentile, seconds
from ui.models.paged_model import KEPT_PAGES, Order
from ui.pages.people.listing import PeopleListing

PAGE = 200
JUMPS = 60
# Twelve pages of lines and what it takes to read one.
MOST_MEMORY_MIB = 8
MILLISECONDS = 1_000
TURNS, KEY_TURNS = 2, 10
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
    "Пулатова Дилб",
    "1-maktab",
    "0001234",
)

Statement = tuple[str, Any]


def figures() -> Iterator[Figure]:
    for size in SIZES:
        with copied_centre(size) as centre, _nothing_to_collect():
            yield _search_figure(centre, size)
            yield _card_figure(centre, size)
            yield from _list_figures(centre, size)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """What stands before is no concern of the collections between the turns: they took longer than the turns."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def keystrokes() -> list[str]:
    return [text[:end] for text in TYPED for end in range(1, len(text) + 1)]


def _search_figure(centre: Centre, size: int) -> Figure:
    """Typed key by key, time after time: what is remembered from one key to the next is remembered here, too."""
    typed = _statements_of_keystrokes(centre)
    ours, bare = [inf] * len(typed), [inf] * len(typed)
    for turn in range(KEY_TURNS):
        for place, (text, statements) in enumerate(typed):
            both = [
                (ours, partial(centre.read, search_people, text)),
                (bare, partial(_run_bare, centre, statements)),
            ]
            # By turns, so that neither finds the pages of the file always read already.
            for best, action in both if turn % 2 else reversed(both):
                best[place] = min(best[place], seconds(action))
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
    """Pages as the list asks for them: dragged to the end, and jumped about in, whole and narrowed."""
    chance = random.Random(size)
    jumps = [chance.randrange(size) for _jump in range(JUMPS)]
    drag = range(0, size, max(size // JUMPS, 1))
    for name, chosen in (("whole", PeopleFilter()), ("without consent", PeopleFilter(lacks_consent=True))):
        listing = PeopleListing(chosen)
        begin = _best_seconds(lambda listing=listing: listing.count(centre, ""))
        yield Figure(f"list {name}, first look", size, begin * MILLISECONDS, "ms")
        for way, places in (("jumps", jumps), ("dragged to the end", drag)):
            taken = [
                _best_seconds(lambda place=place, listing=listing: listing.fetch(centre, Order(), "", place, PAGE))
                for place in places
            ]
            yield Figure(f"list {name}, {way}, worst page", size, max(taken) * MILLISECONDS, "ms", limit=50)
    grown = _memory_of(lambda: _drag(centre, drag))
    yield Figure("memory of the whole list, dragged through", size, grown, "MiB", limit=MOST_MEMORY_MIB)


def _drag(centre: Centre, places: Iterable[int]) -> None:
    """As many pages are kept at a time as the model of the list keeps."""
    listing = PeopleListing()
    listing.count(centre, "")
    kept: deque[object] = deque(maxlen=KEPT_PAGES)
    for place in places:
        kept.append(listing.fetch(centre, Order(), "", place, PAGE))


def _card_figure(centre: Centre, size: int) -> Figure:
    chance = random.Random(size)
    taken = [
        _best_seconds(lambda person_id=person_id: centre.read(person_card, person_id=person_id))
        for person_id in (chance.randrange(1, size + 1) for _card in range(JUMPS))
    ]
    return Figure("opening a card, p95", size, percentile(taken, 0.95) * MILLISECONDS, "ms", limit=50)


def _memory_of(action: Callable[[], object]) -> float:
    """The most that Python holds while it runs, in MiB."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] / (1 << 20)
    finally:
        tracemalloc.stop()


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
