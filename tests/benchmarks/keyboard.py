"""Screens on a new centre without a shell, and how soon a key pressed in one is on the screen and on the disk."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, sleep

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.bootstrap import create_centre
from desktop_app.clock import FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.paths import CentrePaths
from desktop_app.settings import Settings
from tests.benchmarks.figure import Figure, percentile
from ui import theme
from ui.app import SWITCH_SECONDS
from ui.background import Worker
from ui.workspace import Workspace

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
ECHO_WITHIN_MS, DURABLE_WITHIN_MS = 16, 25
KEYS = 150
MILLISECONDS = 1_000
# Between two looks: a loop without rest would keep the interpreter from the worker.
REST_S = 0.0005


@contextmanager
def new_workspace() -> Iterator[Workspace]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    sys.setswitchinterval(SWITCH_SECONDS)
    theme.load_fonts(app)
    theme.apply_theme(app, "light")
    with tempfile.TemporaryDirectory(prefix="mahorat-bench-") as folder:
        centre = create_centre(CentrePaths(Path(folder) / "centre"), DEMONSTRATION, clock=FixedClock(NOW))
        workspace = Workspace(Worker(), Settings(language="uz_Latn"), Path(folder) / "settings.toml")
        workspace.adopt(centre)
        yield workspace
        workspace.worker.drain()
        workspace.worker.end()
        centre.is_changed_since_backup = False
        centre.close()


def live_until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        QApplication.processEvents()
        sleep(REST_S)


def press(widget: QWidget, key: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, key))


def typed(
    screen: str,
    type_key: Callable[[int], object],
    *,
    painted: Sequence[QWidget],
    kept: SignalInstance,
    keys_a_second: int,
) -> Iterator[Figure]:
    """When each key shows on the ``painted`` widgets, and when it is on the disk and shown so, as ``kept`` tells."""
    watch = _PaintWatch()
    for widget in painted:
        widget.installEventFilter(watch)
    durable: list[float] = []
    kept.connect(lambda: durable.append(perf_counter()))
    echo_ms, durable_ms = [], []
    for number in range(KEYS):
        watch.seen_at, known = 0.0, len(durable)
        began = perf_counter()
        type_key(number)
        live_until(lambda known=known: bool(watch.seen_at) and len(durable) > known)
        echo_ms.append((watch.seen_at - began) * MILLISECONDS)
        durable_ms.append((durable[-1] - began) * MILLISECONDS)
        live_until(lambda began=began: perf_counter() - began >= 1 / keys_a_second)
    yield Figure(f"{screen}, key to echo, p95", KEYS, percentile(echo_ms, 0.95), "ms", limit=ECHO_WITHIN_MS)
    yield Figure(f"{screen}, key to durable, p95", KEYS, percentile(durable_ms, 0.95), "ms", limit=DURABLE_WITHIN_MS)


class _PaintWatch(QObject):
    """When something was painted first since ``seen_at`` was put to zero."""

    seen_at = 0.0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.seen_at:
            self.seen_at = perf_counter()
        return False
