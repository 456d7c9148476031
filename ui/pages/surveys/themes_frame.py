"""The frame beside the answers: themes with their keys and counts, given by Enter, changed where they stand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.surveys.themes import (
    OpenQuestion,
    RemovedTheme,
    begin_frame,
    has_own_frame,
    move_theme,
    remove_theme,
    restore_theme,
)
from desktop_app.surveys.themes_reading import AnswerLine, ThemeCount
from ui.actions import Action, make_button
from ui.operations import run_command
from ui.pages.surveys.themes_columns import THEMES, ThemeRow
from ui.pages.surveys.themes_dialog import ThemeDialog
from ui.theme import GAP_S
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

KEYS = "1234567890"


class ThemesFrame(QWidget):
    toggled = Signal(int)
    """The id of a theme that is to be given to the answers chosen, or taken from them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._question: OpenQuestion | None = None
        self._rows: list[ThemeRow] = []
        self.table: RecordTable[ThemeRow] = RecordTable(
            workspace, "answer_themes", THEMES, has_filter=False, is_sortable=False
        )
        self.table.opened.connect(lambda row: self.toggled.emit(row.theme.id))
        self.table.add_row_action(
            Action(_("Change the theme"), self.change, icon="edit", key="F2", right="run_surveys")
        )
        self.table.add_row_action(
            Action(_("Delete the theme"), self.remove, icon="delete", key="Delete", right="run_surveys")
        )
        self.table.add_row_action(
            Action(_("Up"), lambda: self.move(-1), icon="chevron-up", key="Alt+Up", right="run_surveys")
        )
        self.table.add_row_action(
            Action(_("Down"), lambda: self.move(1), icon="chevron-down", key="Alt+Down", right="run_surveys")
        )
        self.new_button = make_button(
            self,
            Action(_("New theme"), self.add, icon="plus", key="Ctrl+T", right="run_surveys"),
            group=_("Open answers"),
        )
        self.change_button = make_button(self, Action(_("Edit"), self.change, icon="edit", right="run_surveys"))
        tools = QHBoxLayout()
        tools.setSpacing(GAP_S)
        tools.addWidget(self.new_button)
        tools.addWidget(self.change_button)
        tools.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_S, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(self.table, 1)
        outer.addLayout(tools)

    def show_frame(self, question: OpenQuestion, counts: Sequence[ThemeCount], chosen: Sequence[AnswerLine]) -> None:
        """The counts, and what is given to all of the answers chosen or suggested by each."""
        if question != self._question:
            self._question = question
            self.table.set_empty(self._empty(question))
        rows = [
            ThemeRow(
                count.theme,
                KEYS[place] if place < len(KEYS) else "",
                count,
                bool(chosen) and all(count.theme.id in line.themes for line in chosen),
                bool(chosen) and all(count.theme.id in line.proposed for line in chosen),
            )
            for place, count in enumerate(counts)
        ]
        if [row.theme for row in rows] == [row.theme for row in self._rows]:
            self.table.update_rows(rows)
        else:
            current = self.table.current()
            self.table.set_rows(rows)
            if current is not None:
                self.table.select(lambda row: row.theme.id == current.theme.id)
        self._rows = rows
        self.change_button.setEnabled(bool(rows))

    def begin(self) -> None:
        question = self._question
        if question is not None:
            run_command(
                self,
                lambda centre: centre.write(
                    begin_frame, questionnaire_code=question.questionnaire_code, item=question.item
                ),
            )

    def add(self) -> None:
        if self._question is not None:
            ThemeDialog.ask(self, questionnaire_code=self._question.questionnaire_code, item=self._question.item)

    def change(self) -> None:
        row = self.table.current()
        if self._question is not None and row is not None:
            ThemeDialog.ask(
                self,
                questionnaire_code=self._question.questionnaire_code,
                item=self._question.item,
                theme=row.theme,
            )

    def move(self, step: int) -> None:
        row = self.table.current()
        if row is not None:
            run_command(self, lambda centre: centre.write(move_theme, theme_id=row.theme.id, step=step))

    def remove(self) -> None:
        row = self.table.current()
        if row is not None:
            run_command(self, lambda centre: centre.write(remove_theme, theme_id=row.theme.id), self._say_removed)

    def _say_removed(self, outcome: Outcome[RemovedTheme]) -> None:
        removed = outcome.value

        def put_back() -> None:
            run_command(self, lambda centre: centre.write(restore_theme, removed=removed))

        self.workspace.show_notice(_("The theme “{name}” is deleted.", name=removed.name), undo=put_back)

    def _empty(self, question: OpenQuestion) -> EmptyState:
        if not has_own_frame(question.item):
            return EmptyState(
                _("There are no themes yet."),
                Action(_("New theme"), self.add, icon="plus", right="run_surveys"),
                icon="list",
            )
        begin = Action(_("Begin with the program’s themes"), self.begin, icon="list", right="run_surveys")
        return EmptyState(_("There are no themes yet. The program has ten for this question."), begin, icon="list")
