"""The country's table: returns dropped or chosen, the fourteen regions with their states, findings under the chosen."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from desktop_app.centre import Centre
from desktop_app.consolidation.letters import write_letters
from desktop_app.consolidation.records import Finding, ReadFile
from desktop_app.consolidation.workbook import write_country
from desktop_app.i18n import _, _n, language
from desktop_app.language.dates import month_title
from desktop_app.progress import Progress
from ui.actions import Action, make_button
from ui.files import WORKBOOK, choose_target, open_file, show_saved, usual_folder
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_long, run_query
from ui.pages.consolidation.columns import FINDING_COLUMNS, REGION_COLUMNS, RegionRow, rows_of
from ui.pages.consolidation.gathering import Gathered, look, take, take_kept
from ui.theme import GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.chosen_text import chosen_text
from ui.widgets.empty_state import EmptyState
from ui.widgets.month_chooser import MonthChooser
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.widgets.wrapping_row import WrappingRow
from ui.workspace import Workspace

# Heights that Qt scales to the window: most of the regions, and a few findings.
PARTS = [400, 200]


class ConsolidationPage(Page):
    """``open((2026, 10))`` goes to a month. What was read stays while the page does; what is kept is taken again."""

    changes_that_matter = frozenset({"received_return", "return_form", "dated_rule", "territory"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Country's table"))
        self._gathered: Gathered | None = None
        self.set_back(Target("returns"))
        self._is_filled: bool | None = None
        self._offer(is_filled=False)
        self.months = MonthChooser(self, workspace.centre.clock.today())
        self.months.chosen.connect(lambda _month: self.refresh())
        self.forms = Chooser(_("Form of the workbooks"))
        kept = Action(_("Take those received before"), self.take_kept, icon="backup", key="Ctrl+R")
        self.kept = make_button(self, kept)
        self.counts = label("", Role.MUTED)
        self.regions: RecordTable[RegionRow] = RecordTable(
            workspace, "consolidation.regions", REGION_COLUMNS, has_filter=False, is_sortable=False
        )
        self.regions.selection_changed.connect(self._show_findings)
        self.findings: RecordTable[Finding] = RecordTable(
            workspace, "consolidation.findings", FINDING_COLUMNS, has_filter=False
        )
        self.setAcceptDrops(True)
        self._lay_out()

    def open(self, argument: object) -> None:
        match argument:
            case (int() as year, int() as month):
                self.months.choose(date(year, month, 1))
                self.make_stale()

    def refresh(self) -> None:
        month = self.months.month
        run_query(self, lambda centre: look(centre, files=self._files, month=month), self._show, slot="refresh")

    def first_focus(self) -> QWidget | None:
        return self.regions.view

    def choose(self) -> None:
        words = f"{_(WORKBOOK.words)} (*.xlsx *.xlsm *.xlsb *.xls *.ods)"
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Choose returns…"), str(usual_folder()), words)
        self.add([Path(path) for path in chosen])

    def add(self, paths: Sequence[Path]) -> None:
        """Read more returns and put all of them together; they are kept for the checks of next month."""
        if not paths:
            return
        work = partial(take, before=self._files, paths=paths, month=self.months.month, form=self.forms.value or "")
        run_long(self, _("Reading the returns"), work, self._taken)

    def take_kept(self) -> None:
        work = partial(take_kept, before=self._files, month=self.months.month)
        run_long(self, _("Reading the returns"), work, self._show)

    def ask_for_workbook(self) -> None:
        month = self.months.month
        name = f"{self.title} {month.year}-{month.month:02}"
        target = choose_target(self, _("National workbook"), name=name, kind=WORKBOOK)
        if target is not None:
            self.write_workbook(target)

    def write_workbook(self, target: Path) -> None:
        if self._gathered is None:
            return
        country = self._gathered.country

        def work(centre: Centre, _progress: Progress) -> Path:
            return write_country(centre, country, target)

        run_long(self, _("National workbook"), work, partial(show_saved, self.workspace))

    def ask_for_letters(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("A folder for the letters"), str(usual_folder()))
        if folder:
            self.write_letters(Path(folder))

    def write_letters(self, folder: Path) -> None:
        if self._gathered is None:
            return
        country = self._gathered.country

        def tell(letters: list[Path]) -> None:
            words = _n("{n} letter was written.", "{n} letters were written.", len(letters))
            self.banner.show_outcome(words, link=(_("Open the folder"), lambda: open_file(folder)))

        run_long(self, _("Letters to regions"), lambda centre, _progress: write_letters(centre, country, folder), tell)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    @property
    def _files(self) -> tuple[ReadFile, ...]:
        return self._gathered.files if self._gathered is not None else ()

    def _lay_out(self) -> None:
        tools = WrappingRow(self.months, self.forms, self.kept, self.counts, gap=GAP_M)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(GAP_S)
        for table in (self.regions, self.findings):
            parts.addWidget(table)
        parts.setSizes(PARTS)
        self.body.addLayout(tools)
        self.body.addWidget(label(_("Drop the returns of the regions here, or choose them."), Role.SMALL))
        self.body.addWidget(parts, 1)
        self.body.addWidget(chosen_text(self.findings, lambda finding: finding.text))
        self.kept.setEnabled(False)

    def _offer(self, *, is_filled: bool) -> None:
        """Returns are chosen first; once there are any, what is made of them."""
        if is_filled == self._is_filled:
            return
        self._is_filled = is_filled
        choose = Action(_("Choose returns…"), self.choose, icon="folder", key="Ctrl+O")
        letters = Action(_("Letters to regions"), self.ask_for_letters, icon="mail", key="Ctrl+Shift+L")
        write = Action(_("National workbook"), self.ask_for_workbook, icon="file-excel", key="Ctrl+Return")
        self.set_actions([write, choose, letters] if is_filled else [choose, letters])

    def _taken(self, gathered: Gathered) -> None:
        self._show(gathered)
        if gathered.kept:
            words = _n("{n} return was kept.", "{n} returns were kept.", gathered.kept)
            self.banner.show_outcome(words)

    def _show(self, gathered: Gathered) -> None:
        self._gathered = gathered
        country = gathered.country
        self.months.choose(date(country.year, country.month, 1))
        with QSignalBlocker(self.forms):
            choices = [Choice("", _("Returns of this program"))]
            self.forms.set_choices([*choices, *(Choice(name, name) for name in gathered.forms)])
        self.forms.setVisible(bool(gathered.forms))
        self.kept.setEnabled(gathered.waiting > 0)
        self._offer(is_filled=bool(country.lines))
        self.set_context(month_title(country.year, country.month, language()))
        words = _("Returns counted: {counted} of {regions}", counted=len(country.counted), regions=len(country.regions))
        if gathered.waiting:
            received = _n("{n} received before", "{n} received before", gathered.waiting)
            words = f"{words} · {received}"
        self.counts.setText(words)
        self.regions.set_rows_by(rows_of(country), lambda row: (row.region, row.file))
        self._show_findings()

    def _show_findings(self) -> None:
        row = self.regions.current()
        nothing = EmptyState(_("Nothing was found in this return."), icon="success")
        self.findings.set_empty(nothing)
        self.findings.set_rows(row.findings if row is not None else ())
