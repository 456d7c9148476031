"""Tabs that are made when they are first seen."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.widgets.late_tabs import LateTabs

Tabs = LateTabs[QLabel]


@pytest.fixture
def tabs(qtbot: QtBot) -> Tabs:
    made: Tabs = LateTabs()
    qtbot.addWidget(made)
    for name in ("first", "second", "third"):
        made.add(name, name.title(), lambda name=name: QLabel(name))
    return made


def test_nothing_is_made_before_it_is_seen(tabs: Tabs) -> None:
    tabs.choose("second")
    assert not tabs.contents


def test_only_the_tab_in_front_is_made(tabs: Tabs) -> None:
    tabs.choose("second")
    tabs.show()
    assert list(tabs.contents) == ["second"]
    assert tabs.content().text() == "second"
    assert tabs.content().isVisible()


def test_a_tab_is_made_once_and_told_of(tabs: Tabs) -> None:
    told: list[str] = []
    tabs.made.connect(told.append)
    tabs.show()
    for name in ("second", "first", "second"):
        tabs.choose(name)
    assert told == ["first", "second"]


def test_a_tab_may_be_asked_for_before_it_is_seen(tabs: Tabs) -> None:
    tabs.show()
    assert tabs.content("third").text() == "third"
    assert not tabs.content("third").isVisible()
    assert tabs.name == "first"


def test_tabs_may_come_once_the_page_is_in_sight(qtbot: QtBot) -> None:
    tabs: Tabs = LateTabs()
    qtbot.addWidget(tabs)
    tabs.show()
    tabs.add("only", "Only", lambda: QLabel("only"), hint="The only one")
    assert list(tabs.contents) == ["only"]
    assert tabs.tabToolTip(0) == "The only one"


def test_there_is_no_tab_of_another_name(tabs: Tabs) -> None:
    with pytest.raises(ValueError):
        tabs.choose("fourth")
