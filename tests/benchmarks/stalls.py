"""How long the window does not answer, told by a clock of its own that should tick every millisecond."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from PySide6.QtCore import QEventLoop, QTimer

from ui.app import Shell

TICK_MS = 1
POLL_MS = 5
MILLISECONDS = 1_000
LONGEST_STALL_MS = 100


class StallClock:
    """``longest`` is the widest gap between two ticks, in milliseconds."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, (now - self._last) * MILLISECONDS)
        self._last = now


@contextmanager
def stall_clock() -> Iterator[StallClock]:
    """Runs as long as the block; the block lets the window live by ``wait_until``."""
    clock = StallClock()
    try:
        yield clock
    finally:
        clock.stop()


def longest_stall(shell: Shell, act: Callable[[], object], *, until: Callable[[], bool] = lambda: True) -> float:
    """The longest stall from the act until all is done and shown, in milliseconds."""
    with stall_clock() as clock:
        act()
        wait_until(lambda: until() and shell.workspace.worker.is_idle())
        let_live(ms=300)
    return clock.longest


def wait_until(is_so: Callable[[], bool]) -> None:
    loop = QEventLoop()
    poll = QTimer()
    poll.timeout.connect(lambda: loop.quit() if is_so() else None)
    poll.start(POLL_MS)
    loop.exec()


def let_live(*, ms: int) -> None:
    """Give the window time to paint."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
