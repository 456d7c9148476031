"""The window of the lines behind a figure: of a long list the first are there at once, and then all."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.i18n import _n
from ui.navigation import Target
from ui.operations import run_query
from ui.widgets.list_window import lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SIZE = QSize(1320, 660)
Found = TypeVar("Found")
Row = TypeVar("Row")


class LinesDialog(QDialog, Generic[Found, Row]):
    """Enter opens the place of a line; Esc closes the list.

    The table holds the lines of what was ``found``; ``rest`` reads all where these are only the first.
    """

    def __init__(
        self,
        owner: QWidget,
        workspace: Workspace,
        title: str,
        table: RecordTable[Row],
        found: Found,
        rest: "Callable[[Centre], Found] | None",
    ) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self.setWindowTitle(title)
        self.resize(SIZE)
        self.table = table
        self.table.opened.connect(self._open)
        self._count = label("", Role.MUTED)
        lay_out_list(self, title, self.table, self._count).setAutoDefault(False)
        self.table.view.setFocus()
        self.table.select_place(0)
        if rest is None:
            self._count.setText(self.counted(found))
        else:
            self._count.setText(_still_reading(len(self.lines(found))))
            run_query(self, rest, self._show_all, slot="rest", is_aside=True)

    def lines(self, found: Found) -> Sequence[Row]:
        raise NotImplementedError

    def counted(self, found: Found) -> str:
        """What stands under the list."""
        raise NotImplementedError

    def place_of(self, line: Row) -> Target | None:
        raise NotImplementedError

    def _show_all(self, found: Found) -> None:
        self.table.set_rows(self.lines(found))
        self._count.setText(self.counted(found))

    def _open(self, line: Row) -> None:
        """Leave the list for the place of the line, if it has one."""
        target = self.place_of(line)
        if target is not None:
            self.accept()
            self.workspace.navigate(target)


def _still_reading(shown: int) -> str:
    return _n(
        "The first {n} line; the others are being read.", "The first {n} lines; the others are being read.", shown
    )
