"""Blanks of strict account: how they came, what became of each, the balance; and the print runs that use them."""

from desktop_app.i18n import N_, _
from ui.navigation import Target
from ui.widgets.tab_page import TabPage, TabSpec
from ui.workspace import Workspace

TABS: tuple[TabSpec, ...] = (
    TabSpec("receipts", N_("Received"), "ui.pages.blanks.receipts:ReceiptsPanel"),
    TabSpec("stock", N_("Every blank"), "ui.pages.blanks.stock:StockPanel"),
    TabSpec("balance", N_("Balance"), "ui.pages.blanks.balance:BalancePanel"),
    TabSpec("runs", N_("Print runs"), "ui.pages.blanks.runs:RunsPanel"),
)


class BlanksPage(TabPage):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Blanks"), tabs=TABS)
        self.set_back(Target("certificates"))
