"""The whole text of what is chosen in a list, under it: for whoever has no mouse to ask for what its column cuts."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QLabel

from ui.widgets.record_table import RecordTable
from ui.widgets.text import label

Row = TypeVar("Row")


def chosen_text(table: RecordTable[Row], text_of: Callable[[Row], str]) -> QLabel:
    """A line that follows what is chosen in the table; empty where nothing is."""
    line = label("", wrap=True)

    def show() -> None:
        chosen = table.current()
        line.setText(text_of(chosen) if chosen is not None else "")

    table.selection_changed.connect(show)
    # Other rows take the choice away without a word.
    table.view.model().modelReset.connect(show)
    return line
