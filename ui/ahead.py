"""What pages reckon long over is reckoned anew soon after a write, while nobody waits for it."""

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop_app.errors import CentreError
from ui import failures
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# So long nothing more must be written: who types a list writes again and again.
AFTER_MS = 500


class Ahead(QObject):
    """Follows what is written to the open centre here; what another PC writes comes in when somebody looks."""

    def __init__(self, workspace: Workspace, *, after_ms: int = AFTER_MS) -> None:
        # No child of the workspace: see Others.
        super().__init__()
        self._workspace = workspace
        self._stop = Event()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(after_ms)
        self._pause.timeout.connect(self._begin)
        workspace.changed.connect(self._wait)

    def end(self) -> None:
        """The centre is about to be closed."""
        self._workspace.changed.disconnect(self._wait)
        self._pause.stop()

    def _wait(self) -> None:
        """What is reckoned at this moment is out of date already."""
        self._stop.set()
        self._pause.start()

    def _begin(self) -> None:
        if self._workspace.has_centre:
            centre, stop = self._workspace.centre, Event()
            self._stop = stop
            work = partial(_reckon, centre, stop)
            self._workspace.worker.submit(self, work, lambda _nothing: None, _tell_a_bug, stop=stop.set)


def _reckon(centre: "Centre", stop: Event) -> None:
    # Brings the database machinery, which must not delay the first picture.
    from desktop_app.remembered import ask_again

    place = 0
    while not stop.is_set() and centre.read(ask_again, place=place):
        place += 1


def _tell_a_bug(error: Exception) -> None:
    """What the centre has to say of it is told to whoever asks."""
    if not isinstance(error, CentreError):
        failures.report_bug(type(error), error, error.__traceback__)
