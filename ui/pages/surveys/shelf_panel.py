"""The shelf: every edition of every questionnaire, and what can be done with it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.questionnaires.model import Questionnaire, text_in
from desktop_app.surveys.records import QuestionnaireRow, QuestionnaireState
from desktop_app.surveys.shelf import put_in_use, questionnaires, remove_draft, retire, save_draft
from ui.actions import Action, make_button
from ui.operations import run_command, run_query
from ui.pages.surveys.preview_dialog import preview
from ui.pages.surveys.shelf_acts import begin_questionnaire, bring_into_use, edit, keep_draft, save_as_xlsform
from ui.pages.surveys.shelf_columns import SHELF
from ui.pages.surveys.xlsform_dialog import open_xlsform
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.workspace import Workspace


class ShelfPanel(TabPanel):
    changes_that_matter = frozenset({"questionnaire", "survey_response"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        begin = Action(_("New questionnaire"), lambda: begin_questionnaire(self), icon="plus", right="run_surveys")
        empty = EmptyState(_("There is no questionnaire yet."), begin, "survey")
        self.table: RecordTable[QuestionnaireRow] = RecordTable(workspace, "questionnaires", SHELF, empty=empty)
        self.table.opened.connect(lambda row: edit(self, row.id))
        self.table.selection_changed.connect(self._offer)
        self.edit_button = self._button(_("Edit"), self._edit, "edit", "Ctrl+E")
        self.preview_button = self._button(_("Preview"), self._preview, "search", "Ctrl+P")
        self.use_button = self._button(_("Put in use"), self._use, "check", "Ctrl+U")
        self.retire_button = self._button(_("Retire"), self._retire, "lock", "Ctrl+R")
        self.table.add_row_action(
            Action(_("Copy as a new questionnaire"), self._copy, icon="copy", key="Ctrl+D", right="run_surveys")
        )
        self.table.add_row_action(Action(_("Save as XLSForm…"), self._save_as, icon="download", key="Ctrl+S"))
        self.table.add_row_action(
            Action(_("Delete the draft"), self._remove, icon="delete", key="Delete", right="run_surveys")
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.table)
        # The list itself is hidden until there is something in it.
        self.setFocusProxy(self.table.filter_box)
        self._offer()

    def actions_of_page(self) -> Sequence[Action]:
        return (
            Action(
                _("New questionnaire"),
                lambda: begin_questionnaire(self),
                icon="plus",
                key="Ctrl+N",
                right="run_surveys",
            ),
            Action(
                _("Open an XLSForm…"), lambda: open_xlsform(self), icon="file-excel", key="Ctrl+O", right="run_surveys"
            ),
        )

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(questionnaires), self._show, slot="refresh")

    def go_to(self, place: object) -> None:
        self.table.select(lambda row: row.id == place)

    def _button(self, text: str, run: Callable[[QuestionnaireRow], object], icon: str, key: str) -> QPushButton:
        button = make_button(self, Action(text, lambda: self.table.with_current(run), icon=icon, key=key))
        self.table.tools.addWidget(button)
        return button

    def _show(self, rows: Sequence[QuestionnaireRow]) -> None:
        if not self.table.set_rows_by(rows, lambda row: row.id) and self.isVisible():
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()

    def _offer(self) -> None:
        row = self.table.current()
        is_used = row is not None and row.state is QuestionnaireState.IN_USE
        self.edit_button.setEnabled(row is not None)
        self.preview_button.setEnabled(row is not None)
        self.use_button.setEnabled(row is not None and not is_used)
        self.retire_button.setEnabled(is_used)

    def _edit(self, row: QuestionnaireRow) -> None:
        edit(self, row.id)

    def _preview(self, row: QuestionnaireRow) -> None:
        preview(self, row.questionnaire)

    def _use(self, row: QuestionnaireRow) -> None:
        bring_into_use(self, row)

    def _retire(self, row: QuestionnaireRow) -> None:
        def retired(_outcome: Outcome[None]) -> None:
            title, edition = text_in(row.questionnaire.title), row.questionnaire.edition
            words = _("“{title}”, edition {edition}, is retired: no new survey uses it.", title=title, edition=edition)
            self.workspace.show_notice(words, undo=back)

        def back() -> None:
            run_command(self, lambda centre: centre.write(put_in_use, questionnaire_id=row.id))

        run_command(self, lambda centre: centre.write(retire, questionnaire_id=row.id), retired)

    def _copy(self) -> None:
        row = self.table.current()
        if row is not None:
            asked = row.questionnaire
            title = {code: _("{title} (copy)", title=text) for code, text in asked.title.items()}
            keep_draft(self, replace(asked, title=title))

    def _save_as(self) -> None:
        row = self.table.current()
        if row is not None:
            save_as_xlsform(self, row)

    def _remove(self) -> None:
        row = self.table.current()
        if row is None:
            return

        def removed(outcome: Outcome[Questionnaire]) -> None:
            words = _("The draft of “{title}” is deleted.", title=text_in(row.questionnaire.title))
            self.workspace.show_notice(words, undo=lambda: back(outcome.value))

        def back(kept: Questionnaire) -> None:
            run_command(self, lambda centre: centre.write(save_draft, draft=kept))

        run_command(self, lambda centre: centre.write(remove_draft, questionnaire_id=row.id), removed)
