"""A questionnaire of questions of every kind written from the first letter to its use by keys alone."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.questionnaires.checking import definition_faults
from desktop_app.questionnaires.editing import blank_questionnaire
from desktop_app.questionnaires.model import ItemKind
from desktop_app.surveys.records import QuestionnaireState
from desktop_app.surveys.shelf import questionnaire, save_draft
from tests.ui.looks import show_in_front
from ui.pages.surveys.editor_page import EditorPage
from ui.workspace import Workspace

CONTROL = Qt.KeyboardModifier.ControlModifier
DIGITS = {
    ItemKind.ONE: Qt.Key.Key_1,
    ItemKind.SEVERAL: Qt.Key.Key_2,
    ItemKind.RATING: Qt.Key.Key_3,
    ItemKind.MATRIX: Qt.Key.Key_4,
    ItemKind.RANK: Qt.Key.Key_5,
    ItemKind.INTEGER: Qt.Key.Key_6,
    ItemKind.DECIMAL: Qt.Key.Key_7,
    ItemKind.TEXT: Qt.Key.Key_8,
    ItemKind.DATE: Qt.Key.Key_9,
    ItemKind.NOTE: Qt.Key.Key_0,
}
LISTED = (ItemKind.ONE, ItemKind.SEVERAL, ItemKind.RANK, ItemKind.MATRIX)


def test_ten_questions_of_all_kinds_are_written_and_put_in_use_by_keys(
    qtbot: QtBot, workspace: Workspace, settle: Callable[[], None], type_text: Callable[[QWidget, str], None]
) -> None:
    draft = replace(blank_questionnaire("own", {"uz": "Oʻzimizniki"}), languages=("uz",))
    questionnaire_id = workspace.centre.write(save_draft, draft=draft).value
    page = EditorPage(workspace)
    qtbot.addWidget(page)
    page.resize(1166, 768)
    page.open(questionnaire_id)
    show_in_front(page)
    settle()
    page.outline.setFocus()

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, modifiers)

    def type_into_next_lines(*words: str) -> None:
        """The first line stands under the hint; each Enter goes to the next one or makes it."""
        while not QApplication.focusWidget().objectName().endswith(".0.uz"):
            press(Qt.Key.Key_Tab)
        for place, word in enumerate(words):
            if place:
                press(Qt.Key.Key_Return)
            type_text(QApplication.focusWidget(), word)

    press(Qt.Key.Key_PageDown, CONTROL)
    press(Qt.Key.Key_Return)
    type_text(QApplication.focusWidget(), "Birinchi boʻlim")
    for kind, digit in DIGITS.items():
        press(Qt.Key.Key_N, CONTROL)
        qtbot.keyClick(page.kinds, digit)
        assert QApplication.focusWidget().objectName() == "text.uz"
        type_text(QApplication.focusWidget(), f"Savol: {kind.value}")
        if kind in LISTED:
            type_into_next_lines("birinchi", "ikkinchi", "uchinchi")
        elif kind is ItemKind.INTEGER:
            while not isinstance(QApplication.focusWidget(), QCheckBox):
                press(Qt.Key.Key_Backtab)
            press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.outline
    press(Qt.Key.Key_Return, CONTROL)
    settle()
    row = workspace.centre.read(questionnaire, questionnaire_id=questionnaire_id)
    written = row.questionnaire
    assert row.state is QuestionnaireState.IN_USE
    assert [item.kind for item in written.items] == list(DIGITS)
    assert definition_faults(written) == []
    assert written.item("Q6").is_required
    assert [row.text["uz"] for row in written.item("Q4").rows] == ["birinchi", "ikkinchi", "uchinchi"]
    assert written.sections[0].title == {"uz": "Birinchi boʻlim"}
