"""What was merged, and the way back for a year."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.doubles.parting import mergings, undo_merge
from desktop_app.doubles.records import Merging
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui.actions import Action, make_button
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.doubles.columns import MERGING_COLUMNS
from ui.theme import GAP_M
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page, Panel
from ui.widgets.record_table import RecordTable

SHOWN = 2_000


class MergedPanel(Panel):
    changes_that_matter = frozenset({"person_merge"})

    def __init__(self, page: Page) -> None:
        super().__init__(page.workspace)
        self.banner = page.banner
        words = _("Nothing was merged yet. What is merged can be undone here for a year.")
        self.table: RecordTable[Merging] = RecordTable(
            self.workspace, "doubles.merged", MERGING_COLUMNS, empty=EmptyState(words, None, "link")
        )
        undo = Action(_("Part the two cards again"), self.undo, icon="undo", key="Ctrl+D", right="merge_people")
        self._undo = make_button(self, undo, group=_("Two cards"))
        self.table.opened.connect(lambda row: self.workspace.navigate(Target("person", row.kept_id)))
        self.table.selection_changed.connect(self._allow)
        card = Card()
        card.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self._undo)
        row.addStretch(1)
        card.body.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, GAP_M, 0, 0)
        whole.addWidget(card, 1)
        self._allow()

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(mergings, limit=SHOWN), self._show, slot="refresh")

    def undo(self) -> None:
        merging = self.table.current()
        if merging is not None and merging.can_undo:
            run_command(
                self,
                lambda centre: centre.write(undo_merge, merge_id=merging.id),
                lambda _outcome: self.banner.show_outcome(_("The two cards are as they were before.")),
            )

    def show_error(self, error: CentreError) -> None:
        self.banner.show_error(error.text)

    def _show(self, rows: list[Merging]) -> None:
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.select(lambda _row: True)
        self._allow()

    def _allow(self) -> None:
        merging = self.table.current()
        self._undo.setEnabled(merging is not None and merging.can_undo)
