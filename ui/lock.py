"""The lock of the window: by its key, when nobody touches the PC, when the system locks its screen or goes to sleep."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog

from desktop_app import i18n
from desktop_app.errors import CentreError
from ui import failures
from ui.lock_clipboard import ForgetfulClipboard
from ui.lock_dialog import LockDialog
from ui.lock_idle import MINUTE_MS, STANDS_ALONE, IdleWatch
from ui.lock_shutter import Shutter
from ui.lock_system import SystemLock
from ui.main_window import MainWindow
from ui.own_password import FirstPasswordDialog
from ui.signed_in import MUST_CHANGE, Person, colleagues, let_in_again
from ui.widgets.form_dialog import FormDialog


class Lock(QObject):
    """Exists while somebody is signed in. Locked, it asks who is there before anything is to be seen again."""

    switched = Signal(object)
    """The Person who came in, and is not the one who left."""

    def __init__(self, window: MainWindow, person: Person) -> None:
        # No child of the window that it holds: see Others.
        super().__init__()
        self._window = window
        self._workspace = window.workspace
        self._person = person
        self._dialog: LockDialog | None = None
        self._shutter = Shutter(self)
        self._clipboard = ForgetfulClipboard(self)
        self._idle = IdleWatch(self)
        self._system = SystemLock(self)
        self._system.listen(window)
        self._shutter.intruded.connect(self._come_to_front, Qt.ConnectionType.QueuedConnection)
        self._idle.idle.connect(self._lock_if_left)
        # Queued: the dialog that is being typed into has done with the key before it is put out of sight.
        self._idle.key_pressed.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        self._system.locked.connect(self.lock)
        self.watch_over(person)

    def watch_over(self, person: Person) -> None:
        """This is who is there from now on."""
        self._person = person
        self._idle.start(person.lock_after_minutes * MINUTE_MS)

    @property
    def dialog(self) -> LockDialog | None:
        """What stands before the locked window."""
        return self._dialog

    def lock(self) -> None:
        """Take everything out of sight and ask who is there."""
        if self._dialog is not None:
            return
        self._clipboard.forget()
        forms = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
        dialog = self._dialog = LockDialog(self._window, self._workspace, self._person.known, forms=len(forms))
        dialog.submitted.connect(self._try)
        dialog.colleagues_wanted.connect(self.ask_colleagues)
        dialog.language_chosen.connect(self._speak)
        self._shutter.close(dialog)
        dialog.show()

    def ask_colleagues(self) -> None:
        """Offer the names of the others who may come in."""
        centre, dialog = self._workspace.centre, self._dialog
        if dialog is not None:
            self._workspace.worker.submit(
                dialog, lambda: colleagues(centre), dialog.show_colleagues, self._not_let_in, slot="colleagues"
            )

    def _speak(self, code: str) -> None:
        """The lock alone for now: the pages behind it are somebody's, and stay as they were left."""
        i18n.set_language(code)
        if self._dialog is not None:
            self._dialog.show_again()

    def end(self) -> None:
        """Nobody is signed in any more."""
        self._idle.stop()
        self._system.end()
        self._clipboard.end()
        self._open()
        self.deleteLater()

    def _lock_if_left(self) -> None:
        if not any(each.property(STANDS_ALONE) and each.isVisible() for each in QApplication.topLevelWidgets()):
            self.lock()

    def _come_to_front(self) -> None:
        """What opened meanwhile took the keys to itself: take them back."""
        if self._dialog is not None:
            self._dialog.hide()
            self._dialog.show()
            self._dialog.raise_()
            self._dialog.activateWindow()

    def _try(self, login: str, secret: str, new: str = "") -> None:
        centre, dialog = self._workspace.centre, self._dialog
        assert dialog is not None
        dialog.panel.set_busy(True)
        self._workspace.worker.submit(
            dialog,
            lambda: let_in_again(centre, login, secret, new),
            self._let_in,
            lambda error: self._not_let_in(error, partial(self._try, login, secret)),
            slot="try",
        )

    def _not_let_in(self, error: Exception, again: Callable[[str], object] | None = None) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        dialog.panel.set_busy(False)
        if not isinstance(error, CentreError):
            failures.show(dialog, error)
        elif error.code != MUST_CHANGE or again is None:
            dialog.panel.refuse(error)
        elif (new := FirstPasswordDialog.ask(dialog)) is not None:
            again(new)

    def _let_in(self, person: Person) -> None:
        is_another = person.known.login != self._person.known.login
        if is_another:
            for form in reversed(self._shutter.dialogs):
                if isinstance(form, FormDialog):
                    form.put_aside()
                # Not what the form makes of it: it would ask before it goes, and show what it asks about.
                QDialog.done(form, QDialog.DialogCode.Rejected)
            # Still shut: the pages of the one who left are not seen again.
            self.switched.emit(person)
        self._open()
        if is_another and self._window.page is not None:
            # While it was shut nothing of it could take the keys.
            focus = self._window.page.first_focus() or self._window.page
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog.hide()
            self._dialog = None
            self._shutter.open()
            self._keep_language()

    def _keep_language(self) -> None:
        """Of who came in; where a form stands open nothing is made anew, and what was typed there outlives the wish."""
        chosen, before = i18n.language(), self._workspace.settings.language
        if chosen == before:
            return
        if any(isinstance(each, QDialog) and each.isVisible() for each in QApplication.topLevelWidgets()):
            i18n.set_language(before)
        else:
            self._workspace.change_settings(language=chosen)
