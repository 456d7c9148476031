"""The first page of the day, on a real centre."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.models.cohorts import CohortState
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests import factories
from tests.ui.looks import visible_words
from ui.navigation import Target
from ui.pages.home.page import HomePage
from ui.widgets.card import StatTile
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def visited(workspace: Workspace) -> list[Target]:
    """Where the page led to."""
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)
    return targets


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> HomePage:
    made = HomePage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    settle()
    return made


def today(workspace: Workspace) -> date:
    return workspace.centre.clock.today()


def cohort(workspace: Workspace, **values: object) -> int:
    """A cohort with one person, running around today."""
    centre = workspace.centre
    programme = factories.write(centre, factories.programme())
    dates = {"starts_on": today(workspace) - timedelta(days=5), "ends_on": today(workspace) + timedelta(days=3)}
    row = factories.write(centre, factories.cohort(programme.id, **{"order_number": "14-son", **dates, **values}))
    factories.write(centre, factories.enrolment(row.id, factories.write(centre, factories.person()).id))
    return row.id


def test_a_new_centre_is_led_to_its_first_programme(page: HomePage, visited: list[Target]) -> None:
    primary = [button for button in page.findChildren(QPushButton) if button.property("role") == "primary"]
    assert [button.text() for button in primary] == ["To the programmes"]
    primary[0].click()
    assert visited == [Target("programmes")]


def test_nothing_is_said_of_the_day_before_it_is_known(workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    cohort(workspace)
    page = HomePage(workspace)
    qtbot.addWidget(page)
    page.show()
    assert "No lessons today." not in [text for _widget, text in visible_words(page)]
    settle()
    assert "No lessons today." in [text for _widget, text in visible_words(page)]


def test_the_next_step_moves_on_when_one_is_done(page: HomePage, workspace: Workspace, qtbot: QtBot) -> None:
    factories.write(workspace.centre, factories.programme())
    page.make_stale()

    def moved_on() -> bool:
        primary = [button for button in page.findChildren(QPushButton) if button.property("role") == "primary"]
        return [button.text() for button in primary if button.isVisible()] == ["To the cohorts"]

    qtbot.waitUntil(moved_on, timeout=10_000)


def test_lessons_that_are_not_marked_lead_to_the_board_and_a_lesson_to_its_register(
    page: HomePage, workspace: Workspace, qtbot: QtBot, settle: Settle, visited: list[Target]
) -> None:
    cohort_id = cohort(workspace)
    lesson = factories.write(workspace.centre, factories.session(cohort_id, held_on=today(workspace)))
    page.make_stale()
    settle()
    assert page.todo.view.model().index(0, 0).data() == "Attendance"
    page.todo.view.selectRow(0)
    qtbot.keyClick(page.todo.view, Qt.Key.Key_Return)
    assert visited == [Target("attendance_desk", ("unmarked", "MAT-26/11"))]
    page.lessons.select_place(0)
    qtbot.keyClick(page.lessons.view, Qt.Key.Key_Return)
    assert visited[1:] == [Target("cohort", (cohort_id, "attendance", lesson.id))]


def test_an_old_backup_leads_to_the_backups(
    page: HomePage, workspace: Workspace, settle: Settle, visited: list[Target]
) -> None:
    cohort(workspace)
    for backup in workspace.centre.paths.backups.iterdir():
        backup.unlink()
    page.make_stale()
    settle()
    assert page.todo.select(lambda line: line.kind == "Backup")
    page.todo.opened.emit(page.todo.current())
    assert visited == [Target("settings", "backup")]


def test_a_late_order_stands_out(page: HomePage, workspace: Workspace, settle: Settle) -> None:
    cohort(workspace, order_number="")
    page.make_stale()
    settle()
    assert page.todo.select(lambda line: line.kind == "Order")
    assert page.todo.current().tone == "bad"


def test_cancelled_cohorts_are_not_counted(page: HomePage, workspace: Workspace, settle: Settle) -> None:
    cohort(workspace, state=CohortState.CANCELLED)
    page.make_stale()
    settle()
    assert page._cohorts.accessibleDescription().startswith("0")


def test_the_tile_counts_who_is_due_anew_when_somebody_comes(
    page: HomePage, workspace: Workspace, qtbot: QtBot, settle: Settle, visited: list[Target]
) -> None:
    tile = next(tile for tile in page.findChildren(StatTile) if tile.accessibleName() == "Due for a course")
    assert tile.accessibleDescription() == "0 by the end of 2026"
    person = PersonDraft(surname="Aliyeva", given_name="Zilola")
    workspace.broadcast(workspace.centre.write(save_person, person).changes, None)
    settle()
    assert tile.accessibleDescription() == "1 by the end of 2026"
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert visited == [Target("due")]
