"""Finds the other card of a person who was entered twice."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.i18n import N_, _
from desktop_app.people.lines import person_lines
from desktop_app.people.records import PersonLine
from desktop_app.people.search import search_people
from ui.icons import icon
from ui.models.table_model import Column
from ui.operations import run_query
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SIZE = (760, 520)
COLUMNS = (
    Column[PersonLine]("name", N_("Surname, name, patronymic"), lambda line: line.full_name, is_stretched=True),
    Column[PersonLine]("birth", N_("Born"), lambda line: line.birth_date, width=100),
    Column[PersonLine]("district", N_("District"), lambda line: line.district, width=130),
    Column[PersonLine]("workplace", N_("Workplace"), lambda line: line.workplace, width=200),
)


class OtherCardDialog(FormDialog):
    """Finishes with the id of the card that is chosen."""

    def __init__(self, owner: QWidget, person_id: int) -> None:
        super().__init__(owner, title=_("Merge with which card?"), save_text=_("Compare the two"))
        self.resize(*SIZE)
        self._person_id = person_id
        self.find_box = QLineEdit()
        self.find_box.setPlaceholderText(_("Surname, name, JShShIR, document or phone"))
        self.find_box.setAccessibleName(_("Find a person"))
        self.find_box.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.find_box.textChanged.connect(self._look)
        self.table: RecordTable[PersonLine] = RecordTable(self.workspace, "other card", COLUMNS, has_filter=False)
        self.table.opened.connect(lambda _line: self.submit())
        self.table.selection_changed.connect(self._allow)
        place = QVBoxLayout()
        place.addWidget(self.find_box)
        place.addWidget(self.table, 1)
        self.body.addLayout(place, 1)
        self._show([])
        self.find_box.setFocus(Qt.FocusReason.OtherFocusReason)
        # The same surname and name is the likeliest to be looked for.
        run_query(self, lambda centre: centre.read(person_lines, [person_id]), self._offer_name)

    def submit(self) -> None:
        line = self.table.current()
        if line is not None:
            self.finish(line.id)

    def is_changed(self) -> bool:
        # What was typed to find somebody is nothing to lose.
        return False

    def _offer_name(self, lines: list[PersonLine]) -> None:
        if lines and not self.find_box.text():
            self.find_box.setText(f"{lines[0].name.surname} {lines[0].name.given_name}")
            self.find_box.selectAll()

    def _look(self, text: str) -> None:
        def find(centre: "Centre") -> list[PersonLine]:
            return [hit.person for hit in centre.read(search_people, text)]

        run_query(self, find, self._show, slot="search")

    def _show(self, found: list[PersonLine]) -> None:
        is_asked = bool(self.find_box.text().strip())
        words = _("Nobody else is found.") if is_asked else _("Type the beginning of the surname.")
        self.table.set_empty(EmptyState(words, icon="person"))
        self.table.set_rows([line for line in found if line.id != self._person_id])
        self.table.select(lambda _line: True)
        self._allow()

    def _allow(self) -> None:
        self.save_button.setEnabled(self.table.current() is not None)
