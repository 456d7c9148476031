"""Lets people in and out: signing in before a centre opens, the lock of the window, one colleague after another."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from desktop_app.changes import Changes
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.language.keys import sort_key
from ui import failures, rights
from ui.actions import LOCK_KEY, key_text
from ui.background import Done
from ui.icons import icon
from ui.lock import Lock
from ui.main_window import MainWindow
from ui.navigation import Target
from ui.opening import Opened
from ui.opening_page import OpeningPage
from ui.own_password import FirstPasswordDialog, OwnPasswordDialog, PinDialog
from ui.recovery_dialog import RecoveryDialog
from ui.sign_in import KnownLogin
from ui.sign_in_page import SignInPage
from ui.signed_in import MUST_CHANGE, Entrance, Person, entrance_of, waiting_requests
from ui.widgets.page import Page

REMIND_AFTER_DAYS = 7


class Access(QObject):
    """Knows who is signed in. Without accounts nobody is, and nothing is asked."""

    elsewhere_wanted = Signal()
    """Another centre is to be chosen, in place of signing in."""
    switched = Signal()
    """A colleague came in: the frame is to say so."""
    out_wanted = Signal()
    """Whoever is signed in leaves."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._lock: Lock | None = None
        self._person: Person | None = None
        self._workspace.lock_requested.connect(self.lock)
        self._workspace.changed.connect(self._note_changes)

    @property
    def person(self) -> Person | None:
        return self._person

    @property
    def window_lock(self) -> Lock | None:
        """Exists while somebody is signed in."""
        return self._lock

    def ask(self, folder: Path, open_by: Callable[[str, str, str], object], opened: Done) -> None:
        """Show the page for signing in; ``open_by(login, password, new)`` runs in the worker, ``opened`` is told."""

        def show(entrance: Entrance) -> None:
            names = self._workspace.settings.staff_names
            known = [KnownLogin(login, names.get(login, login)) for login in entrance.logins]
            known.sort(key=lambda each: sort_key(each.name))
            self._window.show_front(lambda: self._sign_in_page(folder, known, entrance.year, open_by, opened))

        self._workspace.worker.submit(self, lambda: entrance_of(folder), show, self._crash)

    def take(self, person: Person | None) -> None:
        """From now on this person is signed in, or nobody."""
        rights.hold(None if person is None else person.rights, own=() if person is None else person.own_rights)
        self._person = person
        if person is None:
            if self._lock is not None:
                self._lock.end()
                self._lock = None
            return
        settings, known = self._workspace.settings, person.known
        self._workspace.change_settings(
            last_login=known.login, staff_names={**settings.staff_names, known.login: known.name}
        )
        if self._lock is None:
            self._lock = Lock(self._window, person)
            self._lock.switched.connect(self._switch)
        else:
            self._lock.watch_over(person)

    def remind(self, opened: Opened) -> None:
        """Once a week: of accounts where there are none; at every start: of the second copies when they are old."""
        page, settings = self._window.page, self._workspace.settings
        if page is None or opened.is_demonstration or opened.standing is not None:
            return
        if opened.person is not None:
            if rights.may("back_up"):
                self._remind_of_backups(page, opened)
            return
        today, put_off = opened.centre.clock.today(), settings.accounts_put_off
        if not put_off or (today - date.fromisoformat(put_off)).days >= REMIND_AFTER_DAYS:
            self._workspace.change_settings(accounts_put_off=today.isoformat())
            page.banner.show_warning(
                _("Anybody who sits down at this PC can see everything. Accounts and encryption protect the data."),
                link=(_("Set them up"), lambda: self._workspace.navigate(Target("accounts"))),
            )

    def _remind_of_backups(self, page: Page, opened: Opened) -> None:
        link = (_("To the copies"), lambda: self._workspace.navigate(Target("settings", "protection")))
        if opened.is_second_copy_late:
            page.banner.show_warning(_("There is no second copy of the backups from the last week."), link=link)
        elif opened.is_trial_due:
            page.banner.show_warning(_("The way back from a backup was not tried for a month."), link=link)

    def count_requests(self) -> None:
        """Show in the navigation how many requests wait for whoever is signed in."""
        if self._person is not None:
            centre = self._workspace.centre
            self._workspace.worker.submit(
                self, lambda: waiting_requests(centre), self._show_requests, self._crash, slot="requests"
            )

    def lock(self) -> None:
        if self._lock is not None:
            self._lock.lock()

    def show_menu(self) -> None:
        """What whoever is signed in may do with their own account."""
        menu = QMenu(self._window)
        menu.addAction(icon("people"), _("Another colleague…"), self._hand_over)
        menu.addAction(icon("lock"), "\t".join((_("Lock"), key_text(LOCK_KEY))), self.lock)
        menu.addSeparator()
        menu.addAction(icon("edit"), _("My password…"), lambda: OwnPasswordDialog.ask(self._window))
        menu.addAction(icon("grid"), _("My PIN…"), lambda: PinDialog.ask(self._window))
        menu.addSeparator()
        menu.addAction(icon("close"), _("Sign out"), self.out_wanted.emit)
        menu.exec(QCursor.pos())
        menu.deleteLater()

    def _note_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touch("approval"):
            self.count_requests()

    def _show_requests(self, number: int) -> None:
        self._window.show_number("requests", number)

    def _hand_over(self) -> None:
        if self._lock is not None:
            self._lock.lock()
            self._lock.ask_colleagues()

    def _switch(self, person: Person) -> None:
        """The frame stays; the pages are made anew, for what this person may do."""
        left, target = self._person, self._window.target
        self.take(person)
        if left is not None:
            self._workspace.switch_drafts(left.known.login, person.known.login)
        # In between no page is kept, not even one whose banner offers to undo: that was another's doing.
        self._window.show_front(OpeningPage)
        self._window.show_front(None)
        for wanted in (target, Target(self._window.first_page)):
            if wanted is not None and self._window.page is None:
                self._window.navigate(wanted)
        self.switched.emit()
        self.count_requests()

    def _sign_in_page(
        self,
        folder: Path,
        known: list[KnownLogin],
        year: int,
        open_by: Callable[[str, str, str], object],
        opened: Done,
    ) -> SignInPage:
        settings = self._workspace.settings
        page = SignInPage(
            self._workspace, known, centre_name=settings.centre_name, chosen=settings.last_login, archive_of=year
        )

        def attempt(login: str, password: str, new: str = "") -> None:
            page.panel.set_busy(True)
            # Not the page owns it: if that is made anew meanwhile, the centre is open all the same.
            self._workspace.worker.submit(
                self,
                lambda: open_by(login, password, new),
                opened,
                lambda error: failed(error, partial(attempt, login, password)),
            )

        def failed(error: Exception, again: Callable[[str], object]) -> None:
            if not isinstance(error, CentreError):
                self._crash(error)
                return
            if not shiboken6.isValid(page):
                return
            page.panel.set_busy(False)
            if error.code != MUST_CHANGE:
                page.panel.refuse(error)
            elif (new := FirstPasswordDialog.ask(page)) is not None:
                again(new)

        def recover() -> None:
            found = RecoveryDialog.ask(self._window, folder, known)
            if found is not None:
                attempt(*found)

        page.panel.submitted.connect(attempt)
        page.elsewhere_wanted.connect(self.elsewhere_wanted)
        page.centre_wanted.connect(lambda: self._workspace.open_requested.emit(None))
        page.recovery_wanted.connect(recover)
        return page

    def _crash(self, error: Exception) -> None:
        failures.show(self._window, error)
