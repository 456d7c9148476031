"""The cascade used as a person uses it: levels by arrow keys, branches opened, thin places told."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.models.events import EventParticipant
from db.models.programmes import CascadeLevel
from desktop_app.cascades import tree
from desktop_app.centre import Centre
from tests.factories import person, programme, training_event, write
from tests.ui.looks import clipped_words
from ui.pages.cascades import tree_model
from ui.pages.cascades.page import THIN, CascadesPage
from ui.pages.cascades.thin_panel import ThinPanel
from ui.workspace import Workspace

ROLES = ("Master", "Mentor", "Teacher")


def cascade_of_three(centre: Centre) -> tuple[int, list[int]]:
    """Two masters, one of whom led a day of three mentors; nobody known led an hour of twenty."""
    levels = [CascadeLevel(place=place, role=role, planned_people=place * 2) for place, role in enumerate(ROLES, 1)]
    taught = write(centre, programme(code="TOT", levels=levels)).id
    people = [write(centre, person(surname=f"Anvarov{letter}")).id for letter in "abcde"]
    in_cascade = {"programme_id": taught}
    first = write(centre, training_event(**in_cascade, cascade_level=1, people=2, kind_code="SEMINAR"))
    day = write(centre, training_event(**in_cascade, cascade_level=2, people=3, leader_person_id=people[0], leader=""))
    write(centre, training_event(**in_cascade, cascade_level=3, people=20))
    for event, listed in ((first, people[:2]), (day, people[2:])):
        for person_id in listed:
            write(centre, EventParticipant(event_id=event.id, person_id=person_id))
    return taught, people


@pytest.fixture
def shown(qtbot: QtBot, workspace: Workspace, centre: Centre, settle: Callable[[], None]) -> CascadesPage:
    cascade_of_three(centre)
    page = CascadesPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle()
    return page


def line(page: CascadesPage, *places: int) -> tuple[str, ...]:
    index = QModelIndex()
    for place in places:
        index = page.tree_model.index(place, 0, index)
    return tuple(index.siblingAtColumn(column).data() for column in range(page.tree_model.columnCount()))


def test_without_levels_the_page_says_what_to_do(
    qtbot: QtBot, workspace: Workspace, settle: Callable[[], None]
) -> None:
    page = CascadesPage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert not page.chain.isVisible()


def test_the_arrow_keys_go_along_the_levels_and_tell_where_it_is_thin(
    shown: CascadesPage, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    assert THIN not in shown.tabs.contents
    shown.tabs.choose(THIN)
    settle()
    where_thin = shown.tabs.content()
    assert isinstance(where_thin, ThinPanel)
    assert shown.chain.current is not None
    assert (shown.chain.current.role, shown.chain.current.people) == ("Master", 2)
    assert "1 of 2" in where_thin.told.text()
    qtbot.keyClick(shown.chain, Qt.Key.Key_Right)
    assert shown.chain.current.fan_out == 1.5
    assert "3 of 3" in where_thin.told.text()
    qtbot.keyClick(shown.chain, Qt.Key.Key_Right)
    assert "trains nobody" in where_thin.told.text()
    assert not where_thin.tabs.isEnabled()


def test_the_tree_opens_branch_by_branch_by_keys(shown: CascadesPage, qtbot: QtBot, settle: Callable[[], None]) -> None:
    assert line(shown, 0)[4:] == ("1 group", "3")
    assert line(shown, 1)[4:] == ("", "")
    assert line(shown, 2)[0] == "Led by nobody known by name"
    shown.tree.setFocus()
    shown.tree.setCurrentIndex(shown.tree_model.index(0, 0))
    qtbot.keyClick(shown.tree, Qt.Key.Key_Right)
    settle()
    assert line(shown, 0, 0)[1:] == ("Mentor", "12-maktab", "05.11.2026", "", "3")
    qtbot.keyClick(shown.tree, Qt.Key.Key_Right)
    qtbot.keyClick(shown.tree, Qt.Key.Key_Right)
    settle()
    assert shown.tree_model.rowCount(shown.tree_model.index(0, 0, shown.tree_model.index(0, 0))) == 3
    assert not shown.tree_model.hasChildren(shown.tree_model.index(1, 0))


def test_enter_on_a_person_opens_the_card_and_on_a_group_the_event(
    shown: CascadesPage, workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    went: list[object] = []
    workspace.navigation_requested.connect(went.append)
    shown.open_item(shown.tree_model.index(0, 0))
    shown.tree.expand(shown.tree_model.index(0, 0))
    settle()
    shown.open_item(shown.tree_model.index(0, 0, shown.tree_model.index(0, 0)))
    shown.open_events()
    assert [target.page for target in went] == ["person", "events", "events"]


def test_a_long_branch_comes_by_parts(
    workspace: Workspace,
    centre: Centre,
    qtbot: QtBot,
    settle: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cascade_of_three(centre)

    def one_at_a_time(unit: object, *, programme_id: int, first: int = 0) -> object:
        return tree.first_people(unit, programme_id=programme_id, first=first, rows=1)

    monkeypatch.setattr(tree_model, "first_people", one_at_a_time)
    page = CascadesPage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert line(page, 1)[0] == "1 more…"
    page.open_item(page.tree_model.index(1, 0))
    settle()
    assert [line(page, place)[0].split()[0] for place in range(3)] == ["Anvarova", "Anvarovb", "Led"]


def test_the_model_of_the_tree_is_sound(shown: CascadesPage, settle: Callable[[], None], request: object) -> None:
    tester = ModelTester(request.config)  # type: ignore[attr-defined]
    tester.check(shown.tree_model)
    shown.tree.expandAll()
    settle()
    shown.refresh()
    settle()


def test_no_word_is_clipped(shown: CascadesPage) -> None:
    assert clipped_words(shown) == []
