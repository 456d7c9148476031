"""Work that makes very many small objects and no garbage, done without the collector looking through them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the cyclic collector wait: it would look through everything again and again and find nothing."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


@contextmanager
def made_to_stay() -> Iterator[None]:
    """As above for what is kept long, such as 25,000 rows: no later collection looks through it either.

    Cycles in it would never be found, so it must be made of what goes by itself when nobody holds it. Without this
    a full collection holds the window up for 600 ms, and the first one after the work for 140 ms.
    """
    with collector_at_rest():
        yield
        gc.freeze()
