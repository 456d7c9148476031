"""Notices that nobody touches the kiosk any more: first it warns, then it says that the time is over."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

WARNING_S = 20
_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Wheel,
    )
)
_ACTS = frozenset((QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin))


class IdleWatch(QObject):
    """Put it as an event filter on the program. What is pressed while it warns only says "I am here"."""

    warned = Signal(int)
    """So many seconds are left."""
    resumed = Signal()
    expired = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._quiet_s = 0
        self._limit_s = 0
        self._warning_s = 0
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self.count_second)

    def start(self, limit_s: int, *, warning_s: int = WARNING_S) -> None:
        """Watch from now on: ``limit_s`` without a touch, then a warning of ``warning_s``."""
        self._quiet_s, self._limit_s, self._warning_s = 0, limit_s, warning_s
        self._seconds.start()

    def stop(self) -> None:
        self._seconds.stop()
        self._quiet_s = 0

    @property
    def is_warning(self) -> bool:
        return self._seconds.isActive() and self._warning_s > 0 and self._quiet_s >= self._limit_s

    def count_second(self) -> None:
        """Another second has gone by without a touch."""
        self._quiet_s += 1
        left = self._limit_s + self._warning_s - self._quiet_s
        if left <= 0:
            self.stop()
            self.expired.emit()
        elif self.is_warning:
            self.warned.emit(left)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TOUCHES or not self._seconds.isActive():
            return False
        was_warning = self.is_warning
        if was_warning and event.type() not in _ACTS:
            return False
        self._quiet_s = 0
        if was_warning:
            self.resumed.emit()
        return was_warning
