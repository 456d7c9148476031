"""What belongs to one person, as a table with its buttons: added, changed, deleted with a way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from ui.actions import Action, make_action, make_button, tooltip
from ui.models.table_model import Column
from ui.operations import run_command
from ui.theme import GAP_S
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

EDIT = "edit_people"
Row = TypeVar("Row")


@dataclass(frozen=True)
class Handling(Generic[Row]):
    """How the records are handled; ``may_change`` tells which of them may be changed, and deleted
    unless ``may_delete`` tells otherwise.

    ``delete`` is a command; ``restore`` makes of its value the command that brings the record back.
    """

    add_text: str
    edit: Callable[[Row | None], object]
    change_text: str
    delete_text: str
    deleted_text: str
    delete: Callable[[Row], Callable[..., Outcome]]
    restore: Callable[[object], Callable[..., Outcome]]
    may_change: Callable[[Row], bool] = lambda _row: True
    may_delete: Callable[[Row], bool] | None = None

    def may(self, row: Row, *, is_deleting: bool) -> bool:
        asked = self.may_delete if is_deleting and self.may_delete is not None else self.may_change
        return asked(row)


class Belongings(QWidget, Generic[Row]):
    """A tab of the card."""

    def __init__(
        self,
        workspace: Workspace,
        name: str,
        columns: Sequence[Column[Row]],
        handling: Handling[Row],
        *,
        empty: EmptyState,
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self._handling = handling
        self.table: RecordTable[Row] = RecordTable(workspace, name, columns, has_filter=False, empty=empty)
        self.note = label("", Role.MUTED)
        add = Action(handling.add_text, lambda: handling.edit(None), icon="plus", key="Ins", right=EDIT)
        self.add_button = self._button(add, is_for_a_row=False)
        self.change_button = self._button(Action(handling.change_text, self._change, icon="edit", key="F2", right=EDIT))
        self.delete_button = self._button(
            Action(handling.delete_text, self._delete, icon="delete", key="Del", right=EDIT)
        )
        self.table.selection_changed.connect(self._show_buttons)
        self._is_open = True
        self._top = QHBoxLayout()
        self._top.setSpacing(GAP_S)
        self._top.addWidget(self.note, 1)
        for button in (self.add_button, self.change_button, self.delete_button):
            self._top.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_S, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addLayout(self._top)
        outer.addWidget(self.table, 1)
        self._show_buttons()

    def show_rows(self, rows: Sequence[Row], *, is_open: bool = True, note: str = "") -> None:
        """``is_open`` False leaves everything to be read only."""
        self._is_open = is_open
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.select(lambda _row: True)
        self.note.setText(note)
        self._show_buttons()

    def add_action(self, action: Action) -> None:
        """Something else that is done here, such as a paper printed; its button stands before the others."""
        self._top.insertWidget(1, self._button(action))

    def _button(self, action: Action, *, is_for_a_row: bool = True) -> QPushButton:
        """A button that names its key; the key itself belongs to the table, and other tabs have the same.

        What is not about one of its rows works wherever the focus is, for an empty table takes none.
        """
        self.table.add_row_action(action if is_for_a_row else replace(action, key=""))
        if not is_for_a_row:
            make_action(self, action, group=_("In the table"))
        button = make_button(self, replace(action, key=""))
        button.setToolTip(tooltip(action))
        return button

    def _chosen(self, *, is_deleting: bool = False) -> Row | None:
        row = self.table.current()
        if row is None or not self._is_open:
            return None
        return row if self._handling.may(row, is_deleting=is_deleting) else None

    def _show_buttons(self) -> None:
        self.add_button.setEnabled(self._is_open)
        self.change_button.setEnabled(self._chosen() is not None)
        self.delete_button.setEnabled(self._chosen(is_deleting=True) is not None)

    def _change(self) -> None:
        row = self._chosen()
        if row is not None:
            self._handling.edit(row)

    def _delete(self) -> None:
        row = self._chosen(is_deleting=True)
        if row is not None:
            run_command(self, self._handling.delete(row), self._say_deleted)

    def _say_deleted(self, outcome: Outcome) -> None:
        restore = self._handling.restore(outcome.value)
        self.workspace.show_notice(self._handling.deleted_text, undo=lambda: run_command(self, restore))
