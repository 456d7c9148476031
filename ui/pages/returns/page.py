"""The returns of a year: how far each month has come, what was sent to whom, who may change what was sent."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.i18n import N_, _
from ui.actions import Action, make_action, open_under
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
        self._others = [make_action(self, other, group=self.title) for other in self._other_reports()]

    def _offer_actions(self) -> None:
        others = Action(_("Other reports"), lambda: self._offer_others(button), icon="more")
        *_own, button = self.set_actions((*self.panel.actions_of_page(), others))

    def _offer_others(self, button: QWidget) -> None:
        menu = QMenu(self)
        menu.addActions(self._others)
        open_under(button, menu)

    def _other_reports(self) -> Sequence[Action]:
        return (
            self._way_to("bound_forms", _("Forms of others"), icon="file-excel", key="Ctrl+Shift+F"),
            self._way_to("narrative", _("Reports in words"), icon="edit", key="Ctrl+Shift+W"),
            self._way_to("indicators", _("Indicators"), icon="list", key="Ctrl+Shift+I"),
            self._way_to("consolidation", _("Country's table"), icon="return", key="Ctrl+Shift+T"),
        )

    def _way_to(self, page: str, words: str, *, icon: str, key: str) -> Action:
        return Action(words, lambda: self.workspace.navigate(Target(page)), icon=icon, key=key)
