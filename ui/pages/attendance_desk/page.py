"""Attendance of all cohorts: what is not marked, who is out of reach, what is doubtful, and the papers of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import N_, _
from ui.navigation import load
from ui.pages.attendance_desk.desk_panel import DeskPanel
from ui.widgets.card import Card
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Page
from ui.workspace import Workspace


@dataclass(frozen=True)
class TabSpec:
    """A tab of the page; ``factory`` ("module:name") makes its DeskPanel when the tab is first chosen."""

    name: str
    title: str
    factory: str


TABS: tuple[TabSpec, ...] = (
    TabSpec("unmarked", N_("Not marked"), "ui.pages.attendance_desk.unmarked:UnmarkedPanel"),
    TabSpec("reach", N_("Out of reach"), "ui.pages.attendance_desk.reach:ReachPanel"),
    TabSpec("cohorts", N_("All cohorts"), "ui.pages.attendance_desk.reach_cohorts:CohortsPanel"),
    TabSpec("heads", N_("Heads"), "ui.pages.attendance_desk.heads:HeadsPanel"),
    TabSpec("doubtful", N_("Doubtful"), "ui.pages.attendance_desk.doubtful:DoubtfulPanel"),
    TabSpec("absences", N_("Absences"), "ui.pages.attendance_desk.absences:AbsencesPanel"),
    TabSpec("walk_ins", N_("Not on the list"), "ui.pages.attendance_desk.walk_ins:WalkInsPanel"),
    TabSpec("door", N_("Door"), "ui.pages.attendance_desk.scan_station:DoorPanel"),
    TabSpec("sheets", N_("Sheets"), "ui.pages.attendance_desk.sheets:SheetsPanel"),
    TabSpec("imports", N_("From files"), "ui.pages.attendance_desk.imports:ImportsPanel"),
)


class AttendanceDeskPage(Page):
    """``open("sheets")`` goes to a tab, ``open(("sheets", 12))`` to a place in it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Attendance"))
        self.tabs: LateTabs[DeskPanel] = LateTabs()
        for spec in TABS:
            self.tabs.add(spec.name, _(spec.title), partial(self._make, spec))
        card = Card()
        card.body.addWidget(self.tabs)
        self.body.addWidget(card, 1)
        self.tabs.currentChanged.connect(lambda _place: self._offer_actions())

    @property
    def panel(self) -> DeskPanel:
        """The panel of the tab in front."""
        return self.tabs.content()

    def open(self, argument: object) -> None:
        name, *place = argument if isinstance(argument, tuple) else (argument,)
        self.tabs.choose(str(name))
        for wanted in place:
            self.panel.go_to(wanted)

    def here(self) -> object:
        return self.tabs.name

    def first_focus(self) -> QWidget | None:
        return self.panel.focusProxy() or self.panel

    def showEvent(self, event: QShowEvent) -> None:
        self._offer_actions()
        super().showEvent(event)

    def _offer_actions(self) -> None:
        """What can be done is that of the tab in front."""
        self.set_actions(self.panel.actions_of_page())

    def _make(self, spec: TabSpec) -> DeskPanel:
        make = cast("Callable[[Workspace], DeskPanel]", load(spec.factory))
        panel = make(self.workspace)
        panel.actions_changed.connect(self._offer_actions)
        return panel
