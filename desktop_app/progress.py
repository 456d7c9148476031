"""How far a long work is, and the wish to stop it; knows nothing of windows."""

from collections.abc import Callable
from threading import Event

from desktop_app.errors import Cancelled

Report = Callable[[str, int, int], None]


def _nobody_listens(_what: str, _done: int, _total: int) -> None:
    return


class Progress:
    """Passed into a long work: it reports counts, and raises ``Cancelled`` once someone asked to stop."""

    def __init__(self, report: Report = _nobody_listens) -> None:
        self._report = report
        self._stop = Event()

    def step(self, what: str, done: int, total: int) -> None:
        """Tell how far the work is. ``what`` is a text of the catalogue or a name; ``total`` 0 means unknown."""
        if self._stop.is_set():
            raise Cancelled
        self._report(what, done, total)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; safe from any thread."""
        self._stop.set()
