"""The page of surveys on a real centre: the shelf of questionnaires and the list of surveys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTabWidget
from pytestqt.qtbot import QtBot

from desktop_app.questionnaires.built_in import TEACHERS
from desktop_app.questionnaires.xlsform_reading import read_xlsform
from desktop_app.questionnaires.xlsform_writing import write_xlsform
from desktop_app.surveys.records import QuestionnaireRow, QuestionnaireState
from desktop_app.surveys.rounds import rounds
from desktop_app.surveys.shelf import put_in_use, questionnaires, save_draft
from tests.ui.looks import clipped_words, show_in_front
from tests.ui.pages.surveys.small_survey import SURVEY, small_round
from ui.navigation import Target
from ui.pages.surveys import rounds_dialog, shelf_acts
from ui.pages.surveys.page import SurveysPage
from ui.pages.surveys.preview_dialog import PreviewDialog, with_lists
from ui.pages.surveys.rounds_panel import RoundsPanel
from ui.pages.surveys.shelf_panel import ShelfPanel
from ui.pages.surveys.xlsform_dialog import XlsFormDialog
from ui.widgets.pdf_preview import PdfPreview
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def targets(workspace: Workspace) -> list[Target]:
    found: list[Target] = []
    workspace.navigation_requested.connect(found.append)
    return found


@pytest.fixture
def notices(workspace: Workspace) -> list[tuple[str, Callable[[], object]]]:
    found: list[tuple[str, Callable[[], object]]] = []
    workspace.notice_requested.connect(lambda text, undo, _link: found.append((text, undo)))
    return found


def shown(qtbot: QtBot, workspace: Workspace, settle: Settle, tab: str) -> SurveysPage:
    page = SurveysPage(workspace)
    qtbot.addWidget(page)
    page.resize(1166, 768)
    page.open(tab)
    show_in_front(page)
    settle()
    return page


@pytest.fixture
def shelf(qtbot: QtBot, workspace: Workspace, settle: Settle) -> ShelfPanel:
    workspace.centre.write(save_draft, draft=SURVEY)
    panel = shown(qtbot, workspace, settle, "shelf").panel
    assert isinstance(panel, ShelfPanel)
    choose(panel, "small")
    return panel


def choose(panel: ShelfPanel, code: str) -> None:
    assert panel.table.select(lambda row: row.questionnaire.code == code)


def of_code(workspace: Workspace, code: str) -> list[QuestionnaireRow]:
    return [row for row in workspace.centre.read(questionnaires) if row.questionnaire.code == code]


def test_the_built_in_questionnaires_stand_on_the_shelf_from_the_first_day(
    qtbot: QtBot, workspace: Workspace, settle: Settle
) -> None:
    page = shown(qtbot, workspace, settle, "shelf")
    assert isinstance(page.panel, ShelfPanel)
    choose(page.panel, TEACHERS)
    assert clipped_words(page) == []


def test_enter_opens_a_questionnaire_in_the_editor(
    shelf: ShelfPanel, qtbot: QtBot, workspace: Workspace, targets: list[Target]
) -> None:
    qtbot.keyClick(shelf.table.view, Qt.Key.Key_Return)
    assert targets == [Target("questionnaire", of_code(workspace, "small")[0].id)]


def test_a_draft_is_put_in_use_and_retired_with_a_way_back(
    shelf: ShelfPanel, workspace: Workspace, settle: Settle, notices: list[tuple[str, Callable[[], object]]]
) -> None:
    shelf.use_button.click()
    settle()
    assert of_code(workspace, "small")[0].state is QuestionnaireState.IN_USE
    shelf.retire_button.click()
    settle()
    assert of_code(workspace, "small")[0].state is QuestionnaireState.RETIRED
    notices[-1][1]()
    settle()
    assert of_code(workspace, "small")[0].state is QuestionnaireState.IN_USE


def test_a_deleted_draft_comes_back(
    shelf: ShelfPanel,
    qtbot: QtBot,
    workspace: Workspace,
    settle: Settle,
    notices: list[tuple[str, Callable[[], object]]],
) -> None:
    shelf.table.view.setFocus()
    qtbot.keyClick(shelf.table.view, Qt.Key.Key_Delete)
    settle()
    assert of_code(workspace, "small") == []
    notices[-1][1]()
    settle()
    assert [row.questionnaire for row in of_code(workspace, "small")] == [SURVEY]


def test_a_copy_is_a_questionnaire_of_its_own(
    shelf: ShelfPanel, qtbot: QtBot, workspace: Workspace, settle: Settle, targets: list[Target]
) -> None:
    shelf.table.view.setFocus()
    qtbot.keyClick(shelf.table.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    (copy,) = of_code(workspace, "a-small-survey-copy")
    assert copy.questionnaire.sections == SURVEY.sections
    assert targets == [Target("questionnaire", copy.id)]


def test_a_new_questionnaire_is_begun_with_its_title(
    shelf: ShelfPanel, workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: shelf_acts.TitleDialog) -> int:
        dialog.field("title").set_value("Kuzgi soʻrov")
        dialog.save()
        return 1

    monkeypatch.setattr(shelf_acts.TitleDialog, "exec", fill)
    shelf_acts.begin_questionnaire(shelf)
    settle()
    assert [row.questionnaire.title for row in of_code(workspace, "kuzgi-sorov")] == [{"en": "Kuzgi soʻrov"}]


def test_what_is_answered_in_the_preview_goes_nowhere(
    shelf: ShelfPanel, qtbot: QtBot, workspace: Workspace, settle: Settle
) -> None:
    dialog = PreviewDialog(shelf, workspace, with_lists(workspace.centre, SURVEY))
    dialog.show()
    settle()
    page = dialog.tabs.content("screen")
    assert page.questions  # type: ignore[attr-defined]
    dialog.tabs.choose("paper")
    settle()
    paper = dialog.tabs.content("paper")
    assert isinstance(paper, PdfPreview)
    qtbot.waitUntil(lambda: paper._count > 0)
    assert workspace.centre.read(rounds) == []
    dialog.close()


def test_an_xlsform_is_looked_at_before_it_is_kept(
    shelf: ShelfPanel, workspace: Workspace, settle: Settle, tmp_path: Path
) -> None:
    path = write_xlsform(tmp_path / "other.xlsx", SURVEY)
    dialog = XlsFormDialog(shelf, workspace, path, read_xlsform(path), is_known=True)
    assert dialog.tabs.name == "questions"
    assert "next edition" in dialog.summary.text()
    assert len(of_code(workspace, "small")) == 1
    dialog.keep_button.click()
    settle()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert [row.questionnaire.edition for row in of_code(workspace, "small")] == [2, 1]


def test_a_workbook_with_errors_is_not_kept_and_shows_them_first(
    shelf: ShelfPanel, workspace: Workspace, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "survey"
    for row in (("type", "name", "label"), ("integer", "a b", "Yosh"), ("select_one none", "c", "?")):
        sheet.append(row)
    workbook.save(tmp_path / "bad.xlsx")
    dialog = XlsFormDialog(shelf, workspace, tmp_path / "bad.xlsx", read_xlsform(tmp_path / "bad.xlsx"))
    assert dialog.tabs.name == "errors"
    assert not dialog.keep_button.isEnabled()
    assert dialog.findChild(QTabWidget).tabText(2) == f"Errors: {len(dialog.form.errors)}"


def test_a_survey_of_anybody_is_begun_with_a_title(
    qtbot: QtBot, workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = workspace.centre
    asked_id = centre.write(save_draft, draft=SURVEY).value
    centre.write(put_in_use, questionnaire_id=asked_id)
    panel = shown(qtbot, workspace, settle, "rounds").panel
    said = []

    def fill(dialog: rounds_dialog.RoundDialog) -> int:
        # Nobody can be called by a name, before or after a course, where there is no cohort.
        assert not dialog.field("is_anonymous").isEnabled()
        assert not dialog.field("phase").isEnabled()
        dialog.field("questionnaire_id").set_value(asked_id)
        dialog.save()
        said.append(dialog.field("title").error)
        dialog.field("title").set_value("Bahorgi kengash")
        dialog.save()
        settle()
        return 1

    monkeypatch.setattr(rounds_dialog.RoundDialog, "exec", fill)
    panel.actions_of_page()[0].run()
    settle()
    assert said == ["Choose a cohort, or give the survey a title."]
    assert [(row.title, row.cohort_id) for row in centre.read(rounds)] == [("Bahorgi kengash", None)]


def test_a_survey_of_a_cohort_leads_to_it_and_can_be_deleted_and_brought_back(
    qtbot: QtBot,
    workspace: Workspace,
    settle: Settle,
    targets: list[Target],
    notices: list[tuple[str, Callable[[], object]]],
) -> None:
    form, course = small_round(workspace.centre)
    page = shown(qtbot, workspace, settle, "rounds")
    panel = page.panel
    assert isinstance(panel, RoundsPanel)
    assert clipped_words(page) == []
    qtbot.keyClick(panel.table.view, Qt.Key.Key_Return)
    assert targets == [Target("cohort", (course.cohort_id, "survey"))]
    panel.table.view.setFocus()
    qtbot.keyClick(panel.table.view, Qt.Key.Key_Delete)
    settle()
    assert workspace.centre.read(rounds) == []
    notices[-1][1]()
    settle()
    assert [row.cohort_id for row in workspace.centre.read(rounds)] == [form.cohort_id]
