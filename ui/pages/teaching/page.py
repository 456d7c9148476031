"""Rooms and trainers: who teaches, where, and what hours a month came to."""

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop_app.i18n import N_, _
from ui.actions import Action
from ui.navigation import Target
from ui.pages.teaching.lists_panel import RoomsPanel, TrainersPanel
from ui.pages.teaching.pay_panel import PayPanel
from ui.widgets.card import Card
from ui.widgets.page import Page, Panel
from ui.workspace import Workspace

TABS = {"trainers": N_("Trainers"), "rooms": N_("Rooms"), "hours": N_("Hours of trainers")}


class TeachingPage(Page):
    """``open("rooms")`` goes to a tab."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Rooms and trainers"))
        self.trainers, self.rooms, self.hours = TrainersPanel(workspace), RoomsPanel(workspace), PayPanel(workspace)
        self._panels: dict[str, Panel] = {"trainers": self.trainers, "rooms": self.rooms, "hours": self.hours}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for name, panel in self._panels.items():
            self.tabs.addTab(panel, _(TABS[name]))
        card = Card()
        card.body.addWidget(self.tabs)
        self.body.addWidget(card, 1)
        self.set_back(Target("timetable"))
        self.tabs.currentChanged.connect(lambda _place: self._offer_new())
        self._offer_new()

    def open(self, argument: object) -> None:
        if argument in self._panels:
            self.tabs.setCurrentWidget(self._panels[str(argument)])

    def first_focus(self) -> QWidget | None:
        return self.tabs.currentWidget().focusProxy()

    def _offer_new(self) -> None:
        """What can be added is that of the tab in front."""
        front = self.tabs.currentWidget()
        if isinstance(front, RoomsPanel):
            self.set_primary(
                Action(_("New room"), self.rooms.add, icon="plus", key="Ctrl+N", right="edit_timetable")
            ).show()
        else:
            add = self.set_primary(
                Action(_("New trainer"), self.trainers.add, icon="plus", key="Ctrl+N", right="edit_timetable")
            )
            add.setVisible(front is self.trainers)
