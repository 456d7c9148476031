"""Pairs of cards by their score, the two of the current pair side by side, and what to do with them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from desktop_app.changes import Outcome
from desktop_app.doubles.choices import pair_id
from desktop_app.doubles.comparing import Comparison, compare_cards
from desktop_app.doubles.merging import Merged, merge_people
from desktop_app.doubles.pairs import ask_again, count_pairs, pairs
from desktop_app.doubles.parting import undo_merge
from desktop_app.doubles.records import PairFilter, PairLine, PairState
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui.actions import Action, make_button
from ui.asked_form import MERGING, Asked, allowed_text, ask_allowed
from ui.models.paged_model import Order, PagedModel
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.doubles.columns import PAIR_COLUMNS
from ui.pages.doubles.comparison_view import ComparisonView
from ui.pages.doubles.different_dialog import DifferentDialog
from ui.theme import GAP_M
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page, Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from desktop_app.accounts.approvals import ApprovalRecord
    from desktop_app.centre import Centre

LIST_SHARE, CARDS_SHARE = 4, 6
SIDE_BY_SIDE_FROM = 1000


class ReviewPanel(Panel):
    """The pairs of one state: those to be reviewed, or those said to be different people."""

    changes_that_matter = frozenset({"duplicate_pair", "person", "enrolment", "former_name", "approval"})

    counted = Signal(int)

    def __init__(self, page: Page, state: PairState) -> None:
        super().__init__(page.workspace)
        self.banner = page.banner
        self.wanted = PairFilter(state)
        self._pinned: tuple[int, int] | None = None
        self._place = 0
        # The request whose choice is shown: what is chosen after it is not turned back by a look at the list.
        self._taken_up = 0
        self.model: PagedModel[PairLine] = PagedModel(self, PAIR_COLUMNS, count=self._count, fetch=self._fetch)
        self.table: RecordTable[PairLine] = RecordTable(
            self.workspace, f"doubles.{state}", PAIR_COLUMNS, paged=self.model, has_filter=False, is_sortable=False
        )
        self.cards = ComparisonView(self.workspace)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.model.counted.connect(self._show_count)
        self.table.selection_changed.connect(self._look)
        self.table.opened.connect(lambda _pair: self.cards.fields.view.setFocus())
        self.cards.card_wanted.connect(lambda person_id: self.workspace.navigate(Target("person", person_id)))

    def refresh(self) -> None:
        self._place = max(self.table.view.currentIndex().row(), 0)
        self.model.reload()

    def narrow(self, wanted: PairFilter) -> None:
        """Show other pairs of the same state."""
        self.wanted = replace(wanted, state=self.wanted.state)
        self._place = 0
        self.make_stale()

    def pin(self, first_id: int, second_id: int) -> None:
        """Show these two, whether they stand in the list or not."""
        self._pinned = (first_id, second_id)
        self.table.view.clearSelection()
        self._compare(first_id, second_id)

    def merge(self) -> None:
        """Make one card of the two as chosen."""
        comparison = self.cards.comparison
        if comparison is None:
            return
        command = partial(
            merge_people,
            first_id=comparison.pair.first.id,
            second_id=comparison.pair.second.id,
            chosen=self.cards.chosen,
            versions=comparison.versions,
        )
        name = comparison.pair.second.full_name
        asked = Asked(MERGING, {"cards": self.cards.chosen_cards})
        run_command(self, lambda centre: centre.write(command), partial(self._merged, name), asked=asked)

    def say_different(self) -> None:
        if self.cards.comparison is None:
            return
        pair = self.cards.comparison.pair
        if DifferentDialog.ask(self, pair):
            self._pinned = None
            self.banner.show_outcome(_("Kept: these are two people."), undo=lambda: self._ask_again(pair))

    def ask_again(self) -> None:
        """Put the pair back among those to be reviewed."""
        if self.cards.comparison is not None:
            self._ask_again(self.cards.comparison.pair)

    def later(self) -> None:
        """Go on to the next pair; this one stays in the list."""
        self._pinned = None
        here = self.table.view.currentIndex().row()
        if self.model.rowCount():
            self.table.select_place((here + 1) % self.model.rowCount())

    def _lay_out(self) -> None:
        actions = {
            PairState.OPEN: (
                Action(_("Merge into one card"), self.merge, icon="link", key="Ctrl+M", right="merge_people"),
                Action(_("Different people"), self.say_different, icon="people", key="Ctrl+D", right="merge_people"),
                Action(_("Later"), self.later, icon="arrow-right", key="Ctrl+L"),
            ),
            PairState.DIFFERENT: (Action(_("Ask again"), self.ask_again, icon="undo", key="Ctrl+D"),),
        }[self.wanted.state]
        row = WrappingRow()
        for place, action in enumerate(actions):
            button = make_button(self, action, is_primary=place == 0, group=_("Two cards"))
            self.buttons[action.text] = button
            row.addWidget(button)
        left, right = Card(), Card()
        left.body.addWidget(self.table, 1)
        right.body.addWidget(self.cards, 1)
        right.body.addLayout(row)
        whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        whole.setContentsMargins(0, GAP_M, 0, 0)
        whole.setSpacing(GAP_M)
        whole.addWidget(left, LIST_SHARE)
        whole.addWidget(right, CARDS_SHARE)
        self._whole = whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the two cards stand below the pairs: beside them each value would be a few letters."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= SIDE_BY_SIDE_FROM
        self._whole.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)

    def _count(self, centre: "Centre", _text: str) -> int:
        return centre.read(count_pairs, wanted=self.wanted)

    def _fetch(self, centre: "Centre", _order: Order, _text: str, offset: int, limit: int) -> list[PairLine]:
        return centre.read(pairs, wanted=self.wanted, offset=offset, limit=limit)

    def _show_count(self, count: int) -> None:
        if self._pinned is not None:
            self._compare(*self._pinned)
        elif count:
            self.table.select_place(min(self._place, count - 1))
        else:
            self._show(None)
        self.counted.emit(count)

    def _look(self) -> None:
        pair = self.table.current()
        if pair is not None and self.table.selected():
            self._pinned = None
            self._compare(*pair.ids)

    def _compare(self, first_id: int, second_id: int) -> None:
        query = partial(compare_cards, first_id=first_id, second_id=second_id)
        run_query(self, lambda centre: centre.read(query), self._show, self._show_gone, slot="compare")

    def _show(self, comparison: Comparison | None) -> None:
        if comparison != self.cards.comparison:
            self._taken_up = 0
        self.cards.show_comparison(comparison)
        if comparison is not None and self.wanted.state is PairState.OPEN:
            ids = pair_id(*comparison.pair.ids)
            ask_allowed(self, MERGING, self._take_up, act="merge", entity="person", entity_id=ids)
        for button in self.buttons.values():
            button.setEnabled(comparison is not None)
        if comparison is not None and comparison.obstacle:
            next(iter(self.buttons.values())).setEnabled(False)

    def _take_up(self, records: "Sequence[ApprovalRecord]") -> None:
        """Choose as it was chosen when the second person allowed it."""
        if records and records[0].id != self._taken_up:
            self._taken_up = records[0].id
            self.cards.show_allowed(allowed_text(records[0]), records[0].form["cards"])

    def _show_gone(self, error: CentreError) -> None:
        self._pinned = None
        self._show(None)
        self.banner.show_warning(error.text)

    def show_error(self, error: CentreError) -> None:
        self.banner.show_error(error.text)

    def _merged(self, name: str, outcome: Outcome[Merged]) -> None:
        self._pinned = None
        merged = outcome.value
        self.banner.show_outcome(
            _("{name}: two cards were made one.", name=name),
            undo=lambda: self._part(merged.merge_id),
            links=[(_("Open the card"), lambda: self.workspace.navigate(Target("person", merged.kept_id)))],
        )

    def _part(self, merge_id: int) -> None:
        run_command(
            self,
            lambda centre: centre.write(undo_merge, merge_id=merge_id),
            lambda _outcome: self.banner.show_outcome(_("The two cards are as they were before.")),
        )

    def _ask_again(self, pair: PairLine) -> None:
        first_id, second_id = pair.ids
        run_command(
            self,
            lambda centre: centre.write(ask_again, first_id=first_id, second_id=second_id),
            lambda _outcome: self.banner.show_outcome(_("The pair is to be reviewed again.")),
        )

    def show_nothing(self, state: EmptyState) -> None:
        """What to say where the list is empty."""
        self.table.set_empty(state)

    def first_focus(self) -> QWidget:
        return self.table.view
