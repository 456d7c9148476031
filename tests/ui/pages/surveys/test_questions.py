"""Each kind of question by real keys and clicks."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.i18n import use
from desktop_app.questionnaires.layout import DONT_KNOW
from desktop_app.questionnaires.model import Item, ItemKind, Option, Scale
from tests.ui.looks import clipped_words, visible_words
from tests.ui.pages.surveys.small_survey import (
    DAY,
    FORM,
    HELLO,
    MATRIX,
    MONTHS,
    RANKED,
    WORDS,
    YEARS,
    options,
    texts,
)
from ui.pages.surveys.questions.choices import ChoiceQuestion
from ui.pages.surveys.questions.digits import DigitEntry
from ui.pages.surveys.questions.making import question_for
from ui.pages.surveys.questions.question import Question
from ui.pages.surveys.questions.scales import MatrixQuestion, RatingQuestion
from ui.pages.surveys.questions.typed import DateQuestion, NumberQuestion, TextQuestion

KEY = Qt.Key
Ask = Callable[[Item], Question]
MANY = replace(FORM, options=tuple(Option(str(n), texts(f"{n}-maktab")) for n in range(1, 31)), other="")
RATING = Item("R", ItemKind.RATING, texts("How good?"), scales=(Scale("grade", texts("Grade"), low=0, high=10),))


@pytest.fixture
def ask(qtbot: QtBot) -> Ask:
    def make(item: Item) -> Question:
        question = question_for(item, "en")
        qtbot.addWidget(question)
        question.resize(1200, 700)
        question.show()
        first = question.first()
        if first is not None:
            first.setFocus()
        return question

    return make


def focused(question: QWidget) -> QWidget:
    found = question.window().focusWidget()
    assert found is not None
    return found


def press(qtbot: QtBot, question: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(focused(question), key)


def test_a_digit_chooses_and_another_one_changes_the_choice(ask: Ask, qtbot: QtBot) -> None:
    question = ask(FORM)
    press(qtbot, question, KEY.Key_2)
    assert question.answers() == {"form": "online"}
    press(qtbot, question, KEY.Key_1)
    assert question.answers() == {"form": "day"}


def test_an_answer_pressed_again_is_taken_away(ask: Ask, qtbot: QtBot) -> None:
    question = ask(FORM)
    assert isinstance(question, ChoiceQuestion)
    for _tap in range(2):
        qtbot.mouseClick(question.grid.tiles[0], Qt.MouseButton.LeftButton)
    assert question.answers() == {}


def test_arrows_walk_and_space_chooses(ask: Ask, qtbot: QtBot) -> None:
    question = ask(FORM)
    press(qtbot, question, KEY.Key_Down, KEY.Key_Space)
    assert question.answers() == {"form": "online"}


def test_other_opens_a_line_for_words(ask: Ask, qtbot: QtBot) -> None:
    question = ask(FORM)
    assert isinstance(question, ChoiceQuestion)
    assert not question.other.isVisible()
    press(qtbot, question, KEY.Key_3)
    qtbot.keyClicks(focused(question), "by post")
    assert question.answers() == {"form": "other", "form.other": "by post"}
    qtbot.mouseClick(question.grid.tiles[0], Qt.MouseButton.LeftButton)
    assert question.answers() == {"form": "day"}


def test_several_are_given_in_the_order_of_the_options_and_no_more_than_allowed(ask: Ask, qtbot: QtBot) -> None:
    question = ask(MONTHS)
    press(qtbot, question, KEY.Key_3, KEY.Key_1)
    assert question.answers() == {"months": ("may", "july")}
    press(qtbot, question, KEY.Key_2)
    assert question.answers() == {"months": ("may", "july")}
    assert "2" in question.error


def test_a_ranking_is_given_in_the_order_of_the_taps(ask: Ask, qtbot: QtBot) -> None:
    question = ask(RANKED)
    assert isinstance(question, ChoiceQuestion)
    press(qtbot, question, KEY.Key_3, KEY.Key_1)
    assert question.answers() == {"ranked": ("films", "tests")}
    assert [tile.place for tile in question.grid.tiles] == [2, 0, 1]
    press(qtbot, question, KEY.Key_3)
    assert question.answers() == {"ranked": ("tests",)}


def test_a_long_list_is_searched_by_letters_in_either_script(
    ask: Ask, type_text: Callable[[QWidget, str], None]
) -> None:
    question = ask(MANY)
    assert isinstance(question, ChoiceQuestion)
    type_text(focused(question), "м")
    assert focused(question) is question.search
    question.search.setText("17 мактаб")
    assert [tile.text() for tile in question.grid.tiles if tile.isVisible()] == ["17-maktab"]


def test_enter_in_the_search_chooses_what_was_found(ask: Ask, qtbot: QtBot) -> None:
    question = ask(MANY)
    assert isinstance(question, ChoiceQuestion)
    question.search.setFocus()
    question.search.setText("22")
    press(qtbot, question, KEY.Key_Return)
    assert question.answers() == {"form": "22"}
    assert all(tile.isVisible() for tile in question.grid.tiles)


def test_whoever_clicks_twice_has_answered_once(ask: Ask, qtbot: QtBot) -> None:
    choice, rating = ask(FORM), ask(RATING)
    assert isinstance(choice, ChoiceQuestion)
    assert isinstance(rating, RatingQuestion)
    bar = rating.bars["R"]
    for widget, place in ((choice.grid.tiles[0], QPoint(20, 20)), (bar, bar.centre_of(3).toPoint())):
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=place)
    assert (choice.answers(), rating.answers()) == ({"form": "day"}, {"R": 3})


def test_two_digits_choose_in_a_long_list(ask: Ask, qtbot: QtBot) -> None:
    question = ask(MANY)
    press(qtbot, question, KEY.Key_1, KEY.Key_7)
    assert question.answers() == {"form": "17"}
    press(qtbot, question, KEY.Key_3, KEY.Key_Return)
    assert question.answers() == {"form": "3"}


def test_a_digit_that_another_may_follow_waits_for_it(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    entry = DigitEntry(parent, 12)
    found: list[int] = []
    entry.entered.connect(found.append)
    assert [entry.press(key) for key in "21"] == [True, True]
    assert found == [2]
    assert entry.press("2")
    assert found == [2, 12]
    assert [entry.press(key) for key in "x²"] == [False, False]


def test_an_answer_that_was_given_before_is_shown(ask: Ask) -> None:
    given = {"form": "other", "form.other": "by post", "months": ("june",), "ranked": ("films", "tests"), "years": 7}
    for item in (FORM, MONTHS, RANKED, YEARS):
        question = ask(item)
        question.show_answers(given)
        assert question.answers() == {code: given[code] for code in question.codes if code in given}


def test_digits_fill_a_matrix_cell_after_cell(ask: Ask, qtbot: QtBot) -> None:
    question = ask(MATRIX)
    press(qtbot, question, KEY.Key_5, KEY.Key_2, KEY.Key_0, KEY.Key_Question)
    assert question.answers() == {
        "B1.importance": 5,
        "B1.level": 2,
        "B2.importance": DONT_KNOW,
        "B2.level": DONT_KNOW,
    }
    press(qtbot, question, KEY.Key_Up, KEY.Key_Up, KEY.Key_Backspace)
    assert "B1.importance" not in question.answers()


def test_a_number_outside_the_scale_is_no_answer(ask: Ask, qtbot: QtBot) -> None:
    question = ask(MATRIX)
    press(qtbot, question, KEY.Key_7, KEY.Key_9)
    assert question.answers() == {}


def test_a_finger_that_was_laid_down_elsewhere_chooses_nothing(ask: Ask, qtbot: QtBot) -> None:
    question = ask(RATING)
    assert isinstance(question, RatingQuestion)
    bar = question.bars["R"]
    three = bar.centre_of(3).toPoint()
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=three)
    assert question.answers() == {}
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=three)
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=three + QPoint(0, 5))
    assert question.answers() == {"R": 3}


def test_a_scale_to_ten_takes_zero_and_ten_by_keys(ask: Ask, qtbot: QtBot) -> None:
    question = ask(RATING)
    press(qtbot, question, KEY.Key_0)
    assert question.answers() == {"R": 0}
    press(qtbot, question, KEY.Key_1, KEY.Key_0)
    assert question.answers() == {"R": 10}


def test_a_number_is_read_as_people_write_it(ask: Ask, qtbot: QtBot) -> None:
    question = ask(replace(YEARS, kind=ItemKind.DECIMAL))
    qtbot.keyClicks(focused(question), "2,5")
    assert question.answers() == {"years": 2.5}
    with use("ru"):
        shown = question_for(replace(YEARS, kind=ItemKind.DECIMAL), "ru")
        qtbot.addWidget(shown)
        shown.show_answers({"years": 2.5})
    assert isinstance(shown, NumberQuestion)
    assert shown.line.text() == "2,5"


def test_what_is_not_a_number_is_kept_to_be_named(ask: Ask, qtbot: QtBot) -> None:
    question = ask(YEARS)
    qtbot.keyClicks(focused(question), "many")
    assert question.answers() == {"years": "many"}


def test_a_whole_number_is_pressed_up_and_down_between_its_limits(ask: Ask) -> None:
    question = ask(YEARS)
    assert isinstance(question, NumberQuestion)
    less, more = question.steps
    for button in (more, more, less, less, less):
        button.click()
    assert question.answers() == {"years": 0}


def test_a_day_says_how_it_was_understood(ask: Ask, qtbot: QtBot) -> None:
    question = ask(DAY)
    assert isinstance(question, DateQuestion)
    qtbot.keyClicks(focused(question), "5.3.2019")
    assert question.answers() == {"day": "2019-03-05"}
    assert "5 March 2019" in [text for _widget, text in visible_words(question)]


def test_words_end_at_the_limit(ask: Ask) -> None:
    question = ask(WORDS)
    assert isinstance(question, TextQuestion)
    question.editor.setPlainText("a" * 2000)
    question.editor.textCursor().insertText("b")
    assert question.answers() == {"words": "a" * 2000}


def test_a_note_asks_nothing(ask: Ask) -> None:
    question = ask(HELLO)
    assert (question.codes, question.answers(), question.first()) == ((), {}, None)


@pytest.mark.parametrize("width", [640, 1200])
@pytest.mark.parametrize("item", [FORM, MANY, MONTHS, RANKED, MATRIX, RATING, YEARS, DAY, WORDS])
def test_nothing_is_clipped_and_a_finger_finds_its_target(ask: Ask, item: Item, width: int) -> None:
    question = ask(item)
    question.resize(width, 900)
    assert clipped_words(question) == []
    if isinstance(question, ChoiceQuestion):
        assert min(tile.height() for tile in question.grid.tiles) >= 48
    if isinstance(question, (MatrixQuestion, RatingQuestion)):
        assert min(bar.height() for bar in question.bars.values()) >= 48


def test_tiles_stand_beside_each_other_only_where_their_words_have_room(ask: Ask, qtbot: QtBot) -> None:
    question = ask(replace(FORM, options=options(*(f"{n} {'long words ' * 4}" for n in range(8)))))
    assert isinstance(question, ChoiceQuestion)
    for width, columns in ((1200, 2), (500, 1)):
        question.resize(width, 900)
        qtbot.waitUntil(lambda columns=columns: len({tile.x() for tile in question.grid.tiles}) == columns)
