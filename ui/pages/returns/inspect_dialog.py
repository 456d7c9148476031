"""What does not add up in anybody's return: a file chosen or dropped, a text pasted, and the list of findings."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _
from desktop_app.inspection.model import Finding, Severity
from desktop_app.inspection.service import inspect_file, inspect_text
from ui.actions import Action, make_button
from ui.files import usual_folder
from ui.models.table_model import Align, Column
from ui.notices import Banner
from ui.operations import run_query
from ui.theme import GAP_S, Tone
from ui.widgets.chosen_text import chosen_text
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_window import lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

SIZE = QSize(1280, 640)
READ_KINDS = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.docx *.txt"

COLUMNS: tuple[Column[Finding], ...] = (
    Column(
        "severity",
        N_("Kind"),
        lambda finding: _("Error") if finding.severity is Severity.ERROR else _("Warning"),
        width=170,
        tone=lambda finding: Tone.BAD if finding.severity is Severity.ERROR else Tone.WARN,
    ),
    Column("place", N_("Place in the file"), lambda finding: finding.place, width=180),
    Column("text", N_("What was found"), lambda finding: finding.text, is_stretched=True, is_told_whole=True),
    Column("said", N_("Stated"), lambda finding: finding.said, width=130, align=Align.RIGHT),
    Column("true", N_("Should be"), lambda finding: finding.true, width=130, align=Align.RIGHT),
)


class InspectDialog(QDialog):
    def __init__(self, owner: QWidget, workspace: Workspace) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self.setWindowTitle(_("Check somebody's return"))
        self.setAcceptDrops(True)
        self.resize(SIZE)
        self.banner = Banner(self)
        words = _(
            "Choose or drop a workbook, a Word document or a text, or paste a text: what does not add up is listed."
        )
        self.table = RecordTable(workspace, "returns.inspection", COLUMNS, empty=EmptyState(words, icon="check"))
        self.told = label(_("Nothing is chosen yet."), Role.MUTED)
        lay_out_list(self, _("Check somebody's return"), self.table, self.told).setAutoDefault(False)
        self._add_tools()

    def inspect_file(self, path: Path) -> None:
        self._inspect(path.name, lambda centre: inspect_file(path, today=centre.clock.today()))

    def paste(self) -> None:
        """Inspect the text that was copied elsewhere."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.banner.show_warning(_("The clipboard holds no text. Copy the text first."))
            return
        self._inspect(_("the pasted text"), lambda centre: inspect_text(text, today=centre.clock.today()))

    def choose(self) -> None:
        kinds = _("Workbooks and documents ({pattern})", pattern=READ_KINDS)
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a file…"), str(usual_folder()), kinds)
        if chosen:
            self.inspect_file(Path(chosen))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.inspect_file(Path(urls[0].toLocalFile()))

    def _add_tools(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GAP_S)
        choose = Action(_("Choose a file…"), self.choose, icon="folder", key="Ctrl+O")
        paste = Action(_("Paste the text"), self.paste, icon="copy", key="Ctrl+V")
        # In the filter of the list Ctrl+V would fill in the filter.
        self.choose_button = make_button(self, choose, is_primary=True)
        self.choose_button.setFocus()
        tools.addWidget(self.choose_button)
        tools.addWidget(make_button(self, paste))
        tools.addStretch(1)
        outer = self.layout()
        outer.insertLayout(1, tools)
        outer.insertWidget(2, self.banner)
        outer.insertWidget(outer.count() - 1, chosen_text(self.table, lambda found: found.text))

    def _inspect(self, name: str, inspect: Callable[[Centre], list[Finding]]) -> None:
        def show(findings: Sequence[Finding]) -> None:
            self._show(name, findings)

        self.banner.clear()
        run_query(self, inspect, show, self._tell, slot="inspect")

    def _show(self, name: str, findings: Sequence[Finding]) -> None:
        self.table.set_empty(EmptyState(_("The checks found nothing wrong."), icon="success"))
        self.table.filter_box.clear()
        self.table.set_rows(findings)
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        words = _(
            "{name}: errors {errors}, warnings {warnings}", name=name, errors=errors, warnings=len(findings) - errors
        )
        self.told.setText(words)
        (self.table.view if findings else self.choose_button).setFocus()
        self.table.select_place(0)

    def _tell(self, error: CentreError) -> None:
        self.banner.show_error(error.text)
