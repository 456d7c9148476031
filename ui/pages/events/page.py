"""The register of events: hours and days of professional development, seminars; entered singly, in bulk, from Excel."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.cascades.event_records import Entered, EventFilter, EventLine, EventSum
from desktop_app.cascades.events import delete_event, restore_event, take_back
from desktop_app.cascades.register import event_count, event_lines
from desktop_app.i18n import _, _n
from ui import formats
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.paged_model import Order, PagedModel
from ui.operations import run_command, run_query
from ui.pages.events.columns import EVENT_COLUMNS
from ui.pages.events.edit_dialog import EventDialog
from ui.pages.events.grid_dialog import GridDialog
from ui.pages.events.import_dialog import FileDialog, PreviewDialog, Seen
from ui.pages.events.lists import EventLists, narrowing, read_lists
from ui.pages.events.pane import EventPane
from ui.pages.events.sums_panel import SumsPanel
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

CHOOSER_WIDTH = 130
PANE_WIDTH = 270
REGISTER, SUMS = "register", "sums"


class EventsPage(Page):
    """``open`` takes the id of an event, or a level of a cascade as (programme's id, place)."""

    changes_that_matter = frozenset(
        {
            *("training_event", "event_participant", "institution", "territory", "reference_item", "programme"),
            *("cascade_level", "person"),
        }
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Events"))
        self._lists = EventLists()
        self._wanted = EventFilter()
        # The event in the pane. One that was led to stays there until a line is chosen.
        self._looked_at: int | None = None
        self._is_led = False
        # What the list shows, and where the cursor stands in it: asked for anew, the same list keeps it there.
        self._listed, self._place = EventFilter(), 0
        self.model: PagedModel[EventLine] = PagedModel(self, EVENT_COLUMNS, count=self._count, fetch=self._fetch)
        self.table: RecordTable[EventLine] = RecordTable(
            workspace, "events", EVENT_COLUMNS, paged=self.model, filter_hint=_("Institution, leader or topic")
        )
        self.pane = EventPane(workspace, on_change=self.model.reload)
        self.year_box, self.kind_box = Chooser(_("Year")), Chooser(_("Kind of event"))
        self.district_box, self.subject_box = Chooser(_("District")), Chooser(_("Subject"))
        self.level_box = Chooser(_("Level of a cascade"))
        self.tabs: LateTabs[QWidget] = LateTabs()
        self._add_actions()
        self._lay_out()
        self._offer(self._lists)

    def open(self, argument: object) -> None:
        if isinstance(argument, int):
            self._lead_to(argument)
        elif isinstance(argument, tuple):
            self._narrow_to(EventFilter(programme_id=argument[0], cascade_level=argument[1]))

    def first_focus(self) -> QWidget | None:
        return self.table.filter_box

    def refresh(self) -> None:
        self.model.reload()
        run_query(self, read_lists, self._offer, slot="lists")
        self.pane.look_at(self._looked_at)

    def add(self) -> None:
        event_id = EventDialog.ask(self, self._lists)
        if event_id is not None:
            self._lead_to(event_id)
            self.banner.show_outcome(_("The event stands in the register."))

    def add_many(self) -> None:
        self._say_entered(GridDialog.ask(self, self._lists))

    def bring_in(self) -> None:
        seen: Seen | None = FileDialog.ask(self, self._lists)
        if seen is not None:
            self._say_entered(PreviewDialog.ask(self, seen))

    def edit(self) -> None:
        line = self.table.current()
        if line is not None:
            EventDialog.ask(self, self._lists, line=line)

    def remove(self) -> None:
        line = self.table.current()
        if line is None:
            return

        def removed(outcome: Any) -> None:
            draft, people = outcome.value
            self.banner.show_outcome(
                _("The event of {day} is out of the register.", day=formats.date_text(draft.held_on)),
                undo=lambda: run_command(self, lambda centre: centre.write(restore_event, draft, people)),
            )

        run_command(self, lambda centre: centre.write(delete_event, event_id=line.id), removed)

    def take_batch_back(self) -> None:
        """Everything that was entered together with the event under the cursor, after asking."""
        line = self.table.current()
        if line is None or not line.batch:
            self.banner.show_warning(_("This event was entered by itself."))
            return
        source = line.draft.source or formats.date_text(line.draft.held_on)
        question = _("Take out every event that was entered with this one ({source})?", source=source)
        if confirm(self, question, action=_("Take them all out"), is_danger=True):
            run_command(
                self,
                lambda centre: centre.write(take_back, batch=line.batch),
                lambda outcome: self.banner.show_outcome(
                    _n("{n} event is out of the register.", "{n} events are out of the register.", outcome.value)
                ),
            )

    def _add_actions(self) -> None:
        self.set_primary(
            Action(_("Events of a district"), self.add_many, icon="plus", key="Ctrl+Shift+N", right="edit_events")
        )
        self.add_secondary(Action(_("New event"), self.add, icon="plus", key="Ctrl+N", right="edit_events"))
        self.add_secondary(Action(_("From Excel"), self.bring_in, icon="file-excel", key="Ctrl+I", right="edit_events"))
        self.table.add_row_action(Action(_("Change"), self.edit, icon="edit", key="F2", right="edit_events"))
        self.table.add_row_action(
            Action(_("Remove the event"), self.remove, icon="delete", key="Del", right="edit_events")
        )
        self.table.add_row_action(
            Action(
                _("Take out all that was entered with it…"),
                self.take_batch_back,
                icon="undo",
                key="Ctrl+Del",
                right="edit_events",
            )
        )
        self.table.opened.connect(lambda _line: self.edit())
        self.table.selection_changed.connect(self._show_chosen)
        self.model.counted.connect(self._show_count)

    def _lay_out(self) -> None:
        choosers = QHBoxLayout()
        choosers.setSpacing(GAP_S)
        for box in (self.year_box, self.kind_box, self.district_box, self.subject_box, self.level_box):
            # All alike, however long their choices are: the five stand in one line.
            box.setMinimumWidth(CHOOSER_WIDTH)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.chosen.connect(lambda _value: self._narrow())
            choosers.addWidget(box, 1)
        register = QWidget()
        row = QHBoxLayout(register)
        row.setContentsMargins(0, GAP_S, 0, 0)
        row.setSpacing(GAP_M)
        row.addWidget(self.table, 1)
        self.pane.setFixedWidth(PANE_WIDTH)
        row.addWidget(self.pane)
        self.tabs.add(REGISTER, _("List of events"), lambda: register)
        self.tabs.add(SUMS, _("Sums"), self._make_sums)
        card = Card()
        column: QVBoxLayout = card.body
        column.addLayout(choosers)
        column.addWidget(self.tabs, 1)
        self.body.addWidget(card, 1)

    def _make_sums(self) -> SumsPanel:
        made = SumsPanel(self.workspace)
        made.opened.connect(self._open_sum)
        made.look_at(self._listed)
        return made

    def _offer(self, lists: EventLists) -> None:
        self._lists = lists
        for box, choices in (
            (self.year_box, [Choice(None, _("All years")), *(Choice(year, str(year)) for year in lists.years)]),
            (self.kind_box, narrowing(_("All kinds"), lists.kinds)),
            (self.district_box, narrowing(_("All districts"), lists.districts, _("District not stated"))),
            (self.subject_box, narrowing(_("All subjects"), lists.subjects, _("Subject not stated"))),
            (self.level_box, narrowing(_("In and outside cascades"), lists.levels)),
        ):
            box.set_choices(choices)
        self.level_box.setVisible(bool(lists.levels))
        self._show_filter()

    def _narrow(self) -> None:
        programme_id, level = self.level_box.value or (None, None)
        self._narrow_to(
            EventFilter(
                self.year_box.value,
                self.kind_box.value,
                self.district_box.value,
                self.subject_box.value,
                programme_id,
                level,
            )
        )

    def _narrow_to(self, wanted: EventFilter) -> None:
        self._wanted = wanted
        self._show_filter()
        self.model.reload()

    def _show_filter(self) -> None:
        wanted = self._wanted
        level = None if wanted.programme_id is None else (wanted.programme_id, wanted.cascade_level)
        for box, value in (
            (self.year_box, wanted.year),
            (self.kind_box, wanted.kind_code),
            (self.district_box, wanted.district_code),
            (self.subject_box, wanted.subject_code),
            (self.level_box, level),
        ):
            box.choose(value)

    def _open_sum(self, each: EventSum) -> None:
        """The register narrowed to what makes up the sum."""
        narrowed = replace(
            self._wanted,
            district_code=self._wanted.district_code if each.district_code is None else each.district_code,
            subject_code=self._wanted.subject_code if each.subject_code is None else each.subject_code,
        )
        self.tabs.choose(REGISTER)
        self._narrow_to(narrowed)
        self.table.view.setFocus()

    def _count(self, centre: "Centre", text: str) -> int:
        return centre.read(event_count, replace(self._wanted, text=text))

    def _fetch(self, centre: "Centre", order: Order, text: str, offset: int, limit: int) -> list[EventLine]:
        by = {"column": order.column, "is_descending": order.is_descending} if order.column else {}
        return centre.read(event_lines, replace(self._wanted, text=text), first=offset, rows=limit, **by)

    def _show_count(self, count: int) -> None:
        listed, before = replace(self._wanted, text=self.model.filter_text), self._listed
        self._listed = listed
        sums = self.tabs.contents.get(SUMS)
        if isinstance(sums, SumsPanel):
            sums.look_at(listed)
        self.table.set_empty(self._nothing(is_narrowed=listed != EventFilter()))
        self.set_context(_n("{n} event", "{n} events", count))
        if not self.table.view.currentIndex().isValid():
            self._stand_again(count, place=self._place if listed == before else 0)

    def _stand_again(self, count: int, *, place: int) -> None:
        """On the event in the pane, if it is among the first ones; else on the one at a place."""
        first = (self.model.row_at(at) for at in range(min(count, self.model.page_size)))
        found = next((at for at, line in enumerate(first) if line is not None and line.id == self._looked_at), None)
        if found is not None:
            self.table.select_place(found)
        elif not self._is_led and count:
            self.table.select_place(min(place, count - 1))
        elif not self._is_led:
            self._look_at(None)

    def _nothing(self, *, is_narrowed: bool) -> EmptyState:
        if is_narrowed:
            everything = Action(_("Show all events"), self._clear)
            return EmptyState(_("No event fits."), everything, "filter")
        words = _("No event is entered yet. Enter those of a district at once, one by one, or from Excel.")
        return EmptyState(
            words, Action(_("Events of a district"), self.add_many, icon="plus", right="edit_events"), "event"
        )

    def _clear(self) -> None:
        self.table.filter_box.clear()
        self._narrow_to(EventFilter())

    def _show_chosen(self) -> None:
        line = self.table.current()
        if line is not None:
            self._place = self.table.view.currentIndex().row()
            self._look_at(line.id)

    def _lead_to(self, event_id: int) -> None:
        """Show an event wherever the cursor stands; it goes there where the list has the event among the first."""
        self.table.view.setCurrentIndex(QModelIndex())
        self._look_at(event_id, is_led=True)
        self.model.reload()

    def _look_at(self, event_id: int | None, *, is_led: bool = False) -> None:
        self._looked_at, self._is_led = event_id, is_led
        self.pane.look_at(event_id)

    def _say_entered(self, entered: Entered | None) -> None:
        if entered is None:
            return
        self.banner.show_outcome(
            _n(
                "{n} event is entered, with {people} people.",
                "{n} events are entered, with {people} people.",
                entered.events,
                people=formats.integer_text(entered.people),
            ),
            undo=lambda: run_command(self, lambda centre: centre.write(take_back, batch=entered.batch)),
        )
