"""The ground of every page: title, one line of context, its actions, a banner, a body; and when it refreshes."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from desktop_app.changes import Changes
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui.actions import Action, make_action, make_button, tooltip
from ui.icons import icon
from ui.navigation import Target
from ui.notices import Banner
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.text import OneLine, Role
from ui.workspace import Workspace

# Up to so much a title is read before the search of everything is more than its glass.
TITLE_FIRST = 320
SEARCH_WIDTH, GLASS_WIDTH = 160, 44


class Refreshing(QWidget):
    """Shows what the centre holds: refreshed when first seen, when its tables change, stale while hidden."""

    changes_that_matter: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._is_stale = True
        workspace.changed.connect(self._note_changes)

    def refresh(self) -> None:
        """Ask for what is shown; to be overridden. Use ``run_query(..., slot="refresh")``."""

    def set_busy(self, is_busy: bool) -> None:
        """Called when an answer takes long, and when it came."""
        if is_busy:
            self.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()

    def make_stale(self) -> None:
        """What is shown may be old: refresh now if it is seen, else when it is."""
        self._is_stale = True
        if self.isVisible():
            self._refresh_once()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh_once()

    def _refresh_once(self) -> None:
        self._is_stale = False
        if self.workspace.has_centre:
            self.refresh()

    def _note_changes(self, changes: Changes, _initiator: QObject | None) -> None:
        if changes.touch(*self.changes_that_matter):
            self.make_stale()


class Panel(Refreshing):
    """A part of a page that looks after its own data: a tab, a step of a path."""

    def go_to(self, place: object) -> None:
        """Go to what a Target named within the tab or step; to be overridden where there is such."""


class Page(Refreshing):
    """One page of the window. Fill ``body`` after calling ``super().__init__``."""

    def __init__(self, workspace: Workspace, *, title: str) -> None:
        super().__init__(workspace)
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.banner = Banner(self)
        self._title = OneLine(Role.TITLE)
        self._title.setText(title)
        self._context = OneLine(Role.MUTED)
        self._back = QToolButton(self)
        self._line = QHBoxLayout()
        self._actions = QHBoxLayout()
        self._primary: QPushButton | None = None
        self._search_place = QVBoxLayout()
        self._empty = EmptyPlace(self)
        content = QWidget(self)
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP_M)
        self._stack = QStackedLayout()
        self._stack.addWidget(content)
        self._stack.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addLayout(self._header())
        outer.addWidget(self.banner)
        outer.addLayout(self._stack, 1)
        make_action(self, Action(_("Refresh"), self._refresh_all, key="F5"), group=title)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._give_title_room()
        return done

    def _give_title_room(self) -> None:
        """A title is whole before the search grows; where both are long, the search keeps what it needs to be read."""
        asked = self._title.sizeHint().width()
        room = self._line.geometry().width() - self._actions.sizeHint().width() - 2 * GAP_M
        least = min(asked, TITLE_FIRST, room - GLASS_WIDTH)
        self._title.setMinimumWidth(max(0, least, min(asked, room - SEARCH_WIDTH)))

    def here(self) -> object:
        """The argument by which one comes to where the page is now; None: by that with which it was opened."""
        return None

    def open(self, argument: object) -> None:
        """Go to what a Target named; to be overridden where the page takes an argument."""

    def _refresh_all(self) -> None:
        for part in (self, *self.findChildren(Panel)):
            part.make_stale()

    def first_focus(self) -> QWidget | None:
        """What has the focus when the page is shown; to be overridden."""
        return self._primary

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def context(self) -> str:
        return self._context.text()

    def set_title(self, text: str) -> None:
        self._title.setText(text)

    def set_context(self, text: str) -> None:
        self._context.setText(text)

    def set_primary(self, action: Action) -> QPushButton:
        """The one thing to do on this page, at its top right."""
        if self._primary is not None:
            self._primary.setParent(None)
            self._primary.deleteLater()
        self._primary = make_button(self, action, is_primary=True, group=self.title)
        self._actions.addWidget(self._primary)
        return self._primary

    def add_secondary(self, action: Action) -> QPushButton:
        """Another action, to the left of the primary one."""
        button = make_button(self, action, group=self.title)
        self._actions.insertWidget(self._actions.count() - (self._primary is not None), button)
        return button

    def set_actions(self, actions: Sequence[Action]) -> list[QPushButton]:
        """Offer these in place of what was offered before, the primary one first: a page of tabs, at every turn."""
        for button in self.findChildren(QPushButton):
            if self._actions.indexOf(button) >= 0:
                # Until it is really gone its key would be in the way of the new one's.
                for action in button.findChildren(QAction):
                    self.removeAction(action)
                button.setParent(None)
                button.deleteLater()
        self._primary = None
        made = [self.set_primary(action) for action in actions[:1]]
        return [*made, *(self.add_secondary(action) for action in actions[1:])]

    def set_back(self, target: Target | None) -> None:
        """An arrow before the title that leads to where one came from, or up to the target; or none."""
        self._back.setVisible(target is not None)
        for old in self._back.actions():
            self._back.removeAction(old)
            # Until it is really gone its key would be in the way of the new one's.
            old.setEnabled(False)
            old.deleteLater()
        if target is not None:
            action = Action(_("Back"), lambda: self.workspace.go_back(target), icon="arrow-left", key="Alt+Left")
            command = make_action(self, action, group=self.title)
            self._back.setDefaultAction(command)
            self._back.setToolTip(tooltip(action))

    def show_empty(self, state: EmptyState | None) -> None:
        """Put the empty state in place of the body, or bring the body back."""
        if state is not None:
            self._empty.show_state(state)
        self._stack.setCurrentIndex(0 if state is None else 1)

    def host_search(self, search: QWidget) -> None:
        """Take the window's one search box into the header while this page is in front."""
        self._search_place.addWidget(search)
        # Tab finds it where it stands, not between the parts of the page.
        QWidget.setTabOrder(self._back, search)

    def show_error(self, error: CentreError) -> None:
        self.banner.show_error(error.text)

    def _header(self) -> QGridLayout:
        self._back.setIconSize(QSize(20, 20))
        self._back.setIcon(icon("arrow-left"))
        self._back.hide()
        self._actions.setSpacing(GAP_S)
        # A box of its own leaves no gap after the search where a page has no actions.
        line = self._line
        line.setSpacing(GAP_M)
        line.addWidget(self._title, 3)
        line.addLayout(self._search_place, 2)
        line.addLayout(self._actions)
        header = QGridLayout()
        header.setHorizontalSpacing(GAP_S)
        header.setVerticalSpacing(0)
        header.addWidget(self._back, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        header.addLayout(line, 0, 1)
        # Under everything, because the facts of a cohort need the whole width.
        header.addWidget(self._context, 1, 1)
        header.setColumnStretch(1, 1)
        return header
