"""An empty place offers what the page offers, and does not take the page's key from it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.looks import show_in_front, wait_until
from ui.actions import Action, make_button
from ui.widgets.empty_state import EmptyPlace, EmptyState


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, done: list[str]) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    begin = Action("New one", lambda: done.append("begun"), key="Ctrl+N")
    make_button(made, begin)
    EmptyPlace(made).show_state(EmptyState("There is nothing yet.", begin))
    show_in_front(made)
    wait_until(made.isActiveWindow)
    return made


def test_the_key_still_begins_where_the_place_is_empty(page: QWidget, qtbot: QtBot, done: list[str]) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == ["begun"]


def test_the_button_in_the_middle_begins_too_and_tells_the_key(page: QWidget, qtbot: QtBot, done: list[str]) -> None:
    place = page.findChild(EmptyPlace)
    assert place is not None
    button = place.findChild(QPushButton)
    assert button is not None
    assert button.toolTip() == "New one (Ctrl+N)"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["begun"]


def test_whoever_stands_on_its_button_stays_there_when_the_words_change(page: QWidget, done: list[str]) -> None:
    place = page.findChild(EmptyPlace)
    assert place is not None
    button = place.findChild(QPushButton)
    assert button is not None
    button.setFocus()
    place.show_state(EmptyState("There is still nothing.", Action("New one", lambda: done.append("again"))))
    wait_until(lambda: not isValid(button))
    again = place.findChild(QPushButton)
    assert again is not None
    assert again.hasFocus()
    place.show_state(EmptyState("Nothing, and nothing to do."))
    wait_until(lambda: not isValid(again))
    assert page.focusWidget() is page.findChild(QPushButton)
