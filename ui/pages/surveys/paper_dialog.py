"""Typing sheets from paper, heads down: item by item, digits only, the cursor jumps on by itself."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.changes import Outcome
from desktop_app.errors import CentreError, Duplicate
from desktop_app.i18n import _
from desktop_app.surveys.questionnaire import SCALE, Choice
from desktop_app.surveys.records import AnswerSheet, SurveyForm
from desktop_app.surveys.service import save_response
from ui.actions import Action, make_button
from ui.operations import run_command
from ui.pages.surveys.digit_cell import DigitCell
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, GAP_XS
from ui.widgets.card import Card
from ui.widgets.confirm import confirm
from ui.widgets.text import Role, dress, flowing, label

SLIP_WIDTH = 96
SLIP_MOST = 9999
OPEN_TEXT_HEIGHT = 72


class PaperDialog(QDialog):
    def __init__(self, owner: QWidget, form: SurveyForm) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace  # type: ignore[attr-defined]
        self.form = form
        self.setWindowTitle(_("Answers from paper · {code}", code=form.cohort_code))
        self.resize(owner.window().size())
        self.slip = QLineEdit(str(form.next_slip))
        self.slip.setValidator(QIntValidator(1, SLIP_MOST, self))
        self.slip.setFixedWidth(SLIP_WIDTH)
        self.slip.setAccessibleName(_("Sheet number"))
        self.cells: list[DigitCell] = []
        self.editor = QPlainTextEdit()
        self.line = flowing("", Role.MUTED)
        self._saved_line = label("", Role.STRONG)
        save = Action(_("Save and next sheet"), self.save, icon="check", key="Ctrl+Return")
        self.save_button = make_button(self, save, is_primary=True)
        self._lay_out()
        self._say_keys()
        self.cells[0].setFocus()

    def sheet(self) -> AnswerSheet:
        numbers: dict[str, int] = {}
        for cell in self.cells:
            numbers |= cell.numbers()
        text = self.editor.toPlainText().strip()
        return AnswerSheet(numbers, {self.form.questionnaire.open_code: text} if text else {})

    def save(self) -> None:
        if not self.slip.text():
            self._say_wrong(_("Give the number of the sheet."))
            self.slip.setFocus()
            return
        cohort_id, sheet, slip = self.form.cohort_id, self.sheet(), int(self.slip.text())
        run_command(
            self,
            lambda centre: centre.write(
                save_response, cohort_id=cohort_id, sheet=sheet, is_from_paper=True, slip_number=slip
            ),
            self._saved,
        )

    def show_error(self, error: CentreError) -> None:
        self._say_wrong(error.text)
        if isinstance(error, Duplicate):
            self.slip.setFocus()
            self.slip.selectAll()

    def set_busy(self, is_busy: bool) -> None:
        self.save_button.setDisabled(is_busy)

    def reject(self) -> None:
        sheet = self.sheet()
        if not (sheet.numbers or sheet.texts) or confirm(
            self, _("Leave without saving?"), action=_("Leave without saving"), is_danger=True
        ):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.slip.hasFocus():
            self.cells[0].setFocus()

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(GAP_L)
        sides.addWidget(self._competences(), 1)
        sides.addWidget(self._others(), 1)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        inside.setLayout(sides)
        sides.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._scroll = scroll
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addWidget(label(_("Answers from paper · {code}", code=self.form.cohort_code), Role.HEADING))
        top.addStretch(1)
        top.addWidget(self._saved_line)
        top.addWidget(label(_("Sheet number"), Role.MUTED))
        top.addWidget(self.slip)
        below = QHBoxLayout()
        below.setSpacing(GAP_S)
        below.addWidget(self.line, 1)
        below.addWidget(make_button(self, Action(_("Close"), self.reject)))
        below.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addLayout(top)
        outer.addWidget(scroll, 1)
        outer.addLayout(below)

    def _competences(self) -> Card:
        questionnaire = self.form.questionnaire
        card = Card()
        grid = _grid()
        for column, title in ((1, questionnaire.importance.text), (2, questionnaire.level.text)):
            grid.addWidget(label(title, Role.SMALL), 0, column, Qt.AlignmentFlag.AlignHCenter)
        for line, competence in enumerate(questionnaire.competences, start=1):
            grid.addWidget(flowing(f"{line}. {competence.text.text}"), line, 0)
            for column, item in ((1, competence.importance_item), (2, competence.level_item)):
                cell = DigitCell(competence.text.text, {str(digit): (item, digit) for digit in SCALE})
                grid.addWidget(self._kept(cell), line, column, Qt.AlignmentFlag.AlignHCenter)
        card.body.addLayout(grid)
        card.body.addStretch(1)
        return card

    def _others(self) -> Card:
        questionnaire = self.form.questionnaire
        card = Card()
        if self.form.modules:
            card.body.addWidget(flowing(questionnaire.modules_text.text, Role.STRONG))
            grid = _grid()
            for line, module in enumerate(self.form.modules):
                item = questionnaire.module_item(module.id)
                places = range(1, questionnaire.modules_most + 1)
                cell = DigitCell(module.title, {str(place): (item, place) for place in places})
                grid.addWidget(flowing(module.title), line, 0)
                grid.addWidget(self._kept(cell), line, 1)
            card.body.addLayout(grid)
        for choice in questionnaire.choices:
            card.body.addLayout(self._choice(choice))
        card.body.addWidget(flowing(questionnaire.open_text.text, Role.STRONG))
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(OPEN_TEXT_HEIGHT)
        self.editor.setAccessibleName(questionnaire.open_text.text)
        card.body.addWidget(self.editor)
        card.body.addStretch(1)
        return card

    def _choice(self, choice: Choice) -> QGridLayout:
        options = list(enumerate(choice.options, start=1))
        meanings = {str(digit): (choice.item(option), 1) for digit, option in options}
        cell = DigitCell(choice.text.text, meanings, is_multiple=choice.is_multiple)
        grid = _grid()
        grid.addWidget(flowing(choice.text.text, Role.STRONG), 0, 0)
        grid.addWidget(self._kept(cell), 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        words = "   ".join(f"{digit}\u00a0{option.text.text}" for digit, option in options)
        grid.addWidget(flowing(words, Role.SMALL), 1, 0)
        return grid

    def _kept(self, cell: DigitCell) -> DigitCell:
        place = len(self.cells)
        self.cells.append(cell)
        cell.left.connect(lambda step: self._go_to(place + step))
        cell.answered.connect(self._say_keys)
        cell.refused.connect(lambda typed: self._say_refused(cell, typed))
        return cell

    def _go_to(self, place: int) -> None:
        """The next cell; after the last the open text; before the first nothing."""
        if place >= len(self.cells):
            self.editor.setFocus()
        elif place >= 0:
            self.cells[place].setFocus()
            self.cells[place].selectAll()
            self._scroll.ensureWidgetVisible(self.cells[place])

    def _saved(self, outcome: Outcome[int]) -> None:
        slip = outcome.value
        for cell in self.cells:
            cell.empty()
        self.editor.clear()
        self.slip.setText(str(slip + 1))
        self._saved_line.setText(_("✓ Sheet {slip} is saved", slip=slip))
        self._say_keys()
        self._go_to(0)

    def _say_keys(self) -> None:
        self.line.setText(_("Digits only. Space or Enter leaves an answer out, Backspace goes back, Ctrl+Enter saves."))
        dress(self.line, tone="")

    def _say_refused(self, cell: DigitCell, typed: str) -> None:
        self._say_wrong(_("“{typed}” is no answer here: {digits}.", typed=typed, digits=_digits(cell.meanings)))

    def _say_wrong(self, text: str) -> None:
        self.line.setText(text)
        dress(self.line, tone="bad")


def _digits(meanings: Iterable[str]) -> str:
    return ", ".join(sorted(meanings))


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_M)
    grid.setVerticalSpacing(GAP_XS)
    grid.setColumnStretch(0, 1)
    return grid
