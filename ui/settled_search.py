"""Whom a search showed goes to the journal once it has settled: not at a key, and not twice for one list."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.accounts.seeing import note_found
from desktop_app.centre import Centre
from ui.operations import Owner, run_query

# As long as somebody must look at a list to have read it; whoever types on has not.
SETTLED_AFTER_MS = 1_500


class SettledSearch(QObject):
    """``owner`` shows what is found; it goes on showing while the entry is written behind its back."""

    def __init__(self, owner: Owner) -> None:
        super().__init__(cast(QWidget, owner))
        self._owner = owner
        self._shown: tuple[int, ...] = ()
        self._noted: tuple[int, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLED_AFTER_MS)
        self._pause.timeout.connect(self.note)

    def shows(self, people: Iterable[int]) -> None:
        """These are in sight from now on; nobody where the list is gone."""
        self._shown = tuple(people)
        self._pause.stop()
        if self._shown and self._shown != self._noted:
            self._pause.start()

    def note(self) -> None:
        """Now: the pause is over, or somebody of the list was chosen."""
        self._pause.stop()
        shown = self._shown
        if shown and shown != self._noted:
            self._noted = shown
            run_query(self._owner, lambda centre: _note(centre, shown), lambda _done: None)


def _note(centre: Centre, people: tuple[int, ...]) -> None:
    """Runs in the worker."""
    centre.write(note_found, people=people)
