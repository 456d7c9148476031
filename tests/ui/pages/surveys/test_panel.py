"""The survey's panel: figures only from five answers on, sheets taken back and put in again, the report."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.completion.service import complete_cohort
from desktop_app.surveys.records import AnswerSheet
from desktop_app.surveys.service import responses, save_response
from tests.conftest import NOW
from tests.courses import ORDER_DATE, Course, Taught, taught_course
from ui import files
from ui.pages.surveys.panel import SurveyPanel
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def course(workspace: Workspace) -> Course:
    workspace.centre.clock = FixedClock(NOW)
    return taught_course(workspace.centre, [Taught("Azimova"), Taught("Botirova")])


def answer(workspace: Workspace, course: Course, *, times: int) -> None:
    for _time in range(times):
        sheet = AnswerSheet({"B1.importance": 4, "B1.level": 2}, {"F1": "Vaqt yetmaydi"})
        workspace.centre.write(save_response, cohort_id=course.cohort_id, sheet=sheet, is_from_paper=True)


def shown(workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle) -> SurveyPanel:
    panel = SurveyPanel(workspace, course.cohort_id)
    qtbot.addWidget(panel)
    panel.resize(1100, 500)
    panel.show()
    settle()
    return panel


def tabs(panel: SurveyPanel) -> list[str]:
    view = panel.result
    return [view.tabText(place) for place in range(view.count()) if view.isTabVisible(place)]


@pytest.mark.parametrize("times", [0, 4])
def test_few_answers_show_no_figure(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle, times: int
) -> None:
    answer(workspace, course, times=times)
    panel = shown(workspace, course, qtbot, settle)
    assert tabs(panel) == ["Result", "Sheets"]
    assert panel.sheets.view.model().rowCount() == times


def test_from_five_answers_on_the_result_is_shown(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    answer(workspace, course, times=5)
    panel = shown(workspace, course, qtbot, settle)
    assert tabs(panel) == ["Need gap", "Competences", "Modules", "Choices and words", "Sheets"]
    assert panel.result.competences.view.model().rowCount() == 15


def test_a_sheet_taken_back_comes_again_with_undo(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    answer(workspace, course, times=5)
    panel = shown(workspace, course, qtbot, settle)
    undos: list[Callable[[], object]] = []
    workspace.notice_requested.connect(lambda _text, undo, _link: undos.append(undo))
    assert not panel.take_back_button.isEnabled()
    panel.sheets.view.selectRow(1)
    panel.take_back_button.click()
    settle()
    assert tabs(panel) == ["Result", "Sheets"]
    undos[-1]()
    settle()
    slips = [sheet.slip_number for sheet in workspace.centre.read(responses, cohort_id=course.cohort_id)]
    assert slips == [5, 4, 3, 2, 1]
    assert "Need gap" in tabs(panel)


def test_a_closed_cohort_shows_its_survey_locked(
    workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    answer(workspace, course, times=5)
    workspace.centre.write(complete_cohort, cohort_id=course.cohort_id, order_number="45", order_date=ORDER_DATE)
    panel = shown(workspace, course, qtbot, settle)
    assert "closed" in panel.locked.text()
    assert panel.locked.isVisible()
    save, *answering = panel.buttons
    assert save.isVisible()
    assert not any(button.isVisible() for button in (*answering, panel.take_back_button))


def test_the_report_is_saved_where_the_person_chooses(
    workspace: Workspace,
    course: Course,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(workspace, course, times=5)
    panel = shown(workspace, course, qtbot, settle)
    target = tmp_path / "soʻrovnoma.pdf"
    # The system's own file dialog cannot be driven by a test.
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    panel.buttons[0].click()
    settle()
    assert target.read_bytes().startswith(b"%PDF")
