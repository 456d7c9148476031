"""The return of a month: its figures, what the checks found, the year as a chart, the files that were made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Changes
from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n, language
from desktop_app.inspection.model import Severity
from desktop_app.language.dates import month_title
from desktop_app.progress import Progress
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.returns.figures import PLAN_FORM
from desktop_app.returns.people_list import WITH_OTHER_CHANNELS
from desktop_app.returns.records import TOTAL, Finding, Form, ListedPerson, MonthlyReturn, Snapshot
from desktop_app.returns.service import compose_figures, compose_return, people_behind, snapshot_bytes, snapshots
from desktop_app.returns.year_view import months_of_year
from desktop_app.whole_file import whole_bytes
from ui import formats
from ui.actions import Action
from ui.models.paged_model import NOT_YET
from ui.navigation import Target
from ui.operations import run_long, run_query
from ui.pages.returns.columns import FINDING_COLUMNS, SNAPSHOT_COLUMNS
from ui.pages.returns.form_view import FormView
from ui.pages.returns.inspect_dialog import InspectDialog
from ui.pages.returns.people_dialog import PeopleDialog
from ui.pages.returns.preparing import Prepared, prepare
from ui.pages.returns.year_chart import YearChart
from ui.theme import GAP_M, Tone
from ui.widgets.card import Card, StatTile
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.late_tabs import LateTabs
from ui.widgets.month_chooser import MonthChooser
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

WORKBOOKS = "*.xlsx"
# The tabs after those of the forms.
FINDINGS, CHART, FILES = "findings", "chart", "files"


@dataclass(frozen=True)
class Shown:
    """All that the page shows of a month; ``is_checked`` once it is held against the register behind it."""

    content: MonthlyReturn
    made: Sequence[Snapshot]
    is_checked: bool


def look(centre: Centre, *, month: date, is_checked: bool) -> Shown:
    """Runs in the worker."""
    compose = compose_return if is_checked else compose_figures
    return Shown(
        centre.read(compose, year=month.year, month=month.month),
        centre.read(snapshots),
        is_checked,
    )


class ReturnsPage(Page):
    """``open((2026, 10))`` goes to a month."""

    changes_that_matter = frozenset(
        {
            *("enrolment", "cohort", "person", "certificate", "plan_line", "channel_figure", "return_snapshot"),
            *("territory", "reference_item", "dated_rule", "centre_profile"),
        }
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Returns"))
        self._shown: Shown | None = None
        self.add_secondary(
            Action(_("Annual plan"), lambda: workspace.navigate(Target("plan")), icon="calendar", key="Ctrl+Shift+P")
        )
        self.add_secondary(Action(_("Check somebody's return"), self.inspect, icon="check", key="Ctrl+Shift+O"))
        self._prepare = self.set_primary(
            Action(_("Prepare the file"), self.prepare_file, icon="file-excel", key="Ctrl+Return")
        )
        self._prepare.setEnabled(False)
        self.months = MonthChooser(self, workspace.centre.clock.today())
        self.months.chosen.connect(lambda _month: self.refresh())
        self._month = StatTile(_("Finished this month"), icon="calendar")
        self._year = StatTile(_("Finished since January"), icon="people")
        self._share = StatTile(_("Share of the plan"), icon="chart")
        self._checks = StatTile(_("Checks"), icon="check", on_click=self._go_to_checks)
        self.tabs: LateTabs[QWidget] = LateTabs()
        self.tabs.made.connect(self._fill)
        self._lay_out()

    def open(self, argument: object) -> None:
        match argument:
            case (int() as year, int() as month):
                self.months.choose(date(year, month, 1))
                self.make_stale()

    def refresh(self) -> None:
        """The figures first; the checks, which take as long again, when they are in sight."""
        month = self.months.month

        def check(shown: Shown) -> None:
            self._show(shown)
            run_query(self, partial(look, month=month, is_checked=True), self._show, slot="checks")

        run_query(self, partial(look, month=month, is_checked=False), check, slot="refresh")

    def first_focus(self) -> QWidget | None:
        return self.months.box

    def inspect(self) -> None:
        """Look through a return of anybody's for what does not add up."""
        dialog = InspectDialog(self, self.workspace)
        dialog.exec()
        dialog.deleteLater()

    def prepare_file(self) -> None:
        """Ask where to, then write the workbook and the letter beside it."""
        if self._shown is None:
            return
        if not self._shown.is_checked:
            self.banner.show_warning(_("The figures are still being checked. Wait a moment."))
            return
        if not self._is_agreed(self._shown.content):
            return
        content, period = self._shown.content, self._shown.content.period
        name = f"{content.centre_code}-{period.year}-{period.month:02}.xlsx"
        words = _("Workbooks ({pattern})", pattern=WORKBOOKS)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Prepare the file"), str(Path.home() / name), words)
        if chosen:
            self.write(Path(chosen).with_suffix(".xlsx"))

    def write(self, out: Path) -> None:
        """Write the return of the month that is shown to ``out``, and its letter beside it."""
        month = self.months.month

        def work(centre: Centre, progress: Progress) -> Prepared:
            return prepare(centre, progress, month=month, out=out)

        run_long(self, _("Preparing the return"), work, self._prepared)

    def save_copy(self, made: Snapshot) -> None:
        words = _("Workbooks ({pattern})", pattern=WORKBOOKS)
        start = str(Path.home() / made.file_name)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save a copy"), start, words)
        if not chosen:
            return

        def write(centre: Centre) -> Path:
            return whole_bytes(Path(chosen), centre.read(snapshot_bytes, snapshot_id=made.id))

        def tell(written: Path) -> None:
            self.banner.show_outcome(
                _("{name} is saved, byte for byte as it was made.", name=written.name),
                link=(_("Open the file"), lambda: _open_outside(written)),
            )

        run_query(self, write, tell)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.addWidget(self.months)
        tools.addStretch(1)
        tiles = QHBoxLayout()
        tiles.setSpacing(GAP_M)
        for tile in (self._month, self._year, self._share, self._checks):
            tiles.addWidget(tile, 1)
        card = Card()
        card.body.addWidget(self.tabs)
        self.body.addLayout(tools)
        self.body.addLayout(tiles)
        self.body.addWidget(card, 1)

    def _is_agreed(self, content: MonthlyReturn) -> bool:
        """A return with errors leaves only when somebody says so."""
        if not content.errors:
            return True
        return confirm(
            self,
            _n("The checks found {n} error.", "The checks found {n} errors.", len(content.errors)),
            details="\n".join(finding.text for finding in content.errors[:3]),
            action=_("Prepare the file all the same"),
            is_danger=True,
        )

    def _show(self, shown: Shown) -> None:
        # What is checked are the very figures that are in sight, unless something was written meanwhile.
        is_in_sight = self._shown is not None and shown.content.forms is self._shown.content.forms
        self._shown = shown
        if not is_in_sight:
            self._show_month(shown.content)
        elif FINDINGS in self.tabs.contents:
            self._fill(FINDINGS)
        self._show_checks(shown)

    def _show_month(self, content: MonthlyReturn) -> None:
        self._prepare.setEnabled(True)
        title = month_title(content.period.year, content.period.month, language())
        self.set_context(_("{month} · {centre}", month=title, centre=content.centre))
        if not self.tabs.count():
            self._add_tabs(content)
        for name in self.tabs.contents:
            self._fill(name)
        self._show_figures(content)

    def _go_to_checks(self) -> None:
        if self._shown is not None:
            self.tabs.choose(FINDINGS)

    def _add_tabs(self, content: MonthlyReturn) -> None:
        for form in content.forms:
            self.tabs.add(form.code, form.code, partial(self._form_view, form), hint=form.title)
        self.tabs.add(FINDINGS, _("Checks"), self._findings_table)
        self.tabs.add(CHART, _("Plan and actual by month"), YearChart)
        self.tabs.add(FILES, _("Files made"), self._files_table)

    def _form_view(self, form: Form) -> FormView:
        view = FormView(self.workspace, form)
        view.figure_opened.connect(self._ask_people)
        return view

    def _findings_table(self) -> RecordTable[Finding]:
        return RecordTable(self.workspace, "returns.findings", FINDING_COLUMNS)

    def _files_table(self) -> RecordTable[Snapshot]:
        empty = EmptyState(_("No file has been made yet."), icon="file-excel")
        files = RecordTable(self.workspace, "returns.files", SNAPSHOT_COLUMNS, empty=empty)
        files.opened.connect(self.save_copy)
        save = Action(_("Save a copy…"), lambda: self._save_current(files), icon="save", key="Ctrl+S")
        files.add_row_action(save)
        return files

    def _fill(self, name: str) -> None:
        """Show in a tab what belongs there; the year is looked at only for whoever sees its chart."""
        tab, shown = self.tabs.content(name), self._shown
        if shown is None:
            return
        match tab:
            case FormView():
                tab.show_form(shown.content.form(name))
            case YearChart():
                year = shown.content.period.year
                show = partial(tab.show_months, year=year)
                run_query(self, lambda centre: centre.read(months_of_year, year=year), show, slot="months")
            case RecordTable() if name == FILES:
                tab.set_rows(shown.made)
            case RecordTable():
                by_weight = sorted(shown.content.findings, key=lambda finding: finding.severity is not Severity.ERROR)
                nothing = EmptyState(_("The checks found nothing wrong."), icon="success")
                tab.set_empty(nothing if shown.is_checked else EmptyState(NOT_YET))
                tab.set_rows(by_weight if shown.is_checked else ())

    def _show_figures(self, content: MonthlyReturn) -> None:
        values = content.form(PLAN_FORM).row(TOTAL).values

        def shown(value: int | None) -> str:
            return formats.NOTHING if value is None else formats.integer_text(value)

        planned = _("planned: {people}", people=shown(values["month_plan"]))
        self._month.set_figure(shown(values["month_actual"]), planned)
        self._year.set_figure(shown(values["year_actual"]), _("planned: {people}", people=shown(values["year_plan"])))
        part, whole = values["year_actual"], values["year_plan"]
        if part is None or whole is None:
            self._share.set_figure(formats.NOTHING, _("no plan is entered") if whole is None else "")
        else:
            words = _("{part} of {whole}", part=formats.integer_text(part), whole=formats.integer_text(whole))
            self._share.set_figure(formats.percent_text(part, whole), words)

    def _show_checks(self, shown: Shown) -> None:
        count = len(shown.content.findings) if shown.is_checked else 0
        self.tabs.rename(FINDINGS, _("Checks ({count})", count=count) if count else _("Checks"))
        if not shown.is_checked:
            self._checks.set_figure(NOT_YET)
            return
        errors, warnings = len(shown.content.errors), len(shown.content.warnings)
        tone = Tone.BAD if errors else Tone.WARN if warnings else Tone.GOOD
        words = _("errors: {errors}, warnings: {warnings}", errors=errors, warnings=warnings)
        self._checks.set_figure(formats.integer_text(count), words, tone)

    def _ask_people(self, form: str, row: str, column: str) -> None:
        month = self.months.month

        def ask(centre: Centre) -> list[ListedPerson]:
            return centre.read(people_behind, year=month.year, month=month.month, form=form, row=row, column=column)

        run_query(
            self,
            ask,
            partial(self._show_people, form, row, column),
            partial(self._tell_nobody, form, row, column),
            slot="people",
        )

    def _tell_nobody(self, form: str, row: str, column: str, error: CentreError) -> None:
        """A figure without people is no mistake; of a total, our own people can still be seen."""
        link = None
        if error.code == WITH_OTHER_CHANNELS and row == TOTAL:
            link = (_("Our own people"), partial(self._ask_people, form, OWN_CHANNEL, column))
        self.banner.show_warning(error.text, link=link)

    def _show_people(self, form_code: str, row_code: str, column_code: str, people: list[ListedPerson]) -> None:
        if self._shown is None:
            return
        form = self._shown.content.form(form_code)
        column = form.column(column_code)
        parts = (form_code, form.row(row_code).title, column.group, column.title)
        dialog = PeopleDialog(self, self.workspace, " · ".join(filter(None, parts)), people)
        dialog.exec()
        dialog.deleteLater()

    def _prepared(self, prepared: Prepared) -> None:
        self.workspace.broadcast(Changes(frozenset({"return_snapshot"})), self)
        self.banner.show_outcome(
            _("The return is ready: {file}, and the letter to send it with.", file=prepared.file.name),
            links=(
                (_("Open the file"), lambda: _open_outside(prepared.file)),
                (_("Open the letter"), lambda: _open_outside(prepared.letter)),
            ),
        )

    def _save_current(self, files: RecordTable[Snapshot]) -> None:
        made = files.current()
        if made is not None:
            self.save_copy(made)


def _open_outside(file: Path) -> None:
    """In Excel or the mail program, whatever this PC opens such files with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
