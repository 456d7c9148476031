"""The forms of others: which workbooks are bound, in which edition, and one of them filled for a month."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.bound_forms.records import Form
from desktop_app.bound_forms.service import FilledFile, fill_file
from desktop_app.bound_forms.shelf import form_file, forms, retire_form
from desktop_app.centre import Centre
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress
from desktop_app.spreadsheets.grid import read_grid, read_grid_file
from ui.actions import Action
from ui.files import WORKBOOK, choose_source, choose_target, show_saved
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.bound_forms.columns import FORM_COLUMNS
from ui.pages.bound_forms.fill_dialog import FilledDialog
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.month_chooser import MonthChooser
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace


class FormsPage(Page):
    """All editions of all forms; Enter opens one."""

    changes_that_matter = frozenset({"return_form"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Forms of others"))
        self.set_back(Target("returns"))
        self.set_context(_("Workbooks that the ministry sends, filled from the centre's own figures."))
        bind = Action(_("Bind a workbook"), self.bind, icon="plus", key="Ctrl+N", right="prepare_returns")
        self.months = MonthChooser(self, workspace.centre.clock.today())
        self.table: RecordTable[Form] = RecordTable(
            workspace,
            "bound_forms",
            FORM_COLUMNS,
            empty=EmptyState(
                _("No form is bound yet. Choose a workbook that has to be filled in."), bind, "file-excel"
            ),
        )
        self.table.tools.insertWidget(1, self.months)
        self.table.opened.connect(lambda form: workspace.navigate(Target("bound_form", form.id)))
        self.table.add_row_action(
            Action(
                _("Fill another file"),
                self.fill_another,
                icon="file-excel",
                key="Ctrl+Shift+O",
                right="prepare_returns",
            )
        )
        self.table.add_row_action(
            Action(_("Not used any more"), self.retire, icon="close", key="Delete", right="prepare_returns")
        )
        self.set_primary(bind)
        self.add_secondary(
            Action(_("Fill for the month"), self.fill, icon="save", key="Ctrl+Return", right="prepare_returns")
        )
        card = Card()
        card.body.addWidget(self.table, 1)
        self.body.addWidget(card, 1)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(forms), self.table.set_rows, slot="refresh")

    def bind(self) -> None:
        path = choose_source(self, _("The workbook to bind"), kind=WORKBOOK)
        if path is not None:
            self.workspace.navigate(Target("bound_form", path))

    def fill(self) -> None:
        """The form's own file with the figures of the month."""
        form = self._chosen()
        if form is not None:
            self._fill(form, None)

    def fill_another(self) -> None:
        """A file that came later: rows and columns are found again by their words."""
        form = self._chosen()
        source = choose_source(self, _("The file to fill"), kind=WORKBOOK) if form else None
        if form is not None and source is not None:
            self._fill(form, source)

    def retire(self) -> None:
        form = self._chosen()
        if form is None:
            return
        day = None if form.retired_on else self.workspace.centre.clock.today()

        def told(_outcome: object) -> None:
            words = _("“{name}” is used again.") if day is None else _("“{name}” is not used any more.")
            self.banner.show_outcome(words.format(name=form.name))

        run_command(self, lambda centre: centre.write(retire_form, form_id=form.id, version=form.version, on=day), told)

    def _chosen(self) -> Form | None:
        form = self.table.current()
        if form is None:
            self.banner.show_warning(_("Choose a form in the list first."))
        return form

    def _fill(self, form: Form, source: Path | None) -> None:
        month = self.months.month
        name = f"{form.name} {month.year}-{month.month:02}"
        target = choose_target(self, _("Where to save the filled form"), name=name, kind=WORKBOOK)
        if target is None:
            return

        def work(centre: Centre, progress: Progress) -> FilledFile:
            if source is not None:
                grid = read_grid_file(source, progress=progress)
            else:
                grid = read_grid(centre.read(form_file, form_id=form.id), form.file_name, progress=progress)
            return fill_file(centre, grid, name=form.name, year=month.year, month=month.month, out=target)

        run_long(self, _("Filling the form"), work, self._filled)

    def _filled(self, made: FilledFile) -> None:
        show_saved(self.workspace, made.file)
        content = made.content
        if content.unbound or content.moved or content.findings:
            dialog = FilledDialog(self, self.workspace, content)
            dialog.exec()
            dialog.deleteLater()
        else:
            self.banner.show_outcome(_n("{n} cell was filled.", "{n} cells were filled.", len(content.filled)))
