"""A form that finds people as one types and goes on with the one that is chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.i18n import N_, _
from desktop_app.people.records import FoundPerson
from desktop_app.people.search import search_people
from ui.icons import icon
from ui.models.table_model import Column
from ui.operations import run_query
from ui.settled_search import SettledSearch
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SIZE = (760, 520)
FOUND_COLUMNS = (
    Column[FoundPerson](
        "name", N_("Surname, name, patronymic"), lambda hit: hit.person.full_name, width=260, is_stretched=True
    ),
    Column[FoundPerson]("birth", N_("Born"), lambda hit: hit.person.birth_date, width=100),
    Column[FoundPerson]("district", N_("District"), lambda hit: hit.person.district, width=130),
    Column[FoundPerson]("workplace", N_("Workplace"), lambda hit: hit.person.workplace, width=200),
)


class FindPersonDialog(FormDialog):
    """Finishes with the line of the person chosen; a form that does more with them overrides ``submit``.

    ``table_name`` is what the widths of its columns are remembered under; ``but`` is a person who is not offered;
    ``nobody`` is what is said when nobody is found.
    """

    def __init__(
        self,
        owner: QWidget,
        *,
        title: str,
        save_text: str,
        table_name: str,
        but: int | None = None,
        nobody: str = "",
    ) -> None:
        super().__init__(owner, title=title, save_text=save_text)
        self.resize(*SIZE)
        self._but = but
        self._nobody = nobody or (_("Nobody is found.") if but is None else _("Nobody else is found."))
        self.find_box = QLineEdit()
        self.find_box.setPlaceholderText(_("Surname, name, JShShIR, document or phone"))
        self.find_box.setAccessibleName(_("Find a person"))
        self.find_box.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.find_box.textChanged.connect(self._look)
        self.settled = SettledSearch(self)
        self.table: RecordTable[FoundPerson] = RecordTable(self.workspace, table_name, FOUND_COLUMNS, has_filter=False)
        self.table.opened.connect(lambda _hit: self.submit())
        self.table.selection_changed.connect(self._allow)
        place = QVBoxLayout()
        place.addWidget(self.find_box)
        place.addWidget(self.table, 1)
        self.body.addLayout(place, 1)
        self._show([])

    def showEvent(self, event: QShowEvent) -> None:
        """Whatever else the form asks, finding comes first."""
        super().showEvent(event)
        self.find_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        hit = self.table.current()
        if hit is not None:
            self.settled.note()
            self.finish(hit.person)

    def is_changed(self) -> bool:
        # What was typed to find somebody is nothing to lose.
        return False

    def _look(self, text: str) -> None:
        def find(centre: "Centre") -> list[FoundPerson]:
            return centre.read(search_people, text)

        run_query(self, find, self._show, slot="search")

    def _show(self, found: list[FoundPerson]) -> None:
        is_asked = bool(self.find_box.text().strip())
        words = self._nobody if is_asked else _("Type the beginning of the surname.")
        self.table.set_empty(EmptyState(words, icon="person"))
        self.table.set_rows([hit for hit in found if hit.person.id != self._but])
        self.table.select(lambda _hit: True)
        self.settled.shows(hit.person.id for hit in found)
        self._allow()

    def _allow(self) -> None:
        self.save_button.setEnabled(self.table.current() is not None)
