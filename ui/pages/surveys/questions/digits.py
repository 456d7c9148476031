"""Numbers made of the digits that somebody types, for options and scales that are chosen by number."""

from PySide6.QtCore import QObject, QTimer, Signal

WAIT_MS = 700


class DigitEntry(QObject):
    """A number is there at once where no longer one can follow, else when no further digit comes for a moment."""

    entered = Signal(int)

    def __init__(self, parent: QObject, highest: int) -> None:
        super().__init__(parent)
        self._highest = highest
        self._typed = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.finish)

    @property
    def is_begun(self) -> bool:
        """A digit was typed that another may follow."""
        return bool(self._typed)

    def press(self, text: str) -> bool:
        """Take what a key brought; False when it is no digit."""
        if not (text.isascii() and text.isdecimal()):
            return False
        if int(self._typed + text) > self._highest:
            self._typed = ""
        self._typed += text
        number = int(self._typed)
        if number == 0 or number * 10 > self._highest:
            self.finish()
        else:
            self._wait.start()
        return True

    def finish(self) -> bool:
        """Do not wait for further digits; False when there were none."""
        self._wait.stop()
        typed, self._typed = self._typed, ""
        if typed:
            self.entered.emit(int(typed))
        return bool(typed)
