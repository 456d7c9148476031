"""What was copied here is forgotten after a while: a list of people must not lie in the clipboard all day."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

FORGOTTEN_AFTER_MS = 30_000


class ForgetfulClipboard(QObject):
    """Clears text that this program put into the clipboard; what another program put there is its own."""

    def __init__(self, parent: QObject | None = None, *, after_ms: int = FORGOTTEN_AFTER_MS) -> None:
        super().__init__(parent)
        self._ours: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self.forget)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._note)

    def forget(self) -> None:
        """Clear it now, if it still holds what was copied here."""
        ours, self._ours = self._ours, None
        self._timer.stop()
        if ours is not None and hash(self._clipboard.text()) == ours:
            self._clipboard.clear()

    def end(self) -> None:
        self.forget()
        self._clipboard.dataChanged.disconnect(self._note)

    def _note(self) -> None:
        # Only somebody who has our window before them can have copied from it.
        is_here = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        text = self._clipboard.text() if is_here else ""
        # The text itself is not kept: it would outlive the clearing.
        self._ours = hash(text) if text else None
        if text:
            self._timer.start()
        else:
            self._timer.stop()
