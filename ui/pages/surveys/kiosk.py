"""The kiosk: people answer a survey one after another on the whole screen, and only the staff's word leads out."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.clock import TASHKENT
from desktop_app.errors import CentreError
from desktop_app.i18n import _, use
from desktop_app.questionnaires.layout import Answers
from desktop_app.surveys.records import AnsweredSheet, Respondent, SurveyForm
from desktop_app.surveys.rounds import survey_form
from desktop_app.surveys.taking import begin_sheet, hand_in, respondents, sheet
from ui.lock_idle import STANDS_ALONE
from ui.operations import run_command, run_query
from ui.pages.surveys.kiosk_bar import KioskBar
from ui.pages.surveys.kiosk_idle import IdleWatch
from ui.pages.surveys.kiosk_keeping import Keeping
from ui.pages.surveys.kiosk_leaving import LeavingPage
from ui.pages.surveys.kiosk_names import NamesPage
from ui.pages.surveys.kiosk_page import KioskPage
from ui.pages.surveys.kiosk_pages import ThanksPage, WarningPage, WelcomePage
from ui.pages.surveys.kiosk_screens import Tongue, tongues_of
from ui.pages.surveys.kiosk_sheet import SheetPage
from ui.pages.surveys.kiosk_start import KioskPlan, KioskStart
from ui.theme import GAP_M, GAP_S, GAP_XL
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

THANKS_S = 20


class Kiosk(QDialog):
    """Nothing of one person's answers is left on the screen when the next one begins."""

    def __init__(self, owner: QWidget, form: SurveyForm, plan: KioskPlan, *, response_id: int | None = None) -> None:
        """``response_id`` is a sheet that was begun, to be finished by the first person who comes.

        Where a name leads back to it, the name is what is asked for.
        """
        # A page may be thrown away while the kiosk stands before it; the window is not.
        super().__init__(owner.window())
        self.workspace = owner.workspace  # type: ignore[attr-defined]
        self.setProperty(STANDS_ALONE, True)
        self.form = form
        self.plan = plan
        self.tongues = tongues_of(form.questionnaire)
        self.tongue = self.tongues[0]
        self.setWindowTitle(form.title)
        self._resumed = response_id if form.is_anonymous or form.cohort_id is None else None
        self._response_id: int | None = None
        self.slip = 0
        self._person: Respondent | None = None
        self._people: list[Respondent] = []
        self._covered: list[QWidget] = []
        self.keeping = Keeping(self)
        self.watch = IdleWatch(self)
        self.steps = QStackedWidget()
        self.welcome = WelcomePage(form.questionnaire, self.tongues, has_note=form.cohort_id is None)
        self.sheet_page = SheetPage(form.questionnaire, now=self._now, is_by_section=plan.is_by_section)
        self.leaving = LeavingPage(plan.word)
        self.warning = WarningPage()
        # The names, or the thanks: made anew for every person.
        self.passing: KioskPage | None = None
        self.bar = KioskBar(form.title, self.tongues, self.sheet_page.head)
        self._problem = label("", Role.AID_WRONG, wrap=True)
        self._lay_out()
        self._connect()
        self.show_welcome()

    def run(self) -> None:
        """Take the whole screen until the staff leave."""
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.exec()
        self.deleteLater()

    def show_welcome(self) -> None:
        """A new person: wipe what the last one left and ask for the language."""
        self.watch.stop()
        self.keeping.end()
        if self._is_nobodys and self.sheet_page.is_untouched:
            # Begun and left empty: the next person takes it, so that numbers are not used up.
            self._resumed = self._response_id
        self._covered.clear()
        self.sheet_page.wipe()
        self._response_id, self._person = None, None
        self.tongue = self.tongues[0]
        self._bring(self.welcome)

    def leave(self) -> None:
        """Ask for the staff's word."""
        if self.front is not self.leaving:
            self._cover(self.leaving)
            self.watch.start(self.plan.idle_s)

    @property
    def front(self) -> QWidget:
        return self.steps.currentWidget()

    def reject(self) -> None:
        """Esc."""
        if self.front is self.leaving:
            self._uncover()
        else:
            self.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4."""
        event.ignore()
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        focused = self.focusWidget()
        if event.isAutoRepeat():
            # Enter held down a moment too long would run through every question.
            return
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif is_enter and isinstance(focused, QPushButton):
            focused.click()
        elif is_enter and self.front is self.sheet_page:
            self.sheet_page.go_on()

    def show_error(self, error: CentreError) -> None:
        with use(self.tongue.program):
            self._say_problem(error.text)
        self.sheet_page.say_saved(False)

    def _say_problem(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.show()

    def _lay_out(self) -> None:
        for page in (self.welcome, self.sheet_page, self.leaving, self.warning):
            self.steps.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_M)
        outer.setSpacing(GAP_M)
        outer.addWidget(self.bar)
        outer.addWidget(self._problem)
        outer.addWidget(self.steps, 1)

    def _connect(self) -> None:
        self.bar.spoken.connect(self._speak)
        self.bar.left.connect(self.leave)
        self.welcome.chosen.connect(self._begin_in)
        self.sheet_page.answered.connect(lambda answers, may_wait: self.keeping.keep(answers, may_wait=may_wait))
        self.sheet_page.handed_in.connect(self._hand_in)
        self.sheet_page.left_back.connect(self.show_welcome)
        self.leaving.let_out.connect(self._let_out)
        self.leaving.stayed.connect(self._uncover)
        self.keeping.began.connect(lambda: self.sheet_page.say_saved(False))
        self.keeping.kept.connect(self._say_saved)
        self.keeping.failed.connect(self.show_error)
        self.watch.warned.connect(self._warn)
        self.watch.resumed.connect(self._uncover)
        self.watch.expired.connect(self.show_welcome)
        QApplication.instance().installEventFilter(self.watch)

    def _bring(self, page: QWidget) -> None:
        """Put a page in front, with what belongs around it, and the keys where they are needed first."""
        self.steps.setEnabled(True)
        self.steps.setCurrentWidget(page)
        self._problem.hide()
        is_asking = page is self.sheet_page
        self.bar.show_state(
            self.tongue, is_choosing_language=is_asking or isinstance(page, NamesPage), is_asking=is_asking
        )
        self.sheet_page.say_whose(self._whose())
        if isinstance(page, (SheetPage, KioskPage)):
            page.focus_first()

    def _bring_passing(self, page: KioskPage) -> None:
        if self.passing is not None:
            self.steps.removeWidget(self.passing)
            self.passing.deleteLater()
        self.passing = page
        self.steps.addWidget(page)
        self._bring(page)

    def _cover(self, page: QWidget) -> None:
        self._covered.append(self.front)
        self._bring(page)

    def _uncover(self) -> None:
        """Back to what was in front before somebody wanted to leave, or nobody seemed to be there."""
        if self._covered:
            self._bring(self._covered.pop())
        if self.front is self.welcome:
            self.watch.stop()

    def _warn(self, seconds: int) -> None:
        if self.front is not self.warning:
            self._cover(self.warning)
        self.warning.count_down(seconds, self.tongue)

    def _let_out(self) -> None:
        self.watch.stop()
        QApplication.instance().removeEventFilter(self.watch)
        self.keeping.end()
        self.accept()

    def _begin_in(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self.watch.start(self.plan.idle_s)
        round_id = self.form.round_id

        def look(centre: "Centre") -> tuple[SurveyForm, list[Respondent]]:
            return centre.read(survey_form, round_id=round_id), centre.read(respondents, round_id=round_id)

        run_query(self, look, lambda found: self._receive(*found), slot="names")

    def _receive(self, form: SurveyForm, people: list[Respondent]) -> None:
        with use(self.tongue.program):
            hindrance = self._hindrance(form, people)
        if hindrance:
            self.show_welcome()
            self._say_problem(hindrance)
        else:
            self._ask_who(people)

    def _hindrance(self, form: SurveyForm, people: list[Respondent]) -> str:
        """Why nobody can answer here: much may have changed since the kiosk was opened."""
        if form.closed:
            return form.closed
        if form.questionnaire != self.form.questionnaire:
            return _("The survey was changed. Please call the staff: the kiosk must be started again.")
        if form.cohort_id is not None and not form.is_anonymous and not people:
            return _("Nobody is in the cohort yet: admit people first.")
        return ""

    def _ask_who(self, people: list[Respondent]) -> None:
        self._people = people
        if not people:
            self._begin(None)
            return
        names = NamesPage(self.form.questionnaire, people, self.tongue, is_anonymous=self.form.is_anonymous)
        names.chosen.connect(self._begin)
        names.left.connect(self.show_welcome)
        self._bring_passing(names)

    def _begin(self, person: Respondent | None) -> None:
        """A sheet for the person: the one to be finished, the one that they began, or a new one."""
        self._person = person
        self.steps.setEnabled(False)
        round_id, enrolment_id, resumed = self.form.round_id, person and person.enrolment_id, self._resumed
        if resumed is not None:
            run_query(self, lambda centre: centre.read(sheet, response_id=resumed), self._begun, self._refused)
            return
        run_command(
            self,
            lambda centre: centre.write(begin_sheet, round_id=round_id, enrolment_id=enrolment_id),
            lambda outcome: self._begun(outcome.value),
            self._refused,
            tell=self.keeping.note,
        )

    def _begun(self, begun: AnsweredSheet) -> None:
        self._resumed = None
        if begun.record.is_complete:
            # Somebody finished it at another kiosk: their answers are not for this one.
            self._begin(self._person)
            return
        self._response_id, self.slip = begun.record.id, begun.record.slip_number
        self.keeping.begin(begun.record.id)
        self.sheet_page.begin(begun.answers, self.tongue)
        self._bring(self.sheet_page)

    def _speak(self, tongue: Tongue) -> None:
        self.tongue = tongue
        if self.front is self.sheet_page:
            self.sheet_page.speak(tongue)
            self._bring(self.sheet_page)
        else:
            self._ask_who(self._people)

    def _hand_in(self, answers: Answers) -> None:
        self.keeping.let_go()
        self.steps.setEnabled(False)
        response_id, enrolment_id = self._response_id, self._person and self._person.enrolment_id
        assert response_id is not None
        run_command(
            self,
            lambda centre: centre.write(hand_in, response_id=response_id, answers=answers, enrolment_id=enrolment_id),
            lambda _outcome: self._thank(),
            self._refused,
            tell=self.keeping.note,
        )

    def _thank(self) -> None:
        is_known = self._person is not None and not self.form.is_anonymous
        thanks = ThanksPage(self.tongue, None if is_known else self.slip)
        thanks.next_person.connect(self.show_welcome)
        self.keeping.end()
        self._response_id = None
        self.sheet_page.wipe()
        self._bring_passing(thanks)
        self.watch.start(THANKS_S, warning_s=0)

    def _refused(self, error: CentreError) -> None:
        """Stay where it was asked for; what is wrong with an answer is said at its question."""
        self._resumed = None
        self._bring(self.front)
        if self.front is not self.sheet_page or not self.sheet_page.point_out(getattr(error, "field", "")):
            self.show_error(error)

    def _say_saved(self) -> None:
        self._problem.hide()
        self.sheet_page.say_saved(True)

    @property
    def _is_nobodys(self) -> bool:
        """Whether a sheet is in front that no name leads back to."""
        return self._response_id is not None and (self._person is None or self.form.is_anonymous)

    def _whose(self) -> str:
        if self._person is not None and not self.form.is_anonymous:
            return self._person.name
        with use(self.tongue.program):
            return _("Sheet {slip}", slip=self.slip)

    def _now(self) -> datetime:
        return self.workspace.centre.clock.now().astimezone(TASHKENT)


def open_kiosk(owner: QWidget, round_id: int, *, response_id: int | None = None) -> None:
    """Let people answer a round on this screen, after the staff have set their word.

    ``owner`` has a workspace. ``response_id`` is a sheet of an anonymous round that somebody began and now wants to
    finish; in a named round the name leads back to it.
    """

    def opened(form: SurveyForm) -> None:
        if form.closed:
            workspace.show_notice(form.closed)
            return
        plan = KioskStart.ask(owner, form.title)
        if plan is not None:
            Kiosk(owner, form, plan, response_id=response_id).run()

    workspace = owner.workspace  # type: ignore[attr-defined]
    run_query(owner, lambda centre: centre.read(survey_form, round_id=round_id), opened)  # type: ignore[arg-type]
