"""The kiosk's pages without questions: the languages, the thanks, the warning before the screen is wiped."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desktop_app.i18n import _, use
from desktop_app.questionnaires.model import Questionnaire, text_in
from ui.pages.surveys.kiosk_page import KioskPage, large_button
from ui.pages.surveys.kiosk_screens import Tongue
from ui.theme import GAP_L, GAP_XL
from ui.widgets.text import Role, label

LANGUAGE_WIDTH = 300
DIGITS = {str(digit): digit for digit in range(1, 10)}


class WelcomePage(KioskPage):
    """Every language says by itself what the survey is for: nobody can read it in another."""

    chosen = Signal(object)
    """Tongue."""

    def __init__(self, questionnaire: Questionnaire, tongues: Sequence[Tongue], *, has_note: bool) -> None:
        """``has_note``: what the answers are for is said here, because no name is asked for."""
        super().__init__()
        self.buttons: list[QPushButton] = []
        self.body.addStretch(1)
        for digit, tongue in enumerate(tongues, start=1):
            button = large_button(f"{digit}.  {tongue.name}", self)
            button.setFixedWidth(LANGUAGE_WIDTH)
            button.clicked.connect(lambda _checked=False, tongue=tongue: self.chosen.emit(tongue))
            self.buttons.append(button)
            words = QVBoxLayout()
            words.addWidget(label(text_in(questionnaire.title, tongue.code), Role.ANSWER, wrap=True))
            if has_note and questionnaire.note:
                words.addWidget(label(text_in(questionnaire.note, tongue.code), Role.AID, wrap=True))
            row = QHBoxLayout()
            row.setSpacing(GAP_XL)
            row.addWidget(button)
            row.addLayout(words, 1)
            self.body.addLayout(row)
            self.body.addSpacing(GAP_L)
        self.body.addStretch(2)

    def focus_first(self) -> None:
        self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = DIGITS.get(event.text(), 0)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if 1 <= digit <= len(self.buttons):
            self.buttons[digit - 1].click()
        elif step:
            focused = next((place for place, button in enumerate(self.buttons) if button is self.focusWidget()), 0)
            self.buttons[(focused + step) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class ThanksPage(KioskPage):
    next_person = Signal()

    def __init__(self, tongue: Tongue, slip: int | None) -> None:
        """``slip`` is shown where nothing else leads back to the sheet."""
        super().__init__()
        with use(tongue.program):
            self.next_button = large_button(_("Next person"), self, role="primary")
            thanks = label(_("Thank you! Your answers are kept."), Role.DISPLAY, wrap=True)
            number = label("" if slip is None else _("Number of your sheet: {slip}", slip=slip), Role.ASKED)
        self.body.addStretch(1)
        for words in (thanks, number):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.body.addWidget(words)
        self.body.addSpacing(GAP_XL)
        self.body.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addStretch(2)
        self.next_button.clicked.connect(lambda _checked=False: self.next_person.emit())

    def focus_first(self) -> None:
        self.next_button.setFocus(Qt.FocusReason.TabFocusReason)


class WarningPage(KioskPage):
    """Counts down before the screen is wiped."""

    def __init__(self) -> None:
        super().__init__()
        self._question = label("", Role.ASKED, wrap=True)
        self.seconds = label("", Role.DISPLAY)
        self._how = label("", Role.ANSWER, wrap=True)
        self.body.addStretch(1)
        for words in (self._question, self.seconds, self._how):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.body.addWidget(words)
        self.body.addStretch(2)

    def count_down(self, seconds: int, tongue: Tongue) -> None:
        with use(tongue.program):
            self._question.setText(_("Are you still here?"))
            self._how.setText(_("Touch the screen or press any key to go on. What you answered is kept."))
        self.seconds.setText(str(seconds))
