"""The ground of the tabs of the page of surveys."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from ui.actions import Action
from ui.widgets.page import Panel


class SurveysTab(Panel):
    """Made as ``factory(workspace)`` when it is first chosen. What has the focus first is its focus proxy."""

    actions_changed = Signal()
    """What ``actions_of_page`` tells is another one now."""

    def actions_of_page(self) -> Sequence[Action]:
        """What is offered at the top of the page while the tab is in front, the primary action first."""
        return ()
