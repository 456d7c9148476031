"""The people behind a figure: as many lines as the figure says."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.i18n import _n
from desktop_app.returns.records import ListedPerson
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.returns.behind_dialog import still_reading
from ui.pages.returns.columns import PERSON_COLUMNS
from ui.widgets.list_window import lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SIZE = QSize(1320, 660)


class PeopleDialog(QDialog):
    """``rest`` reads all of them where ``people`` are only the first: a long list is there at once."""

    def __init__(
        self,
        owner: QWidget,
        workspace: Workspace,
        title: str,
        people: list[ListedPerson],
        rest: "Callable[[Centre], list[ListedPerson]] | None" = None,
    ) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self.setWindowTitle(title)
        self.resize(SIZE)
        self.table = RecordTable(workspace, "returns.people", PERSON_COLUMNS, rows=people)
        self.table.opened.connect(self._open)
        self._count = label("", Role.MUTED)
        # Enter opens the card of a person; Esc closes the list.
        lay_out_list(self, title, self.table, self._count).setAutoDefault(False)
        self.table.view.setFocus()
        self.table.select_place(0)
        if rest is None:
            self._tell(people)
        else:
            self._count.setText(still_reading(len(people)))
            run_query(self, rest, self._show_all, slot="rest", is_aside=True)

    def _show_all(self, people: list[ListedPerson]) -> None:
        self.table.set_rows(people)
        self._tell(people)

    def _tell(self, people: list[ListedPerson]) -> None:
        self._count.setText(_n("{n} person", "{n} people", len(people)))

    def _open(self, person: ListedPerson) -> None:
        """Leave the list for the card of the person."""
        self.accept()
        self.workspace.navigate(Target("person", person.person_id))
