"""Work that makes very many small objects and no garbage, done without the collector looking through them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Rests:
    """How many works ask for rest at the moment, whichever threads they are in."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.count = 0
        self.was_at_work = False


_rests = _Rests()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the cyclic collector wait: it would look through everything again and again and find nothing."""
    with _rests.lock:
        if not _rests.count:
            _rests.was_at_work = gc.isenabled()
            gc.disable()
        _rests.count += 1
    try:
        yield
    finally:
        with _rests.lock:
            _rests.count -= 1
            if not _rests.count and _rests.was_at_work:
                gc.enable()


def is_collector_at_rest() -> bool:
    """Whether some work asks for rest now: who collects by hand waits too."""
    return _rests.count > 0


@contextmanager
def made_to_stay() -> Iterator[None]:
    """As above for what is kept long, such as 25,000 rows: no later collection looks through it either.

    Cycles in it would never be found, so it must be made of what goes by itself when nobody holds it. Without this
    a full collection holds the window up for 600 ms, and the first one after the work for 140 ms.
    """
    with collector_at_rest():
        yield
        gc.freeze()
