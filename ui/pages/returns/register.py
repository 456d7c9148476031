"""The register of what was sent to whom, filtered, and to Excel."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.centre import Centre
from desktop_app.i18n import N_, _
from desktop_app.reference.service import profile
from desktop_app.returns.dispatch import WAYS, Dispatch, dispatches, write_register
from ui import formats
from ui.actions import Action
from ui.files import WORKBOOK, choose_target
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_query
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.workspace import Workspace

COLUMNS: tuple[Column[Dispatch], ...] = (
    Column("sent_at", N_("Sent at"), lambda line: line.sent_at, width=130),
    Column("month", N_("Return"), lambda line: line.month_title, width=140, sort=lambda line: (line.year, line.month)),
    Column("number", N_("Number"), lambda line: line.number or None, width=90),
    Column("to", N_("To whom"), lambda line: line.sent_to, width=160, is_stretched=True),
    Column("way", N_("Way"), lambda line: _(WAYS[line.way]), width=116),
    Column(
        "proof",
        N_("Read back"),
        lambda line: _("the same") if line.is_proven else "",
        width=110,
        tone=lambda line: Tone.GOOD if line.is_proven else None,
        hint=lambda line: line.sha256,
    ),
    Column("by", N_("Sent by"), lambda line: line.sent_by, width=130, is_told_whole=True),
    Column("file", N_("File"), lambda line: line.file_name, width=150, is_told_whole=True),
    Column(
        "names",
        N_("Names of people"),
        lambda line: formats.integer_text(line.people or 0) if line.has_names else "",
        width=130,
        tone=lambda line: Tone.WARN if line.has_names else None,
    ),
    Column("note", N_("Note"), lambda line: line.note, width=180, is_told_whole=True),
)


class RegisterPanel(TabPanel):
    changes_that_matter = frozenset({"return_dispatch", "return_snapshot"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._lines: Sequence[Dispatch] = ()
        self.table: RecordTable[Dispatch] = RecordTable(
            workspace,
            "returns.register",
            COLUMNS,
            empty=EmptyState(
                _("Nothing was sent yet. An approved return is sent from the page of its month."), icon="mail"
            ),
            filter_hint=_("Month, addressee, file or sender"),
            has_export_button=False,
        )
        self.table.opened.connect(lambda line: workspace.navigate(Target("return", (line.year, line.month))))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.table)
        self.setFocusProxy(self.table.filter_box)

    def actions_of_page(self) -> Sequence[Action]:
        return (Action(_("Register to Excel…"), self.export, icon="file-excel", key="Ctrl+E"),)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(dispatches), self.table.set_rows, slot="refresh")

    def export(self) -> None:
        """Ask where to, and write the lines that the filter leaves, with their digests."""
        lines = self.table.rows_in_sight()
        out = choose_target(self, _("Register to Excel…"), name=_("Register of what was sent"), kind=WORKBOOK)
        if out is None:
            return

        def write(centre: Centre) -> Path:
            return write_register(out, lines, creator=centre.read(profile).name)

        run_query(self, write, lambda written: self.workspace.show_notice(_("{name} is saved.", name=written.name)))
