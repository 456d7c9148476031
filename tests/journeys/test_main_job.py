"""The main job of a centre from an empty machine to the month's return, by keys and clicks in the real window."""

import email
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog

from desktop_app.attendance.service import grid
from desktop_app.clock import FixedClock
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.records import CohortState, EnrolmentState
from desktop_app.cohorts.service import cohort, cohorts
from desktop_app.i18n import _
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.returns.records import PLAN_FORM
from desktop_app.returns.service import compose_return, people_behind
from desktop_app.surveys.rounds import rounds
from desktop_app.timetable.service import sessions_of
from desktop_app.verification.checking import check_source
from tests.journeys.hands import Hands
from ui.app import Shell
from ui.navigation import Target
from ui.pages.attendance.panel import AttendancePanel
from ui.pages.certificates.panel import CertificatePanel
from ui.pages.cohorts.admission_panel import AdmissionPanel
from ui.pages.completion.panel import CompletionPanel
from ui.pages.programmes.edit_dialog import ProgrammeDialog
from ui.pages.rosters.page import RosterPage
from ui.pages.surveys.kiosk import Kiosk
from ui.pages.surveys.kiosk_lock import staff_word
from ui.pages.surveys.kiosk_start import KioskPlan
from ui.pages.surveys.panel import SurveyPanel
from ui.pages.surveys.paper_typing import PaperTyping
from ui.pages.timetable.panel import TimetablePanel
from ui.pages.welcome.page import WelcomePage

ENGLISH, SCREENS_MOST = "4", 30
ROSTER = Path(__file__).parents[1] / "samples" / "rosters" / "17_six_header_dialects.xlsx"
SHEET, ON_THE_SHEET = "dialect3", 5
FIRST_DAY = date(2026, 11, 16)
NEXT_MONTH = date(2026, 12, 2)


def test_a_centre_does_its_whole_main_job_from_an_empty_machine(
    shell: Shell, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_centre(hands)
    centre = shell.workspace.centre
    assert centre.actor.name == "Gʻulomova Nargiza"
    assert centre.paths.folder == tmp_path / "centre"

    put_clock(shell, FIRST_DAY)
    add_programme(hands)
    add_cohort(hands)
    (row,) = centre.read(cohorts).rows
    assert (row.starts_on, row.hours) == (FIRST_DAY, 8)

    take_in_roster(hands)
    people = centre.read(enrolled_people, cohort_id=row.id)
    assert [one.state for one in people] == [EnrolmentState.APPLIED] * ON_THE_SHEET
    assert "Yoʻldoshev Vohid Zafarovich" in [one.name for one in people]

    make_timetable(hands)
    lessons = centre.read(sessions_of, cohort_id=row.id)
    assert sum(lesson.hours for lesson in lessons) == 8
    admit(hands)
    assert {one.state for one in centre.read(enrolled_people, cohort_id=row.id)} == {EnrolmentState.STUDYING}

    put_clock(shell, lessons[-1].held_on)
    mark_attendance(hands, lessons=len(lessons))
    assert len(centre.read(grid, cohort_id=row.id).marks) == ON_THE_SHEET * len(lessons)
    take_survey(hands)
    (asked,) = centre.read(rounds, cohort_id=row.id)
    assert (asked.answered, asked.begun) == (2, 0)

    put_clock(shell, row.ends_on + timedelta(days=1))
    score_and_close(hands)
    assert centre.read(cohort, cohort_id=row.id).state is CohortState.COMPLETED
    paper = tmp_path / "certificates.pdf"
    issue_and_save(hands, paper, monkeypatch)
    codes = centre.read(check_source, source=paper)
    assert [code.is_valid for code in codes] == [True] * ON_THE_SHEET

    put_clock(shell, NEXT_MONTH)
    workbook = tmp_path / "return.xlsx"
    prepare_return(hands, workbook, monkeypatch)
    month = {"year": FIRST_DAY.year, "month": FIRST_DAY.month}
    figure = centre.read(compose_return, **month).form(PLAN_FORM).row(OWN_CHANNEL).values["month_actual"]
    behind = centre.read(people_behind, **month, form=PLAN_FORM, row=OWN_CHANNEL, column="month_actual")
    assert figure == len(behind) == ON_THE_SHEET
    letter = email.message_from_bytes(workbook.with_suffix(".eml").read_bytes())
    assert letter["To"] == "hisobot@example.uz"
    attached = [part.get_payload(decode=True) for part in letter.walk() if part.get_filename()]
    assert attached == [workbook.read_bytes()]


def test_a_demonstration_centre_is_opened_from_the_welcome(shell: Shell, hands: Hands) -> None:
    hands.find(WelcomePage)
    hands.press("Ctrl+D")
    hands.wait(lambda: shell.window.page is not None)
    hands.settle()
    assert shell.window.target == Target("home")
    assert shell.workspace.centre.read(cohorts).rows


def put_clock(shell: Shell, day: date) -> None:
    """Ten in the morning in Tashkent."""
    shell.workspace.centre.clock = FixedClock(datetime(day.year, day.month, day.day, 5, tzinfo=UTC))


def found_centre(hands: Hands) -> None:
    """The first start by the keyboard alone; the name of the centre and the folder stay as they are offered."""
    hands.find(WelcomePage)
    hands.fill("Toshkent viloyati", "Karimova Dilnoza Shavkatovna", "", "Nurafshon shahri", "hisobot@example.uz")
    hands.fill("G'ulomova Nargiza", "Metodist")
    hands.press("Ctrl+Return")
    hands.wait(lambda: hands.shell.window.page is not None)
    hands.settle()
    # Accounts are offered first, and may wait.
    assert hands.shell.window.target == Target("accounts")
    hands.press("Esc")
    hands.settle()
    assert hands.shell.window.target == Target("home")


def add_programme(hands: Hands) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ProgrammeDialog)
        hands.fill("Matematika o'qituvchilari uchun qisqa kurs", "MAT-8", "8", "Qisqa muddatli", "")
        hands.fill("Pedagog kadrlar", "", "Asosiy ishdan ajralgan holda", "15", "5.1.2026")
        for title in ("Dars loyihalash", "Baholash"):
            hands.press("Ctrl+N")
            hands.fill(title, "4")
        hands.press("Ctrl+Return")

    hands.press("Ctrl+3")
    hands.answer(lambda: hands.press("Ctrl+N"), fill)


def add_cohort(hands: Hands) -> None:
    """The only programme, the last day and the code are guessed."""

    def fill(_dialog: QDialog) -> None:
        hands.fill("", "16.11.2026")
        hands.settle()
        hands.press("Ctrl+Return")

    hands.press("Ctrl+4")
    hands.answer(lambda: hands.press("Ctrl+N"), fill)


def take_in_roster(hands: Hands) -> None:
    hands.step(AdmissionPanel)
    hands.press("Ctrl+I")
    page = hands.find(RosterPage)
    hands.settle()
    page.read_file(ROSTER)
    hands.settle()

    hands.press("Ctrl+Shift+L", "Home")
    hands.settle()
    for _sheet in range(page.view.sheet_bar.sheet.count()):
        if page.view.sheet_bar.sheet.value != SHEET:
            hands.press("Down")
            hands.settle()
    # Three of the five are a gardener, a caretaker, a handyman: the program asks, and each is let in by a digit.
    hands.press("F8", "Return")
    for _question in range(3):
        hands.write("1")
        hands.settle()
    hands.press("Ctrl+Return")
    hands.settle()
    # From the import to the desk, from there to the cohort.
    hands.press("Alt+Left", "Alt+Left")
    hands.settle()


def make_timetable(hands: Hands) -> None:
    hands.step(TimetablePanel)
    hands.answer(lambda: hands.press("Ctrl+T"), lambda _form: hands.press("Return"))


def admit(hands: Hands) -> None:
    def fill(_dialog: QDialog) -> None:
        hands.fill("12-T", "")
        hands.press("Return")

    hands.step(AdmissionPanel)
    hands.answer(lambda: hands.press("Ctrl+Shift+A"), fill)


def mark_attendance(hands: Hands, *, lessons: int) -> None:
    """All were there: the first person's mark alone, then the key that fills a whole lesson."""
    hands.step(AttendancePanel)
    hands.press("Home")
    hands.write("+")
    for _lesson in range(lessons):
        hands.write("*")
        hands.settle()


def take_survey(hands: Hands) -> None:
    """One person answers at the kiosk, another on paper."""
    word = "Salom2026"

    def at_kiosk(kiosk: QDialog) -> None:
        assert isinstance(kiosk, Kiosk)
        hands.write(ENGLISH)
        hands.settle()
        hands.click("Answer without a name", among=kiosk)
        hands.settle()
        hands.write("2")
        for _screen in range(SCREENS_MOST):
            if kiosk.front is not kiosk.sheet_page:
                break
            hands.press("Ctrl+Return")
            hands.settle()
        hands.press("Esc")
        hands.write(word)
        hands.press("Return")

    def type_paper(dialog: QDialog) -> None:
        assert isinstance(dialog, PaperTyping)
        hands.press("Return")
        hands.write("01")
        hands.press("Ctrl+Return")
        hands.settle()
        hands.press("Esc")

    panel = hands.step(SurveyPanel)
    hands.answer(lambda: hands.click(_("Begin a survey")), lambda _form: hands.press("Ctrl+Return"))
    hands.settle()
    assert panel.surveys is not None
    assert panel.surveys.asked is not None
    plan = KioskPlan(staff_word(word), idle_s=600, is_by_section=True)
    form = panel.surveys.asked.form
    hands.answer(lambda: Kiosk(panel, form, plan).run(), at_kiosk)
    hands.answer(lambda: hands.press("Ctrl+T"), type_paper)


def score_and_close(hands: Hands) -> None:
    hands.step(CompletionPanel)
    for score in (70, 80, 90, 60, 100):
        hands.write(str(score))
        hands.press("Return")
        hands.settle()

    def fill(_dialog: QDialog) -> None:
        hands.fill("45-T", "")
        hands.press("Return")

    hands.answer(lambda: hands.press("Ctrl+E"), fill)


def issue_and_save(hands: Hands, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hands.step(CertificatePanel)

    def agree(_dialog: QDialog) -> None:
        hands.settle()
        hands.press("Ctrl+Return")

    hands.answer(lambda: hands.press("Ctrl+I"), agree)
    hands.settle()
    # The dialog of files belongs to the desktop; only its answer is ours.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(paper), ""))
    hands.press("Ctrl+S")
    hands.wait(paper.exists)
    hands.settle()


def prepare_return(hands: Hands, workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(workbook), ""))
    hands.press("Ctrl+6")
    hands.settle()
    hands.press("Ctrl+Return")
    hands.settle()
    hands.press("Ctrl+Shift+S")
    hands.wait(workbook.with_suffix(".eml").exists)
    hands.settle()
