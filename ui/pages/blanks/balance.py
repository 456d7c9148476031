"""The balance act of a period, as it is printed and signed."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.blanks.balance import balance, balance_act
from desktop_app.blanks.records import BalanceLine
from desktop_app.i18n import LANGUAGES, N_, _
from desktop_app.orders.templates import PAPER_LANGUAGES
from desktop_app.papers.records import Paper
from desktop_app.reference.service import profile
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_query
from ui.pages.blanks.paper_actions import MakePaper, PaperActions
from ui.theme import GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import DateField
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

BALANCE_COLUMNS: tuple[Column[BalanceLine], ...] = (
    Column("series", N_("Series"), lambda row: row.letters, width=80),
    Column("before", N_("Left before"), lambda row: row.before, width=110),
    Column("received", N_("Received"), lambda row: row.received, width=100),
    Column("used", N_("Used"), lambda row: row.used, width=110),
    Column("spoiled", N_("Spoiled"), lambda row: row.spoiled, width=110),
    Column("lost", N_("Lost"), lambda row: row.lost, width=110),
    Column("left", N_("In stock"), lambda row: row.left, width=100),
)
DAY_WIDTH = 150


class BalancePanel(TabPanel):
    changes_that_matter = frozenset({"blank", "blank_receipt", "centre_profile"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        today = workspace.centre.clock.today()
        self.since, self.until = DateField("since", _("From")), DateField("until", _("To"))
        for field, day in ((self.since, date(today.year, 1, 1)), (self.until, today)):
            field.setFixedWidth(DAY_WIDTH)
            field.set_value(day)
            field.edited.connect(self.make_stale)
        self.language = Chooser(_("Language of the paper"), [Choice(code, LANGUAGES[code]) for code in PAPER_LANGUAGES])
        self.language.chosen.connect(lambda _code: self.make_stale())
        self._is_language_chosen = False
        self.paper = PaperActions(workspace, name=_("Act of balance of blanks"), entity="blank")
        self.table: RecordTable[BalanceLine] = RecordTable(
            workspace,
            "blanks.balance",
            BALANCE_COLUMNS,
            has_filter=False,
            empty=EmptyState(_("No blanks were received until then."), icon="list"),
        )
        self._lay_out()
        self.setFocusProxy(self.since)

    def actions_of_page(self) -> Sequence[Action]:
        return self.paper.actions()

    def refresh(self) -> None:
        if not self._is_language_chosen:
            self._is_language_chosen = True
            run_query(self, lambda centre: centre.read(profile).document_language, self._begin_in)
            return
        since, until = self.since.value, self.until.value
        if since is None or until is None:
            return
        language = self.language.value

        def make(centre: "Centre") -> Paper:
            return centre.read(balance_act, since=since, until=until, paper_language=language)

        run_query(
            self,
            lambda centre: centre.read(balance, since=since, until=until),
            lambda lines: self._show(lines, make),
            lambda error: self.until.show_error(error.text),
            slot="refresh",
        )

    def _begin_in(self, language: str) -> None:
        self.language.choose(language)
        self.refresh()

    def _show(self, lines: list[BalanceLine], make: MakePaper) -> None:
        self.until.show_error("")
        self.table.set_rows(lines)
        self.paper.show_paper(make)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        for part in (self.since, self.until, self.language):
            top.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(GAP_S)
        left.addLayout(top)
        left.addWidget(self.table, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_M)
        outer.addLayout(left, 1)
        outer.addWidget(self.paper.preview, 1)
