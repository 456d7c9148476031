"""A file of marks, seen before it is entered: each cell with its state, what differs to be decided, and why."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.attendance.import_records import CellState, MarkCell, MarksPreview, Numbers
from desktop_app.attendance.importing import MarksApplied, apply_marks, judged
from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from ui import formats
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.operations import run_long, run_query
from ui.pages.attendance_desk.import_columns import STATES, cell_columns, remark
from ui.pages.attendance_desk.import_dialogs import WhoDialog
from ui.theme import GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.fields import TextField
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

REASON_WIDTH = 340
EVERY = "every"
# What waits for somebody stands before what needs nobody.
OPEN = (CellState.DIFFERS, CellState.AMBIGUOUS)


class MarksImportView(QWidget):
    """``entered`` tells what was entered; ``left`` that the person goes back without it."""

    entered = Signal(object)
    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.preview: MarksPreview | None = None
        self.overwritten: frozenset[tuple[int, int]] = frozenset()
        self._title = label("", Role.HEADING)
        self._remarks = label("", Role.MUTED, wrap=True)
        self._remark = label("", Role.MUTED, wrap=True)
        self.reason = TextField("reason", _("Reason for locked lessons"))
        self.states = Chooser(_("State"))
        self.numbers = Chooser(
            _("What a number alone means"),
            [Choice(Numbers.HOURS, _("Number: hours missed")), Choice(Numbers.PRESENCE, _("1 present, 0 absent"))],
        )
        columns = cell_columns(lambda: self.preview, self.is_taken)
        self.table: RecordTable[MarkCell] = RecordTable(
            workspace, "attendance_desk.import", columns, filter_hint=_("Name, lesson or remark")
        )
        self._offer_acts()
        self._lay_out()
        self.setFocusProxy(self.table.view)

    def show_preview(self, preview: MarksPreview) -> None:
        """Begin with a file: nothing is decided yet, and what stands is kept."""
        self.overwritten = frozenset()
        self._show(preview)
        self.states.choose(EVERY)
        self._show_rows()
        self.table.select_place(0)

    def is_taken(self, cell: MarkCell) -> bool:
        return cell.state is CellState.DIFFERS and cell.key in self.overwritten

    def decide(self) -> None:
        """Of what differs, take the file's mark or keep the register's; of who is unclear, say who is meant."""
        chosen = self.table.selected()
        keys = {cell.key for cell in chosen if cell.state is CellState.DIFFERS and cell.key is not None}
        if keys:
            self._overwrite(self.overwritten - keys if keys <= self.overwritten else self.overwritten | keys)
        elif len(chosen) == 1 and self.preview is not None and chosen[0].enrolment_id is None:
            self._ask_who(chosen[0], self.preview)

    def decide_all(self) -> None:
        """Every mark that differs from the file's, or from the register's again."""
        differing = self.preview.differing if self.preview is not None else frozenset()
        self._overwrite(frozenset() if self.overwritten == differing else differing)

    def enter(self) -> None:
        preview, overwritten, reason = self.preview, self.overwritten, str(self.reason.value or "")
        if preview is None or not self.enter_button.isEnabled():
            return
        if any(cell.is_locked for cell in preview.to_enter(overwritten)) and not reason.strip():
            self.reason.show_error(_("Say why the marks of locked lessons are entered now."))
            self.reason.editor.setFocus()
            return

        def apply(centre: "Centre", progress: "Progress") -> Outcome[MarksApplied]:
            return apply_marks(centre, preview, overwritten=overwritten, reason=reason, progress=progress)

        run_long(self, _("Entering the marks"), apply, lambda outcome: self.entered.emit(outcome.value))

    def set_busy(self, is_busy: bool) -> None:
        self.enter_button.setDisabled(is_busy or not self._number)

    @property
    def _number(self) -> int:
        return len(self.preview.to_enter(self.overwritten)) if self.preview is not None else 0

    def _offer_acts(self) -> None:
        decide = Action(_("Take the file's mark, or say who is meant"), self.decide, icon="check", key="Space")
        self.table.add_row_action(decide)
        self.table.opened.connect(lambda _cell: self.decide())
        self.all_button = make_button(
            self, Action(_("All that differ from the file"), self.decide_all, icon="check", key="Ctrl+Shift+A")
        )
        self._leave = make_button(self, Action(_("Leave the file"), self.left.emit, key="Esc"))
        self.enter_button = make_button(
            self, Action("", self.enter, icon="download", key="Ctrl+Return"), is_primary=True
        )

    def _lay_out(self) -> None:
        self.table.tools.insertWidget(1, self.states)
        self.table.tools.insertWidget(2, self.numbers)
        self.table.selection_changed.connect(self._show_remark)
        self.states.chosen.connect(lambda _state: self._show_rows())
        self.numbers.chosen.connect(lambda numbers: self._judge_anew(numbers=numbers))
        self.reason.setFixedWidth(REASON_WIDTH)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_S)
        foot.addWidget(self.reason)
        foot.addWidget(self._remark, 1)
        for button in (self._leave, self.all_button, self.enter_button):
            foot.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_S, 0, 0)
        outer.setSpacing(GAP_M)
        outer.addWidget(self._title)
        outer.addWidget(self._remarks)
        outer.addWidget(self.table, 1)
        outer.addLayout(foot)

    def _show(self, preview: MarksPreview) -> None:
        self.preview = preview
        self._title.setText(f"{preview.workbook.file_name} · {preview.cohort_code}")
        self._remarks.setText(" ".join(preview.remarks))
        self._remarks.setVisible(bool(preview.remarks))
        self.numbers.setVisible(preview.has_numbers)
        self.numbers.choose(preview.numbers)
        counted = [(state, count) for state, count in preview.counts.items() if count]
        every = Choice(EVERY, _("All: {count}", count=formats.integer_text(len(preview.cells))))
        states = (Choice(state, f"{_(STATES[state][0])}: {formats.integer_text(count)}") for state, count in counted)
        self.states.set_choices([every, *states])
        self._show_rows()
        self._show_decisions()

    def _show_rows(self) -> None:
        if self.preview is not None:
            wanted = self.states.value
            cells = [cell for cell in self.preview.cells if wanted in (EVERY, cell.state)]
            self.table.set_rows(sorted(cells, key=lambda cell: cell.state not in OPEN))

    def _show_decisions(self) -> None:
        preview = self.preview
        number = self._number
        self.enter_button.setText(_n("Enter {n} mark", "Enter {n} marks", number))
        self.enter_button.setEnabled(bool(number))
        self.all_button.setVisible(preview is not None and bool(preview.differing))
        locked = preview is not None and any(cell.is_locked for cell in preview.to_enter(self.overwritten))
        self.reason.setVisible(locked)

    def _show_remark(self) -> None:
        """The whole remark of the row under the cursor: the column may be too narrow for it."""
        cell = self.table.current()
        self._remark.setText("" if cell is None else remark(cell))

    def _overwrite(self, keys: frozenset[tuple[int, int]]) -> None:
        self.overwritten = keys
        self.table.view.viewport().update()
        self._show_decisions()

    def _ask_who(self, cell: MarkCell, preview: MarksPreview) -> None:
        who = WhoDialog.ask(self, cell, preview)
        if who is not None:
            self._judge_anew(chosen={**preview.chosen, (cell.sheet, cell.row): who})

    def _judge_anew(self, *, numbers: Numbers | None = None, chosen: dict[tuple[str, int], int] | None = None) -> None:
        preview = self.preview
        if preview is not None:
            run_query(
                self,
                lambda centre: centre.read(
                    judged,
                    preview.workbook,
                    cohort_id=preview.cohort_id,
                    numbers=numbers or preview.numbers,
                    chosen=preview.chosen if chosen is None else chosen,
                ),
                self._show,
                slot="judged",
            )
