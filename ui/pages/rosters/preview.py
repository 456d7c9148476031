"""The preview of a roster: counts that filter, every row with its state and reason, answers in place."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.rosters.answers import Answer, answers_to, equal_cases, same_answer
from desktop_app.rosters.apply import Decision
from desktop_app.rosters.lines import PreviewLine, state_name
from desktop_app.rosters.preview import RosterPreview
from desktop_app.rosters.problems import RowState
from ui import formats
from ui.actions import Action, make_button
from ui.pages.rosters.columns import PREVIEW_COLUMNS
from ui.pages.rosters.row_pane import DIGIT_KEYS, RowPane
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

FILTER_WIDTH = 210
# The states as they are looked through: first all.
SHOWN_STATES: tuple[RowState | None, ...] = (None, *RowState)


class PreviewView(QWidget):
    """Holds the answers that were given; every row of the file is in it."""

    decided = Signal()
    """An answer was given or taken back."""
    report_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._preview: RosterPreview | None = None
        self._answers: dict[int, Answer] = {}
        self._shown: RowState | None = None
        self.table: RecordTable[PreviewLine] = RecordTable(
            workspace,
            "roster",
            PREVIEW_COLUMNS,
            empty=EmptyState(_("No row of the file is in this state."), None, "check"),
        )
        self.pane = RowPane(self._answer)
        self.filters: dict[RowState | None, QPushButton] = {}
        self._lay_out()
        self.table.selection_changed.connect(self._show_row)
        for number in range(1, DIGIT_KEYS + 1):
            give = Action(_("Give answer {number}", number=number), lambda number=number: self.pane.choose(number))
            self.table.add_row_action(Action(give.text, give.run, key=str(number)))
        self.table.add_row_action(Action(_("Take the answer back"), self.pane.take_back, icon="undo", key="Del"))

    @property
    def answers(self) -> Mapping[int, Answer]:
        return self._answers

    @property
    def decisions(self) -> Mapping[int, Decision]:
        """The answers as applying takes them, by row."""
        return {number: answer.decision for number, answer in self._answers.items()}

    def show_preview(self, preview: RosterPreview) -> None:
        """Show the rows; answers stay where the row still asks what they answer."""
        self._preview = preview
        asked = {row.number: answers_to(row) for row in preview.rows if row.number in self._answers}
        self._answers = {number: answer for number, answer in self._answers.items() if answer in asked.get(number, ())}
        self._fill()

    def forget(self) -> None:
        """Let the file and the answers about it go."""
        self._preview = None
        self._answers.clear()
        self._shown = None
        self.filters[None].setChecked(True)
        self.table.filter_box.clear()
        self._fill()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        group = QButtonGroup(self)
        for number, state in enumerate(SHOWN_STATES):
            show = Action(_filter_name(state), lambda state=state: self._filter(state), key=f"Alt+{number}")
            button = make_button(self, show)
            button.setCheckable(True)
            button.setProperty("role", "choice")
            group.addButton(button)
            self.filters[state] = button
            row.addWidget(button)
        self.filters[None].setChecked(True)
        row.addStretch(1)
        self.table.filter_box.setFixedWidth(FILTER_WIDTH)
        row.addWidget(self.table.filter_box)
        save = Action(
            _("Report"), self.report_wanted.emit, "download", "Ctrl+S", _("Save the report of the rows in Excel")
        )
        row.addWidget(make_button(self, save))
        card = Card()
        card.body.addWidget(self.table, 1)
        beside = QHBoxLayout()
        beside.setSpacing(GAP_M)
        beside.addWidget(card, 1)
        beside.addWidget(self.pane)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(GAP_M)
        place.addLayout(row)
        place.addLayout(beside, 1)

    def _filter(self, state: RowState | None) -> None:
        self._shown = state
        self._fill()

    def _fill(self) -> None:
        current = self.table.current()
        self.table.set_rows(self._lines())
        if current is None or not self.table.select(lambda line: line.row.number == current.row.number):
            # What needs a person comes first.
            self.table.select(lambda line: line.is_undecided) or self.table.select(lambda _line: True)
        self._show_counts()
        self._show_row()

    def _lines(self) -> list[PreviewLine]:
        if self._preview is None:
            return []
        return [
            PreviewLine(row, self._answers.get(row.number))
            for row in self._preview.rows
            if self._shown in (None, row.state)
        ]

    def _show_counts(self) -> None:
        if self._preview is None:
            return
        for state, button in self.filters.items():
            count = len(self._preview.rows) if state is None else self._preview.count(state)
            shown = formats.integer_text(count)
            if state is RowState.ASK and self._answers:
                left = formats.integer_text(count - len(self._answers))
                shown = _("{left} of {count}", left=left, count=shown)
            button.setText(f"{_filter_name(state)}  {shown}")

    def _show_row(self) -> None:
        line = self.table.current()
        answers = answers_to(line.row) if line is not None else ()
        cases = len(equal_cases(self._preview, line.row)) if answers and line and self._preview else 0
        self.pane.show_line(line, answers, equal_cases=cases)

    def _answer(self, answer: Answer | None, is_for_all: bool) -> None:
        line = self.table.current()
        if line is None or self._preview is None or line.row.state is not RowState.ASK:
            return
        if answer is None:
            self._answers.pop(line.row.number, None)
        else:
            self._answers[line.row.number] = answer
            if is_for_all:
                self._answer_equal_cases(line, answer)
        self.table.update_rows(self._lines())
        self._show_counts()
        if answer is None or not self._go_to_next_question(line):
            self._show_row()
        self.decided.emit()

    def _answer_equal_cases(self, line: PreviewLine, answer: Answer) -> None:
        """Give the same answer to every row that asks the same and was not answered yet."""
        assert self._preview is not None
        for row in equal_cases(self._preview, line.row):
            if row.number not in self._answers and (same := same_answer(row, answer)) is not None:
                self._answers[row.number] = same

    def _go_to_next_question(self, line: PreviewLine) -> bool:
        number = line.row.number
        return self.table.select(lambda other: other.is_undecided and other.row.number > number) or self.table.select(
            lambda other: other.is_undecided
        )


def _filter_name(state: RowState | None) -> str:
    return _("All rows") if state is None else state_name(state)
