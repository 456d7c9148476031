"""A short list to choose from: keeps what is chosen, tells only what a person chose."""

from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QComboBox, QToolTip
from pytestqt.qtbot import QtBot

from ui.models.choices_model import Choice
from ui.widgets.chooser import Chooser

OCTOBER, NOVEMBER = Choice(date(2026, 10, 1), "October"), Choice(date(2026, 11, 1), "November")


def test_the_first_is_chosen_until_another_is(qtbot: QtBot) -> None:
    chooser = Chooser("Month", [OCTOBER, NOVEMBER])
    qtbot.addWidget(chooser)
    assert chooser.value == date(2026, 10, 1)
    assert chooser.choose(date(2026, 11, 1))
    assert chooser.value == date(2026, 11, 1)


def test_what_is_chosen_stays_when_others_are_offered(qtbot: QtBot) -> None:
    chooser = Chooser("Month", [OCTOBER, NOVEMBER])
    qtbot.addWidget(chooser)
    chooser.choose(date(2026, 11, 1))
    chooser.set_choices([NOVEMBER, OCTOBER])
    assert chooser.currentText() == "November"


def test_it_grows_with_what_it_offers(qtbot: QtBot) -> None:
    chooser = Chooser("Month", [OCTOBER])
    qtbot.addWidget(chooser)
    narrow = chooser.sizeHint().width()
    chooser.set_choices([OCTOBER, Choice(date(2026, 11, 1), "The eleventh month of the year")])
    assert chooser.sizeHint().width() > narrow


def test_a_value_that_is_not_offered_is_told(qtbot: QtBot) -> None:
    chooser = Chooser("Month", [OCTOBER])
    qtbot.addWidget(chooser)
    assert not chooser.choose(date(2020, 1, 1))
    assert chooser.value == date(2026, 10, 1)


def test_nothing_to_choose_from_is_none(qtbot: QtBot) -> None:
    chooser = Chooser("Month")
    qtbot.addWidget(chooser)
    assert chooser.value is None


def test_only_a_person_makes_it_speak(qtbot: QtBot) -> None:
    chooser = Chooser("Month", [OCTOBER, NOVEMBER])
    qtbot.addWidget(chooser)
    heard: list[object] = []
    chooser.chosen.connect(heard.append)
    chooser.choose(date(2026, 11, 1))
    chooser.show()
    qtbot.keyClick(chooser, Qt.Key.Key_Up)
    assert heard == [date(2026, 10, 1)]


def test_a_text_without_room_is_cut_with_a_sign_and_whole_in_the_tooltip(qtbot: QtBot) -> None:
    chooser = Chooser("Month", [Choice(1, "The whole of the second half of the school year")])
    qtbot.addWidget(chooser)
    chooser.resize(chooser.sizeHint())
    assert not chooser.is_cut
    chooser.setFixedWidth(120)
    chooser.show()
    assert chooser.is_cut
    middle = chooser.rect().center()
    QApplication.sendEvent(chooser, QHelpEvent(QEvent.Type.ToolTip, middle, chooser.mapToGlobal(middle)))
    assert QToolTip.text() == "Month\nThe whole of the second half of the school year"
    QToolTip.hideText()


def test_it_is_as_wide_as_its_longest_choice(qtbot: QtBot) -> None:
    """As Qt's own box would be that adjusts to its contents."""
    choices = [Choice(1, "Bir"), Choice(2, "Samarqand viloyati boʻyicha hammasi")]
    chooser, of_qt = Chooser("Place", choices), QComboBox()
    of_qt.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    of_qt.addItems([choice.text for choice in choices])
    for box in (chooser, of_qt):
        qtbot.addWidget(box)
    assert chooser.sizeHint() == of_qt.sizeHint()
    assert chooser.minimumSizeHint() == of_qt.minimumSizeHint()
    narrower = chooser.sizeHint()
    chooser.set_choices(choices[:1])
    assert chooser.sizeHint().width() < narrower.width()
    for box in (chooser, of_qt):
        box.setMinimumContentsLength(60)
    assert chooser.sizeHint() == of_qt.sizeHint()
