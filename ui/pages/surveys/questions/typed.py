"""Questions answered in the person's own letters and digits: numbers, days, words."""

import math

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop_app.i18n import _, language
from desktop_app.language.dates import long_date, parse_date
from desktop_app.questionnaires.layout import Answers, Value
from desktop_app.questionnaires.model import Item, ItemKind, text_in
from desktop_app.questionnaires.sheet import TEXT_MAX
from ui.pages.surveys.questions.question import Question, filled
from ui.theme import GAP_M
from ui.widgets.text import Role, label

LINE_WIDTH, TEXT_HEIGHT, STEP_WIDTH = 320, 240, 84


class LineQuestion(Question):
    """One line. What cannot be read as an answer stays as it was typed, to be named when the person goes on."""

    def __init__(self, item: Item, tongue: str) -> None:
        super().__init__(item, tongue)
        self.line = QLineEdit()
        self.line.setProperty("build", "large")
        self.line.setMaxLength(TEXT_MAX)
        self.line.setAccessibleName(text_in(item.text, tongue))
        self.line.textChanged.connect(self._note)
        self.line.textEdited.connect(lambda _text: self._edited())
        self.row = QHBoxLayout()
        self.row.setSpacing(GAP_M)
        self.row.addWidget(self.line)
        self.body.addLayout(self.row)

    def answers(self) -> dict[str, Value]:
        text = self.line.text().strip()
        return filled({self.item.code: self._read(text)}) if text else {}

    def show_answers(self, answers: Answers) -> None:
        value = answers.get(self.item.code)
        self.line.setText("" if value is None else self._written(value))

    def first(self) -> QWidget | None:
        return self.line

    def _read(self, text: str) -> Value:
        return text

    def _written(self, value: Value) -> str:
        return str(value)

    def _note(self, text: str) -> None:
        """For a line that says what it understood."""

    def _edited(self) -> None:
        self.show_error("")
        self.answered.emit()


class NumberQuestion(LineQuestion):
    """A whole number can be pressed up and down by who has no keyboard."""

    def __init__(self, item: Item, tongue: str) -> None:
        super().__init__(item, tongue)
        self.line.setMaximumWidth(LINE_WIDTH)
        self.steps: list[QPushButton] = []
        if item.kind is ItemKind.INTEGER:
            for text, name, step in (("−", _("One less"), -1), ("+", _("One more"), 1)):
                self._add_step(text, name, step)
        self.row.addStretch(1)

    def _add_step(self, text: str, name: str, step: int) -> None:
        button = QPushButton(text)
        button.setProperty("build", "large")
        button.setFixedWidth(STEP_WIDTH)
        button.setAutoDefault(False)
        button.setAutoRepeat(True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda _checked=False: self._step(step))
        self.steps.append(button)
        self.row.addWidget(button)

    def _read(self, text: str) -> Value:
        try:
            number = float("".join(text.split()).replace(",", "."))
        except ValueError:
            return text
        if not math.isfinite(number):
            return text
        return int(number) if number.is_integer() else number

    def _written(self, value: Value) -> str:
        return str(value) if language() == "en" else str(value).replace(".", ",")

    def _step(self, step: int) -> None:
        least, most = self.item.least, self.item.most
        value = self._read(self.line.text())
        start = int(least if least is not None else 0)
        wanted = int(value) + step if isinstance(value, (int, float)) else start
        if (least is None or wanted >= least) and (most is None or wanted <= most):
            self.line.setText(str(wanted))
            self._edited()


class DateQuestion(LineQuestion):
    """A day as people type it; which day was understood is said beside it."""

    def __init__(self, item: Item, tongue: str) -> None:
        super().__init__(item, tongue)
        self._language = language()
        self._understood = label("", Role.ANSWER)
        self.line.setMaximumWidth(LINE_WIDTH)
        self.line.setPlaceholderText(_("day.month.year"))
        self.row.addWidget(self._understood, 1)

    def _read(self, text: str) -> Value:
        day = parse_date(text).date
        return text if day is None else day.isoformat()

    def _written(self, value: Value) -> str:
        day = parse_date(str(value)).date
        return str(value) if day is None else f"{day:%d.%m.%Y}"

    def _note(self, text: str) -> None:
        day = parse_date(text.strip()).date if text.strip() else None
        self._understood.setText("" if day is None else long_date(day, self._language))


class TextQuestion(Question):
    """Words of one's own. Enter begins a new line; Ctrl+Enter goes on."""

    def __init__(self, item: Item, tongue: str) -> None:
        super().__init__(item, tongue)
        self.editor = QPlainTextEdit()
        self.editor.setProperty("build", "large")
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(TEXT_HEIGHT)
        self.editor.setAccessibleName(text_in(item.text, tongue))
        if not item.is_required:
            self.editor.setPlaceholderText(_("In your own words; you may leave it empty."))
        self.editor.textChanged.connect(self._edited)
        self.body.addWidget(self.editor)

    def answers(self) -> dict[str, Value]:
        return filled({self.item.code: self.editor.toPlainText().strip()})

    def show_answers(self, answers: Answers) -> None:
        self.editor.blockSignals(True)
        self.editor.setPlainText(str(answers.get(self.item.code, "")))
        self.editor.blockSignals(False)

    def first(self) -> QWidget | None:
        return self.editor

    def _edited(self) -> None:
        """Nobody should write what cannot be kept: typing ends at the limit."""
        if len(self.editor.toPlainText()) > TEXT_MAX:
            self.editor.textCursor().deletePreviousChar()
            return
        self.show_error("")
        self.answered.emit()
