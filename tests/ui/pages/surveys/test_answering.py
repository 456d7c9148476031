"""The two ways in: a person at the screen, and a colleague typing paper sheets heads down."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.surveys.records import SurveyForm
from desktop_app.surveys.service import responses, survey_form
from tests.conftest import NOW
from tests.courses import Taught, taught_course
from ui.pages.surveys.answering_dialog import AnsweringDialog
from ui.pages.surveys.digit_cell import DigitCell
from ui.pages.surveys.panel import SurveyPanel
from ui.pages.surveys.paper_dialog import PaperDialog
from ui.pages.surveys.scale_bar import ScaleBar
from ui.pages.surveys.sections import ChoiceSection, CompetenceSection, ModuleSection
from ui.workspace import Workspace

Settle = Callable[[], None]
KEY = Qt.Key
Dialog = TypeVar("Dialog", AnsweringDialog, PaperDialog)


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot, settle: Settle) -> SurveyPanel:
    workspace.centre.clock = FixedClock(NOW)
    course = taught_course(workspace.centre, [Taught("Azimova")])
    made = SurveyPanel(workspace, course.cohort_id)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    settle()
    return made


@pytest.fixture
def screen(panel: SurveyPanel, qtbot: QtBot) -> AnsweringDialog:
    return opened(AnsweringDialog(panel, form_of(panel)), qtbot)


@pytest.fixture
def paper(panel: SurveyPanel, qtbot: QtBot) -> PaperDialog:
    return opened(PaperDialog(panel, form_of(panel)), qtbot)


def form_of(panel: SurveyPanel) -> SurveyForm:
    return panel.workspace.centre.read(survey_form, cohort_id=panel.cohort_id)


def opened(dialog: Dialog, qtbot: QtBot) -> Dialog:
    # Closed at the end of the test it would ask about what was typed.
    qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
    dialog.show()
    dialog.activateWindow()
    return dialog


def press(qtbot: QtBot, keys: str) -> None:
    """Each key goes to whatever has the focus then."""
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def kept(panel: SurveyPanel) -> list[tuple[int, bool, int]]:
    found = panel.workspace.centre.read(responses, cohort_id=panel.cohort_id)
    return [(sheet.slip_number, sheet.is_from_paper, sheet.answered_items) for sheet in found]


def test_a_person_chooses_the_language_and_answers_with_digits(
    screen: AnsweringDialog, panel: SurveyPanel, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, "3")
    assert screen.next_button.text() == "Далее"
    press(qtbot, "5142")
    sheet = screen.sheet()
    assert sheet.numbers == {"B1.importance": 5, "B1.level": 1, "B2.importance": 4, "B2.level": 2}
    for _section in screen.sections:
        screen.next_button.click()
    settle()
    assert kept(panel) == [(1, False, 4)]


def test_after_thanks_the_next_person_finds_nothing_of_the_last(
    screen: AnsweringDialog, panel: SurveyPanel, qtbot: QtBot, settle: Settle
) -> None:
    screen.start("uz_Latn")
    press(qtbot, "5")
    for _section in screen.sections:
        screen.next_button.click()
    settle()
    assert screen.sections == []
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Space)
    screen.start("uz_Latn")
    assert screen.sheet().numbers == {}


def test_an_empty_sheet_is_refused_in_the_persons_language(
    screen: AnsweringDialog, panel: SurveyPanel, settle: Settle
) -> None:
    screen.start("ru")
    for _section in screen.sections:
        screen.next_button.click()
    settle()
    assert "Лист пуст" in screen.banner.text
    assert kept(panel) == []


def test_arrows_change_the_answer_and_go_between_questions(screen: AnsweringDialog, qtbot: QtBot) -> None:
    screen.start("uz_Latn")
    section = screen.sections[0]
    assert isinstance(section, CompetenceSection)
    first, second = list(section.bars.values())[:2]
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, KEY.Key_Left):
        qtbot.keyClick(first, key)
    assert first.number == 2
    qtbot.keyClick(first, KEY.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, KEY.Key_Up)
    assert first.hasFocus()


def test_a_mouse_click_answers_and_a_second_one_takes_it_back(qtbot: QtBot) -> None:
    bar = ScaleBar("Muhimligi", most=5)
    qtbot.addWidget(bar)
    bar.show()
    middle_of_four = bar.rect().center()
    middle_of_four.setX(int(bar.width() * 3.5 / 5))
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=middle_of_four)
    assert bar.number == 4
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=middle_of_four)
    assert bar.number == 0


def test_a_place_given_to_a_second_module_leaves_the_first(panel: SurveyPanel, qtbot: QtBot) -> None:
    form = form_of(panel)
    section = ModuleSection(form.questionnaire, [form.modules[0], type(form.modules[0])(999, "Ikkinchi", 2, True)])
    qtbot.addWidget(section)
    first, second = section.bars.values()
    first.choose(1)
    second.choose(1)
    assert (first.number, second.number) == (0, 1)


def test_options_are_chosen_by_their_digits(panel: SurveyPanel, qtbot: QtBot) -> None:
    form = form_of(panel)
    one, several = (ChoiceSection(choice) for choice in form.questionnaire.choices)
    for section in (one, several):
        qtbot.addWidget(section)
        for digit in "132":
            qtbot.keyClick(section, digit)
    assert list(one.numbers()) == ["D1.2"]
    assert list(several.numbers()) == ["E1.1", "E1.2", "E1.3"]


def test_paper_is_typed_without_looking_up_and_the_next_sheet_is_ready(
    paper: PaperDialog, panel: SurveyPanel, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, "54 3")
    assert paper.sheet().numbers == {"B1.importance": 5, "B1.level": 4, "B2.level": 3}
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert kept(panel) == [(1, True, 3)]
    assert (paper.slip.text(), paper.sheet().numbers) == ("2", {})
    assert paper.cells[0].hasFocus()


@pytest.mark.parametrize("wrong", ["6", "0", "x"])
def test_a_digit_that_means_nothing_is_marked_and_the_cursor_stays(
    paper: PaperDialog, qtbot: QtBot, wrong: str
) -> None:
    press(qtbot, wrong)
    assert paper.cells[0].hasFocus()
    assert paper.cells[0].property("is_wrong")
    assert wrong in paper.line.text()
    press(qtbot, "3")
    assert not paper.cells[0].property("is_wrong")
    assert paper.cells[1].hasFocus()


def test_backspace_goes_back_and_takes_the_answer_away(paper: PaperDialog, qtbot: QtBot) -> None:
    press(qtbot, "54")
    for _time in range(2):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Backspace)
    assert paper.cells[1].hasFocus()
    assert paper.sheet().numbers == {"B1.importance": 5}


def test_several_digits_stand_in_a_cell_that_takes_several(qtbot: QtBot) -> None:
    cell = DigitCell("Toʻsiqlar", {str(n): (f"E1.{n}", 1) for n in range(1, 4)}, is_multiple=True)
    qtbot.addWidget(cell)
    for digit in "312":
        qtbot.keyClick(cell, digit)
    assert cell.text() == "1 2 3"
    qtbot.keyClick(cell, "2")
    assert cell.numbers() == {"E1.1": 1, "E1.3": 1}


def test_a_sheet_typed_twice_is_noticed_and_the_number_can_be_mended(
    paper: PaperDialog, panel: SurveyPanel, qtbot: QtBot, settle: Settle
) -> None:
    for text in ("1", "1"):
        paper.slip.setText(text)
        paper.cells[0].setFocus()
        press(qtbot, "5")
        paper.save()
        settle()
    assert len(kept(panel)) == 1
    assert paper.line.property("tone") == "bad"
    assert paper.slip.hasFocus()
    assert paper.sheet().numbers == {"B1.importance": 5}


def test_after_the_last_question_of_a_section_enter_goes_on(screen: AnsweringDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert screen.language == "uz_Latn"
    press(qtbot, "1234512345")
    assert screen.next_button.hasFocus()
    qtbot.keyClick(screen.next_button, KEY.Key_Return)
    assert screen.steps.currentIndex() == 1
    assert screen.sections[1].isVisible()
    assert len(screen.sheet().numbers) == 10
