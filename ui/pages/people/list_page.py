"""The list of all people: found as one types, narrowed by choosers, a card behind every line."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.i18n import _, _n
from desktop_app.people.typed import marked_words
from ui import formats
from ui.actions import Action
from ui.models.paged_model import PagedModel
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.people.bulk_actions import BulkActions
from ui.pages.people.columns import LESS_WANTED, MARKED, PEOPLE_COLUMNS, REASON, PersonRow
from ui.pages.people.filter_bar import FilterBar
from ui.pages.people.listing import MOST_FOUND, PeopleListing
from ui.pages.people.lists import Choices, PeopleLists, read_lists
from ui.settled_search import SettledSearch
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.marked_text import MarkedDelegate
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

CHOOSER_WIDTH = 190
POPUP_WIDTH = 320
# The code that the colleague of the page has chosen, by the field of the filter that it narrows.
CHOOSERS = ("district_code", "subject_code", "staff_group")


class PeoplePage(Page):
    changes_that_matter = frozenset(
        {"person", "institution", "territory", "reference_item", "consent", "saved_filter", "outside_course"}
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("People"))
        self._listing = PeopleListing()
        self.model: PagedModel[PersonRow] = PagedModel(
            self, PEOPLE_COLUMNS, count=self._listing.count, fetch=self._listing.fetch
        )
        self.table: RecordTable[PersonRow] = RecordTable(
            workspace,
            "people",
            PEOPLE_COLUMNS,
            paged=self.model,
            filter_hint=_("Name, number, workplace, certificate"),
            has_export_button=False,
        )
        self.filters = FilterBar(workspace)
        self.settled = SettledSearch(self)
        self.bulk = BulkActions(self.table, self._listing)
        self._place = 0
        self.choosers = {name: ChoiceBox() for name in CHOOSERS}
        self._add = self.set_primary(
            Action(_("New person"), self.add_person, icon="plus", key="Ctrl+N", right="edit_people")
        )
        self.add_secondary(
            Action(_("Read a roster"), self._go_to_roster, icon="file-excel", key="Ctrl+I", right="import_people")
        )
        self._lay_out()
        self.model.counted.connect(self._show_count)
        self.table.opened.connect(lambda row: self.workspace.navigate(Target("person", row.person.id)))
        self.table.add_row_action(Action(_("Open the card"), self._open_current, icon="person", key="Ctrl+O"))

    def first_focus(self) -> QWidget | None:
        return self.table.filter_box

    def refresh(self) -> None:
        # Whoever comes back from a card that was changed finds the list where it was left.
        self._place = max(self.table.view.currentIndex().row(), 0)
        # The list first: the choosers above it are wanted later.
        self.model.reload()
        run_query(self, read_lists, self._offer, slot="lists")
        self.filters.read_saved()

    def add_person(self) -> None:
        # Imported at the first click: the form's fields and rules would be read before the list is there.
        from ui.pages.people.edit_dialog import PersonDialog

        person_id = PersonDialog.ask(self)
        if person_id is not None:
            self.workspace.navigate(Target("person", person_id))

    def _lay_out(self) -> None:
        titles = {
            "district_code": (_("District"), _("All districts")),
            "subject_code": (_("Subject"), _("All subjects")),
            "staff_group": (_("Staff group"), _("All staff groups")),
        }
        for place, (name, (title, everything)) in enumerate(titles.items(), 1):
            box = self.choosers[name]
            box.setAccessibleName(title)
            box.setToolTip(title)
            box.setFixedWidth(CHOOSER_WIDTH)
            box.view().setMinimumWidth(POPUP_WIDTH)
            box.addItem(everything, None)
            box.currentIndexChanged.connect(lambda _place: self._narrow())
            self.table.tools.insertWidget(place, box)
        self.filters.changed.connect(self._follow_filter)
        self.table.filter_box.textChanged.connect(self.filters.note_text)
        # The list has one order, that of the alphabet: half a million cards are not sorted anew for a click.
        self.table.view.setSortingEnabled(False)
        card = Card()
        card.body.addWidget(self.filters)
        card.body.addWidget(self.table, 1)
        self.filters.tools.addWidget(self.bulk)
        self.body.addWidget(card, 1)
        marked = MarkedDelegate(self.table.view, lambda: marked_words(self.model.filter_text))
        for place, column in enumerate(PEOPLE_COLUMNS):
            if column.name in MARKED:
                self.table.view.setItemDelegateForColumn(place, marked)
        self._show_reasons(is_shown=False)

    def _offer(self, lists: PeopleLists) -> None:
        offered: dict[str, Choices] = {
            "district_code": lists.own_districts,
            "subject_code": lists.subjects,
            "staff_group": lists.staff_groups,
        }
        for name, choices in offered.items():
            _fill(self.choosers[name], choices)
        self.filters.offer(lists)

    def _narrow(self) -> None:
        chosen: dict[str, Any] = {name: box.currentData() for name, box in self.choosers.items()}
        if chosen["district_code"] != self.filters.wanted.district_code:
            chosen["institution_id"] = None
        self.filters.choose(replace(self.filters.wanted, **chosen))

    def _follow_filter(self) -> None:
        """Show what the bar says in the choosers and the box as well, and read the list anew."""
        wanted = self.filters.wanted
        for name, box in self.choosers.items():
            _show_code(box, getattr(wanted, name), self.filters.words_of(name))
        self.table.filter_box.setText(wanted.text)
        self._listing.chosen = replace(wanted, text="")
        if wanted.text == self.model.filter_text:
            self.model.reload()
        else:
            self.model.set_filter_text(wanted.text)

    def _show_count(self, count: int) -> None:
        is_search = bool(self.model.filter_text.strip())
        is_narrowed = self._listing.chosen.is_narrowed
        self._show_reasons(is_shown=is_search)
        self.settled.shows(self._listing.found_ids(self.model.filter_text))
        is_new_centre = count == 0 and not is_search and not is_narrowed
        self.show_empty(self._nobody_yet() if is_new_centre else None)
        if is_new_centre and self.isVisible():
            self._add.setFocus()
        if is_narrowed and not is_search:
            show_all = Action(_("Show everybody"), self.filters.clear)
            self.table.set_empty(EmptyState(_("Nobody fits what is chosen."), show_all, "filter"))
        if is_search and not is_narrowed and count == MOST_FOUND:
            found = formats.integer_text(count)
            self.set_context(_("The first {count} people found: type on to see fewer.", count=found))
        elif is_search or is_narrowed:
            self.set_context(_n("{n} person found", "{n} people found", count))
        else:
            self.set_context(_n("{n} person", "{n} people", count))
        if count and not self.table.view.currentIndex().isValid():
            self.table.select_place(min(self._place, count - 1))
        self._place = 0

    def _show_reasons(self, *, is_shown: bool) -> None:
        for place, column in enumerate(PEOPLE_COLUMNS):
            if column.name in (REASON, LESS_WANTED):
                self.table.view.setColumnHidden(place, is_shown is (column.name == LESS_WANTED))

    def _nobody_yet(self) -> EmptyState:
        words = _("There is nobody here yet. People come from the rosters that offices send, or card by card.")
        return EmptyState(
            words, Action(_("Read a roster"), self._go_to_roster, icon="file-excel", right="import_people"), "people"
        )

    def _go_to_roster(self) -> None:
        self.workspace.navigate(Target("roster"))

    def _open_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.workspace.navigate(Target("person", row.person.id))


def _fill(box: QComboBox, choices: Choices) -> None:
    """Offer the choices after the first entry; what was chosen stays chosen."""
    chosen = box.currentData()
    box.blockSignals(True)
    while box.count() > 1:
        box.removeItem(1)
    for choice in choices:
        box.addItem(choice.text, choice.value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(False)


def _show_code(box: QComboBox, code: str | None, words: str) -> None:
    """Show a choice without telling of it; one that is not offered is added, because the list is narrowed by it."""
    box.blockSignals(True)
    if code is not None and box.findData(code) < 0:
        box.addItem(words, code)
    box.setCurrentIndex(max(box.findData(code), 0))
    box.blockSignals(False)
