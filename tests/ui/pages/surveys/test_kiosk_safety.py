"""What keeps the kiosk safe: the staff's word, the idle screen, what goes wrong behind it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.cohorts.leaving import expel
from desktop_app.questionnaires.built_in import TEACHERS
from desktop_app.surveys.records import RoundDraft, SurveyForm
from desktop_app.surveys.rounds import change_round, rounds, survey_form
from desktop_app.surveys.shelf import newest_in_use
from desktop_app.surveys.taking import hand_in, take_back
from tests.conftest import NOW
from tests.ui.pages.surveys.kiosk_desk import ENGLISH, KEY, PLAN, WORD, Desk, Settle
from tests.ui.pages.surveys.small_survey import small_round
from ui.pages.surveys.kiosk import Kiosk, open_kiosk
from ui.pages.surveys.kiosk_lock import pause_after
from ui.pages.surveys.kiosk_names import NamesPage
from ui.pages.surveys.kiosk_start import KioskStart
from ui.workspace import Workspace


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Iterator[Desk]:
    made = Desk(workspace, qtbot, settle)
    yield made
    made.end()


@pytest.fixture
def form(workspace: Workspace) -> SurveyForm:
    return small_round(workspace.centre)[0]


@pytest.mark.parametrize("how", ["escape", "corner", "close"])
def test_leaving_asks_for_the_word_of_the_staff(desk: Desk, form: SurveyForm, how: str) -> None:
    kiosk = desk.open(form)
    if how == "escape":
        desk.press(KEY.Key_Escape)
    elif how == "corner":
        desk.qtbot.mouseClick(kiosk.bar.lock_button, Qt.MouseButton.LeftButton)
    else:
        QApplication.sendEvent(kiosk, QCloseEvent())
    assert (kiosk.front, kiosk.isVisible()) == (kiosk.leaving, True)
    desk.press(WORD, KEY.Key_Return)
    assert not kiosk.isVisible()


def test_who_does_not_know_the_word_waits_longer_and_longer_and_goes_back(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form)
    desk.press(ENGLISH, KEY.Key_Escape, "guess", KEY.Key_Return)
    assert "2" in kiosk.leaving.error.text()
    desk.press(WORD, KEY.Key_Return)
    assert kiosk.isVisible()
    for _second in range(pause_after(1)):
        kiosk.leaving.count_second()
    assert kiosk.leaving.leave_button.isEnabled()
    desk.press(KEY.Key_Escape)
    assert isinstance(kiosk.front, NamesPage)
    assert [pause_after(wrong) for wrong in (0, 1, 2, 9)] == [0, 2, 4, 60]


def test_an_idle_screen_warns_and_then_wipes_itself_and_keeps_what_was_answered(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form)
    desk.begin()
    desk.press("2")
    for _second in range(PLAN.idle_s + 5):
        kiosk.watch.count_second()
    assert (kiosk.front, kiosk.warning.seconds.text()) == (kiosk.warning, "15")
    for _second in range(15):
        kiosk.watch.count_second()
    assert kiosk.front is kiosk.welcome
    assert (kiosk.sheet_page.answers, desk.kept()) == ({}, {"form": "online"})


def test_the_key_that_says_i_am_here_does_nothing_else(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form)
    desk.begin()
    for _second in range(PLAN.idle_s + 5):
        kiosk.watch.count_second()
    desk.qtbot.keyClick(kiosk.warning, KEY.Key_2)
    assert kiosk.front is kiosk.sheet_page
    assert kiosk.sheet_page.answers == {}
    kiosk.watch.count_second()
    assert kiosk.front is kiosk.sheet_page


def test_a_round_that_closes_meanwhile_says_so(desk: Desk, workspace: Workspace) -> None:
    form, _course = small_round(workspace.centre, opens_on=NOW.date(), closes_on=NOW.date())
    kiosk = desk.open(form)
    desk.press(ENGLISH)
    workspace.centre.clock = FixedClock(NOW.replace(day=NOW.day + 1))
    assert isinstance(kiosk.front, NamesPage)
    kiosk.front.nameless_button.click()
    desk.settle()
    assert isinstance(kiosk.front, NamesPage)
    assert any("closed" in words for words in desk.words())
    kiosk.show_welcome()
    desk.press(ENGLISH)
    assert kiosk.front is kiosk.welcome
    assert any("closed" in words for words in desk.words())


def test_another_questionnaire_put_in_its_place_is_not_answered_at_an_old_kiosk(
    desk: Desk, form: SurveyForm, workspace: Workspace
) -> None:
    kiosk = desk.open(form)
    (row,) = workspace.centre.read(rounds)
    teachers = workspace.centre.read(newest_in_use, code=TEACHERS)
    other = RoundDraft(teachers.id, form.cohort_id)
    workspace.centre.write(change_round, round_id=row.id, draft=other, version=row.version)
    desk.press(ENGLISH)
    assert kiosk.front is kiosk.welcome
    assert any("must be started again" in words for words in desk.words())
    assert desk.sheets() == []


def test_a_named_survey_of_an_empty_cohort_says_that_nobody_can_answer(desk: Desk, workspace: Workspace) -> None:
    form, course = small_round(workspace.centre, is_anonymous=False)
    for enrolment_id in course.enrolment_ids.values():
        workspace.centre.write(expel, enrolment_id=enrolment_id, reason="moved away")
    kiosk = desk.open(form)
    desk.press(ENGLISH)
    assert kiosk.front is kiosk.welcome
    assert any("admit people first" in words for words in desk.words())


def test_a_sheet_finished_at_another_kiosk_is_shown_to_nobody_here(desk: Desk, form: SurveyForm) -> None:
    first = desk.open(form)
    desk.begin()
    desk.press("2")
    first.show_welcome()
    desk.settle()
    (begun,) = desk.sheets()
    second = desk.open(form, response_id=begun.id)
    desk.workspace.centre.write(hand_in, response_id=begun.id, answers={"form": "online"})
    desk.begin()
    assert second.sheet_page.answers == {}
    assert [(kept.slip_number, kept.is_complete) for kept in desk.sheets()] == [(2, False), (1, True)]


def test_a_sheet_that_was_taken_back_does_not_stand_in_the_way_of_the_next_person(desk: Desk, form: SurveyForm) -> None:
    desk.open(form)
    desk.begin()
    (begun,) = desk.sheets()
    kiosk = desk.open(form, response_id=begun.id)
    desk.workspace.centre.write(take_back, response_id=begun.id)
    desk.begin()
    assert any("no longer there" in words for words in desk.words())
    assert isinstance(kiosk.front, NamesPage)
    kiosk.front.nameless_button.click()
    desk.settle()
    assert kiosk.front is kiosk.sheet_page


def test_in_a_named_survey_nobody_is_given_the_sheet_of_another(desk: Desk, workspace: Workspace) -> None:
    form, _course = small_round(workspace.centre, is_anonymous=False)
    desk.open(form)
    desk.press(ENGLISH, "Azimova", KEY.Key_Return, "2")
    (begun,) = desk.sheets()
    kiosk = desk.open(form, response_id=begun.id)
    desk.press(ENGLISH, "Boboyev", KEY.Key_Return)
    assert kiosk.sheet_page.answers == {}
    assert len(desk.sheets()) == 2


def test_letters_that_rest_in_the_hand_are_not_called_saved(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form)
    desk.begin()
    desk.press("2")
    assert "✓ Saved" in desk.words()
    kiosk.keeping.keep({"form": "online", "words": "Vaq"}, may_wait=True)
    assert "✓ Saved" not in desk.words()
    kiosk.keeping.flush()
    desk.settle()
    assert "✓ Saved" in desk.words()


def test_an_answer_that_was_taken_back_behind_the_kiosk_is_told(desk: Desk, form: SurveyForm) -> None:
    desk.open(form)
    desk.begin()
    desk.workspace.centre.write(hand_in, response_id=desk.sheets()[0].id, answers={"form": "online"})
    desk.press("2")
    assert any("handed in already" in words for words in desk.words())
    assert "✓ Saved" not in desk.words()


def test_screens_behind_are_told_once_a_sheet(desk: Desk, form: SurveyForm) -> None:
    told: list[object] = []
    desk.workspace.changed.connect(lambda changes, _initiator: told.append(changes))
    desk.open(form)
    desk.begin()
    desk.press("2")
    desk.go_on_to_the_end()
    assert len(told) == 2
    assert all(changes.touch("survey_response") for changes in told)  # type: ignore[attr-defined]


def test_the_start_wants_the_word_twice_and_gives_the_plan(desk: Desk, qtbot: QtBot) -> None:
    start = KioskStart(desk.owner, "MAT-26/11")
    qtbot.addWidget(start)
    start.field("word").set_value("abc")
    start.field("again").set_value("abd")
    start.save()
    assert [bool(start.field(name).error) for name in ("word", "again")] == [True, True]
    for name in ("word", "again"):
        start.field(name).set_value(WORD)
    start.save()
    plan = start.outcome
    assert [plan.word.is_right(word) for word in (WORD, WORD.lower())] == [True, False]
    assert (plan.idle_s, plan.is_by_section) == (180, False)
    assert WORD not in repr(plan)


def test_a_closed_round_opens_no_kiosk(desk: Desk, workspace: Workspace) -> None:
    form, _course = small_round(workspace.centre, closes_on=NOW.date())
    workspace.centre.clock = FixedClock(NOW.replace(day=NOW.day + 1))
    notices: list[str] = []
    workspace.notice_requested.connect(lambda text, _undo, _link: notices.append(text))
    open_kiosk(desk.owner, form.round_id)
    desk.settle()
    assert len(notices) == 1
    assert workspace.centre.read(survey_form, round_id=form.round_id).closed == notices[0]


def test_the_kiosk_takes_the_whole_screen_once_the_word_is_set_until_it_is_said(desk: Desk, form: SurveyForm) -> None:
    seen: list[tuple[str, bool]] = []

    def attend() -> None:
        """Do what the staff do with the dialog that is in front."""
        front = QApplication.activeModalWidget()
        if isinstance(front, KioskStart):
            for name in ("word", "again"):
                front.field(name).set_value(WORD)
            front.save()
        elif isinstance(front, Kiosk):
            seen.append((front.form.title, front.isFullScreen()))
            front.leave()
            front.leaving.line.setText(WORD)
            front.leaving.leave_button.click()
            hands.stop()

    hands = QTimer(desk.owner)
    hands.timeout.connect(attend)
    hands.start(10)
    open_kiosk(desk.owner, form.round_id)
    desk.qtbot.waitUntil(lambda: seen == [(form.title, True)] and QApplication.activeModalWidget() is None)
