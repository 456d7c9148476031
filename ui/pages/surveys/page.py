"""Surveys of all cohorts and of anybody, and the questionnaires that they are made with."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import N_, _
from ui.navigation import load
from ui.pages.surveys.tab import SurveysTab
from ui.widgets.card import Card
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Page
from ui.workspace import Workspace


@dataclass(frozen=True)
class TabSpec:
    """A tab of the page; ``factory`` ("module:name") makes its SurveysTab when the tab is first chosen."""

    name: str
    title: str
    factory: str


TABS: tuple[TabSpec, ...] = (
    TabSpec("rounds", N_("Being asked"), "ui.pages.surveys.rounds_panel:RoundsPanel"),
    TabSpec("shelf", N_("Questionnaires"), "ui.pages.surveys.shelf_panel:ShelfPanel"),
    TabSpec("results", N_("Results"), "ui.pages.surveys.results_panel:ResultsPanel"),
    TabSpec("themes", N_("Open answers"), "ui.pages.surveys.themes:ThemesPanel"),
    TabSpec("trends", N_("Trends"), "ui.pages.surveys.trends:TrendsPanel"),
)


class SurveysPage(Page):
    """``open("shelf")`` goes to a tab, ``open(("shelf", 12))`` to a place in it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Surveys"))
        self.tabs: LateTabs[SurveysTab] = LateTabs()
        for spec in TABS:
            self.tabs.add(spec.name, _(spec.title), partial(self._make, spec))
        card = Card()
        card.body.addWidget(self.tabs)
        self.body.addWidget(card, 1)
        self.tabs.currentChanged.connect(lambda _place: self._offer_actions())

    @property
    def panel(self) -> SurveysTab:
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

    def _make(self, spec: TabSpec) -> SurveysTab:
        make = cast("Callable[[Workspace], SurveysTab]", load(spec.factory))
        panel = make(self.workspace)
        panel.actions_changed.connect(self._offer_actions)
        return panel
