"""The sections of the questionnaire as a person answers them on the screen, one at a time, in large type."""

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.surveys.questionnaire import SCALE, Choice, Competence, Questionnaire
from desktop_app.surveys.records import ModuleChoice, SurveyForm
from desktop_app.surveys.service import TEXT_MAX
from ui.pages.surveys.scale_bar import ScaleBar
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.text import Role, flowing, label

COMPETENCES_AT_ONCE = 5
OPEN_TEXT_HEIGHT = 180


class Section(QWidget):
    """A part of the questionnaire; gives its answers by item."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP_S)
        self.body.addWidget(flowing(title, Role.HEADING))
        if note:
            self.body.addWidget(flowing(note, Role.MUTED))

    def numbers(self) -> dict[str, int]:
        return {}

    def texts(self) -> dict[str, str]:
        return {}

    def first(self) -> QWidget | None:
        """What takes the focus when the section comes."""
        return None


class CompetenceSection(Section):
    def __init__(self, questionnaire: Questionnaire, competences: Sequence[Competence]) -> None:
        super().__init__(
            questionnaire.title.text, _("Give each a mark: 1 is the lowest, {most} the highest.", most=SCALE[-1])
        )
        self.bars: dict[str, ScaleBar] = {}
        for competence in competences:
            self.body.addWidget(flowing(competence.text.text, Role.QUESTION))
            row = QHBoxLayout()
            row.setSpacing(GAP_M)
            for item, title in (
                (competence.importance_item, questionnaire.importance.text),
                (competence.level_item, questionnaire.level.text),
            ):
                self.bars[item] = ScaleBar(f"{competence.text.text}: {title}", most=SCALE[-1])
                row.addWidget(label(title, Role.MUTED))
                row.addWidget(self.bars[item])
                row.addSpacing(GAP_XL)
            row.addStretch(1)
            self.body.addLayout(row)
            self.body.addSpacing(GAP_S)
        self.body.addStretch(1)

    def numbers(self) -> dict[str, int]:
        return {item: bar.number for item, bar in self.bars.items() if bar.number}

    def first(self) -> QWidget | None:
        return next(iter(self.bars.values()))


class ModuleSection(Section):
    """Places for modules; a place given anew is taken from the module that had it."""

    def __init__(self, questionnaire: Questionnaire, modules: Sequence[ModuleChoice]) -> None:
        super().__init__(questionnaire.modules_text.text)
        self.bars: dict[str, ScaleBar] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_M)
        grid.setColumnStretch(1, 1)
        for line, module in enumerate(modules):
            item = questionnaire.module_item(module.id)
            bar = ScaleBar(module.title, most=questionnaire.modules_most)
            bar.chosen.connect(lambda number, item=item: self._take_from_others(item, number))
            self.bars[item] = bar
            grid.addWidget(bar, line, 0)
            grid.addWidget(flowing(module.title, Role.QUESTION), line, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def numbers(self) -> dict[str, int]:
        return {item: bar.number for item, bar in self.bars.items() if bar.number}

    def first(self) -> QWidget | None:
        return next(iter(self.bars.values()))

    def _take_from_others(self, item: str, number: int) -> None:
        for other, bar in self.bars.items():
            if number and other != item and bar.number == number:
                bar.choose(0)


class ChoiceSection(Section):
    """Options with their digits: one of them, or as many as fit."""

    def __init__(self, choice: Choice) -> None:
        note = _("Several answers may be chosen.") if choice.is_multiple else _("Choose one answer.")
        super().__init__(choice.text.text, note)
        kind = QCheckBox if choice.is_multiple else QRadioButton
        self.buttons: dict[str, QCheckBox | QRadioButton] = {}
        for digit, option in enumerate(choice.options, start=1):
            button = kind(f"{digit}.  {option.text.text}")
            button.setProperty("role", Role.QUESTION.value)
            self.buttons[choice.item(option)] = button
            self.body.addWidget(button)
        self.body.addStretch(1)

    def numbers(self) -> dict[str, int]:
        return {item: 1 for item, button in self.buttons.items() if button.isChecked()}

    def first(self) -> QWidget | None:
        return next(iter(self.buttons.values()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons = list(self.buttons.values())
        if event.text().isdecimal() and 1 <= int(event.text()) <= len(buttons):
            buttons[int(event.text()) - 1].click()
            buttons[int(event.text()) - 1].setFocus()
        else:
            super().keyPressEvent(event)


class OpenSection(Section):
    def __init__(self, questionnaire: Questionnaire) -> None:
        super().__init__(questionnaire.open_text.text, _("In your own words; you may leave it empty."))
        self._code = questionnaire.open_code
        self.editor = QPlainTextEdit()
        self.editor.setProperty("role", Role.QUESTION.value)
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(OPEN_TEXT_HEIGHT)
        self.editor.setAccessibleName(questionnaire.open_text.text)
        self.editor.textChanged.connect(self._keep_short)
        self.body.addWidget(self.editor)
        self.body.addStretch(1)

    def texts(self) -> dict[str, str]:
        text = self.editor.toPlainText().strip()
        return {self._code: text} if text else {}

    def first(self) -> QWidget | None:
        return self.editor

    def _keep_short(self) -> None:
        """Nobody should write what cannot be kept: typing ends at the limit."""
        cursor = self.editor.textCursor()
        if len(self.editor.toPlainText()) > TEXT_MAX:
            cursor.deletePreviousChar()


def sections_of(form: SurveyForm) -> list[Section]:
    """All sections in their order, in the language in force."""
    questionnaire = form.questionnaire
    groups = range(0, len(questionnaire.competences), COMPETENCES_AT_ONCE)
    sections: list[Section] = [
        CompetenceSection(questionnaire, questionnaire.competences[start : start + COMPETENCES_AT_ONCE])
        for start in groups
    ]
    if form.modules:
        sections.append(ModuleSection(questionnaire, form.modules))
    sections += [ChoiceSection(choice) for choice in questionnaire.choices]
    return [*sections, OpenSection(questionnaire)]
