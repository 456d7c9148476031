"""The register of orders and letters: those received, the centre's own, and what is quoted but not registered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n import N_, _, _n
from desktop_app.orders.quotes import quoted_unregistered
from desktop_app.orders.records import OrderDraft, OrderRecord, Quoted
from desktop_app.orders.service import (
    register_paper,
    register_quoted,
    register_quoted_own,
    register_years,
    remove_paper,
)
from desktop_app.reference.records import ListItem
from desktop_app.reference.service import list_items
from ui.actions import Action, make_button
from ui.cancel_order_dialog import ask_to_cancel
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.orders.columns import COMING_COLUMNS, OWN_COLUMNS, QUOTED_COLUMNS
from ui.pages.orders.edit_dialog import CorrectDialog, OrderDialog
from ui.pages.orders.pane import OrderPane
from ui.pages.orders.register_list import RegisterList
from ui.reference_choices import item_choices
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

COMING, OWN, QUOTED = "coming", "own", "quoted"
TABS = {
    COMING: N_("From the ministry and others"),
    OWN: N_("The centre's own"),
    QUOTED: N_("Quoted, not in the register"),
}
PANE_WIDTH = 380


@dataclass(frozen=True)
class Around:
    """What stands around the lists: the kinds of papers, the years of each register, what is not registered."""

    kinds: tuple[ListItem, ...]
    years: Mapping[str, Sequence[int]]
    quoted: tuple[Quoted, ...]


class OrdersPage(Page):
    """``open`` takes the id of a paper or the name of a tab."""

    changes_that_matter = frozenset(
        {
            *("order_register", "order_entry", "order_file", "plan_line", "channel_figure", "stated_figure"),
            *("programme", "programme_stage", "cohort", "dated_rule", "due_rule", "training_organisation"),
        }
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Orders"))
        self.kinds: tuple[Choice, ...] = ()
        self._around: Around | None = None
        self.pane = OrderPane(workspace)
        self.tabs: LateTabs[RegisterList | RecordTable[Quoted]] = LateTabs()
        for name, make in ((COMING, self._make_coming), (OWN, self._make_own), (QUOTED, self._make_quoted)):
            self.tabs.add(name, _(TABS[name]), make)
        self.tabs.made.connect(self._fill)
        self.set_primary(Action(_("New paper"), self.add, icon="plus", key="Ctrl+N", right="edit_papers"))
        self.own_button = self.add_secondary(
            Action(
                _("Register all own orders"),
                self.register_own,
                icon="order",
                key="Ctrl+Shift+R",
                hint=_("Enters every admission and completion order that cohorts quote, with its people"),
                right="edit_papers",
            )
        )
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _place: self._show_chosen())

    def open(self, argument: object) -> None:
        if isinstance(argument, str) and argument in TABS:
            self.tabs.choose(argument)
        elif isinstance(argument, int):
            self.pane.look_at(argument)

    def here(self) -> object:
        return self.tabs.name

    def first_focus(self) -> QWidget | None:
        return self.table.filter_box

    def refresh(self) -> None:
        run_query(self, _around, self._show_around, slot="refresh")
        if self.pane.shown is not None:
            self.pane.look_at(self.pane.shown.record.id)

    def add(self) -> None:
        """A paper of others; on the list of own ones an own paper that is about no cohort."""
        is_own = self.tabs.name == OWN
        today = self.workspace.centre.clock.today()
        self._entered(OrderDialog.ask(self, self.kinds, today=today, is_own=is_own))

    def edit(self) -> None:
        record = self._current()
        if record is not None:
            OrderDialog.ask(self, self.kinds, today=self.workspace.centre.clock.today(), record=record)

    def correct(self) -> None:
        """Another number or day, there and wherever it is quoted: shown first."""
        shown = self.pane.shown
        if shown is None:
            return
        changed = CorrectDialog.ask(self, shown.record, shown.citations)
        if changed is not None:
            self.banner.show_outcome(_n("Corrected, in {n} record too.", "Corrected, in {n} records too.", changed))

    def remove(self) -> None:
        """Take a paper of others out, or ask why an own one is cancelled."""
        record = self._current()
        if record is None:
            return
        if record.is_own:
            if record.cancelled_on is None:
                ask_to_cancel(self, record)
            return
        run_command(
            self,
            lambda centre: centre.write(remove_paper, order_id=record.id),
            lambda outcome: self._say_removed(outcome.value),
        )

    def add_quoted(self) -> None:
        """Enter what is quoted: an own order with its people at once, a paper of others by its form."""
        quoted = self.table.current()
        if not isinstance(quoted, Quoted):
            return
        if quoted.is_own and quoted.dated_on is not None:
            run_command(
                self,
                lambda centre: centre.write(register_quoted, quoted),
                lambda outcome: self._entered(outcome.value),
            )
        else:
            today = self.workspace.centre.clock.today()
            self._entered(OrderDialog.ask(self, self.kinds, today=today, quoted=quoted))

    def register_own(self) -> None:
        run_command(
            self, lambda centre: centre.write(register_quoted_own), lambda outcome: self._say_own(*outcome.value)
        )

    def _make_coming(self) -> RegisterList:
        made = RegisterList(self.workspace, "orders.coming", COMING_COLUMNS, is_own=False)
        take_out = Action(_("Take out of the register"), self.remove, icon="delete", key="Del", right="edit_papers")
        return self._connected(made, take_out)

    def _make_own(self) -> RegisterList:
        made = RegisterList(self.workspace, "orders.own", OWN_COLUMNS, is_own=True)
        cancel = Action(_("Cancel the order…"), self.remove, icon="cross", key="Ctrl+Delete", right="edit_papers")
        to_cohort = Action(_("Open the cohort"), self._open_cohort, icon="cohort", key="Ctrl+Return")
        return self._connected(made, cancel, to_cohort)

    def _connected(self, made: RegisterList, *further: Action) -> RegisterList:
        made.table.opened.connect(lambda _row: self.edit())
        made.table.selection_changed.connect(self._show_chosen)
        edit = Action(_("Edit"), self.edit, icon="edit", key="F2", right="edit_papers")
        correct = Action(_("Correct number or day…"), self.correct, icon="edit", key="Shift+F2", right="edit_papers")
        for action in (edit, correct, *further):
            made.table.add_row_action(action)
        return made

    def _make_quoted(self) -> RecordTable[Quoted]:
        made: RecordTable[Quoted] = RecordTable(self.workspace, "orders.quoted", QUOTED_COLUMNS)
        # As far under the tabs as the other two.
        made.setContentsMargins(0, GAP_S, 0, 0)
        enter = Action(_("Add to the register"), self.add_quoted, icon="plus", key="Ins", right="edit_papers")
        self._enter_button = make_button(made, enter)
        made.tools.addWidget(self._enter_button)
        made.opened.connect(lambda _row: self.add_quoted())
        return made

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self.tabs, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(card, 1)
        self.pane.setFixedWidth(PANE_WIDTH)
        row.addWidget(self.pane)
        self.body.addLayout(row, 1)

    def _show_around(self, around: Around) -> None:
        self._around = around
        self.kinds = item_choices(around.kinds, self.workspace.centre.clock.today())
        for name in self.tabs.contents:
            self._fill(name)
        self.own_button.setVisible(any(quoted.is_own for quoted in around.quoted))
        missing = len(around.quoted)
        self.set_context(
            _n(
                "{n} number is quoted and not in the register",
                "{n} numbers are quoted and not in the register",
                missing,
            )
            if missing
            else _("Every number that is quoted stands in the register.")
        )

    def _fill(self, name: str) -> None:
        part, around = self.tabs.content(name), self._around
        if around is None:
            return
        if isinstance(part, RegisterList):
            part.offer(around.years[name], self.kinds)
        else:
            part.set_empty(EmptyState(_("Every number that is quoted stands in the register."), icon="check"))
            part.set_rows(around.quoted)
            self._enter_button.setEnabled(bool(around.quoted))

    def _show_chosen(self) -> None:
        record = self._current()
        if self.tabs.name == QUOTED:
            self.pane.hide()
            return
        self.pane.show()
        self.pane.look_at(record.id if record is not None else None)

    def _current(self) -> OrderRecord | None:
        return None if self.tabs.name == QUOTED else self.table.current()

    @property
    def table(self) -> RecordTable[Any]:
        """The list in front."""
        part = self.tabs.content()
        return part.table if isinstance(part, RegisterList) else part

    def _open_cohort(self) -> None:
        record = self._current()
        if record is not None and record.cohort_id is not None:
            self.workspace.navigate(Target("cohort", (record.cohort_id, "papers")))

    def _entered(self, order_id: int | None) -> None:
        if order_id is not None:
            self.pane.look_at(order_id)
            self.banner.show_outcome(_("The paper stands in the register."))

    def _say_removed(self, draft: OrderDraft) -> None:
        def put_back() -> None:
            run_command(self, lambda centre: centre.write(register_paper, draft))

        self.banner.show_outcome(_("{number} is out of the register.", number=draft.number), undo=put_back)

    def _say_own(self, entered: int, left: int) -> None:
        sentences = [_n("{n} own order is registered.", "{n} own orders are registered.", entered)]
        if left:
            sentences.append(
                _n(
                    "{n} is left: its number is taken in its year, or its cohort does not say the day.",
                    "{n} are left: their numbers are taken in their year, or their cohorts do not say the day.",
                    left,
                )
            )
        self.banner.show_outcome(" ".join(sentences))


def _around(centre: "Centre") -> Around:
    years = {name: centre.read(register_years, is_own=name == OWN) for name in (COMING, OWN)}
    kinds = tuple(centre.read(list_items, "order_kind"))
    return Around(kinds, years, tuple(centre.read(quoted_unregistered)))
