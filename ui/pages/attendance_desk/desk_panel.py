"""The ground of the tabs of the attendance desk."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.theme import GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.widgets.text import label
from ui.workspace import Workspace


class DeskPanel(TabPanel):
    """A tab of the attendance desk."""

    def fill(self, table: RecordTable[Any], rows: Sequence[Any]) -> None:
        """Show rows in a list; its first ones give it the focus, unless something is being typed or chosen."""
        was_empty = not table.view.model().rowCount()
        table.set_rows(rows)
        if was_empty and rows:
            table.select_place(0)
            focus = self.window().focusWidget()
            is_busy = isinstance(focus, Chooser) or (isinstance(focus, QLineEdit) and bool(focus.text()))
            if self.isVisible() and not is_busy:
                table.view.setFocus(Qt.FocusReason.OtherFocusReason)


class ListPanel(DeskPanel):
    """A tab that is one list, and under it the whole sentence of the row that is current."""

    def __init__(self, workspace: Workspace, table: RecordTable[Any]) -> None:
        super().__init__(workspace)
        self.table = table
        self.sentence = label("", wrap=True)
        table.opened.connect(self.open_row)
        table.selection_changed.connect(self._tell)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(table, 1)
        outer.addWidget(self.sentence)
        # The list itself is hidden until there is something in it.
        self.setFocusProxy(table.filter_box)

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.fill(self.table, rows)
        self._tell()

    def open_row(self, row: Any) -> None:
        """Go to what the row is about; to be overridden."""

    def sentence_of(self, row: Any) -> str:
        """What is said under the list of the current row; to be overridden where something is."""
        return ""

    def _tell(self) -> None:
        row = self.table.current()
        text = self.sentence_of(row) if row is not None else ""
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))
