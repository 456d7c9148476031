"""One file that was taken in: what became of each of its rows, who they are, and whether it can be undone."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _, _n
from desktop_app.rosters.imports import ImportedRow, ImportRecord, RowBecame
from ui import formats
from ui.actions import Action, make_button
from ui.pages.rosters.columns import ROW_COLUMNS, became_name, destination_name
from ui.theme import GAP_M
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

OBSTACLES_TOLD = 5


class ImportView(QWidget):
    person_opened = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.record: ImportRecord | None = None
        self._became: RowBecame | None = None
        self.filters: dict[RowBecame | None, QPushButton] = {}
        self._facts = label("", Role.MUTED, wrap=True)
        self.obstacles = label("", wrap=True, tone="warn")
        self.obstacles.hide()
        self.table: RecordTable[ImportedRow] = RecordTable(
            workspace,
            "import.rows",
            ROW_COLUMNS,
            empty=EmptyState(_("No row of the file ended so."), icon="check"),
            has_filter=False,
            is_sortable=False,
            has_export_button=True,
        )
        self.table.opened.connect(self._open)
        self._lay_out()

    def show_record(self, record: ImportRecord, obstacles: Sequence[str]) -> None:
        is_other = self.record is None or self.record.line.id != record.line.id
        self.record = record
        self._facts.setText(" · ".join(_facts(record)))
        self.obstacles.setText(_cannot_be_undone(obstacles))
        self.obstacles.setVisible(bool(obstacles) and not record.line.is_undone)
        counts = Counter(row.became for row in record.rows)
        for became, button in self.filters.items():
            count = len(record.rows) if became is None else counts[became]
            button.setText(f"{_filter_name(became)}  {formats.integer_text(count)}")
        if is_other:
            # What a person has to do something about comes first.
            first = RowBecame.LEFT_OUT if record.line.left_out else None
            self.filters[first].setChecked(True)
            self._became = first
        self._fill()

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        for number, became in enumerate((None, *RowBecame)):
            show = Action(_filter_name(became), lambda became=became: self._filter(became), key=f"Alt+{number}")
            button = make_button(self, show)
            button.setCheckable(True)
            button.setProperty("role", "choice")
            group.addButton(button)
            self.filters[became] = button
            self.table.tools.insertWidget(number, button)
        card = Card()
        card.body.addWidget(self._facts)
        card.body.addWidget(self.obstacles)
        card.body.addWidget(self.table, 1)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(GAP_M)
        place.addWidget(card, 1)

    def _filter(self, became: RowBecame | None) -> None:
        self._became = became
        self._fill()

    def _fill(self) -> None:
        rows = self.record.rows if self.record is not None else ()
        self.table.set_rows([row for row in rows if self._became in (None, row.became)])
        if not self.table.view.currentIndex().isValid():
            self.table.select_place(0)

    def _open(self, row: ImportedRow) -> None:
        if row.person_id is not None:
            self.person_opened.emit(row.person_id)


def _filter_name(became: RowBecame | None) -> str:
    return _("All rows") if became is None else became_name(became)


def _facts(record: ImportRecord) -> list[str]:
    line = record.line
    facts = [
        destination_name(line),
        _("sheet {sheet}", sheet=line.sheet),
        line.sender,
        formats.moment_text(line.applied_at),
        line.applied_by,
    ]
    if line.is_undone:
        facts.append(_("undone {moment}, {person}", moment=formats.moment_text(line.undone_at), person=line.undone_by))
    return [fact for fact in [*facts, record.undo_reason] if fact]


def _cannot_be_undone(obstacles: Sequence[str]) -> str:
    """The reasons, a line each; of very many the first."""
    if not obstacles:
        return ""
    lines = [_("This import cannot be undone:")]
    lines += obstacles[:OBSTACLES_TOLD]
    if len(obstacles) > OBSTACLES_TOLD:
        lines.append(_n("and {n} more reason", "and {n} more reasons", len(obstacles) - OBSTACLES_TOLD))
    return "\n".join(lines)
