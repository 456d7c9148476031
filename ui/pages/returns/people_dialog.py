"""The people behind a figure: as many lines as the figure says."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.i18n import _n
from desktop_app.returns.records import ListedPerson
from ui.navigation import Target
from ui.pages.returns.columns import PERSON_COLUMNS
from ui.widgets.list_window import lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

SIZE = QSize(1320, 660)


class PeopleDialog(QDialog):
    def __init__(self, owner: QWidget, workspace: Workspace, title: str, people: list[ListedPerson]) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self.setWindowTitle(title)
        self.resize(SIZE)
        self.table = RecordTable(workspace, "returns.people", PERSON_COLUMNS, rows=people)
        self.table.opened.connect(self._open)
        count = label(_n("{n} person", "{n} people", len(people)), Role.MUTED)
        # Enter opens the card of a person; Esc closes the list.
        lay_out_list(self, title, self.table, count).setAutoDefault(False)
        self.table.view.setFocus()
        self.table.select_place(0)

    def _open(self, person: ListedPerson) -> None:
        """Leave the list for the card of the person."""
        self.accept()
        self.workspace.navigate(Target("person", person.person_id))
