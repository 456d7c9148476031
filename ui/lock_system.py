"""The system says that its screen is locked or that it goes to sleep: Windows by a message, Linux over D-Bus.

Other systems say nothing here; there the time without a touch locks the program.
"""

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 4
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 7
_LOGIN = "org.freedesktop.login1"
# The session's own object is known by its path only to those who ask; a word of another's session locks once too often.
_SESSION, _MANAGER, _SCREEN_SAVER = f"{_LOGIN}.Session", f"{_LOGIN}.Manager", "org.freedesktop.ScreenSaver"


class SystemLock(QObject):
    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: _WindowsFilter | None = None

    def listen(self, window: QWidget) -> None:
        """``window`` is the one that Windows sends its word to."""
        if sys.platform == "win32":
            self._listen_on_windows(window)
        elif sys.platform == "linux":
            from PySide6.QtDBus import QDBusConnection

            self.listen_on(system=QDBusConnection.systemBus(), session=QDBusConnection.sessionBus())

    def end(self) -> None:
        if self._filter is not None:
            QCoreApplication.instance().removeNativeEventFilter(self._filter)
            self._filter = None

    def _listen_on_windows(self, window: QWidget) -> None:
        import ctypes

        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)
        self._filter = _WindowsFilter(self)
        QCoreApplication.instance().installNativeEventFilter(self._filter)

    def listen_on(self, *, system: "QDBusConnection", session: "QDBusConnection") -> None:
        """The buses of Linux: what logs people in and puts the PC to sleep, and what draws the screen saver."""
        if system.isConnected():
            system.connect(_LOGIN, "", _SESSION, "Lock", self, SLOT("note_lock()"))
            system.connect(_LOGIN, "", _MANAGER, "PrepareForSleep", self, SLOT("note_change(bool)"))
        if session.isConnected():
            session.connect("", "", _SCREEN_SAVER, "ActiveChanged", self, SLOT("note_change(bool)"))

    @Slot()
    def note_lock(self) -> None:
        self.locked.emit()

    @Slot(bool)
    def note_change(self, is_beginning: bool) -> None:
        """Sleep or the screen saver begins, or is over."""
        if is_beginning:
            self.locked.emit()


class _WindowsFilter(QAbstractNativeEventFilter):
    """Reads the messages of Windows for the two that matter."""

    def __init__(self, told: SystemLock) -> None:
        super().__init__()
        self._told = told

    def nativeEventFilter(self, _kind: QByteArray | bytes, message: Any) -> tuple[bool, int]:
        import ctypes.wintypes

        read = ctypes.wintypes.MSG.from_address(int(message))
        if (read.message, read.wParam) in (
            (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK),
            (WM_POWERBROADCAST, PBT_APMSUSPEND),
        ):
            self._told.locked.emit()
        return False, 0
