"""The list of templates: every edition, and what can be done with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.certificate_templates.model import Template
from desktop_app.certificate_templates.shelf import TemplateRow, put_back_draft, put_in_use, remove_draft, retire, shelf
from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from ui.actions import Action, make_button
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.templates.acts import begin_edition, begin_from, bring_into_use, design, open_file, save_as_file
from ui.pages.templates.columns import DRAFT, IN_USE, TEMPLATES, title_of_row
from ui.pages.templates.preview_dialog import PreviewDialog
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

CHANGING = "edit_templates"


class TemplatesPage(Page):
    changes_that_matter = frozenset({"certificate_template", "certificate_batch"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Templates of certificates"))
        self.set_back(Target("certificates"))
        self._rows: Sequence[TemplateRow] = ()
        self._wanted = 0
        self.table: RecordTable[TemplateRow] = RecordTable(
            workspace, "templates", TEMPLATES, empty=EmptyState(_("There is no template yet."), icon="certificate")
        )
        self.table.opened.connect(self._design)
        self.table.selection_changed.connect(self._offer)
        self.design_button = self._button(_("Edit"), self._design, "edit", "Ctrl+E")
        self.preview_button = self._button(_("Preview"), self._preview, "search", "Ctrl+P")
        self.use_button = self._button(_("Put in use"), self._use, "check", "Ctrl+U", right=CHANGING)
        self.retire_button = self._button(_("Retire"), self._retire, "lock", "Ctrl+R", right=CHANGING)
        for text, run, sign, key, right in (
            (_("Copy…"), self._copy, "copy", "Ctrl+D", CHANGING),
            (_("Make a new edition"), self._begin_edition, "edit", "Ctrl+Shift+N", CHANGING),
            (_("Save as a file…"), self._save_as, "download", "Ctrl+S", ""),
            (_("Delete the draft"), self._remove, "delete", "Delete", CHANGING),
        ):
            self.table.add_row_action(self._of_current(text, run, sign, key, right))
        card = Card()
        card.body.addWidget(self.table, 1)
        self.body.addWidget(card, 1)
        self.add_secondary(
            Action(_("Open a file…"), lambda: open_file(self), icon="upload", key="Ctrl+O", right=CHANGING)
        )
        self.set_primary(Action(_("New template"), self._begin, icon="plus", key="Ctrl+N", right=CHANGING))
        self._offer()

    def open(self, argument: object) -> None:
        """With the id of an edition, that one is chosen."""
        if isinstance(argument, int):
            self._wanted = argument
            self.make_stale()

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(shelf), self._show, slot="refresh")

    def _button(
        self, text: str, run: Callable[[TemplateRow], object], sign: str, key: str, *, right: str = ""
    ) -> QPushButton:
        button = make_button(self, self._of_current(text, run, sign, key, right))
        self.table.tools.addWidget(button)
        return button

    def _of_current(self, text: str, run: Callable[[TemplateRow], object], sign: str, key: str, right: str) -> Action:
        return Action(text, lambda: self.table.with_current(run), icon=sign, key=key, right=right)

    def _show(self, rows: Sequence[TemplateRow]) -> None:
        self._rows = rows
        if not self.table.set_rows_by(rows, lambda row: row.id) and self.isVisible():
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._wanted:
            self.table.select(lambda row: row.id == self._wanted)
            self._wanted = 0
        self.set_context(_n("{n} edition", "{n} editions", len(rows)))
        self._offer()

    def _offer(self) -> None:
        row = self.table.current()
        is_used = row is not None and row.state == IN_USE
        for button in (self.design_button, self.preview_button):
            button.setEnabled(row is not None)
        self.design_button.setText(_("Edit") if row is None or row.state == DRAFT else _("Look at it"))
        self.use_button.setEnabled(row is not None and not is_used)
        self.retire_button.setEnabled(is_used)

    def _design(self, row: TemplateRow) -> None:
        design(self, row.id)

    def _begin(self) -> None:
        """The paper is that of the chosen one; a filter that leaves none keeps nobody from beginning."""
        row = self.table.current() or next(iter(self._rows), None)
        if row is not None:
            begin_from(self, row, is_empty=True)

    def _copy(self, row: TemplateRow) -> None:
        begin_from(self, row)

    def _begin_edition(self, row: TemplateRow) -> None:
        begin_edition(self, row)

    def _preview(self, row: TemplateRow) -> None:
        PreviewDialog.show_template(self, row.template)

    def _use(self, row: TemplateRow) -> None:
        bring_into_use(self, row)

    def _save_as(self, row: TemplateRow) -> None:
        save_as_file(self, row)

    def _retire(self, row: TemplateRow) -> None:
        def back() -> None:
            run_command(self, lambda centre: centre.write(put_in_use, template_id=row.id))

        def retired(_outcome: Outcome[None]) -> None:
            title, edition = title_of_row(row), row.template.edition
            words = _(
                "“{title}”, edition {edition}, is retired: no new paper is made from it.", title=title, edition=edition
            )
            self.workspace.show_notice(words, undo=back)

        run_command(self, lambda centre: centre.write(retire, template_id=row.id), retired)

    def _remove(self, row: TemplateRow) -> None:
        def back(kept: Template) -> None:
            run_command(self, lambda centre: centre.write(put_back_draft, draft=kept))

        def removed(outcome: Outcome[Template]) -> None:
            words = _("The draft of “{title}” is deleted.", title=title_of_row(row))
            self.workspace.show_notice(words, undo=lambda: back(outcome.value))

        run_command(self, lambda centre: centre.write(remove_draft, template_id=row.id), removed)
