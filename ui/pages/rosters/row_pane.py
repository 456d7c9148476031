"""One row of the file beside the grid: whom it means, what is wrong with it, and the answers to choose from."""

from collections.abc import Callable
from textwrap import fill

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.language.dates import short_date
from desktop_app.people.identity import mask_jshshir
from desktop_app.rosters.lines import PreviewLine
from desktop_app.rosters.people import RosterPerson
from desktop_app.rosters.problems import RowProblem
from ui.actions import Action, make_button
from ui.icons import pixmap
from ui.models.choices_model import Choice
from ui.pages.rosters.offers import NOTHING_OFFERED, Offer, Offers, Scope
from ui.pages.rosters.tones import SIGNS, line_tone, problem_tone
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.text import Role, flowing, rule
from ui.widgets.tone import PillLabel

WIDTH = 316
LETTERS_IN_A_LINE = 33
# More than these are a list to choose from.
MOST_BUTTONS = 9
SIGN = 16


class RowPane(Card):
    """``on_offer`` is called with the offer chosen and the reason typed; ``on_leave`` when Esc leads to the grid."""

    def __init__(self, on_offer: Callable[[Offer, str], object], on_leave: Callable[[], object]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._on_offer = on_offer
        self._on_leave = on_leave
        self._line: PreviewLine | None = None
        self._offers: Offers = NOTHING_OFFERED
        self._wanted = Scope.ROW
        # Chosen already, and waiting for its reason.
        self._waiting: Offer | None = None
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why another course"))
        self.reason.setAccessibleName(_("Why another course"))
        self.reason.setToolTip(_("Kept with the person and in the journal"))
        self.reason.returnPressed.connect(self._end_reason)
        self._no_reason = flowing(_("Give the reason."), Role.SMALL, tone="bad")
        self.scope = Chooser(_("How far the answer reaches"))
        self.scope.setMinimumContentsLength(1)
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scope.chosen.connect(self._take_scope)
        self.answer_list: Chooser | None = None
        self.buttons: list[QPushButton] = []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._answers = QWidget()
        self._answer_place = QVBoxLayout(self._answers)
        self._answer_place.setContentsMargins(0, 0, 0, 0)
        self._answer_place.setSpacing(GAP_S)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self.reason)
        self.body.addWidget(self._no_reason)
        self.body.addWidget(self.scope)
        self.body.addWidget(self._answers)

    @property
    def offered(self) -> tuple[Offer, ...]:
        """The answers in sight."""
        scope = self.scope.value
        return self._offers.by_scope.get(scope, ()) if scope is not None else ()

    def choose(self, number: int) -> None:
        """Give the answer of that number, from 1; nothing where there is none."""
        if 1 <= number <= min(len(self.offered), MOST_BUTTONS):
            self._give(self.offered[number - 1])

    def reach_further(self) -> None:
        """The next scope, and after the widest the row alone again."""
        if self.scope.isVisible():
            self.scope.setCurrentIndex((self.scope.currentIndex() + 1) % self.scope.count())
            self._take_scope(self.scope.value)

    def take_focus(self) -> bool:
        """Put the cursor on the first answer; tells whether there is one."""
        target = self.answer_list or (self.buttons[0] if self.buttons else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        return target is not None

    def has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def show_line(self, line: PreviewLine | None, offers: Offers) -> None:
        """Show a row; how far answers reach stays as it was chosen, where the row has that."""
        self._line, self._offers = line, offers
        if line is not None and line.answer is not None and line.answer.decision.repeat_reason:
            self.reason.setText(line.answer.decision.repeat_reason)
        self.scope.set_choices(offers.scopes)
        self.scope.choose(self._wanted)
        self.scope.setVisible(len(offers.scopes) > 1 or self.scope.value not in (None, Scope.ROW))
        self.set_title(_("Row {row}", row=line.row.number) if line is not None else _("No row is chosen"))
        self._tell(line)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        elif digit.isdecimal() and digit != "0":
            self.choose(int(digit))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for button in self.buttons:
                if button.hasFocus():
                    button.click()
                    return
        else:
            super().keyPressEvent(event)

    def _give(self, offer: Offer) -> None:
        """What is typed as the reason stays for the next row that asks for one."""
        reason = self.reason.text().strip()
        if offer.asks_reason and not reason:
            self._waiting = offer
            self._no_reason.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._on_offer(offer, reason)

    def _end_reason(self) -> None:
        if self._waiting is not None:
            self._give(self._waiting)
        else:
            self.take_focus()

    def _take_scope(self, scope: Scope) -> None:
        self._wanted = scope
        self._ask()

    def _tell(self, line: PreviewLine | None) -> None:
        content = QWidget()
        content.setProperty("role", "scrolled")
        place = QVBoxLayout(content)
        place.setContentsMargins(0, 0, GAP_S, 0)
        place.setSpacing(GAP_S)
        if line is not None:
            place.addWidget(PillLabel(line.state, line_tone(line)))
            if line.name:
                place.addWidget(flowing(line.name, Role.STRONG))
            if line.row.person is not None:
                place.addWidget(flowing("\n".join(_facts(line.row.person)), Role.SMALL))
            place.addWidget(flowing(line.what_happens, Role.MUTED))
            for found in line.row.problems:
                place.addWidget(rule())
                place.addLayout(self._problem(found))
        place.addStretch(1)
        self._area.setWidget(content)

    def _problem(self, found: RowProblem) -> QHBoxLayout:
        tone = problem_tone(found.state)
        sign = flowing("")
        sign.setPixmap(pixmap(SIGNS[tone], tone.value, SIGN, self.devicePixelRatioF()))
        sign.setFixedWidth(SIGN)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(flowing(found.text))
        if found.column:
            words.addWidget(flowing(_where(found), Role.SMALL))
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _ask(self) -> None:
        """The answers as buttons with their digits; a long list of them as a box to choose from."""
        had_focus = self.has_focus()
        while (item := self._answer_place.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self.buttons, self.answer_list, self._waiting = [], None, None
        self.reason.setVisible(any(offer.asks_reason for offer in self.offered))
        self._no_reason.hide()
        if len(self.offered) > MOST_BUTTONS:
            self._answer_place.addWidget(self._list())
        else:
            for number, offer in enumerate(self.offered, 1):
                self._answer_place.addWidget(self._button(number, offer))
        for answer in filter(None, (self.answer_list, *self.buttons)):
            # Shown at once, or the focus would come to it only a moment later, and a quick digit be lost.
            answer.show()
        if had_focus and not self.take_focus():
            self._on_leave()

    def _button(self, number: int, offer: Offer) -> QPushButton:
        words = fill(f"{number}.  {offer.text}", LETTERS_IN_A_LINE)
        hint = _("{answer} (Alt+{number})", answer=offer.text, number=number)
        button = make_button(self, Action(words, lambda: self._give(offer), hint=hint))
        button.setCheckable(True)
        button.setChecked(offer.is_given)
        button.setProperty("role", "choice")
        self.buttons.append(button)
        return button

    def _list(self) -> Chooser:
        offered = self.offered
        choices = [Choice(None, _("Choose…")), *(Choice(place, offer.text) for place, offer in enumerate(offered))]
        self.answer_list = Chooser(_("Answer"), choices)
        self.answer_list.choose(next((place for place, offer in enumerate(offered) if offer.is_given), None))
        self.answer_list.chosen.connect(lambda place: None if place is None else self._give(offered[place]))
        return self.answer_list


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
