"""The ground of every question: its words above, its hint below them, what is wrong with the answer at the foot."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.questionnaires.layout import Answers, Value
from desktop_app.questionnaires.model import Item, text_in
from desktop_app.questionnaires.sheet import codes_of
from ui.theme import GAP_M, GAP_S
from ui.widgets.text import Role, flowing


class Question(QWidget):
    """What all questions share. Made in the language of the person: the program's may be another.

    The item holds the options that are offered and the rows that have room on one screen. A subclass fills ``body``
    and tells ``answers``, ``show_answers`` and ``first``.
    """

    words_role: ClassVar[Role] = Role.ASKED
    answered = Signal()
    """The person has chosen or typed something, or taken it away."""

    def __init__(self, item: Item, tongue: str) -> None:
        super().__init__()
        self.item = item
        self.tongue = tongue
        words = text_in(item.text, tongue)
        self.setAccessibleName(words)
        self._error = flowing("", Role.AID_WRONG)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP_M)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(flowing(words, self.words_role))
        hint = text_in(item.hint, tongue)
        if hint:
            outer.addWidget(flowing(hint, Role.AID))
        outer.addWidget(self._error)
        outer.addLayout(self.body)
        self._error.hide()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that this widget answers for: of a matrix those of the rows on this screen."""
        return tuple(codes_of(self.item))

    def answers(self) -> dict[str, Value]:
        """What was answered, by code; a code that was not answered is left out."""
        return {}

    def show_answers(self, answers: Answers) -> None:
        """Put answers that were given before onto the screen."""

    def first(self) -> QWidget | None:
        """What takes the keys when the question comes."""
        return None

    @property
    def error(self) -> str:
        return self._error.text()

    def show_error(self, text: str) -> None:
        """Say what is wrong with the answer; an empty text takes it away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))


class Note(Question):
    """Words to be read; there is nothing to answer."""

    words_role = Role.ANSWER


def filled(answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers without those that are empty."""
    return {code: value for code, value in answers.items() if value not in ("", ())}
