"""A person answers the questionnaire on the screen, in the language of their choice; then the next one does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from desktop_app.i18n import LANGUAGES, _, use
from desktop_app.surveys.records import AnswerSheet, SurveyForm
from desktop_app.surveys.service import save_response
from ui.actions import Action, make_button
from ui.notices import Banner
from ui.operations import run_command
from ui.pages.surveys.sections import Section, sections_of
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.card import Card
from ui.widgets.confirm import confirm
from ui.widgets.text import Role, flowing, label

SHEET_WIDTH = 960
LANGUAGE_WIDTH = 220
OFFERED = ("uz_Latn", "uz_Cyrl", "ru")


class AnsweringDialog(QDialog):
    """As large as the window behind it. Nothing of one person's answers is left when the next one begins."""

    def __init__(self, owner: QWidget, form: SurveyForm) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace  # type: ignore[attr-defined]
        self.form = form
        self.language = OFFERED[0]
        self.sections: list[Section] = []
        self.setWindowTitle(form.questionnaire.title.text)
        self.resize(owner.window().size())
        self.banner = Banner(self)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.steps = QStackedWidget()
        self._place = label("", Role.MUTED)
        # The way on is made before the way back, so that Tab comes to it first.
        self.next_button = make_button(self, Action(_("Go on"), self._go_on, key="Ctrl+Return"), is_primary=True)
        self.back_button = make_button(self, Action(_("Back"), self._go_back, key="Alt+Left"))
        self.next_button.setAutoDefault(True)
        self._lay_out()
        self.begin()

    def begin(self) -> None:
        """A new person: ask for the language."""
        self._clear()
        self.steps.addWidget(self._welcome())
        self._show_step()

    def start(self, language: str) -> None:
        """Put up the sections in the person's language."""
        self.language = language
        self._clear()
        with use(language):
            self.sections = sections_of(self.form)
        for section in self.sections:
            self.steps.addWidget(section)
        self._show_step()

    def sheet(self) -> AnswerSheet:
        numbers: dict[str, int] = {}
        texts: dict[str, str] = {}
        for section in self.sections:
            numbers |= section.numbers()
            texts |= section.texts()
        return AnswerSheet(numbers, texts)

    def show_error(self, error: CentreError) -> None:
        with use(self.language):
            self.banner.show_error(error.text)

    def set_busy(self, is_busy: bool) -> None:
        self.next_button.setDisabled(is_busy)

    def reject(self) -> None:
        sheet = self.sheet()
        if not (sheet.numbers or sheet.texts) or self._is_left():
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A dialog would take Enter for its default button wherever the focus is.
        if event.key() == Qt.Key.Key_Escape:
            self.reject()

    def _is_left(self) -> bool:
        with use(self.language):
            return confirm(self, _("Leave without saving?"), action=_("Leave without saving"), is_danger=True)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        middle = QHBoxLayout(inside)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        self.steps.setMaximumWidth(SHEET_WIDTH)
        middle.addWidget(self.steps, 100)
        middle.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        card = Card()
        card.body.addWidget(scroll, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_S)
        buttons.addWidget(self._place)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(self.progress)
        outer.addWidget(self.banner)
        outer.addWidget(card, 1)
        outer.addLayout(buttons)

    def _welcome(self) -> Section:
        """Every language says by itself what it is for: nobody can read it in another."""
        texts = {}
        for code in OFFERED:
            with use(code):
                texts[code] = (self.form.questionnaire.title.text, self.form.questionnaire.note.text)
        welcome = Section(" · ".join(dict.fromkeys(title for title, _note in texts.values())))
        for digit, code in enumerate(OFFERED, start=1):
            action = Action(f"{digit}.  {LANGUAGES[code]}", lambda code=code: self.start(code), key=str(digit))
            button = make_button(welcome, action)
            button.setFixedWidth(LANGUAGE_WIDTH)
            button.setAutoDefault(True)
            welcome.body.addSpacing(GAP_L)
            welcome.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            welcome.body.addWidget(flowing(texts[code][1], Role.MUTED))
        welcome.body.addStretch(1)
        return welcome

    def _thanks(self, slip: int) -> Section:
        with use(self.language):
            thanks = Section(_("Thank you! Your answers are kept."), _("Sheet {slip}", slip=slip))
            again = make_button(thanks, Action(_("Next person"), self.begin, key="Ctrl+N"), is_primary=True)
            again.setAutoDefault(True)
            thanks.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
            close = make_button(thanks, Action(_("Close"), self.accept))
            thanks.body.addWidget(close, 0, Qt.AlignmentFlag.AlignLeft)
        thanks.body.addStretch(1)
        return thanks

    def _clear(self) -> None:
        self.sections = []
        self.banner.clear()
        while self.steps.count():
            old = self.steps.widget(0)
            self.steps.removeWidget(old)
            old.deleteLater()

    def _go_on(self) -> None:
        if self.steps.currentIndex() < self.steps.count() - 1:
            self.steps.setCurrentIndex(self.steps.currentIndex() + 1)
            self._show_step()
        else:
            self._send()

    def _go_back(self) -> None:
        self.steps.setCurrentIndex(max(self.steps.currentIndex() - 1, 0))
        self._show_step()

    def _show_step(self) -> None:
        """Show where the person is, and put the cursor on the first question."""
        count, place = len(self.sections), self.steps.currentIndex()
        for part in (self.back_button, self.next_button, self._place):
            part.setVisible(count > 0)
        self.progress.setRange(0, max(count, 1))
        self.progress.setValue(place + 1 if count else 0)
        with use(self.language):
            self._place.setText(_("{page} / {pages}", page=place + 1, pages=count))
            self.back_button.setText(_("Back"))
            self.next_button.setText(_("Send the answers") if place == count - 1 else _("Go on"))
        self.back_button.setEnabled(place > 0)
        first = self.sections[place].first() if count else self.steps.currentWidget().findChild(QPushButton)
        if first is not None:
            first.setFocus()

    def _send(self) -> None:
        cohort_id, sheet = self.form.cohort_id, self.sheet()
        run_command(
            self,
            lambda centre: centre.write(save_response, cohort_id=cohort_id, sheet=sheet, is_from_paper=False),
            self._sent,
        )

    def _sent(self, outcome: Outcome[int]) -> None:
        thanks = self._thanks(outcome.value)
        self._clear()
        self.steps.addWidget(thanks)
        self._show_step()
