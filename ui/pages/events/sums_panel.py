"""Events added up by district and subject; a sum opens down to its events."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.cascades.event_records import EventFilter, EventSum
from desktop_app.cascades.register import event_sums
from desktop_app.i18n import _, _n
from ui import formats
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.events.columns import SUM_COLUMNS
from ui.theme import GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

BOTH, DISTRICTS, SUBJECTS = (True, True), (True, False), (False, True)


class SumsPanel(QWidget):
    opened = Signal(object)
    """The sum on which Enter or a double click fell."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._wanted, self._is_wanted = EventFilter(), False
        self.by_box = Chooser(
            _("Added up"),
            [
                Choice(BOTH, _("By district and subject")),
                Choice(DISTRICTS, _("By district")),
                Choice(SUBJECTS, _("By subject")),
            ],
        )
        self.by_box.chosen.connect(lambda _value: self.look_at(self._wanted))
        self.table: RecordTable[EventSum] = RecordTable(
            workspace, "events.sums", SUM_COLUMNS, empty=EmptyState(_("No event fits."), icon="event")
        )
        self.table.tools.insertWidget(1, self.by_box)
        self.table.opened.connect(self.opened)
        self.total = label("", Role.STRONG)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_S, 0, 0)
        outer.addWidget(self.table, 1)
        outer.addWidget(self.total)

    def look_at(self, wanted: EventFilter) -> None:
        """Add up the events that fit, once the sums are in sight."""
        self._wanted, self._is_wanted = wanted, True
        if self.isVisible():
            self._add_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_wanted:
            self._add_up()

    def _add_up(self) -> None:
        self._is_wanted = False
        wanted = self._wanted
        by_district, by_subject = self.by_box.value

        def ask(centre: "Centre") -> list[EventSum]:
            return centre.read(event_sums, wanted, by_district=by_district, by_subject=by_subject)

        run_query(self, ask, self._show, slot="sums")

    def _show(self, found: list[EventSum]) -> None:
        for place, is_shown in enumerate(self.by_box.value):
            self.table.view.setColumnHidden(place, not is_shown)
        self.table.set_rows(found)
        people = formats.integer_text(sum(each.people for each in found))
        events = _n("{n} event", "{n} events", sum(each.events for each in found))
        self.total.setText(_("Total: {events}, {people} people", events=events, people=people))
