"""What was reckoned before a write is reckoned anew behind it, so that the next look need not wait."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.remembered import remembered
from tests import factories
from ui.ahead import Ahead
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def counted() -> list[int]:
    return []


@pytest.fixture
def count(workspace: Workspace, counted: list[int]) -> Callable[[UnitOfWork], int]:
    @remembered
    def count(unit: UnitOfWork) -> int:
        counted.append(unit.session.scalar(select(func.count(Person.id))) or 0)
        return counted[-1]

    workspace.centre.read(count)
    return count


def write(workspace: Workspace) -> None:
    workspace.broadcast(workspace.centre.write(lambda unit: unit.session.add(factories.person())).changes)


@pytest.mark.usefixtures("count")
def test_after_a_write_it_is_reckoned_before_anybody_asks(
    workspace: Workspace, qtbot: QtBot, counted: list[int]
) -> None:
    _ahead = Ahead(workspace, after_ms=0)
    write(workspace)
    qtbot.waitUntil(lambda: counted == [0, 1])


def test_whoever_asks_then_need_not_wait(
    workspace: Workspace, qtbot: QtBot, settle: Settle, counted: list[int], count: Callable[[UnitOfWork], int]
) -> None:
    _ahead = Ahead(workspace, after_ms=0)
    write(workspace)
    qtbot.waitUntil(lambda: len(counted) == 2)
    settle()
    assert workspace.centre.read(count) == 1
    assert len(counted) == 2


@pytest.mark.usefixtures("count")
def test_for_writes_that_follow_each_other_it_is_reckoned_once(
    workspace: Workspace, qtbot: QtBot, settle: Settle, counted: list[int]
) -> None:
    _ahead = Ahead(workspace, after_ms=0)
    for _turn in range(3):
        write(workspace)
    qtbot.waitUntil(lambda: counted == [0, 3])
    settle()
    assert counted == [0, 3]


@pytest.mark.usefixtures("count")
def test_nothing_is_reckoned_of_a_centre_that_is_being_closed(
    workspace: Workspace, qtbot: QtBot, counted: list[int]
) -> None:
    ahead = Ahead(workspace, after_ms=0)
    write(workspace)
    ahead.end()
    write(workspace)
    qtbot.wait(20)
    assert workspace.worker.is_idle()
    assert counted == [0]


def test_it_is_no_child_of_the_workspace_that_it_holds(workspace: Workspace) -> None:
    """Deleted as the last to hold its parent it would delete the parent, and so itself once more."""
    assert Ahead(workspace).parent() is None
