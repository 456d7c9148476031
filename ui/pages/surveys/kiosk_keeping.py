"""Keeps a sheet as it is being filled in: every answer is on the disk a moment after it was given."""

from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.changes import Changes
from desktop_app.errors import CentreError
from desktop_app.questionnaires.layout import Answers
from desktop_app.surveys.taking import keep_answers
from ui.operations import Owner, run_command

LETTERS_REST_MS = 500


class Keeping(QObject):
    """Answers are written in the order they were given; letters when the hands rest."""

    began = Signal()
    """Something was answered that is not on the disk yet."""
    kept = Signal()
    """Nothing waits to be written."""
    failed = Signal(object)
    """CentreError."""

    def __init__(self, owner: Owner) -> None:
        super().__init__(cast(QWidget, owner))
        self._owner = owner
        self._tables: frozenset[str] = frozenset()
        self._response_id: int | None = None
        self._waiting: Answers | None = None
        self._writes = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(LETTERS_REST_MS)
        self._rest.timeout.connect(self.flush)

    def begin(self, response_id: int) -> None:
        self._response_id = response_id

    def keep(self, answers: Answers, *, may_wait: bool) -> None:
        """``may_wait``: letters are being typed, and one write will do for all of them."""
        self._waiting = answers
        self.began.emit()
        if may_wait:
            self._rest.start()
        else:
            self.flush()

    def flush(self) -> None:
        """Write now what waits."""
        self._rest.stop()
        response_id, answers = self._response_id, self._waiting
        if answers is None or response_id is None:
            return
        self._waiting = None
        self._writes += 1
        run_command(
            self._owner,
            lambda centre: centre.write(keep_answers, response_id=response_id, answers=answers),
            lambda _outcome: self._written(response_id),
            lambda error: self._refused(response_id, error),
            tell=self.note,
        )

    def let_go(self) -> None:
        """What waits is handed in another way."""
        self._rest.stop()
        self._waiting = None

    def end(self) -> None:
        """The sheet is no longer in front: what waits is written, and nothing more is said of it."""
        self.flush()
        self._response_id = None
        self.note(Changes())

    def note(self, changes: Changes) -> None:
        """Screens behind the kiosk are told when a sheet is done with, not at every answer."""
        self._tables |= changes.tables
        if self._response_id is None:
            tables, self._tables = self._tables, frozenset()
            self._owner.workspace.broadcast(Changes(tables))

    def _written(self, response_id: int) -> None:
        self._writes -= 1
        if self._writes == 0 and self._waiting is None and response_id == self._response_id:
            self.kept.emit()

    def _refused(self, response_id: int, error: CentreError) -> None:
        self._writes -= 1
        if response_id == self._response_id:
            self.failed.emit(error)
