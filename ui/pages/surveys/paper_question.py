"""The question that is being typed, large: its number, its words, what can be typed and what it stands for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.i18n import N_, _
from desktop_app.questionnaires.layout import DONT_KNOW
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.paper_entry import PaperEntry
from desktop_app.surveys.paper_fields import FieldKind, PaperField
from ui.pages.surveys.paper_meanings import Meanings
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.text import Role, dress, flowing, label

_FREE = {
    FieldKind.NUMBER: N_("Write the number, then Enter."),
    FieldKind.DAY: N_("Write the day as eight digits: 05032026."),
    FieldKind.WORDS: N_("Write the words, then Enter; Enter alone leaves them out."),
}


class _WordsLine(QLineEdit):
    """While it is empty, the keys that go back and save are the pad's; the one that goes on is not."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.text() and (event.key() == Qt.Key.Key_Backspace or event.text() == "+"):
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class PaperQuestion(QWidget):
    """Shows the field that the typist stands at; ``line`` takes the words of open answers."""

    def __init__(self) -> None:
        super().__init__()
        self.number = label("", Role.DISPLAY)
        self.part = flowing("", Role.HEADING)
        self.title = flowing("", Role.ANSWER)
        self.typed = label("", Role.DISPLAY)
        self.line = _WordsLine()
        self.how = flowing("", Role.QUESTION)
        self.meanings = Meanings()
        self.said = flowing("", Role.STRONG)
        self.said.setMinimumHeight(self.said.fontMetrics().lineSpacing() * 2)
        self.said.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        keys = _("0 – not answered  ·  .  – two marks in a row  ·  Enter – on  ·  Backspace – back  ·  + – save")
        top = QHBoxLayout()
        top.setSpacing(GAP_L)
        top.addWidget(self.number)
        top.addWidget(self.part, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.typed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_M)
        outer.addLayout(top)
        outer.addWidget(self.title)
        outer.addWidget(self.line)
        outer.addWidget(self.said)
        outer.addWidget(self.how)
        outer.addWidget(self.meanings, 1)
        outer.addSpacing(GAP_S)
        outer.addWidget(flowing(keys, Role.MUTED))
        self.line.hide()

    def show_entry(self, entry: PaperEntry) -> None:
        field = entry.field
        self.line.setVisible(field is not None and field.kind is FieldKind.WORDS)
        if field is None:
            self._show_end(entry)
            return
        self.number.setText(str(field.number))
        self.part.setText(_part(field))
        self.title.setText(field.title)
        self.typed.setText("" if field.kind is FieldKind.WORDS else _typed(entry, field))
        self.how.setText("" if field.values else _(_FREE[field.kind]))
        self.how.setVisible(not field.values)
        self.meanings.show_lines(_meanings(field, entry.typed), {entry.typed, *entry.given(entry.at)})
        if field.kind is FieldKind.WORDS:
            self.line.setAccessibleName(field.title)
            self.line.setText("".join(entry.given(entry.at)))

    def say(self, words: str, *, tone: str = "bad") -> None:
        self.said.setText(words)
        dress(self.said, tone=tone)

    def _show_end(self, entry: PaperEntry) -> None:
        self.number.setText("✓")
        self.part.setText("")
        self.typed.setText("")
        self.title.setText(_("The sheet is typed. Enter saves it; Backspace goes back."))
        two = entry.two_marks
        self.how.setText(_("Rows with two marks, kept as not answered: {n}.", n=two) if two else "")
        self.how.show()
        self.meanings.show_lines({})


def _part(field: PaperField) -> str:
    """Of a row with scales its scale, of a rank the place, of "boshqa" the option."""
    if field.place:
        return _("Place {place}", place=field.place)
    if field.row >= 0 and field.scale is not None:
        return text_in(field.scale.text)
    if field.kind is FieldKind.WORDS and field.item.other:
        return next((text_in(option.text) for option in field.item.options if option.code == field.item.other), "")
    return ""


def _typed(entry: PaperEntry, field: PaperField) -> str:
    if entry.typed:
        return entry.typed + "·" * max(0, field.width - len(entry.typed))
    return " ".join(entry.given(entry.at))


def _meanings(field: PaperField, typed: str) -> dict[str, str]:
    """What can be typed: of a long list only what begins as it was begun."""
    fitting = (number for number in field.values if number.startswith(typed))
    return {
        number: _("I do not know") if field.values[number] == DONT_KNOW else field.words_of(number)
        for number in fitting
    }
