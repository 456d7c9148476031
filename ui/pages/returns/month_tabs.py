"""The tabs of a month's return: its forms, what the checks found, what has changed since it was sent, its files."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.i18n import _
from desktop_app.returns.differences import Difference
from desktop_app.returns.drift import people_since
from desktop_app.returns.forms import PLAN_FORM
from desktop_app.returns.records import Finding, Form
from desktop_app.returns.service import compose_form
from desktop_app.returns.states import KeptReturn, Way
from desktop_app.returns.year_view import months_of_year
from ui.actions import Action
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.returns.columns import KEPT_COLUMNS
from ui.pages.returns.drift_view import DriftView
from ui.pages.returns.findings_view import FindingsView
from ui.pages.returns.form_view import FormView
from ui.pages.returns.month_reading import Checked, Looked
from ui.pages.returns.year_chart import YearChart
from ui.widgets.empty_state import EmptyState
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable

# The tabs after those of the forms.
FINDINGS, CHANGED, CHART, FILES = "findings", "changed", "chart", "files"


class MonthTabs(LateTabs[QWidget]):
    """Shows in a tab what belongs there; what takes long is asked for only by whoever sees it."""

    figure_opened = Signal(str, str, str)
    """Codes of form, row and column."""
    explained = Signal(str, str)
    """The key of a warning and its sentence."""
    copy_wanted = Signal(object)
    """A kept return of which a copy is asked for."""

    def __init__(self, owner: Page) -> None:
        super().__init__(are_many=True)
        self._owner = owner
        self._looked: Looked | None = None
        self._checked: Checked | None = None
        self._cells: Sequence[Difference] = ()
        self.made.connect(self._fill)

    def clear_month(self) -> None:
        """What is shown is of another month from now on."""
        self._checked, self._cells = None, ()

    def show_looked(self, looked: Looked) -> None:
        self._looked = looked
        if not self.count():
            self._add(looked.codes)
        self.set_shown(CHANGED, is_shown=looked.way.sent is not None)
        if PLAN_FORM in self.contents:
            self._show_form(looked.plan)
        self._fill_made(PLAN_FORM, *looked.codes)

    def show_checked(self, checked: Checked) -> None:
        self._checked = checked
        found = len(checked.content.findings)
        self.rename(FINDINGS, _("Checks ({count})", count=found) if found else _("Checks"))
        self._fill_made(CHANGED, CHART, FILES)

    def show_cells(self, cells: Sequence[Difference]) -> None:
        self._cells = cells
        count = len(cells)
        self.rename(CHANGED, _("Changed ({count})", count=count) if count else _("Changed"))
        if CHANGED in self.contents:
            self._fill(CHANGED)

    def form(self, code: str) -> Form:
        """As it is shown. Raises AttributeError while it is not."""
        view = self.content(code)
        assert isinstance(view, FormView)
        return view.form

    def choose_unexplained(self) -> None:
        """Go to the first thing that holds the return back."""
        if self.count():
            self.choose(FINDINGS)
            view = self.content(FINDINGS)
            assert isinstance(view, FindingsView)
            view.choose_unexplained()

    def _add(self, codes: Sequence[str]) -> None:
        for code in codes:
            self.add(code, code, self._form_view)
        self.add(FINDINGS, _("Checks"), self._findings_view)
        self.add(CHANGED, _("Changed"), self._drift_view, hint=_("What has changed since it was sent"))
        self.add(CHART, _("By month"), YearChart, hint=_("Plan and actual by month"))
        self.add(FILES, _("Files"), self._files_table, hint=_("Files made"))

    def _form_view(self) -> FormView:
        view = FormView(self._owner.workspace)
        view.figure_opened.connect(self.figure_opened)
        return view

    def _findings_view(self) -> FindingsView:
        view = FindingsView(self._owner.workspace)
        view.opened.connect(self._go_to_finding)
        view.explained.connect(self.explained)
        return view

    def _drift_view(self) -> DriftView:
        view = DriftView(self._owner.workspace)
        view.person_opened.connect(lambda person_id: self._owner.workspace.navigate(Target("person", person_id)))
        return view

    def _files_table(self) -> RecordTable[KeptReturn]:
        empty = EmptyState(_("No file has been made yet."), icon="file-excel")
        files = RecordTable(self._owner.workspace, "returns.kept", KEPT_COLUMNS, empty=empty)
        files.opened.connect(self.copy_wanted)
        files.add_row_action(
            Action(_("Save a copy…"), lambda: files.with_current(self.copy_wanted.emit), icon="save", key="Ctrl+S")
        )
        return files

    def _fill_made(self, *but: str) -> None:
        for name in self.contents:
            if name not in but:
                self._fill(name)

    def _fill(self, name: str) -> None:
        if self._looked is None:
            return
        tab, way, month = self.content(name), self._looked.way, self._looked.month
        match tab:
            case FormView():
                self._fill_form(name, month)
            case FindingsView():
                self._fill_findings(tab)
            case DriftView():
                self._fill_drift(tab, way)
            case YearChart():
                show = partial(tab.show_months, year=month.year)
                run_query(self._owner, lambda centre: centre.read(months_of_year, year=month.year), show, slot="months")
            case RecordTable():
                tab.set_rows(way.kept)

    def _fill_form(self, code: str, month: date) -> None:
        if self._checked is not None:
            self._show_form(self._checked.content.form(code))
            return
        if code == PLAN_FORM and self._looked is not None:
            self._show_form(self._looked.plan)
            return

        def ask(centre: Centre) -> Form:
            return centre.read(compose_form, year=month.year, month=month.month, code=code)

        run_query(self._owner, ask, self._show_form, slot=f"form {code}")

    def _show_form(self, form: Form) -> None:
        view = self.content(form.code)
        assert isinstance(view, FormView)
        view.show_form(form)

    def _fill_findings(self, view: FindingsView) -> None:
        if self._checked is None:
            view.show_findings((), {}, is_checked=False)
        else:
            view.show_findings(self._checked.content.findings, self._checked.sentences, is_checked=True)

    def _fill_drift(self, view: DriftView, way: Way) -> None:
        view.show_cells(self._cells)
        sent = way.sent
        if sent is not None and self._cells:

            def ask(centre: Centre) -> object:
                return centre.read(people_since, snapshot_id=sent.id)

            run_query(self._owner, ask, view.show_people, slot="moved")

    def _go_to_finding(self, finding: Finding) -> None:
        """To the figure, or to the cohort that the finding is about."""
        form, _stroke, rest = finding.place.partition("/")
        row, _stroke, column = rest.partition("/")
        if self._looked is not None and form in self._looked.codes:
            self.choose(form)
            view = self.content(form)
            assert isinstance(view, FormView)
            view.choose_cell(row, column)
            return

        def go(cohort_id: int) -> None:
            self._owner.workspace.navigate(Target("cohort", cohort_id))

        run_query(
            self._owner, lambda centre: centre.read(cohort_by_code, code=finding.place).id, go, lambda _error: None
        )
