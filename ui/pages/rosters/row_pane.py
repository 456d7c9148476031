"""One row of the roster beside the list: what stands in it, what is asked, and the answers."""

from collections.abc import Callable, Sequence
from textwrap import fill

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _, _n
from desktop_app.language.dates import short_date
from desktop_app.people.identity import mask_jshshir
from desktop_app.rosters.answers import Answer
from desktop_app.rosters.lines import PreviewLine
from desktop_app.rosters.problems import RowProblem
from desktop_app.rosters.rows import RosterPerson
from ui.actions import Action, make_button
from ui.pages.rosters.tones import line_tone
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.text import Role, label, rule
from ui.widgets.tone import PillLabel

WIDTH = 336
LETTERS_IN_A_LINE = 36
DIGIT_KEYS = 9


class RowPane(Card):
    """Shows a line; ``on_answer(answer, is_for_all)`` is called with what was chosen, None takes an answer back."""

    def __init__(self, on_answer: Callable[[Answer | None, bool], object]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._on_answer = on_answer
        self._answers: tuple[Answer, ...] = ()
        self._content: QWidget | None = None
        self.for_all: QCheckBox | None = None
        self.buttons: list[QPushButton] = []

    def choose(self, number: int) -> None:
        """Give the answer of that number, from 1; nothing where there is none."""
        if 1 <= number <= len(self._answers):
            self._on_answer(self._answers[number - 1], self.for_all is not None and self.for_all.isChecked())

    def take_back(self) -> None:
        self._on_answer(None, False)

    def show_line(self, line: PreviewLine | None, answers: Sequence[Answer], *, equal_cases: int) -> None:
        self._answers = tuple(answers)
        self.buttons = []
        self.for_all = None
        content = QWidget()
        place = QVBoxLayout(content)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(GAP_S)
        if line is not None:
            self._tell(place, line)
            if answers:
                self._ask(place, line, equal_cases)
        place.addStretch(1)
        self._replace(content)
        self.set_title(_("Row {row}", row=line.row.number) if line is not None else _("No row is chosen"))

    def _tell(self, place: QVBoxLayout, line: PreviewLine) -> None:
        place.addWidget(PillLabel(line.state, line_tone(line)))
        place.addWidget(label(line.name, Role.STRONG, wrap=True))
        if line.row.person is not None:
            for fact in _facts(line.row.person):
                place.addWidget(label(fact, Role.SMALL, wrap=True))
        place.addWidget(label(line.what_happens, Role.MUTED, wrap=True))
        for found in line.row.problems:
            place.addWidget(rule())
            place.addWidget(label(found.text, wrap=True))
            if found.column:
                place.addWidget(label(_where(found), Role.SMALL, wrap=True))

    def _ask(self, place: QVBoxLayout, line: PreviewLine, equal_cases: int) -> None:
        place.addSpacing(GAP_M)
        for number, answer in enumerate(self._answers, 1):
            # The number is the key that gives the answer.
            words = fill(f"{number}.  {answer.text}", LETTERS_IN_A_LINE)
            button = make_button(self, Action(words, lambda number=number: self.choose(number), hint=answer.text))
            button.setCheckable(True)
            button.setChecked(line.answer is not None and line.answer.decision == answer.decision)
            button.setProperty("role", "choice")
            self.buttons.append(button)
            place.addWidget(button)
        if line.answer is not None:
            back = Action(_("Take the answer back"), self.take_back, icon="undo", hint=_("Take the answer back (Del)"))
            place.addWidget(make_button(self, back))
        if equal_cases > 1:
            self.for_all = QCheckBox(_n("The same for {n} equal case", "The same for all {n} equal cases", equal_cases))
            place.addWidget(self.for_all)

    def _replace(self, content: QWidget) -> None:
        old, self._content = self._content, content
        self.body.addWidget(content, 1)
        if old is not None:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()


def _facts(person: RosterPerson) -> list[str]:
    """What the row tells of the person, a line a fact; the JShShIR masked."""
    born = short_date(person.birth_date) if person.birth_date else str(person.birth_year or "")
    named = [
        _("Born {date}", date=born) if born else "",
        _("JShShIR {number}", number=mask_jshshir(person.jshshir)) if person.jshshir else "",
        ", ".join(fact for fact in (person.position_text, person.subject_text) if fact),
        person.workplace,
        person.phone,
    ]
    return [fact for fact in named if fact]


def _where(found: RowProblem) -> str:
    if not found.value:
        return _("Column “{column}”", column=found.column)
    return _("Column “{column}”: {value}", column=found.column, value=found.value)
