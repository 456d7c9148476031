"""Where paper sheets are typed: the rows at the left, the question at the right, the number keys under the hand."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from desktop_app.questionnaires.layout import Answers, Value
from desktop_app.questionnaires.model import Questionnaire
from desktop_app.surveys.paper_entry import PaperEntry
from desktop_app.surveys.paper_fields import TWO_MARKS, FieldKind
from ui.pages.surveys.paper_question import PaperQuestion
from ui.pages.surveys.paper_rows import TypedRows
from ui.theme import GAP_L
from ui.widgets.card import Card

_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
_POINTS = (".", ",")


class PaperPad(QWidget):
    """Types one sheet after another of a questionnaire. The pad itself has the focus, but for words."""

    done = Signal()
    """The key that saves was pressed, or the one that goes on after the last row."""
    left = Signal()
    """Back from the first row, to the number of the sheet."""

    def __init__(self, questionnaire: Questionnaire, *, now: datetime) -> None:
        super().__init__()
        self._questionnaire = questionnaire
        self._now = now
        self.entry = PaperEntry(questionnaire, now=now)
        self.rows = TypedRows()
        self.question = PaperQuestion()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setProperty("role", "scrolled")
        self.rows.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scroll.setWidget(self.rows)
        left, right = Card(), Card()
        left.body.addWidget(self._scroll)
        right.body.addWidget(self.question)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_L)
        outer.addWidget(left, 1)
        outer.addWidget(right, 1)
        self.rows.chosen.connect(self._go_to)
        self.question.line.returnPressed.connect(self._write)
        self.question.line.textEdited.connect(lambda _text: self.question.say(""))
        self._show()

    @property
    def is_empty(self) -> bool:
        return self.entry.is_empty and not self._is_half_typed

    def take(self) -> dict[str, Value] | None:
        """All that is typed, what stands half typed in front with it; None, and said, where that cannot be right."""
        if self._is_half_typed:
            wrong = self.entry.write(self.question.line.text()) if self._is_at_words else self.entry.take_typed()
            if wrong:
                self.say(wrong)
                return None
            self._show()
        return self.entry.answers()

    def is_still(self, answers: Answers) -> bool:
        """Whether nothing was typed that differs from these answers."""
        return not self._is_half_typed and self.entry.answers() == answers

    def begin(self, answers: Answers | None = None) -> None:
        """A new sheet, or one that was typed before; the typist stands at its first row."""
        self.entry = PaperEntry(self._questionnaire, now=self._now)
        if answers is not None:
            self.entry.fill(answers)
        self.question.line.clear()
        self.question.say("")
        self._show()

    def say(self, words: str) -> None:
        """Show where the typist is now, and what is wrong with what was typed."""
        self.question.say(words)
        self._show()
        self.take_focus()

    def take_focus(self) -> None:
        (self.question.line if self._is_at_words else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in _ON and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go_on()
        elif text == "+":
            self.done.emit()
        elif key == Qt.Key.Key_Backspace:
            self._go_back()
        elif key in _STEPS:
            self._go_to(self.entry.at + _STEPS[Qt.Key(key)])
        elif text and text.isprintable() and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.say(self.entry.press(TWO_MARKS if text in _POINTS else text))
        else:
            # Tab, Esc and the keys of the dialog's own actions.
            event.ignore()

    @property
    def _is_at_words(self) -> bool:
        field = self.entry.field
        return field is not None and field.kind is FieldKind.WORDS

    @property
    def _is_half_typed(self) -> bool:
        if self._is_at_words:
            return self.question.line.text().strip() != "".join(self.entry.given(self.entry.at))
        return bool(self.entry.typed)

    def _go_on(self) -> None:
        if self.entry.field is None:
            self.done.emit()
        else:
            self.say(self.entry.go_on())

    def _go_back(self) -> None:
        if not self.entry.at and not self.entry.typed and not self.entry.given(0):
            self.left.emit()
            return
        self.entry.go_back()
        self.say("")

    def _go_to(self, place: int) -> None:
        if 0 <= place <= len(self.entry.fields):
            self.entry.go_to(place)
            self.say("")

    def _write(self) -> None:
        self.say(self.entry.write(self.question.line.text()))

    def _show(self) -> None:
        self.rows.show_entry(self.entry)
        self.question.show_entry(self.entry)
        around = self.rows.row_rect(self.entry.at)
        self._scroll.ensureVisible(0, int(around.center().y()), 0, int(around.height() * 2))
