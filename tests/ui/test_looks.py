"""The dialogs of tests: answered when they are there, and none that keeps a test waiting for ever."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.looks import nobody_waits_for_ever, when_asked
from ui.widgets.confirm import ConfirmDialog
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page
from ui.workspace import Workspace

SOON_MS = 20


class Stubborn(QDialog):
    """Never lets itself be closed."""

    def done(self, _result: int) -> None: ...


@pytest.fixture
def owner(workspace: Workspace, qtbot: QtBot) -> Page:
    page = Page(workspace, title="Cohort")
    qtbot.addWidget(page)
    return page


@pytest.mark.parametrize("kind", [QDialog, Stubborn])
def test_a_dialog_that_nobody_answers_is_closed_and_named(kind: type[QDialog], qtbot: QtBot) -> None:
    dialog = kind(windowTitle="Asked in vain")
    qtbot.addWidget(dialog)
    with pytest.raises(AssertionError, match="Asked in vain"), nobody_waits_for_ever(SOON_MS):
        dialog.exec()


def test_a_menu_that_nobody_answers_is_closed_and_named(qtbot: QtBot) -> None:
    menu = QMenu(title="Chosen in vain")
    qtbot.addWidget(menu)
    menu.addAction("Nothing")
    with pytest.raises(AssertionError, match=r"nobody answered: .'QMenu'"), nobody_waits_for_ever(SOON_MS):
        menu.exec()


def test_an_answer_to_a_question_that_never_came_is_told_and_waits_no_longer(qtbot: QtBot) -> None:
    answered: list[object] = []
    with pytest.raises(AssertionError, match=r"never asked: .'QDialog'"), nobody_waits_for_ever():
        when_asked(QDialog, answered.append)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    with pytest.raises(AssertionError, match="nobody answered"), nobody_waits_for_ever(SOON_MS):
        dialog.exec()
    assert answered == []


def test_a_dialog_is_answered_once_it_has_what_it_asked_for(owner: Page, qtbot: QtBot) -> None:
    form, said = FormDialog(owner, title="Lesson"), []
    owner.workspace.worker.submit(form, lambda: "rooms", said.append, said.append)
    when_asked(FormDialog, lambda dialog: (said.append(dialog.windowTitle()), dialog.reject()))
    form.exec()
    assert said == ["rooms", "Lesson"]


def test_each_of_two_dialogs_over_each_other_is_answered_by_its_own(owner: Page, qtbot: QtBot) -> None:
    form, answers = FormDialog(owner, title="Lesson"), []
    question = ConfirmDialog(form, "Sure?", action="Remove")
    when_asked(ConfirmDialog, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    when_asked(FormDialog, lambda dialog: (answers.append(question.exec()), dialog.reject()))
    form.exec()
    assert answers == [0]


def test_a_menu_is_walked_through_when_it_is_there(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    entry = menu.addAction("Print")

    def choose(shown: QMenu) -> None:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            qtbot.keyClick(shown, key)

    when_asked(QMenu, choose)
    assert menu.exec() is entry


def test_a_dialog_whose_answer_fails_is_closed(owner: Page, qtbot: QtBot) -> None:
    def fail(dialog: QDialog) -> None:
        raise LookupError(dialog.windowTitle())

    form = FormDialog(owner, title="Lesson")
    when_asked(FormDialog, fail)
    with qtbot.captureExceptions() as raised:
        form.exec()
    assert [kind for kind, _error, _trace in raised] == [LookupError]
