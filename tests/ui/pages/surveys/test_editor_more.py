"""What few questions need: an answer filled in beforehand, and a filter of the answers with its columns."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.questionnaires.model import Item, ItemKind
from desktop_app.surveys.shelf import questionnaires, save_draft
from tests.ui.looks import clipped_words, show_in_front
from tests.ui.pages.surveys.small_survey import SURVEY
from ui.pages.surveys.editor_page import EditorPage
from ui.widgets.chooser import Chooser
from ui.workspace import Workspace

Settle = Callable[[], None]
Type = Callable[[QWidget, str], None]
FORM = (0, 1)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, settle: Settle) -> EditorPage:
    questionnaire_id = workspace.centre.write(save_draft, draft=SURVEY).value
    page = EditorPage(workspace)
    qtbot.addWidget(page)
    page.resize(1166, 768)
    page.open((questionnaire_id, FORM))
    show_in_front(page)
    settle()
    return page


def found(page: EditorPage, kind: type[QWidget], name: str) -> QWidget:
    assert page.form is not None
    widget = page.form.findChild(kind, name)
    assert widget is not None, name
    return widget


def items(page: EditorPage, settle: Settle) -> list[Item]:
    """Those of the first section, as they are kept once the hands rest."""
    page.hide()
    settle()
    (row,) = [row for row in page.workspace.centre.read(questionnaires) if row.questionnaire.code == SURVEY.code]
    return list(row.questionnaire.sections[0].items)


def more(page: EditorPage) -> None:
    assert page.form is not None
    (link,) = [button for button in page.form.findChildren(QPushButton) if button.text() == "More settings"]
    link.click()


def test_an_answer_is_filled_in_beforehand_and_what_cannot_be_one_is_said(
    page: EditorPage, settle: Settle, type_text: Type
) -> None:
    more(page)
    found(page, Chooser, "default").chosen.emit("online")
    page.add_item(ItemKind.INTEGER)
    more(page)
    type_text(found(page, QLineEdit, "default"), "ikki")
    assert "“ikki” cannot be an answer to this question." in [
        words.text() for words in page.form.findChildren(QLabel) if words.isVisible()
    ]
    found(page, QLineEdit, "default").clear()
    type_text(found(page, QLineEdit, "default"), "2")
    assert [item.default for item in items(page, settle)[1:3]] == ["online", "2"]


def test_a_filter_brings_the_columns_that_it_names_and_they_are_filled_in(
    page: EditorPage, qtbot: QtBot, settle: Settle, type_text: Type
) -> None:
    more(page)
    line = found(page, QLineEdit, "choice_filter")
    line.setFocus()
    type_text(line, "place = 'village'")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.window().focusWidget().objectName() == "choice_filter"
    type_text(found(page, QLineEdit, "options.0.place"), "village")
    assert clipped_words(page) == []
    item = items(page, settle)[1]
    assert item.choice_filter == "place = 'village'"
    assert [dict(option.facts) for option in item.options][:2] == [{"place": "village"}, {}]
