"""A file of answers, seen before it is taken in: every row with its state, what is to be decided, and why."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from desktop_app.rosters.problems import RowState
from desktop_app.surveys.answers_importing import apply_answers, columns_said, judged
from desktop_app.surveys.answers_records import AnswerRow, AnswersPreview, AnswersTaken
from ui import formats
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.operations import run_long
from ui.pages.surveys.answers_columns import STATES, remark, row_columns
from ui.pages.surveys.answers_dialogs import ColumnDialog
from ui.widgets.chooser import Chooser
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

SIZE = (1240, 660)
EVERY = "every"
SHOWN_HEADS = 6
# What waits for somebody stands before what needs nobody.
ORDER = (RowState.ASK, RowState.REJECTED, RowState.READY, RowState.IGNORED)


class AnswersPreviewDialog(FormDialog):
    """Finishes with the AnswersTaken."""

    def __init__(self, owner: QWidget, preview: AnswersPreview) -> None:
        super().__init__(owner, title=preview.workbook.file_name, save_text=" ")
        self.resize(*SIZE)
        self.preview = preview
        self.taken: set[int] = set()
        self._about = label("", Role.MUTED, wrap=True)
        self._remark = label("", Role.MUTED, wrap=True)
        self.states = Chooser(_("State"))
        self.table: RecordTable[AnswerRow] = RecordTable(
            self.workspace, "surveys.answers", row_columns(preview, self.taken), filter_hint=_("Filter the rows")
        )
        self.table.tools.insertWidget(1, self.states)
        decide = Action(_("Take the sheet in without what is wrong in it"), self.decide, icon="check", key="Space")
        self.table.add_row_action(decide)
        self.decide_button = make_button(
            self, Action(_("Take in all the same"), self.decide, icon="check", key="Ctrl+T", hint=decide.text)
        )
        self.table.opened.connect(lambda _row: self.decide())
        self.table.selection_changed.connect(self._show_current)
        self.states.chosen.connect(lambda _state: self._show_rows())
        self.column_button = make_button(self, Action(_("Columns…"), self.say_column, icon="link", key="Ctrl+L"))
        for button in (self.column_button, self.decide_button):
            self.add_button(button)
        self.body.addWidget(self._about)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._remark)
        self._show(preview)

    def decide(self) -> None:
        """Take in, or leave out again, the rows that are selected and may come in."""
        numbers = {row.number for row in self.table.selected() if row.can_be_taken}
        if numbers <= self.taken:
            self.taken -= numbers
        else:
            self.taken |= numbers
        self.table.view.viewport().update()
        self._show_number()

    def say_column(self) -> None:
        said = ColumnDialog.ask(self, self.preview)
        if said is None:
            return
        preview = self.preview

        def again(centre: "Centre", progress: "Progress") -> AnswersPreview:
            chosen = columns_said(preview, [said])
            return judged(
                centre,
                preview.workbook,
                wanted=preview.wanted,
                sheet=preview.table.sheet,
                chosen=chosen,
                progress=progress,
            )

        run_long(self, _("Looking at the answers"), again, self._show)

    def submit(self) -> None:
        preview, also = self.preview, frozenset(self.taken)

        def apply(centre: "Centre", progress: "Progress") -> Outcome[AnswersTaken]:
            return apply_answers(centre, preview, also=also, progress=progress)

        run_long(self, _("Taking in the answers"), apply, lambda outcome: self.finish(outcome.value))

    def set_busy(self, is_busy: bool) -> None:
        self.save_button.setDisabled(is_busy or not self._number)
        self.column_button.setDisabled(is_busy)

    def is_changed(self) -> bool:
        return bool(self.taken)

    @property
    def _number(self) -> int:
        return len(self.preview.to_take(frozenset(self.taken)))

    def _show(self, preview: AnswersPreview) -> None:
        self.preview = preview
        self.taken.clear()
        self._about.setText(" ".join(_about(preview)))
        every = Choice(EVERY, _("All: {count}", count=formats.integer_text(len(preview.rows))))
        states = [
            Choice(state, f"{_(STATES[state][0])}: {formats.integer_text(preview.counts[state])}")
            for state in ORDER
            if preview.counts[state]
        ]
        self.states.set_choices([every, *states])
        self._show_rows()
        self._show_number()
        self.table.select_place(0)
        self._show_current()

    def _show_rows(self) -> None:
        wanted = self.states.value
        rows = [row for row in self.preview.rows if wanted in (EVERY, row.state)]
        self.table.set_rows(sorted(rows, key=lambda row: ORDER.index(row.state)))

    def _show_number(self) -> None:
        number = self._number
        self.save_button.setText(_n("Take in {n} answer sheet", "Take in {n} answer sheets", number))
        self.save_button.setEnabled(bool(number))

    def _show_current(self) -> None:
        """The whole remark of the row under the cursor: the column may be too narrow for it."""
        row = self.table.current()
        self._remark.setText("" if row is None else remark(row))
        self.decide_button.setEnabled(any(each.can_be_taken for each in self.table.selected()))


def _about(preview: AnswersPreview) -> list[str]:
    table = preview.table
    told = [_("Sheet {sheet}, the header is in row {row}.", sheet=table.sheet, row=table.header_row)]
    if table.unknown:
        heads = [column.header for column in table.unknown]
        more = "…" if len(heads) > SHOWN_HEADS else ""
        shown = ", ".join(heads[:SHOWN_HEADS]) + more
        told.append(_("Nothing is taken from these columns: {columns}.", columns=shown))
    return [*told, *preview.remarks]
