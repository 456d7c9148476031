"""What the checks found, with the sentence that explains a warning typed beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.i18n import N_, _
from desktop_app.inspection.model import Severity
from desktop_app.returns.explaining import key_of
from desktop_app.returns.records import Finding
from ui.actions import Action
from ui.models.paged_model import NOT_YET
from ui.models.table_model import ROW_ROLE, Align, Column
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace


@dataclass(frozen=True)
class FindingRow:
    finding: Finding
    sentence: str

    @property
    def is_warning(self) -> bool:
        return self.finding.severity is Severity.WARNING


class FindingsView(Panel):
    opened = Signal(object)
    """The finding whose place in the return is asked for."""
    explained = Signal(str, str)
    """The key of a warning and the sentence that was typed for it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.table: RecordTable[FindingRow] = RecordTable(workspace, "returns.findings", self._columns())
        self.table.view.row_opened.connect(self._open)
        go = Action(
            _("Go to the figure"), lambda: self._open(self.table.view.currentIndex(), by_key=True), key="Ctrl+G"
        )
        self.table.add_row_action(go)
        hint = _(
            "Explain a warning by typing into its last column: the sentence is printed with the return. A double click "
            "on what was found, or Ctrl+G, goes to the figure."
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._told = label("", wrap=True)
        self.table.selection_changed.connect(self._tell)
        outer.addWidget(self.table, 1)
        outer.addWidget(self._told)
        outer.addWidget(label(hint, Role.SMALL))
        self.setFocusProxy(self.table.view)

    def show_findings(self, findings: Sequence[Finding], sentences: Mapping[str, str], *, is_checked: bool) -> None:
        """Errors first, then warnings without their sentence."""
        nothing = EmptyState(_("The checks found nothing wrong."), icon="success")
        self.table.set_empty(nothing if is_checked else EmptyState(NOT_YET))
        rows = [FindingRow(each, sentences.get(key_of(each), "")) for each in findings] if is_checked else []
        before = [key_of(row.finding) for row in self.table.rows_in_sight()]
        if [key_of(row.finding) for row in rows] == before and len(set(before)) == len(before):
            self.table.update_rows(rows)
        else:
            self.table.set_rows(sorted(rows, key=lambda row: (row.is_warning, bool(row.sentence))))
            self._choose(0)

    def choose_unexplained(self) -> None:
        """Go to where the first thing that holds the return back is explained."""
        rows = self.table.rows_in_sight()
        held = [place for place, row in enumerate(rows) if not row.is_warning or not row.sentence]
        self._choose(held[0] if held else 0)
        self.table.view.setFocus()

    def _choose(self, place: int) -> None:
        # Ctrl, still held from the key that led here, would make it current and leave it unselected.
        flags = QItemSelectionModel.SelectionFlag
        index = self.table.view.model().index(place, len(self.table.columns) - 1)
        self.table.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def _open(self, index: QModelIndex, *, by_key: bool = False) -> None:
        """A double click on the sentence begins to type instead."""
        row = index.data(ROW_ROLE)
        if row is not None and (by_key or index.column() < len(self.table.columns) - 1):
            self.opened.emit(row.finding)

    def _tell(self) -> None:
        """The whole sentence of a finding, which its column may be too narrow for."""
        row = self.table.current()
        self._told.setText(row.finding.text if row is not None else "")

    def _explain(self, row: FindingRow, sentence: str) -> bool:
        if not row.is_warning:
            return False
        self.explained.emit(key_of(row.finding), sentence)
        return True

    def _columns(self) -> tuple[Column[FindingRow], ...]:
        return (
            Column(
                "severity",
                N_("Kind"),
                lambda row: _("Warning") if row.is_warning else _("Error"),
                width=168,
                tone=lambda row: Tone.BAD if not row.is_warning else Tone.MUTED if row.sentence else Tone.WARN,
            ),
            Column(
                "text",
                N_("What was found"),
                lambda row: row.finding.text,
                is_stretched=True,
                is_told_whole=True,
            ),
            Column("said", N_("Stated"), lambda row: row.finding.said, width=96, align=Align.RIGHT),
            Column("true", N_("Should be"), lambda row: row.finding.true, width=96, align=Align.RIGHT),
            Column(
                "sentence",
                N_("Explanation"),
                lambda row: row.sentence,
                width=300,
                is_told_whole=True,
                edit=self._explain,
            ),
        )
