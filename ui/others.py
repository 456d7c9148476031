"""Others at the same data: what they write shows by itself, and a server that does not answer is said so."""

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop_app.changes import Changes
from desktop_app.errors import SignInNeeded, StorageError
from desktop_app.server.watching import EVERY_TABLE, News, newest, news
from ui import failures
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

ASKED_EACH_MS = 2_000
# Whoever wrote more since the last question is told of some of it twice.
OWN_BATCHES_KEPT = 200


class Others(QObject):
    """Asks the journal of a centre on a server every two seconds, in the worker, until ``end``.

    It belongs to whoever made it, and is no child of the workspace that it holds: were it the last to hold its parent,
    to delete it later would delete the parent, and that its child once more.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._own: deque[str] = deque(maxlen=OWN_BATCHES_KEPT)
        self._seen: int | None = None
        self._answers = True
        self._asks = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.ask)
        self._timer.start(ASKED_EACH_MS)
        workspace.changed.connect(self._note_own)
        self.ask()

    def ask(self) -> None:
        """One question at a time: a server that does not answer lets each wait for seconds."""
        if self._asks:
            return
        self._asks = True
        seen, own = self._seen, tuple(self._own)

        def query(centre: "Centre") -> News:
            return centre.read(newest) if seen is None else centre.read(news, since=seen, own=own)

        workspace = self._workspace
        workspace.worker.submit(self, lambda: query(workspace.centre), self._hear, self._fail, stop=_let_it_end)

    def end(self) -> None:
        self._timer.stop()
        self._workspace.changed.disconnect(self._note_own)
        self._say(True)

    def _hear(self, found: News) -> None:
        self._asks = False
        was_silent = not self._answers
        self._say(True)
        self._seen = found.seq
        if found.tables or was_silent:
            # What could not be read meanwhile is read by the page in front when anything is new.
            self._workspace.broadcast(Changes(EVERY_TABLE if was_silent else found.tables), self)

    def _fail(self, error: Exception) -> None:
        self._asks = False
        if isinstance(error, StorageError):
            self._say(False)
        elif isinstance(error, SignInNeeded):
            self._workspace.sign_in_needed.emit()
        else:
            failures.report_bug(type(error), error, error.__traceback__)

    def _say(self, answers: bool) -> None:
        if answers != self._answers:
            self._answers = answers
            self._workspace.server_answers = answers
            self._workspace.connection_changed.emit(answers)

    def _note_own(self, changes: Changes, initiator: QObject | None) -> None:
        if initiator is not self and changes.batch:
            self._own.append(changes.batch)


def _let_it_end() -> None:
    """Nothing waits for it, and the server ends it by itself."""
