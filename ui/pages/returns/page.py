"""The returns of a year: how far each month has come, what was sent to whom, who may change what was sent."""

from collections.abc import Sequence

from desktop_app.i18n import N_, _
from ui.actions import Action
from ui.navigation import Target
from ui.widgets.tab_page import TabPage, TabSpec
from ui.workspace import Workspace

TABS: tuple[TabSpec, ...] = (
    TabSpec("months", N_("Months"), "ui.pages.returns.board:BoardPanel"),
    TabSpec("sent", N_("What was sent"), "ui.pages.returns.register:RegisterPanel"),
    TabSpec("exceptions", N_("Exceptions"), "ui.pages.returns.exceptions:ExceptionsPanel"),
)


class ReturnsPage(TabPage):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Returns"), tabs=TABS)

    def _offer_actions(self) -> None:
        self.set_actions((*self.panel.actions_of_page(), *self._always()))

    def _always(self) -> Sequence[Action]:
        return (
            Action(
                _("Forms of others"),
                lambda: self.workspace.navigate(Target("bound_forms")),
                icon="file-excel",
                key="Ctrl+Shift+F",
            ),
            Action(
                _("Reports in words"),
                lambda: self.workspace.navigate(Target("narrative")),
                icon="edit",
                key="Ctrl+Shift+W",
            ),
            Action(
                _("Country's table"),
                lambda: self.workspace.navigate(Target("consolidation")),
                icon="return",
                key="Ctrl+Shift+T",
            ),
        )
