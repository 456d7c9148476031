"""Python's garbage collected by the window's thread alone.

Left to itself Python collects in whichever thread makes the next object. A page or a dialog that only a cycle holds
would then be destroyed by the worker, which Qt forbids: timers cannot be stopped there, and the program may hang.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from desktop_app.calm import is_collector_at_rest

LOOK_EVERY_MS = 100
# Python's own 700 would find nothing most of the time: a list of people alone is made of more objects.
YOUNG, MIDDLE, OLD = 20_000, 20, 50


class Collector(QObject):
    """Looks now and then, when the window has time, whether enough has been made to look through it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def leave_out_what_is_there(self) -> None:
        """For what the start has loaded: modules, mappers and texts stay anyway, and to look through them takes 136 ms.

        Nothing is collected first: that alone would cost 70 ms.
        """
        gc.freeze()

    def look(self) -> None:
        """Collect the oldest generation that is due; the younger ones go with it."""
        young, middle, old = gc.get_count()
        if young > YOUNG and not is_collector_at_rest():
            gc.collect(2 if old > OLD else 1 if middle > MIDDLE else 0)

    def end(self) -> None:
        """Leave the collecting to Python again."""
        self._timer.stop()
        gc.enable()
