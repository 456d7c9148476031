"""The timetable of the whole centre: weeks of rooms, trainers and cohorts, and what is being held now."""

from datetime import date

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop_app.i18n import N_, _
from ui.actions import Action
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.timetable.desk import WeekDesk
from ui.pages.timetable.now_board import NowBoard
from ui.pages.timetable.papers import PapersButton
from ui.pages.timetable.seen import Kind, Whose
from ui.pages.timetable.whose_box import Known, WhoseBox, known
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.workspace import Workspace

TABS = {"week": N_("Week"), "now": N_("Now")}
# Under which the week that was looked at outlives the page: a new language makes it anew.
SEEN = "week of the timetable"


class TimetablePage(Page):
    """``open("now")`` shows the board, ``open(("room", 4))`` the week of a room; so for "trainer" and "cohort"."""

    changes_that_matter = frozenset({"room", "trainer", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Timetable"))
        self.desk = WeekDesk(workspace)
        self.board = NowBoard(workspace)
        self.whose = WhoseBox()
        self.whose.chosen.connect(self.desk.look_at)
        self.add_secondary(
            Action(
                _("Rooms and trainers"),
                lambda: workspace.navigate(Target("teaching")),
                icon="people",
                key="Ctrl+Shift+R",
            )
        )
        self.papers = PapersButton(self, self._what, group=_("Timetable"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for panel, title in zip((self._week(), self.board), TABS.values(), strict=True):
            self.tabs.addTab(panel, _(title))
        card = Card()
        card.body.addWidget(self.tabs)
        self.body.addWidget(card, 1)
        if SEEN in workspace.drafts:
            self.desk.look_at(*workspace.drafts[SEEN])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.desk.whose is not None:
            self.workspace.drafts[SEEN] = self.desk.whose, self.desk.view.day

    def open(self, argument: object) -> None:
        if argument in TABS:
            self.tabs.setCurrentIndex(list(TABS).index(str(argument)))
        elif isinstance(argument, tuple):
            kind, place = argument
            self.tabs.setCurrentIndex(0)
            self.desk.look_at(Whose(Kind(kind), place))
            self.make_stale()

    def first_focus(self) -> QWidget | None:
        return self.board.table.view if self.tabs.currentIndex() else self.desk.view

    def refresh(self) -> None:
        run_query(self, known, self._offer, slot="refresh")

    def _week(self) -> QWidget:
        week = QWidget()
        self.desk.tools.addWidget(self.papers.button)
        outer = QVBoxLayout(week)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        self.desk.begin_with(self.whose)
        outer.addWidget(self.desk)
        return week

    def _offer(self, found: Known) -> None:
        now = self.desk.whose or found.first
        if now is None:
            teach = Action(_("Rooms and trainers"), lambda: self.workspace.navigate(Target("teaching")), icon="people")
            words = _("There are no rooms, trainers or running cohorts yet, so there are no weeks to look at.")
            self.show_empty(EmptyState(words, teach, "calendar"))
            return
        self.show_empty(None)
        self.whose.offer(found, now)
        if self.desk.whose is None:
            self.desk.look_at(now)

    def _what(self) -> tuple[Whose, str, date] | None:
        seen = self.desk.seen
        if seen is None:
            return None
        return seen.whose, seen.sheet.week.title, self.desk.view.day or self.desk.monday
