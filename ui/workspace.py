"""What every page is handed: the open centre, the worker, the settings, and the ways to the rest of the window."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app.changes import Changes
from desktop_app.progress import Progress
from desktop_app.settings import Settings, save_settings
from ui.background import Worker
from ui.navigation import Target

if TYPE_CHECKING:
    # At run time the centre brings the database machinery, which must not delay the first picture.
    from desktop_app.centre import Centre


class Workspace(QObject):
    """One open centre and its window, without the window."""

    changed = Signal(object, object)
    """Changes, and the owner who wrote them (or None)."""
    navigation_requested = Signal(object)
    """Target."""
    way_back_requested = Signal(object)
    """The Target of whoever came from nowhere."""
    notice_requested = Signal(str, object, object)
    """Text, undo or None, (link text, callable) or None: for the banner of the page in front."""
    settings_changed = Signal(object, object)
    """Settings before and after."""
    staff_choice_requested = Signal()
    staff_chosen = Signal()
    lock_requested = Signal()
    sign_in_needed = Signal()
    """The account of whoever is signed in works no longer, or they leave."""
    person_changed = Signal()
    """Accounts were set up, or what whoever is signed in may do is another."""
    rewriting_requested = Signal(str)
    """Close the centre, "encrypt", "decrypt" or "rotate" it, and open it again."""
    moving_requested = Signal(str, str)
    """Close the centre, move it to the server at an address with a password, or back ("", ""), and open it again."""
    not_written = Signal(object)
    """Why a change could not be written whose page is no longer there to say so."""
    connection_changed = Signal(bool)
    """Whether the server of the centre answers; told when it no longer does, and when it does again."""
    welcome_requested = Signal()
    """Close this centre and go back to the choice of one."""
    centre_opened = Signal(object, bool)
    """A Centre that was chosen where none was open, and whether it was founded just now."""
    open_requested = Signal(object)
    """Path of a folder or of the file of a closed year, to be opened in its place; None: the centre again."""
    backup_made = Signal()
    restore_requested = Signal(object)
    """Path of the backup that is to take the place of the data; asked for and agreed to already."""
    long_work_started = Signal(str, object)
    """The line of the bottom strip, and the Progress that can be cancelled."""
    long_work_moved = Signal(object, str, int, int)
    """Progress, what, how many are done, of how many (0: unknown). Emitted from the worker's thread."""
    long_work_ended = Signal(object)
    """Progress."""

    def __init__(self, worker: Worker, settings: Settings, settings_path: Path) -> None:
        super().__init__()
        self.worker = worker
        self.settings = settings
        # What is begun and not yet written, by page: it outlives the pages, which a new language makes anew.
        self.drafts: dict[str, Any] = {}
        self._drafts_of: dict[str, dict[str, Any]] = {}
        self._settings_path = settings_path
        self.server_answers = True
        self._centre: Centre | None = None

    @property
    def centre(self) -> "Centre":
        """The open centre; pages exist only while there is one."""
        if self._centre is None:
            raise RuntimeError("no centre is open")
        return self._centre

    @property
    def has_centre(self) -> bool:
        return self._centre is not None

    def adopt(self, centre: "Centre | None") -> None:
        self._centre = centre
        self.drafts.clear()
        self._drafts_of.clear()

    def switch_drafts(self, left: str, came: str) -> None:
        """Put away what one colleague has begun, by login, and bring out what the other had."""
        self._drafts_of[left] = self.drafts
        self.drafts = self._drafts_of.pop(came, {})

    def change_settings(self, **values: Any) -> None:
        """Keep settings on this PC, at once; a change of language or theme rebuilds the window."""
        before, self.settings = self.settings, replace(self.settings, **values)
        if self.settings != before:
            save_settings(self._settings_path, self.settings)
            self.settings_changed.emit(before, self.settings)

    def navigate(self, target: Target) -> None:
        self.navigation_requested.emit(target)

    def go_back(self, usual: Target) -> None:
        """To where one came from; to the usual place where there is no such."""
        self.way_back_requested.emit(usual)

    def show_notice(
        self,
        text: str,
        *,
        undo: Callable[[], object] | None = None,
        link: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        self.notice_requested.emit(text, undo, link)

    def choose_staff(self) -> None:
        self.staff_choice_requested.emit()

    def broadcast(self, changes: Changes, initiator: QObject | None = None) -> None:
        """Tell every screen what was written; screens in front refresh, hidden ones go stale."""
        if changes.tables:
            self.changed.emit(changes, initiator)

    def start_progress(self, title: str) -> Progress:
        progress = Progress(lambda what, done, total: self.long_work_moved.emit(progress, what, done, total))
        self.long_work_started.emit(title, progress)
        return progress
