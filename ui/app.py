"""The composition root of the window. What happens at the start, in this order:

1. the settings of this PC are read, and with them language and theme;
2. the frame is shown and painted: up to here nothing of the database, of Excel or of PDF is imported;
3. in the worker the centre is opened (locked, verified, backed up and migrated if need be);
4. the person at the PC is the one of last time, the first page is shown, backups are watched.

Without a centre, step 3 is the welcome; a second start on the same folder raises the first window and ends.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app import i18n
from desktop_app.errors import CentreError, NotFound, SignInNeeded
from desktop_app.i18n import _
from desktop_app.paths import default_data_folder, settings_file
from desktop_app.progress import Progress
from desktop_app.settings import Settings, load_settings
from ui import failures, opening, theme
from ui.access import Access
from ui.ahead import Ahead
from ui.background import Worker
from ui.collector import Collector
from ui.main_window import MainWindow
from ui.navigation import PAGES, SEARCHES, PageSpec, Target
from ui.opening_page import NotOpenedPage, OpeningPage
from ui.qt_texts import CatalogueTranslator
from ui.way_out import WayOut
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.accounts.service import StaffMember
    from desktop_app.centre import Centre
    from ui.first_window import FirstWindow
    from ui.others import Others

BACKUP_WATCH_MS = 5 * 60 * 1000
# Painting gives the interpreter away and asks for it back at nearly every call of Qt; a busy worker may keep it for
# so long each time. Python's own 5 ms made stalls of 130 ms out of it.
SWITCH_SECONDS = 0.001


def main(argv: Sequence[str] | None = None, *, data_folder: Path | None = None) -> int:
    """Run the window until it is closed; the exit code of the program."""
    app = QApplication.instance() or QApplication(list(sys.argv[:1] if argv is None else argv))
    assert isinstance(app, QApplication)
    app.setApplicationName("Mahorat")
    settings_path = settings_file()
    settings = load_settings(settings_path)
    failures.install()
    shell = Shell(app, settings, settings_path, data_folder=data_folder)
    shell.start()
    code = app.exec()
    shell.close()
    return code


class Shell(QObject):
    """Holds the parts together: workspace, window, the open centre, the watch over backups."""

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        settings_path: Path,
        *,
        data_folder: Path | None = None,
        pages: Sequence[PageSpec] = PAGES,
        searches: Sequence[str] = SEARCHES,
    ) -> None:
        super().__init__()
        self._app = app
        self._collector = Collector(self)
        i18n.set_language(settings.language)
        dress(app, settings)
        self.workspace = Workspace(Worker(), settings, settings_path)
        self._ahead: Ahead | None = None
        self._others: Others | None = None
        self.folder = data_folder or Path(settings.data_folder or default_data_folder())
        self.window = MainWindow(self.workspace, pages=pages, searches=searches, front=OpeningPage)
        self._pages = tuple(pages)
        self._first: FirstWindow | None = None
        self.access = Access(self.window)
        self._way_out = WayOut(self.window, self._let_go)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._back_up_if_due)
        self.workspace.settings_changed.connect(self._follow_settings)
        self.workspace.staff_choice_requested.connect(self._choose_staff)
        self.workspace.centre_opened.connect(self._made)
        self.workspace.open_requested.connect(self.open_elsewhere)
        self.workspace.restore_requested.connect(self.restore)
        self.workspace.backup_made.connect(self._describe_again)
        self.workspace.welcome_requested.connect(self.leave)
        self.workspace.sign_in_needed.connect(self.sign_out)
        self.workspace.person_changed.connect(self._take_person_anew)
        self.workspace.rewriting_requested.connect(self.rewrite)
        self.workspace.moving_requested.connect(self.move)
        self.access.out_wanted.connect(self.sign_out)
        self.access.switched.connect(self._describe_again)
        self.access.elsewhere_wanted.connect(self.welcome)
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._follow_system())

    def start(self) -> None:
        """Show the frame; the centre is opened once it is painted."""
        self.window.first_painted.connect(self.open)
        self.window.show()

    def open(self) -> None:
        """Open the centre of the folder in the worker."""
        self.window.show_front(OpeningPage)
        folder, staff_id = self.folder, self.workspace.settings.staff_id
        first_page = self._pages[0].factory if self._pages else ""
        self.workspace.worker.submit(
            self, lambda: opening.opened(folder, staff_id, first_page), self.take_over, self._not_opened
        )

    def take_over(self, opened: opening.Opened) -> None:
        """From now on the window works on this centre."""
        from ui.first_window import FirstWindow
        from ui.others import Others

        self.workspace.adopt(opened.centre)
        self.folder = opened.centre.paths.folder
        # A closed year is looked at; the next start opens the centre again.
        if opened.standing is None or not opened.standing.year:
            self.workspace.change_settings(data_folder=str(self.folder), centre_name=opened.name)
        self.window.set_standing(opened.standing)
        self.access.take(opened.person)
        self._first = FirstWindow(self.folder, self._come_forward)
        self._watch.start(BACKUP_WATCH_MS)
        self._ahead = Ahead(self.workspace)
        self._others = Others(self.workspace) if opened.centre.paths.server.exists() else None
        self.window.show_front(None)
        self.window.set_centre_name(opened.name)
        self.window.setWindowTitle(f"{opened.name} – Mahorat")
        self.window.show_foot(opened.staff_name or _("Who is at the PC?"), opened.last_backup)
        if self._pages:
            self.window.navigate(Target(self.window.first_page))
        self.access.remind(opened)
        self.access.count_requests()
        self._collector.leave_out_what_is_there()
        sys.setswitchinterval(SWITCH_SECONDS)

    def restore(self, file: Path) -> None:
        """Close the centre, put the backup in the place of its data, and open it again."""
        centre, notice = self.workspace.centre, _("The backup {file} is restored.", file=file.name)
        self._let_go()
        done = partial(self._reopen, notice=notice)
        self.workspace.worker.submit(
            self, lambda: opening.restored(centre, file), done, self._not_opened, is_alone=True
        )

    def leave(self) -> None:
        """Close the centre and ask for one again; the same centre is opened from there as any other."""
        self._way_out.close_then(self.welcome, self._not_opened)

    def open_elsewhere(self, place: Path | None) -> None:
        """Close what is open and open what lies at ``place``; without one the centre of this PC."""

        def go_on() -> None:
            self.folder = place or Path(self.workspace.settings.data_folder or default_data_folder())
            self.open()

        if self.workspace.has_centre:
            self._way_out.close_then(go_on, self._not_opened)
        else:
            go_on()

    def sign_out(self) -> None:
        """Close the centre and ask who comes next."""
        if self.workspace.has_centre:
            self._way_out.close_then(self._ask_who, self._not_opened)

    def rewrite(self, how: str) -> None:
        """Close the centre, encrypt it, make it plain or give it a new key, and open it again for the same person."""
        self._rework(
            _("Rewriting the data"),
            lambda centre, progress: opening.rewritten(centre, how, progress),
            "protection",
            _("The data are written anew and verified."),
        )

    def move(self, address: str, password: str) -> None:
        """Close the centre, move it to the server at the address, or back into its file, and open it again."""
        self._rework(
            _("Moving the data"),
            lambda centre, progress: opening.moved(centre, address, password, progress),
            "server",
            _("The data are moved, and were compared on both sides."),
        )

    def _rework(
        self,
        title: str,
        work: "Callable[[Centre, Progress], tuple[opening.Opened, str]]",
        section: str,
        notice: str,
    ) -> None:
        centre = self.workspace.centre
        self._let_go()
        progress = self.workspace.start_progress(title)

        def done(found: tuple[opening.Opened, str]) -> None:
            self.workspace.long_work_ended.emit(progress)
            self._reopen(found, notice, section=section)

        def failed(error: Exception) -> None:
            self.workspace.long_work_ended.emit(progress)
            self._not_opened(error)

        self.workspace.worker.submit(self, lambda: work(centre, progress), done, failed, is_alone=True)

    def _reopen(self, found: tuple[opening.Opened, str], notice: str, *, section: str = "") -> None:
        """What hindered the work stands where the notice would."""
        opened, problem = found
        self.take_over(opened)
        if section:
            self.window.navigate(Target("settings", section))
        if problem and self.window.page is not None:
            self.window.page.banner.show_error(problem)
        else:
            self.workspace.show_notice(notice)

    def close(self) -> None:
        """End what runs, then close the centre, which backs it up if it was changed."""
        self._watch.stop()
        if self._others is not None:
            self._others.end()
        self.window.hide()
        self.workspace.worker.drain()
        self._way_out.tell_what_is_lost()
        if self._first is not None:
            self._first.close()
        if self.workspace.has_centre:
            self._close_centre()
        self.access.take(None)
        self._collector.end()
        self.window.deleteLater()

    def _close_centre(self) -> None:
        try:
            self.workspace.centre.close()
        except CentreError as error:
            self._way_out.tell_not_closed(error)
        self.workspace.adopt(None)

    def _let_go(self, front: Callable[[], QWidget] = OpeningPage) -> None:
        """Nothing of the window works on the centre any more; what runs aside is waited for in the worker."""
        for follower in (self._ahead, self._others):
            if follower is not None:
                follower.end()
        self._ahead = self._others = None
        self.workspace.worker.stop_aside()
        self._watch.stop()
        if self._first is not None:
            self._first.close()
        self.access.take(None)
        self.window.show_front(front)

    def welcome(self) -> None:
        """Ask for a centre in place of the pages."""
        from ui.pages.welcome.page import WelcomePage

        self.window.show_front(
            lambda: WelcomePage(self.workspace, folder=self.folder, before=self.window.findChild(WelcomePage))
        )

    def _made(self, centre: "Centre", is_new: bool) -> None:
        def begin(opened: opening.Opened) -> None:
            self.take_over(opened)
            if is_new:
                # A calm step of the first start; who puts it off is reminded.
                self.window.navigate(Target("accounts"))

        self.workspace.worker.submit(self, lambda: opening.describe(centre), begin, self._not_opened)

    def _not_opened(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.welcome()
        elif isinstance(error, SignInNeeded):
            self._ask_who()
        elif isinstance(error, CentreError):
            self._explain(error)
        else:
            self._show_ways_on(_("Mahorat made a mistake"))
            failures.show(self.window, error)

    def _explain(self, error: CentreError) -> None:
        from ui.first_window import raise_first_window

        if error.code == "in_use" and raise_first_window(self.folder):
            self.window.close()
        else:
            self._show_ways_on(error.text)

    def _show_ways_on(self, problem: str) -> None:
        self.window.show_front(lambda: NotOpenedPage(problem, again=self.open, elsewhere=self.welcome))

    def _come_forward(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def _follow_settings(self, before: Settings, after: Settings) -> None:
        if (before.language, before.theme) == (after.language, after.theme):
            return
        i18n.set_language(after.language)
        theme.apply_theme(self._app, after.theme)
        self.window.rebuild()
        self._describe_again()

    def _follow_system(self) -> None:
        if self.workspace.settings.theme == "system":
            theme.apply_theme(self._app, "system")
            self.window.rebuild()

    def _ask_who(self) -> None:
        folder = self.folder
        first_page = self._pages[0].factory if self._pages else ""
        self.access.ask(
            folder,
            lambda login, password, new: opening.signed_in(folder, login, password, new, first_page),
            self.take_over,
        )

    def _take_person_anew(self) -> None:
        """What whoever acts may do is another: pages and navigation are made anew for it."""
        centre = self.workspace.centre

        def show(opened: opening.Opened) -> None:
            self.access.take(opened.person)
            self.window.rebuild()
            self.window.show_foot(opened.staff_name, opened.last_backup)
            self.access.count_requests()

        self.workspace.worker.submit(self, lambda: opening.describe(centre), show, self._crash)

    def _choose_staff(self) -> None:
        if self.access.person is not None:
            self.access.show_menu()
            return
        from ui.staff_dialog import StaffDialog

        member: StaffMember | None = StaffDialog.ask(self.window)
        if member is not None:
            from desktop_app.accounts.service import actor_of

            self.workspace.centre.actor = actor_of(member)
            self.workspace.change_settings(staff_id=member.id)
            self.workspace.staff_chosen.emit()
            self._describe_again()

    def _describe_again(self) -> None:
        """Unless it is on its way out: to read would open its file again."""
        if not self._watch.isActive():
            return
        centre = self.workspace.centre

        def show(opened: opening.Opened) -> None:
            self.window.set_centre_name(opened.name)
            self.window.show_foot(opened.staff_name or _("Who is at the PC?"), opened.last_backup)

        self.workspace.worker.submit(self, lambda: opening.describe(centre), show, self._crash)

    def _back_up_if_due(self) -> None:
        centre = self.workspace.centre
        self.workspace.worker.submit(
            self, lambda: opening.backed_up(centre), lambda _made: self._describe_again(), self._crash
        )

    def _crash(self, error: Exception) -> None:
        failures.show(self.window.page or self.window, error)


def dress(app: QApplication, settings: Settings) -> None:
    """Fonts, theme, and Qt's own words in our languages."""
    theme.load_fonts(app)
    theme.apply_theme(app, settings.theme)
    app.installTranslator(CatalogueTranslator(app))
