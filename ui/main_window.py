"""The frame: navigation at the left, one page in front, a strip at the bottom while something runs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui import navigation, rights, tab_walk
from ui.actions import LOCK_KEY, Action, make_action
from ui.navigation import PAGES, SEARCHES, PageSpec, Target
from ui.notices import Link
from ui.progress_strip import ProgressStrip
from ui.side_bar import SideBar
from ui.silence_strip import SilenceStrip
from ui.standing import Standing, StandingStrip
from ui.trail import Trail
from ui.workspace import Workspace

if TYPE_CHECKING:
    # What the first picture does not show is imported when it is first needed.
    from ui.search_box import SearchBox
    from ui.widgets.page import Page

NARROW_BELOW = 1280
LEAST_SIZE = (960, 600)
FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Holds pages that are made when they are first shown, and thrown away when language or theme change."""

    first_painted = Signal()
    closed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        *,
        pages: Sequence[PageSpec] = PAGES,
        searches: Sequence[str] = SEARCHES,
        front: Callable[[], QWidget] | None = None,
    ) -> None:
        """With a ``front`` the window begins as after ``show_front(front)``, and makes nothing for pages yet."""
        super().__init__()
        self.workspace = workspace
        self._specs = tuple(pages)
        self._searches = tuple(searches)
        self._pages: dict[str, Page] = {}
        self._left: dict[str, list[Page]] = {}
        self._search: SearchBox | None = None
        self._target: Target | None = None
        self._trail = Trail()
        self._front = front
        self._foot = ("", "")
        self._centre_name = ""
        self._standing: Standing | None = None
        self._numbers: dict[str, int] = {}
        self._was_painted = False
        # Asked when somebody closes the window; whoever says no closes it later.
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle("Mahorat")
        self.setMinimumSize(*LEAST_SIZE)
        self._restore_place()
        workspace.navigation_requested.connect(self.navigate)
        workspace.way_back_requested.connect(self._go_back)
        workspace.notice_requested.connect(self._show_notice)
        self.rebuild()

    @property
    def page(self) -> "Page | None":
        """The page in front."""
        shown = self._stack.currentWidget()
        return next((page for page in self._pages.values() if page is shown), None)

    @property
    def first_page(self) -> str:
        """The name of the page that is shown when a centre was opened."""
        shown = self._in_navigation()
        return next((spec.name for spec in shown if not spec.is_for_accounts), shown[0].name)

    @property
    def target(self) -> Target | None:
        """Where the window is."""
        return self._target

    def rebuild(self) -> None:
        """Make everything again, in the language and the theme of now, and go back to where it was."""
        self._leave_pages()
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        self._stack = QStackedWidget()
        self._search = None
        self._side_bar = self._make_side_bar() if self._front is None else None
        self._lay_out()
        self._make_actions()
        self._fit_side_bar()
        if self._front is not None:
            front = self._front()
            self._stack.addWidget(front)
            front.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._target is not None:
            self.navigate(self._target)

    def show_front(self, make: Callable[[], QWidget] | None) -> None:
        """Put something in place of all pages while no centre is open; None gives the pages back."""
        if make is not None and make == self._front:
            return
        self._front = make
        self._target = None
        self._trail.begin_anew()
        self.rebuild()

    def navigate(self, target: Target, *, is_back: bool = False) -> None:
        """Bring a page to the front and show there what the target names; an unknown page changes nothing."""
        spec = next((spec for spec in self._specs if spec.name == target.page), None)
        if spec is None or self._front is not None:
            return
        if not navigation.is_open_to_me(spec):
            self._show_refusal(rights.reason(spec.right))
            return
        page = self._pages.get(spec.name)
        if page is None:
            page = navigation.load(spec.factory)(self.workspace)
            self._pages[spec.name] = page
            self._stack.addWidget(page)
            self._keep_offer(spec.name, page)
        if self._target is not None and not is_back:
            self._trail.leave(self._here(self._target), target.page)
        self._target = target
        # What one comes back to is as it was left.
        if target.argument is not None and not (is_back and page.here() == target.argument):
            page.open(target.argument)
        page.host_search(self._search_box())
        self._stack.setCurrentWidget(page)
        if self._side_bar is not None:
            self._side_bar.mark(spec.under or spec.name)
        focus = page.first_focus()
        (focus or self._stack).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self, usual: Target) -> None:
        """To where one came from, or up to the usual place where one began here; a page's own levels come before."""
        is_within = self._target is not None and self._target.page == usual.page
        place = None if is_within else self._trail.back()
        self.navigate(place or usual, is_back=place is not None)

    def _go_to_page(self, name: str) -> None:
        """By the side bar or its key: what comes after has nothing to do with what was before."""
        self.navigate(Target(name))
        self._trail.begin_anew()

    def _here(self, target: Target) -> Target:
        """Where the window is, for coming back to it."""
        here = self.page.here() if self.page is not None else None
        return target if here is None else Target(target.page, here)

    def _leave_pages(self) -> None:
        """Let the pages go, but for those whose banner offers to undo: the offer is theirs to carry out."""
        stays_open = self._front is None and self._target is not None
        if stays_open and self._target is not None:
            self._target = self._here(self._target)
        before, self._left = self._left, {}
        for name in {*before, *self._pages}:
            family = [*before.get(name, ()), *filter(None, [self._pages.get(name)])]
            if stays_open and family[-1].banner.offers_undo:
                self._left[name] = family
                family[-1].setParent(None)
            else:
                for page in before.get(name, ()):
                    page.deleteLater()
        self._pages.clear()

    def _keep_offer(self, name: str, page: "Page") -> None:
        """Show on a page made anew what its forerunner's banner offered; what comes of it is told here, too."""
        family = self._left.get(name, ())
        if family:
            page.banner.take_over(family[-1].banner)
        for forerunner in family:
            forerunner.banner = page.banner

    def set_centre_name(self, name: str) -> None:
        self._centre_name = name
        if self._side_bar is not None:
            self._side_bar.set_centre(name)

    def set_standing(self, standing: Standing | None) -> None:
        """Over all pages, from the next time that they are made: that this is lent work, or a closed year."""
        self._standing = standing

    def show_foot(self, staff: str, backup: str) -> None:
        """Under the navigation: who is at the PC, and the last backup, in words."""
        self._foot = (staff, backup)
        if self._side_bar is not None:
            self._side_bar.show_foot(staff, backup)

    def show_number(self, page: str, number: int) -> None:
        """Beside a page's line in the navigation: how many things wait there; 0 is not shown."""
        self._numbers[page] = number
        if self._side_bar is not None:
            self._side_bar.show_number(page, number)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        before = self.focusWidget()
        is_moved = super().focusNextPrevChild(is_next)
        if is_moved and is_next:
            tab_walk.to_the_first_of_a_part(self.focusWidget(), before)
        return is_moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side_bar()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.workspace.change_settings(window=self.saveGeometry().toBase64().toStdString())
        if not self.may_close():
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()

    def _make_side_bar(self) -> SideBar:
        bar = SideBar(self._in_navigation())
        bar.page_chosen.connect(self._go_to_page)
        bar.staff_clicked.connect(self.workspace.choose_staff)
        bar.backup_clicked.connect(lambda: self.navigate(Target("settings", "backup")))
        bar.show_foot(*self._foot)
        bar.set_centre(self._centre_name)
        for page, number in self._numbers.items():
            bar.show_number(page, number)
        return bar

    def _in_navigation(self) -> list[PageSpec]:
        """The pages that have a line of their own, and that whoever is signed in may see."""
        found: list[PageSpec] = []
        begins_group = False
        for spec in (spec for spec in self._specs if not spec.under):
            begins_group = begins_group or spec.begins_group
            if navigation.is_open_to_me(spec) and (rights.are_held() or not spec.is_for_accounts):
                found.append(replace(spec, begins_group=begins_group and bool(found)))
                begins_group = False
        return found

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setProperty("role", "ground")
        right = QVBoxLayout()
        right.setSpacing(0)
        if self._standing is not None and self._front is None:
            right.addWidget(StandingStrip(self._standing, self._leave_or_give_back))
        right.addWidget(SilenceStrip(self.workspace))
        right.addWidget(self._stack, 1)
        right.addWidget(ProgressStrip(self.workspace))
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if self._side_bar is not None:
            row.addWidget(self._side_bar)
        row.addLayout(right, 1)
        self.setCentralWidget(ground)

    def _make_actions(self) -> None:
        make_action(self, Action(_("Keys"), self._show_keys, key="F1"))
        if self._front is not None:
            return
        make_action(self, Action(_("Search everything"), self.open_search, key="Ctrl+K"))
        make_action(self, Action(_("Narrow or wide navigation"), self._toggle_side_bar, key="Ctrl+B"))
        make_action(self, Action(_("Choose who is at the PC"), self.workspace.choose_staff, key="Ctrl+Shift+U"))
        if rights.are_held():
            make_action(self, Action(_("Lock"), self.workspace.lock_requested.emit, key=LOCK_KEY))
        for spec in self._in_navigation():
            go = Action(_(spec.title), lambda name=spec.name: self._go_to_page(name), key=spec.shortcut)
            make_action(self, go)

    def open_search(self) -> "SearchBox":
        """Put the focus into the search of everything."""
        search = self._search_box()
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()
        return search

    def _search_box(self) -> "SearchBox":
        """The one search box, which wanders from page to page."""
        if self._search is None:
            from ui.search_box import SearchBox

            rights_of = navigation.SEARCH_RIGHTS
            allowed = [each for each in self._searches if rights.may_for_all(rights_of.get(each, ""))]
            self._search = SearchBox(self.workspace, allowed)
        return self._search

    def _show_keys(self) -> None:
        from ui.key_sheet import KeySheet

        KeySheet(self).exec()

    def _toggle_side_bar(self) -> None:
        if self._side_bar is not None:
            self.workspace.change_settings(is_navigation_collapsed=not self._side_bar.is_narrow)
            self._fit_side_bar()

    def _fit_side_bar(self) -> None:
        if self._side_bar is not None:
            is_wanted = self.workspace.settings.is_navigation_collapsed
            self._side_bar.set_narrow(is_wanted or self.width() < NARROW_BELOW)

    def _restore_place(self) -> None:
        kept = self.workspace.settings.window
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self.resize(*FIRST_SIZE)

    def _leave_or_give_back(self) -> None:
        if self._standing is not None and self._standing.borrowed is not None:
            self.navigate(Target("lending"))
        else:
            self.workspace.open_requested.emit(None)

    def _show_refusal(self, text: str) -> None:
        if self.page is not None:
            self.page.banner.show_error(text)

    def _show_notice(self, text: str, undo: Callable[[], object] | None, link: Link | None) -> None:
        if self.page is not None:
            self.page.banner.show_outcome(text, undo=undo, link=link)
