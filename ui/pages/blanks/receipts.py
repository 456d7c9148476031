"""The receipts of blanks: taken in by a document, taken back when it was a mistake."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.blanks.receipts import receipts, receive, take_back
from desktop_app.blanks.records import Receipt, written
from desktop_app.i18n import N_, _, _n
from ui import formats
from ui.actions import Action
from ui.models.table_model import Align, Column
from ui.operations import run_command, run_query
from ui.pages.blanks.receipt_dialog import ReceiptDialog
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.workspace import Workspace

RECEIPT_COLUMNS: tuple[Column[Receipt], ...] = (
    Column("day", N_("Day"), lambda row: row.received_on, width=100),
    Column(
        "numbers",
        N_("Numbers"),
        lambda row: row.text,
        width=196,
        sort=lambda row: (row.letters, row.first),
    ),
    Column("count", N_("Received"), lambda row: row.count, width=84),
    Column("used", N_("Used"), lambda row: row.used, width=84),
    Column("spoiled", N_("Spoiled"), lambda row: row.spoiled, width=84),
    Column("lost", N_("Lost"), lambda row: row.lost, width=84),
    Column(
        "left",
        N_("In stock"),
        lambda row: row.left,
        width=110,
        shown=formats.integer_text,
        align=Align.RIGHT,
        tone=lambda row: None if row.left else Tone.MUTED,
    ),
    Column("document", N_("Document"), lambda row: row.document, width=200, is_stretched=True),
)


class ReceiptsPanel(TabPanel):
    changes_that_matter = frozenset({"blank", "blank_receipt"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.table: RecordTable[Receipt] = RecordTable(
            workspace,
            "blanks.receipts",
            RECEIPT_COLUMNS,
            empty=EmptyState(
                _("No blanks were received yet. Type in the first and the last number as they stand on them."),
                self._new(),
                "certificate",
            ),
            filter_hint=_("Number or document"),
        )
        self.table.add_row_action(Action(_("Take back"), self.take_back, icon="delete", key="Del", right="keep_blanks"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.table)
        self.setFocusProxy(self.table.filter_box)

    def actions_of_page(self) -> Sequence[Action]:
        return (self._new(key="Ctrl+N"),)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(receipts), self.table.set_rows, slot="refresh")

    def add(self) -> None:
        count = ReceiptDialog.ask(self)
        if count is not None:
            self.workspace.show_notice(_n("{n} blank is received.", "{n} blanks are received.", count))

    def take_back(self) -> None:
        """Not asked for, but undone from the banner: nothing was used of it."""
        row = self.table.current()
        if row is not None:
            run_command(
                self,
                lambda centre: centre.write(take_back, receipt_id=row.id),
                lambda outcome: self._tell_taken(outcome.value),
            )

    def _tell_taken(self, taken: Receipt) -> None:
        first, last = (written("", number, taken.digits).strip() for number in (taken.first, taken.last))
        values = {
            "letters": taken.letters,
            "received_on": taken.received_on,
            "document": taken.document,
            "note": taken.note,
        }
        self.workspace.show_notice(
            _("The receipt of {numbers} is taken back.", numbers=taken.text),
            undo=lambda: run_command(self, lambda centre: centre.write(receive, first=first, last=last, **values)),
        )

    def _new(self, key: str = "") -> Action:
        return Action(_("Receive blanks…"), self.add, icon="plus", key=key, right="keep_blanks")
