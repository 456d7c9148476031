"""A centre as tests open it: on their day, with its first member of staff at the PC, and no backup at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from desktop_app.accounts.service import actor_of, staff
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@contextmanager
def at_work(paths: CentrePaths) -> Iterator[Centre]:
    """The open centre of a folder on 21 November 2026, 14:00 in Tashkent."""
    opened = open_centre(paths, clock=FixedClock(NOW))
    opened.actor = actor_of(opened.read(staff)[0])
    try:
        yield opened
    finally:
        # What a test changed needs no backup at its end.
        opened.is_changed_since_backup = False
        opened.close()
