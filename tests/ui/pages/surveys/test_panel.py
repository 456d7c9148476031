"""The survey's panel: who has answered, sheets taken back and put in again, papers handed in, the ways in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.completion.service import complete_cohort
from desktop_app.surveys.board import awaited
from desktop_app.surveys.records import SurveyChannel, SurveyPhase
from desktop_app.surveys.rounds import change_round, rounds, survey_form
from desktop_app.surveys.shelf import retire
from desktop_app.surveys.taking import save_sheet, sheets
from tests.conftest import NOW
from tests.courses import ORDER_DATE, Course, Taught, taught_course
from tests.surveys.forms import begun_round
from tests.ui.looks import clipped_words
from ui import files
from ui.pages.surveys.panel import SHEETS, SurveyPanel
from ui.pages.surveys.paper_print_dialog import PaperPrintDialog
from ui.pages.surveys.rounds_dialog import RoundDialog, draft_of
from ui.pages.surveys.sheets_table import SheetsTable
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def course(workspace: Workspace) -> Course:
    workspace.centre.clock = FixedClock(NOW)
    return taught_course(workspace.centre, [Taught("Azimova"), Taught("Botirova"), Taught("Karimova")])


@pytest.fixture
def round_id(workspace: Workspace, course: Course) -> int:
    return workspace.centre.write(begun_round, cohort_id=course.cohort_id).value


def answer(workspace: Workspace, round_id: int, *, times: int) -> None:
    for _time in range(times):
        answers = {"B1.importance": 4, "B1.level": 2, "F1": "Vaqt yetmaydi"}
        workspace.centre.write(save_sheet, round_id=round_id, answers=answers, channel=SurveyChannel.PAPER)


def shown(workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle) -> SurveyPanel:
    panel = SurveyPanel(workspace, course.cohort_id)
    qtbot.addWidget(panel)
    panel.resize(1100, 500)
    panel.show()
    settle()
    return panel


def slips(workspace: Workspace, round_id: int) -> list[int]:
    return [sheet.slip_number for sheet in workspace.centre.read(sheets, round_id=round_id)]


def notices(workspace: Workspace) -> list[Callable[[], object]]:
    undos: list[Callable[[], object]] = []
    workspace.notice_requested.connect(lambda _text, undo, _link: undos.append(undo))
    return undos


def settings_of(panel: SurveyPanel, course: Course, qtbot: QtBot) -> RoundDialog:
    """Of the survey that the panel shows."""
    surveys = panel.surveys
    assert surveys is not None
    about = {"questionnaires": surveys.shelf, "proposed": surveys.proposed}
    dialog = RoundDialog(panel, cohort_id=course.cohort_id, kept=panel.asked.row, **about)
    qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
    return dialog


def test_a_cohort_that_was_not_asked_is_offered_the_questionnaire_of_its_people(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = shown(workspace, course, qtbot, settle)
    assert panel.empty.isVisible()

    def begin(dialog: RoundDialog) -> int:
        # The dialog waits for a person: here its button is pressed instead.
        dialog.show()
        dialog.save()
        settle()
        return int(dialog.result())

    monkeypatch.setattr(RoundDialog, "exec", begin)
    panel.new_button.click()
    settle()
    (row,) = workspace.centre.read(rounds, cohort_id=course.cohort_id)
    assert (row.phase, row.is_anonymous, row.questionnaire_title) == (
        SurveyPhase.BEFORE,
        True,
        "Learning needs of teachers",
    )
    assert panel.card.isVisible()
    assert clipped_words(panel) == []


def test_those_who_have_not_answered_stand_first_and_their_papers_are_noted_with_undo(
    workspace: Workspace, course: Course, round_id: int, qtbot: QtBot, settle: Settle
) -> None:
    panel, undos = shown(workspace, course, qtbot, settle), notices(workspace)
    panel.people.select_place(0)
    panel.people.hand_in_button.click()
    settle()
    answered = [each.has_answered for each in workspace.centre.read(awaited, round_id=round_id)]
    assert answered == [False, False, True]
    assert panel.people.view.model().index(2, 4).data() == "answered"
    undos[-1]()
    settle()
    assert not any(each.has_answered for each in workspace.centre.read(awaited, round_id=round_id))


def test_counts_say_how_many_and_by_which_way(
    workspace: Workspace, course: Course, round_id: int, qtbot: QtBot, settle: Settle
) -> None:
    answer(workspace, round_id, times=2)
    panel = shown(workspace, course, qtbot, settle)
    assert panel.counts.text() == "2 of 3 people have answered."
    assert panel.ways.text() == "from paper: 2"


def test_a_sheet_taken_back_comes_again_with_undo(
    workspace: Workspace, course: Course, round_id: int, qtbot: QtBot, settle: Settle
) -> None:
    answer(workspace, round_id, times=3)
    panel, undos = shown(workspace, course, qtbot, settle), notices(workspace)
    assert SHEETS not in panel.tabs.contents
    panel.tabs.choose(SHEETS)
    sheets = panel.tabs.content()
    assert isinstance(sheets, SheetsTable)
    assert not sheets.back_button.isEnabled()
    sheets.select_place(1)
    sheets.back_button.click()
    settle()
    assert slips(workspace, round_id) == [3, 1]
    undos[-1]()
    settle()
    assert slips(workspace, round_id) == [3, 2, 1]


def test_a_closed_cohort_shows_why_nothing_more_is_taken(
    workspace: Workspace, course: Course, round_id: int, qtbot: QtBot, settle: Settle
) -> None:
    answer(workspace, round_id, times=1)
    workspace.centre.write(complete_cohort, cohort_id=course.cohort_id, order_number="45", order_date=ORDER_DATE)
    panel = shown(workspace, course, qtbot, settle)
    assert "is completed" in panel.ways.text()
    assert not any(button.isEnabled() for button in (panel.print_button, panel.type_button, panel.kiosk_button))
    panel.tabs.choose(SHEETS)
    sheets = panel.tabs.content()
    assert isinstance(sheets, SheetsTable)
    sheets.select_place(0)
    assert not sheets.back_button.isEnabled()


def test_what_is_asked_can_be_changed_only_before_the_first_answer(
    workspace: Workspace, course: Course, round_id: int, qtbot: QtBot, settle: Settle
) -> None:
    panel = shown(workspace, course, qtbot, settle)
    dialog = settings_of(panel, course, qtbot)
    answer(workspace, round_id, times=1)
    dialog.show()
    dialog.field("is_anonymous").set_value(False)
    dialog.save()
    settle()
    assert "Answers have been given already" in dialog.banner.text
    dialog.field("is_anonymous").set_value(True)
    dialog.field("closes_on").set_value(NOW.date())
    dialog.save()
    settle()
    assert dialog.outcome == round_id
    assert workspace.centre.read(survey_form, round_id=round_id).closes_on == NOW.date()


def test_a_survey_of_an_edition_that_is_retired_can_still_be_closed(
    workspace: Workspace, course: Course, round_id: int, qtbot: QtBot, settle: Settle
) -> None:
    answer(workspace, round_id, times=1)
    (row,) = workspace.centre.read(rounds)
    workspace.centre.write(retire, questionnaire_id=row.questionnaire_id)
    panel = shown(workspace, course, qtbot, settle)
    dialog = settings_of(panel, course, qtbot)
    dialog.show()
    dialog.field("closes_on").set_value(NOW.date())
    dialog.save()
    settle()
    assert workspace.centre.read(survey_form, round_id=round_id).closes_on == NOW.date()


def test_the_title_of_a_survey_outlives_its_settings(
    workspace: Workspace, course: Course, round_id: int, qtbot: QtBot, settle: Settle
) -> None:
    (row,) = workspace.centre.read(rounds)
    titled = replace(draft_of(row), title="Kuzgi soʻrov")
    workspace.centre.write(change_round, round_id=round_id, draft=titled, version=row.version)
    dialog = settings_of(shown(workspace, course, qtbot, settle), course, qtbot)
    dialog.field("closes_on").set_value(NOW.date())
    dialog.save()
    settle()
    assert workspace.centre.read(survey_form, round_id=round_id).title == "Kuzgi soʻrov"


def test_a_survey_that_nobody_answered_can_be_removed(
    workspace: Workspace, course: Course, round_id: int, qtbot: QtBot, settle: Settle
) -> None:
    panel = shown(workspace, course, qtbot, settle)
    dialog = settings_of(panel, course, qtbot)
    (remove,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Remove the survey"]
    remove.click()
    settle()
    assert workspace.centre.read(rounds, cohort_id=course.cohort_id) == []
    assert panel.empty.isVisible()


def test_as_many_sheets_are_offered_as_have_not_answered_and_some_to_spare(
    workspace: Workspace, course: Course, round_id: int, qtbot: QtBot, settle: Settle
) -> None:
    panel = shown(workspace, course, qtbot, settle)
    dialog = PaperPrintDialog(panel, panel.asked.form, waiting=3)
    qtbot.addWidget(dialog)
    wish = dialog.wish(dialog.values())
    assert (wish.round_id, wish.copies, wish.language) == (round_id, 5, "en")


def test_the_list_of_reminders_is_saved_where_the_person_chooses(
    workspace: Workspace,
    course: Course,
    round_id: int,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel = shown(workspace, course, qtbot, settle)
    target = tmp_path / "eslatma.pdf"
    # The system's own file dialog cannot be driven by a test.
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    panel.people.remind_button.click()
    settle()
    assert target.read_bytes().startswith(b"%PDF")
