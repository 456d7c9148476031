"""The questions of one person, a screen at a time: forward when what is on the screen is answered well, and back."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QScroller, QVBoxLayout, QWidget

from desktop_app.i18n import _, use
from desktop_app.questionnaires.defaults import default_answers
from desktop_app.questionnaires.layout import Answers, Value
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, text_in
from desktop_app.questionnaires.sheet import codes_of, faults
from ui.pages.surveys.kiosk_page import large_button
from ui.pages.surveys.kiosk_screens import Screen, Tongue, keepable, screens_of
from ui.pages.surveys.questions.making import question_for
from ui.pages.surveys.questions.question import Question
from ui.pages.surveys.questions.wording import sentence
from ui.theme import GAP_L, GAP_M, GAP_XL
from ui.widgets.growing_area import GrowingArea
from ui.widgets.text import Role, label

CONTENT_WIDTH = 1180
TYPED = (ItemKind.TEXT, ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.DATE)


class SheetPage(QWidget):
    """Knows nothing of the centre: it tells what was answered, and when the person hands it in."""

    answered = Signal(object, bool)
    """The answers that can be kept, and whether more letters may follow at once."""
    handed_in = Signal(object)
    """The answers."""
    left_back = Signal()
    """Back from the first screen."""

    def __init__(self, questionnaire: Questionnaire, *, now: Callable[[], datetime], is_by_section: bool) -> None:
        super().__init__()
        self.questionnaire = questionnaire
        self.questions: list[Question] = []
        self.tongue = Tongue("uz_Latn")
        self._now = now
        self._is_by_section = is_by_section
        self._answers: dict[str, Value] = {}
        self._screens: list[Screen] = []
        self._at = 0
        # Where the person is: shown by the kiosk in its bar, so that the questions have the more room.
        self.head = QWidget()
        self._section = label("", Role.AID)
        self._count = label("", Role.AID)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._area = GrowingArea(self)
        self._area.body.setSpacing(GAP_XL)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._whose = label("", Role.AID)
        self._saved = label("", Role.AID)
        # It comes and goes at every answer: nothing around it is laid out anew.
        keeping_room = self._saved.sizePolicy()
        keeping_room.setRetainSizeWhenHidden(True)
        self._saved.setSizePolicy(keeping_room)
        # The way on is made before the way back, so that Tab comes to it first.
        self.next_button = self._button(self.go_on, role="primary")
        self.back_button = self._button(self.go_back)
        self._lay_out()

    @property
    def answers(self) -> Mapping[str, Value]:
        return self._answers

    @property
    def screen_shown(self) -> Screen:
        return self._screens[self._at]

    @property
    def is_untouched(self) -> bool:
        """Whether there is nothing on the sheet but what the questionnaire fills in itself."""
        return self._answers in ({}, default_answers(self.questionnaire))

    def begin(self, answers: Answers, tongue: Tongue) -> None:
        """Ask somebody, with what they answered before they were interrupted; go to where they stopped."""
        self._answers = dict(answers) or default_answers(self.questionnaire)
        self.tongue = tongue
        self._screens = self._screens_now()
        stopped = [place for place, screen in enumerate(self._screens) if screen.codes & answers.keys()]
        self.say_saved(False)
        self._show(stopped[-1] if stopped else 0)

    def wipe(self) -> None:
        """Nothing of one person is left when the next one comes."""
        self._answers = {}
        self._clear()

    def speak(self, tongue: Tongue) -> None:
        """Go on in another language where the person is, with all answers."""
        self.tongue = tongue
        self._show(self._at)

    def go_on(self) -> None:
        """Forward, or hand in from the last screen; not before what is wrong here is put right."""
        if self._points_out_faults():
            return
        if self._at < len(self._screens) - 1:
            self._show(self._at + 1)
        else:
            self.handed_in.emit(dict(self._answers))

    def go_back(self) -> None:
        if self._at > 0:
            self._show(self._at - 1)
        else:
            self.left_back.emit()

    def point_out(self, code: str) -> bool:
        """Go to a question that was answered wrongly and say so there; False when nothing is to be said there."""
        for place, screen in enumerate(self._screens):
            if code in screen.codes or any(item.code == code for item in screen.items):
                self._show(place)
                if self._points_out_faults():
                    return True
        return False

    def say_whose(self, text: str) -> None:
        """The name, or the number by which the sheet is found again."""
        self._whose.setText(text)

    def say_saved(self, is_saved: bool) -> None:
        """Whether everything that was answered is on the disk."""
        self._saved.setVisible(is_saved)

    def _lay_out(self) -> None:
        head = QHBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(GAP_L)
        for part, stretch in ((self._section, 0), (self._progress, 1), (self._count, 0)):
            head.addWidget(part, stretch)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_L)
        for part, stretch in (
            (self.back_button, 0),
            (self._whose, 1),
            (self._saved, 0),
            (self.next_button, 0),
        ):
            foot.addWidget(part, stretch)
        column = QVBoxLayout()
        column.setSpacing(GAP_M)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        middle = QWidget()
        middle.setMaximumWidth(CONTENT_WIDTH)
        middle.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)

    def _button(self, run: Callable[[], object], role: str = "") -> QPushButton:
        button = large_button("", self, role=role)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _screens_now(self) -> list[Screen]:
        return screens_of(self.questionnaire, self._answers, now=self._now(), is_by_section=self._is_by_section)

    def _show(self, place: int) -> None:
        """Put a screen up, in the person's language, and the cursor on its first question."""
        self._at = place
        self._clear()
        screen = self.screen_shown
        with use(self.tongue.program):
            note = text_in(screen.note, self.tongue.code)
            if note:
                self._area.body.addWidget(label(note, Role.AID, wrap=True))
            self.questions = [self._made(item) for item in screen.items]
        for question in self.questions:
            self._area.body.addWidget(question)
        self._area.body.addStretch(1)
        self._area.verticalScrollBar().setValue(0)
        self._show_place()
        self.focus_first()

    def focus_first(self) -> None:
        first = next(filter(None, (question.first() for question in self.questions)), self.next_button)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _made(self, item: Item) -> Question:
        """In the language in force."""
        question = question_for(item, self.tongue.code)
        question.show_answers(self._answers)
        question.answered.connect(lambda: self._take(question))
        return question

    def _clear(self) -> None:
        self.questions = []
        while self._area.body.count():
            old = self._area.body.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _take(self, question: Question) -> None:
        """Keep what was answered, and let questions come and go that depend on it."""
        for code in question.codes:
            self._answers.pop(code, None)
        self._answers |= question.answers()
        before = self.screen_shown
        self._screens = self._screens_now()
        self._at = next(
            (place for place, screen in enumerate(self._screens) if screen.codes & set(question.codes)), self._at
        )
        if self.screen_shown != before:
            self._change_screen()
        self._show_place()
        self.answered.emit(keepable(self.questionnaire, self._answers, now=self._now()), question.item.kind in TYPED)

    def _change_screen(self) -> None:
        """Questions that stay keep their place and the cursor; others come in between or go."""
        before = {question.item.code: question for question in self.questions}
        stay = {code: question for code, question in before.items() if question.item in self.screen_shown.items}
        with use(self.tongue.program):
            self.questions = [stay.get(item.code) or self._made(item) for item in self.screen_shown.items]
        for code, question in before.items():
            self._area.body.removeWidget(question)
            if code not in stay:
                question.hide()
                question.deleteLater()
        # All but the stretch below the questions and what stands above them.
        above = self._area.body.count() - 1
        for place, question in enumerate(self.questions):
            self._area.body.insertWidget(above + place, question)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab follows what is seen, not what was made first."""
        children = (child for question in self.questions for child in question.findChildren(QWidget))
        stops = [child for child in children if child.focusPolicy() != Qt.FocusPolicy.NoFocus]
        for before, after in pairwise([*stops, self.next_button, self.back_button]):
            QWidget.setTabOrder(before, after)

    def _show_place(self) -> None:
        count = len(self._screens)
        self._section.setText(text_in(self.screen_shown.section.title, self.tongue.code))
        self._count.setText(f"{self._at + 1} / {count}")
        self._progress.setRange(0, count)
        self._progress.setValue(self._at + 1)
        with use(self.tongue.program):
            self._saved.setText(_("✓ Saved"))
            self.back_button.setText(_("Back"))
            self.next_button.setText(_("Hand in") if self._at == count - 1 else _("Go on"))

    def _points_out_faults(self) -> bool:
        """Say beside each question of the screen what is wrong, and go to the first."""
        wrong: Question | None = None
        with use(self.tongue.program):
            found = faults(self.questionnaire, self._answers, now=self._now(), is_whole=True)
            for question in self.questions:
                text = next(
                    (
                        sentence(fault, question.item, self.tongue.code)
                        for fault in found
                        if fault.code in question.codes
                        or (fault.code == question.item.code and not self._is_answered_here(question))
                    ),
                    "",
                )
                question.show_error(text)
                wrong = wrong or (question if text else None)
        if wrong is not None:
            first = wrong.first()
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
        return wrong is not None

    def _is_answered_here(self, question: Question) -> bool:
        """Of a matrix that must be answered, the rows of this screen are."""
        return all(self._answers.get(code) not in (None, "", ()) for code in codes_of(question.item))
