"""What a measured start reports: when it painted, when its list was there, how much memory it holds."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

IDLE_MS = 700


class FirstPaint(QObject):
    """Calls back once, at the first paint of the widget."""

    def __init__(self, widget: QWidget, when_painted: Callable[[], object]) -> None:
        super().__init__(widget)
        self._when_painted: Callable[[], object] | None = when_painted
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._when_painted is not None:
            when_painted, self._when_painted = self._when_painted, None
            when_painted()
        return False


def report_when_idle(app: QApplication, moments: dict[str, float]) -> None:
    """After a quiet moment print the moments and the memory as JSON, and end."""

    def report() -> None:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        print(json.dumps({**moments, "memory": pages * os.sysconf("SC_PAGE_SIZE")}), flush=True)
        app.quit()

    QTimer.singleShot(IDLE_MS, report)


def now() -> float:
    return time.time()
