"""The people behind a figure: as many lines as the figure says."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _n
from desktop_app.returns.records import ListedPerson
from ui.navigation import Target
from ui.pages.returns.columns import PERSON_COLUMNS
from ui.pages.returns.lines_dialog import LinesDialog
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre


class PeopleDialog(LinesDialog[list[ListedPerson], ListedPerson]):
    def __init__(
        self,
        owner: QWidget,
        workspace: Workspace,
        title: str,
        people: list[ListedPerson],
        rest: "Callable[[Centre], list[ListedPerson]] | None" = None,
    ) -> None:
        table = RecordTable(workspace, "returns.people", PERSON_COLUMNS, rows=people)
        super().__init__(owner, workspace, title, table, people, rest)

    def lines(self, found: list[ListedPerson]) -> list[ListedPerson]:
        return found

    def counted(self, found: list[ListedPerson]) -> str:
        return _n("{n} person", "{n} people", len(found))

    def place_of(self, line: ListedPerson) -> Target:
        return Target("person", line.person_id)
