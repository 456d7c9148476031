"""The kiosk as people meet it: language, name, questions, thanks."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.surveys.records import SurveyForm
from desktop_app.surveys.taking import respondents
from tests.ui.looks import clipped_words, tab_order
from tests.ui.pages.surveys.kiosk_desk import ENGLISH, KEY, PLAN, RUSSIAN, Desk, Settle
from tests.ui.pages.surveys.small_survey import FORM, HELLO, MONTHS, SURVEY, small_round, texts
from ui.pages.surveys.kiosk_keeping import LETTERS_REST_MS
from ui.pages.surveys.kiosk_names import NamesPage
from ui.pages.surveys.kiosk_pages import ThanksPage
from ui.pages.surveys.kiosk_screens import Tongue
from ui.workspace import Workspace


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Iterator[Desk]:
    made = Desk(workspace, qtbot, settle)
    yield made
    made.end()


@pytest.fixture
def form(workspace: Workspace) -> SurveyForm:
    return small_round(workspace.centre)[0]


@pytest.fixture
def named_form(workspace: Workspace) -> SurveyForm:
    return small_round(workspace.centre, is_anonymous=False)[0]


def test_every_answer_is_on_the_disk_before_the_next_question_is_asked(desk: Desk, form: SurveyForm) -> None:
    desk.open(form)
    desk.begin()
    desk.press("1")
    assert desk.kept() == {"form": "day"}
    assert "✓ Saved" in desk.words()
    assert not desk.sheets()[0].is_complete


def test_a_sheet_is_handed_in_with_the_keyboard_alone_and_its_number_is_told(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form)
    desk.begin()
    desk.press("2")
    desk.go_on_to_the_end()
    assert isinstance(kiosk.front, ThanksPage)
    assert "Number of your sheet: 1" in desk.words()
    (kept,) = desk.sheets()
    assert kept.is_complete
    assert desk.kept() == {"form": "online"}
    desk.press(KEY.Key_Return)
    assert kiosk.front is kiosk.welcome
    assert kiosk.sheet_page.answers == {}


def test_what_is_filled_in_beforehand_is_chosen_already_and_is_kept_with_the_first_answer(
    desk: Desk, workspace: Workspace
) -> None:
    prepared = replace(FORM, default="online")
    first = replace(SURVEY.sections[0], items=(HELLO, prepared, MONTHS))
    form, _course = small_round(workspace.centre, replace(SURVEY, sections=(first, *SURVEY.sections[1:])))
    kiosk = desk.open(form)
    desk.begin()
    assert (kiosk.sheet_page.answers, desk.kept()) == ({"form": "online"}, {})
    desk.press(KEY.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    desk.press("1")
    assert desk.kept() == {"form": "online", "months": ("may",)}


def test_what_must_be_answered_is_asked_for_beside_the_question(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form)
    desk.begin(RUSSIAN)
    desk.press(KEY.Key_Return)
    (hello, question) = kiosk.sheet_page.questions
    assert (bool(question.error), hello.error) == (True, "")
    desk.press("2", KEY.Key_Return)
    assert kiosk.sheet_page.screen_shown.items[0].code == "months"


def test_a_question_comes_when_an_answer_asks_for_it_and_goes_again(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form, replace(PLAN, is_by_section=True))
    desk.begin()
    assert "A bed?" not in desk.words()
    desk.press("1")
    assert [question.item.code for question in kiosk.sheet_page.questions] == ["hello", "form", "bed", "months"]
    assert "A bed?" in desk.words()
    stops = [
        question for stop in tab_order(kiosk) for question in kiosk.sheet_page.questions if question.isAncestorOf(stop)
    ]
    assert [question.item.code for question in dict.fromkeys(stops)] == ["form", "bed", "months"]
    desk.press("2")
    assert "A bed?" not in desk.words()
    assert kiosk.sheet_page.questions[1].isAncestorOf(kiosk.focusWidget())


def test_the_language_is_changed_in_the_middle_and_nothing_is_lost(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form)
    desk.begin()
    desk.press("2", KEY.Key_Return, "1")
    russian = kiosk.bar.languages[Tongue("ru")]
    desk.qtbot.mouseClick(russian, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: {"Which months? (ru)", "Назад"} <= set(desk.words()))
    assert kiosk.sheet_page.answers == {"form": "online", "months": ("may",)}
    assert kiosk.sheet_page.questions[0].answers() == {"months": ("may",)}


def test_a_name_is_found_by_letters_of_either_script_and_stands_apart_from_the_answers(
    desk: Desk, form: SurveyForm, type_text: Callable[[QWidget, str], None]
) -> None:
    kiosk = desk.open(form)
    desk.press(ENGLISH)
    search = kiosk.focusWidget()
    assert isinstance(search, QLineEdit)
    type_text(search, "ғулом")
    desk.press(KEY.Key_Return, "2")
    desk.go_on_to_the_end()
    people = desk.workspace.centre.read(respondents, round_id=form.round_id)
    assert [person.name.split()[0] for person in people if person.has_answered] == ["Gʻulomova"]
    (kept,) = desk.sheets()
    assert not kept.name


def test_whoever_has_answered_cannot_be_chosen_again(desk: Desk, named_form: SurveyForm) -> None:
    kiosk = desk.open(named_form)
    for surname in ("Azimova", "Boboyev"):
        desk.press(ENGLISH, surname, KEY.Key_Return, "2")
        desk.go_on_to_the_end()
        assert "Number of your sheet: 1" not in desk.words()
        desk.press(KEY.Key_Return)
    desk.press(ENGLISH, "Azimova", KEY.Key_Return)
    assert isinstance(kiosk.front, NamesPage)
    assert not kiosk.front.begin_button.isEnabled()
    assert not kiosk.front.nameless_button.isVisible()


def test_in_a_named_round_the_name_leads_back_to_what_was_begun(desk: Desk, named_form: SurveyForm) -> None:
    kiosk = desk.open(named_form)
    desk.press(ENGLISH, "Azimova", KEY.Key_Return, "2", KEY.Key_Return, "1")
    kiosk.show_welcome()
    desk.press("3", "Azimova", KEY.Key_Return)
    assert kiosk.sheet_page.answers == {"form": "online", "months": ("may",)}
    assert kiosk.sheet_page.screen_shown.items[0].code == "months"
    assert len(desk.sheets()) == 1


def test_a_begun_sheet_without_a_name_is_finished_when_the_staff_lead_back_to_it(desk: Desk, form: SurveyForm) -> None:
    first = desk.open(form)
    desk.begin()
    desk.press("2")
    first.show_welcome()
    desk.settle()
    begun = desk.sheets()[0]
    second = desk.open(form, response_id=begun.id)
    desk.begin()
    desk.go_on_to_the_end()
    assert isinstance(second.front, ThanksPage)
    assert [(kept.slip_number, kept.is_complete) for kept in desk.sheets()] == [(1, True)]


def test_a_sheet_that_was_left_empty_is_taken_by_the_next_person(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form)
    for _person in range(2):
        desk.begin()
        kiosk.sheet_page.back_button.click()
        assert kiosk.front is kiosk.welcome
    desk.begin()
    desk.press("2")
    desk.go_on_to_the_end()
    desk.press(KEY.Key_Return)
    desk.begin()
    assert [(kept.slip_number, kept.is_complete) for kept in desk.sheets()] == [(2, False), (1, True)]


def test_words_are_written_when_the_hands_rest_and_when_the_screen_is_wiped(desk: Desk) -> None:
    only_words = replace(SURVEY.sections[2], items=SURVEY.sections[2].items[-1:])
    words_form, _course = small_round(
        desk.workspace.centre, replace(SURVEY, code="words", sections=(only_words,)), cohort_id=None, title="Words"
    )
    kiosk = desk.open(words_form)
    desk.press(ENGLISH, "paper")
    assert desk.kept() == {}
    desk.qtbot.waitUntil(lambda: desk.kept() == {"words": "paper"}, timeout=LETTERS_REST_MS * 10)
    desk.press("s")
    kiosk.show_welcome()
    desk.settle()
    assert desk.kept() == {"words": "papers"}


def test_a_wrong_answer_is_not_kept_and_is_named_in_the_words_of_the_survey(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form)
    desk.begin(RUSSIAN)
    desk.press("2")
    for _screen in desk.go_on():
        if kiosk.sheet_page.screen_shown.items[0].code == "years":
            break
    desk.press("13", KEY.Key_Return)
    assert kiosk.sheet_page.questions[0].error == "Not thirteen. (ru)"
    kiosk.keeping.flush()
    desk.settle()
    assert desk.kept() == {"form": "online"}


def test_a_survey_for_anybody_asks_no_name(desk: Desk, workspace: Workspace) -> None:
    noted = replace(SURVEY, note=texts("For better courses"))
    form, _course = small_round(workspace.centre, noted, cohort_id=None, title="Open day")
    kiosk = desk.open(form)
    assert "For better courses (ru)" in desk.words()
    desk.press(ENGLISH)
    assert kiosk.front is kiosk.sheet_page
    assert "Sheet 1" in desk.words()


def test_nothing_is_clipped_on_any_screen(desk: Desk, form: SurveyForm) -> None:
    kiosk = desk.open(form)
    assert clipped_words(kiosk) == []
    desk.press("3")
    assert clipped_words(kiosk) == []
    assert isinstance(kiosk.front, NamesPage)
    kiosk.front.nameless_button.click()
    desk.settle()
    desk.press("2")
    for _screen in desk.go_on():
        assert clipped_words(kiosk) == []
    assert clipped_words(kiosk) == []
    desk.press(KEY.Key_Escape)
    assert clipped_words(kiosk) == []
