"""Open answers by keys: themes by digits, what is suggested by Space, on by Enter; the frame; the workbook."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.questionnaires.built_in import TEACHERS, built_in
from desktop_app.surveys.themes import begin_frame, frame, remove_theme
from desktop_app.surveys.themes_reading import open_answers_of
from tests.conftest import NOW
from tests.surveys.forms import answered_round
from tests.ui.looks import clipped_words, show_in_front
from ui import files
from ui.models.table_model import ROW_ROLE
from ui.pages.surveys.themes import NOT_READ, ThemesPanel
from ui.pages.surveys.themes_dialog import ThemeDialog
from ui.workspace import Workspace

Settle = Callable[[], None]

QUESTION = {"questionnaire_code": TEACHERS, "item": "F1"}
SAID = ("Dars", "Hujjatlar", "Hujjatlar", "=1+1 internet", "Ota-onalar, vaqt", "Vaqt yoʻq")


def answered(centre: Centre, *texts: str) -> None:
    sheets = [{"F1": text, "B1.importance": 4, "B1.level": 2} for text in texts]
    answered_round(centre, *sheets, questionnaire=built_in()[0])


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot, settle: Settle) -> ThemesPanel:
    workspace.centre.clock = FixedClock(NOW)
    answered(workspace.centre, *SAID)
    workspace.centre.write(begin_frame, **QUESTION)
    return shown(workspace, qtbot, settle)


def shown(workspace: Workspace, qtbot: QtBot, settle: Settle) -> ThemesPanel:
    made = ThemesPanel(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 560)
    made.show()
    settle()
    return made


def press(panel: ThemesPanel, qtbot: QtBot, settle: Settle, *keys: Qt.Key) -> None:
    show_in_front(panel)
    panel.answers.view.setFocus()
    qtbot.waitUntil(panel.answers.view.hasFocus)
    for key in keys:
        qtbot.keyClick(panel.answers.view, key)
    settle()


def texts(panel: ThemesPanel) -> list[str]:
    model = panel.answers.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def coded(workspace: Workspace) -> dict[str, set[str]]:
    """The themes, by name, that answers are kept under."""
    names = {theme.id: theme.name for theme in workspace.centre.read(frame, **QUESTION)}
    found = workspace.centre.read(open_answers_of, **QUESTION)
    return {line.text: {names[id_] for id_ in line.themes} for line in found.lines if line.is_read}


def test_answers_are_read_from_top_to_bottom_with_what_is_suggested(panel: ThemesPanel) -> None:
    assert texts(panel) == ["=1+1 internet", "Dars", "Hujjatlar", "Ota-onalar, vaqt", "Vaqt yoʻq"]
    assert panel.read.text() == "0 of 6 answers read"
    assert panel.answers.view.model().index(0, 2).data() == "Equipment and internet?"
    assert clipped_words(panel) == []


def test_a_very_long_answer_makes_the_page_no_higher(
    panel: ThemesPanel, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    before = needed_height(panel)
    answered(workspace.centre, "A juda uzun javob " * 300)
    panel.refresh()
    settle()
    panel.answers.select(lambda line: line.text.startswith("A juda"))
    assert panel.whole.text().startswith("A juda uzun")
    assert needed_height(panel) == before


def needed_height(panel: ThemesPanel) -> int:
    """Once every layout knows what it holds now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return panel.minimumSizeHint().height()


def test_a_digit_gives_a_theme_and_takes_it_again(
    panel: ThemesPanel, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    press(panel, qtbot, settle, Qt.Key.Key_1, Qt.Key.Key_0)
    assert coded(workspace) == {"=1+1 internet": {"Time and workload", "Other, or no problem"}}
    assert panel.read.text() == "1 of 6 answers read"
    press(panel, qtbot, settle, Qt.Key.Key_1)
    assert coded(workspace) == {"=1+1 internet": {"Other, or no problem"}}


def test_space_takes_what_is_suggested_and_enter_goes_to_the_next_unread_answer(
    panel: ThemesPanel, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    panel.answers.select_place(2)
    press(panel, qtbot, settle, Qt.Key.Key_Space)
    panel.answers.select_place(0)
    press(panel, qtbot, settle, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Return)
    current = panel.answers.current()
    assert current is not None
    assert current.text == "Ota-onalar, vaqt"
    assert coded(workspace) == {"=1+1 internet": {"Equipment and internet"}, "Hujjatlar": {"Papers and reports"}}
    assert panel.read.text() == "3 of 6 answers read"


def test_several_answers_are_put_under_a_theme_at_once(
    panel: ThemesPanel, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    panel.answers.select_every(lambda line: "aqt" in line.text)
    press(panel, qtbot, settle, Qt.Key.Key_1)
    assert set(coded(workspace)) == {"Ota-onalar, vaqt", "Vaqt yoʻq"}
    panel.kept.choose(NOT_READ)
    panel.kept.chosen.emit(NOT_READ)
    assert texts(panel) == ["=1+1 internet", "Dars", "Hujjatlar"]


def test_the_theme_in_the_frame_is_given_by_enter(panel: ThemesPanel, workspace: Workspace, settle: Settle) -> None:
    panel.frame.table.opened.emit(panel.frame.table.view.model().index(6, 0).data(ROW_ROLE))
    settle()
    assert coded(workspace) == {"=1+1 internet": {"Working with parents"}}


def test_a_theme_that_somebody_else_removed_is_said_and_the_list_is_right_again(
    panel: ThemesPanel, workspace: Workspace, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[object] = []
    monkeypatch.setattr("ui.pages.surveys.themes.failures.show", lambda _owner, error: said.append(error.text))
    workspace.centre.write(remove_theme, theme_id=workspace.centre.read(frame, **QUESTION)[0].id)
    press(panel, qtbot, settle, Qt.Key.Key_1)
    assert said == ["This theme is no longer there."]
    assert panel.read.text() == "0 of 6 answers read"
    assert panel.frame.table.view.model().rowCount() == 9


def test_without_a_frame_the_programs_own_is_offered(workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    answered(workspace.centre, *SAID)
    panel = shown(workspace, qtbot, settle)
    assert panel.frame.table.view.model().rowCount() == 0
    panel.frame.begin()
    settle()
    assert panel.frame.table.view.model().rowCount() == 10


def test_a_theme_is_written_moved_and_deleted_with_a_way_back(
    panel: ThemesPanel, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    dialog = ThemeDialog(panel, **QUESTION)
    qtbot.addWidget(dialog)
    dialog.findChild(QLineEdit).setText("Yoʻl")
    dialog.findChild(QPlainTextEdit).setPlainText("avtobus, dars")
    dialog.save()
    settle()
    panel.frame.table.select(lambda row: row.theme.name == "Yoʻl")
    panel.frame.move(-1)
    settle()
    names = [theme.name for theme in workspace.centre.read(frame, **QUESTION)]
    assert names[9] == "Yoʻl"
    assert panel.answers.view.model().index(1, 2).data() == "Yoʻl?"
    undos: list[Callable[[], object]] = []
    workspace.notice_requested.connect(lambda _text, undo, _link: undos.append(undo))
    panel.frame.remove()
    settle()
    assert panel.frame.table.view.model().rowCount() == 10
    undos[-1]()
    settle()
    assert [theme.name for theme in workspace.centre.read(frame, **QUESTION)] == names


def test_a_name_that_there_is_already_is_refused_under_the_field(
    panel: ThemesPanel, qtbot: QtBot, settle: Settle
) -> None:
    dialog = ThemeDialog(panel, **QUESTION)
    qtbot.addWidget(dialog)
    dialog.findChild(QLineEdit).setText("time and WORKLOAD")
    dialog.save()
    settle()
    assert dialog.outcome is None


def test_few_answers_are_not_shown(workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    answered(workspace.centre, *SAID[:4])
    panel = shown(workspace, qtbot, settle)
    assert panel.parts.isHidden()
    assert not panel.export_button.isEnabled()
    assert texts(panel) == []


def test_the_workbook_holds_words_as_words(
    panel: ThemesPanel, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(panel, qtbot, settle, Qt.Key.Key_Space)
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_each: (str(tmp_path / "open.xlsx"), ""))
    panel.export_button.click()
    settle()
    book = load_workbook(tmp_path / "open.xlsx")
    themes, words, answers = book.worksheets
    assert [cell.value for cell in themes[6]] == ["Time and workload", None, None]
    assert words["A6"].value is None
    assert [cell.value for cell in answers[6]] == ["=1+1 internet", 1, "Equipment and internet"]
    assert answers["A6"].data_type == "s"
    book.close()
