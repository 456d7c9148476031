"""A page that is nothing but tabs: each is made when first chosen, and says what can be done while it is in front."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from ui.actions import Action
from ui.navigation import load
from ui.widgets.card import Card
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Page, Panel
from ui.workspace import Workspace


@dataclass(frozen=True)
class TabSpec:
    """A tab of a page; ``factory`` ("module:name") makes its TabPanel when the tab is first chosen."""

    name: str
    title: str
    factory: str


class TabPanel(Panel):
    """Made as ``factory(workspace)`` when it is first chosen. What has the focus first is its focus proxy."""

    actions_changed = Signal()
    """What ``actions_of_page`` tells is another one now."""

    def actions_of_page(self) -> Sequence[Action]:
        """What is offered at the top of the page while the tab is in front, the primary action first."""
        return ()


class TabPage(Page):
    """``open("sheets")`` goes to a tab, ``open(("sheets", 12))`` to a place in it."""

    def __init__(self, workspace: Workspace, *, title: str, tabs: Sequence[TabSpec]) -> None:
        super().__init__(workspace, title=title)
        self.tabs: LateTabs[TabPanel] = LateTabs()
        for spec in tabs:
            self.tabs.add(spec.name, _(spec.title), partial(self._make, spec))
        card = Card()
        card.body.addWidget(self.tabs)
        self.body.addWidget(card, 1)
        self.tabs.currentChanged.connect(lambda _place: self._offer_actions())

    @property
    def panel(self) -> TabPanel:
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

    def _make(self, spec: TabSpec) -> TabPanel:
        make = cast("Callable[[Workspace], TabPanel]", load(spec.factory))
        panel = make(self.workspace)
        panel.actions_changed.connect(self._offer_actions)
        return panel
