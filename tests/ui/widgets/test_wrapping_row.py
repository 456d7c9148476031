"""A row of buttons in a window that is too narrow for it: a second line, and no word is cut."""

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looks import clipped_words
from ui.widgets.wrapping_row import WrappingRow

WORDS = ("Buyruq bilan qabul qilish", "Tinglovchini yozish", "Roʻyxatni Exceldan olish")


@pytest.fixture
def bar(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A search line and three buttons over a page."""
    place = QWidget()
    buttons = WrappingRow(*(QPushButton(text) for text in WORDS), is_right=True)
    line = QHBoxLayout()
    line.addWidget(QLineEdit())
    line.addLayout(buttons)
    column = QVBoxLayout(place)
    column.addLayout(line)
    column.addStretch(1)
    qtbot.addWidget(place)
    return place


def lines_of(place: QWidget) -> int:
    return len({button.y() for button in place.findChildren(QPushButton)})


def shown(place: QWidget, width: int) -> QWidget:
    place.resize(width, 300)
    place.show()
    QApplication.processEvents()
    return place


def test_with_room_all_stand_in_one_line_that_ends_at_the_right(bar: QWidget) -> None:
    assert lines_of(shown(bar, 1200)) == 1
    last = bar.findChildren(QPushButton)[-1]
    assert bar.width() - last.geometry().right() < 40


@pytest.mark.parametrize("width", [480, 380, 330])
def test_without_room_they_go_on_below_and_no_word_is_cut(bar: QWidget, width: int) -> None:
    assert lines_of(shown(bar, width)) > 1
    assert clipped_words(bar) == []
    buttons = bar.findChildren(QPushButton)
    assert not any(one.geometry().intersects(other.geometry()) for one in buttons for other in buttons if one != other)


def test_what_is_hidden_takes_no_room(bar: QWidget) -> None:
    shown(bar, 480)
    before = lines_of(bar)
    for button in bar.findChildren(QPushButton)[1:]:
        button.hide()
    QApplication.processEvents()
    assert before > 1
    assert len({button.y() for button in bar.findChildren(QPushButton) if button.isVisible()}) == 1
