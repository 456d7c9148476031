"""Notices that nobody has touched keyboard or mouse for a while, and the lock's key in a dialog."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow

from ui.actions import LOCK_KEY

MINUTE_MS = 60_000
# A window with this property is meant to stand open with nobody of the staff before it: the kiosk of a survey.
STANDS_ALONE = "stands_alone"
_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    )
)


class IdleWatch(QObject):
    """Listens to the windows of the desktop alone: a filter over every event of the program would slow all of them."""

    idle = Signal()
    """Nobody was there for the whole time; told again and again until somebody is or ``stop`` is called."""
    key_pressed = Signal()
    """The key of the lock, while a dialog keeps it from the window that has it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limit_ms = 0
        self._since_touch = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self._lock_key = QKeySequence(LOCK_KEY)[0]
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._listen_to)

    def start(self, limit_ms: int) -> None:
        """Watch from now on."""
        self._limit_ms = limit_ms
        self._since_touch.start()
        self._timer.start(limit_ms)
        self._listen_to(QGuiApplication.focusWindow())

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._since_touch.start()
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and QGuiApplication.modalWindow() is not None and event.keyCombination() == self._lock_key:
            self.key_pressed.emit()
            return True
        return False

    def _listen_to(self, window: QWindow | None) -> None:
        if window is not None:
            # Installed twice it is moved, not doubled.
            window.installEventFilter(self)

    def _look(self) -> None:
        left = self._limit_ms - self._since_touch.elapsed()
        if left > 0:
            self._timer.start(left)
        else:
            self._timer.start(self._limit_ms)
            self.idle.emit()
