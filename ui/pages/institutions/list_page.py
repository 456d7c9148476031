"""The list of all institutions: found as one types, narrowed by choosers, the page of one behind every line."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _, _n
from desktop_app.institutions.records import InstitutionFilter, InstitutionLine, SavedInstitution, Standing
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.paged_model import PagedModel
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.institutions.columns import INSTITUTION_COLUMNS
from ui.pages.institutions.edit_dialog import InstitutionDialog
from ui.pages.institutions.listing import PAGE_SIZE, InstitutionListing
from ui.pages.institutions.lists import InstitutionLists, narrowing, read_lists
from ui.pages.institutions.merge_dialog import LookAlikesDialog
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

CHOOSER_WIDTH = 176
UNTRAINED = "untrained"


class InstitutionsPage(Page):
    changes_that_matter = frozenset(
        {"institution", "person", "former_post", "territory", "reference_item", "enrolment", "outside_course"}
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Institutions"))
        self._listing = InstitutionListing()
        self.model: PagedModel[InstitutionLine] = PagedModel(
            self,
            INSTITUTION_COLUMNS,
            count=self._listing.count,
            fetch=self._listing.fetch,
            page_size=PAGE_SIZE,
        )
        self.table: RecordTable[InstitutionLine] = RecordTable(
            workspace, "institutions", INSTITUTION_COLUMNS, paged=self.model, filter_hint=_("Name, number or STIR")
        )
        self._place = 0
        self.district_box, self.kind_box = Chooser(_("District")), Chooser(_("Kind"))
        self.standing_box = Chooser(_("State"), _standings())
        self.set_primary(Action(_("New institution"), self.add, icon="plus", key="Ctrl+N", right="edit_institutions"))
        self.add_secondary(Action(_("Look-alikes"), self.look_alikes, icon="copy", key="Ctrl+D"))
        for box in (self.district_box, self.kind_box, self.standing_box):
            box.setFixedWidth(CHOOSER_WIDTH)
            box.view().setMinimumWidth(2 * CHOOSER_WIDTH)
            box.chosen.connect(lambda _value: self._narrow())
        for place, box in enumerate((self.district_box, self.kind_box, self.standing_box), 1):
            self.table.tools.insertWidget(place, box)
        card = Card()
        card.body.addWidget(self.table, 1)
        self.body.addWidget(card, 1)
        self.model.counted.connect(self._show_count)
        self.table.opened.connect(self._open)
        self.table.add_row_action(Action(_("Open"), self._open_current, icon="building", key="Ctrl+O"))
        self._offer(InstitutionLists((), (), (), ()))

    def first_focus(self) -> QWidget | None:
        return self.table.filter_box

    def refresh(self) -> None:
        self._listing.forget()
        # Whoever comes back from a school that was changed finds the list where it was left.
        self._place = max(self.table.view.currentIndex().row(), 0)
        self.model.reload()
        run_query(self, read_lists, self._offer, slot="lists")

    def add(self) -> None:
        saved: SavedInstitution | None = InstitutionDialog.ask(self)
        if saved is not None:
            self.workspace.navigate(Target("institution", saved.id))

    def look_alikes(self) -> None:
        LookAlikesDialog.ask(self)

    def _offer(self, lists: InstitutionLists) -> None:
        self.district_box.set_choices(narrowing(_("All districts"), lists.own_districts, _("District not stated")))
        self.kind_box.set_choices(narrowing(_("All kinds"), lists.kinds, _("Kind not stated")))

    def _narrow(self) -> None:
        standing = self.standing_box.value
        is_untrained = standing == UNTRAINED
        narrowed = replace(
            InstitutionFilter(),
            district_code=self.district_box.value,
            kind_code=self.kind_box.value,
            standing=Standing.OPEN if is_untrained else standing,
            is_untrained=is_untrained,
        )
        if narrowed != self._listing.chosen:
            self._listing.chosen = narrowed
            self.model.reload()

    def _show_count(self, count: int) -> None:
        is_narrowed = bool(self.model.filter_text.strip()) or self._listing.chosen != InstitutionFilter()
        self.table.set_empty(self._nothing(is_narrowed=is_narrowed))
        self.set_context(
            _n("{n} institution found", "{n} institutions found", count)
            if is_narrowed
            else _n("{n} institution", "{n} institutions", count)
        )
        if count and not self.table.view.currentIndex().isValid():
            self.table.select_place(min(self._place, count - 1))
        self._place = 0

    def _nothing(self, *, is_narrowed: bool) -> EmptyState:
        if is_narrowed:
            return EmptyState(_("No institution fits."), Action(_("Show all institutions"), self._clear), "filter")
        words = _("There are no institutions yet. They come with the rosters and cards of people, or one by one.")
        return EmptyState(
            words, Action(_("New institution"), self.add, icon="plus", right="edit_institutions"), "building"
        )

    def _clear(self) -> None:
        for box in (self.district_box, self.kind_box, self.standing_box):
            box.setCurrentIndex(0)
        self.table.filter_box.clear()
        self._narrow()

    def _open_current(self) -> None:
        line = self.table.current()
        if line is not None:
            self._open(line)

    def _open(self, line: InstitutionLine) -> None:
        self.workspace.navigate(Target("institution", line.id))


def _standings() -> list[Choice]:
    return [
        Choice(Standing.OPEN, _("Working")),
        Choice(UNTRAINED, _("Working, nobody trained")),
        Choice(Standing.CLOSED, _("Closed")),
        Choice(Standing.ALL, _("Working and closed")),
    ]
