"""Every blank by its number: where it is, on which certificate, and why it was written off."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.blanks.records import STATE_WORDS, BlankRecord, BlankState
from desktop_app.blanks.stock import blank_count, blanks, note_acts, restore, write_off
from desktop_app.i18n import N_, _, _n
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.paged_model import Order, PagedModel
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_command
from ui.pages.blanks.write_off_dialog import ActDialog, WriteOffDialog
from ui.theme import Tone
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

TONES = {
    BlankState.LEFT: Tone.PLAIN,
    BlankState.USED: Tone.GOOD,
    BlankState.SPOILED: Tone.WARN,
    BlankState.LOST: Tone.BAD,
}
BLANK_COLUMNS: tuple[Column[BlankRecord], ...] = (
    Column("number", N_("Blank"), lambda row: row.text, width=110),
    Column("state", N_("State"), lambda row: _state(row), width=138, tone=lambda row: TONES[row.state]),
    Column("certificate", N_("Certificate"), lambda row: row.certificate, width=136),
    Column("holder", N_("Holder"), lambda row: row.holder, width=240, is_stretched=True, is_told_whole=True),
    Column("reason", N_("Reason"), lambda row: row.reason, width=130, is_stretched=True, is_told_whole=True),
    Column("act", N_("Act"), lambda row: row.act_number, width=90),
    Column("day", N_("Day"), lambda row: row.changed_on, width=96),
    Column("by", N_("Who"), lambda row: row.changed_by, width=150),
)


class StockPanel(TabPanel):
    """``go_to("831")`` looks for a number."""

    changes_that_matter = frozenset({"blank", "blank_receipt", "certificate"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.rows: PagedModel[BlankRecord] = PagedModel(self, BLANK_COLUMNS, count=self._count, fetch=self._fetch)
        self.table: RecordTable[BlankRecord] = RecordTable(
            workspace,
            "blanks.stock",
            BLANK_COLUMNS,
            paged=self.rows,
            empty=EmptyState(_("No blanks here."), icon="certificate"),
            filter_hint=_("Number of the blank or of the certificate, name"),
            is_sortable=False,
        )
        self.state = Chooser(
            _("State"),
            [Choice(None, _("All states")), *(Choice(state, _(words)) for state, words in STATE_WORDS.items())],
        )
        self.state.chosen.connect(lambda _state: self.refresh())
        self.table.tools.insertWidget(1, self.state)
        self.table.opened.connect(self._go_to_cohort)
        self.table.add_row_action(Action(_("Open the cohort"), lambda: self._go_to_cohort(self.table.current())))
        self.table.add_row_action(
            Action(_("Number of the act…"), self.note_act, icon="edit", key="Ctrl+E", right="keep_blanks")
        )
        self.table.add_row_action(
            Action(_("Left again"), self.restore, icon="undo", key="Ctrl+Shift+Del", right="keep_blanks")
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.table)
        self.setFocusProxy(self.table.filter_box)

    def actions_of_page(self) -> Sequence[Action]:
        return (Action(_("Write off…"), self.write_off, icon="cross", key="Ctrl+D", right="keep_blanks"),)

    def go_to(self, place: object) -> None:
        self.table.filter_box.setText(str(place))

    def refresh(self) -> None:
        self.rows.reload()

    def write_off(self) -> None:
        """Of the blanks that are chosen, or of those that are typed in."""
        ids = WriteOffDialog.ask(self, self.table.selected())
        if ids is not None:
            self.workspace.show_notice(
                _n("{n} blank is written off.", "{n} blanks are written off.", len(ids)),
                undo=lambda: run_command(self, lambda centre: centre.write(restore, blank_ids=ids)),
            )

    def note_act(self) -> None:
        """For what was written off before the act was signed."""
        rows = self._written_off()
        outcome = ActDialog.ask(self, rows) if rows else None
        if outcome is not None:
            before = outcome.value
            self.workspace.show_notice(
                _n("The act of {n} blank is kept.", "The act of {n} blanks is kept.", len(before)),
                undo=lambda: run_command(self, lambda centre: centre.write(note_acts, acts=before)),
            )

    def _written_off(self) -> list[BlankRecord]:
        """The chosen ones that were, or none and a word about it."""
        rows = [row for row in self.table.selected() if row.state in (BlankState.SPOILED, BlankState.LOST)]
        if not rows:
            self.workspace.show_notice(_("Choose blanks that were spoiled or lost."))
        return rows

    def restore(self) -> None:
        """What was written off by mistake, or found, lies in the safe again; the banner writes it off once more."""
        rows = self._written_off()
        if not rows:
            return
        ids = [row.id for row in rows]
        run_command(
            self, lambda centre: centre.write(restore, blank_ids=ids), lambda _outcome: self._tell_restored(rows)
        )

    def _tell_restored(self, rows: Sequence[BlankRecord]) -> None:
        def again(row: BlankRecord) -> None:
            values = {"letters": row.letters, "first": row.number, "last": row.number, "state": row.state}
            values |= {"reason": row.reason, "act_number": row.act_number, "on": row.changed_on}
            run_command(self, lambda centre: centre.write(write_off, **values))

        self.workspace.show_notice(
            _n("{n} blank is left again.", "{n} blanks are left again.", len(rows)),
            undo=lambda: [again(row) for row in rows],
        )

    def _count(self, centre: "Centre", text: str) -> int:
        return centre.read(blank_count, state=self.state.value, text=text)

    def _fetch(self, centre: "Centre", _order: Order, text: str, offset: int, limit: int) -> list[BlankRecord]:
        return centre.read(blanks, state=self.state.value, text=text, offset=offset, limit=limit)

    def _go_to_cohort(self, row: BlankRecord | None) -> None:
        if row is not None and row.cohort_id is not None:
            self.workspace.navigate(Target("cohort", (row.cohort_id, "certificates")))


def _state(row: BlankRecord) -> str:
    return _("Lent") if row.is_lent else _(STATE_WORDS[row.state])
