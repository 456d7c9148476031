"""A roster page on a cohort, and rosters written as offices write them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import write
from tests.ui.looks import show_in_front
from ui.pages.rosters.page import RosterPage
from ui.workspace import Workspace

WriteRoster = Callable[..., Path]


@pytest.fixture
def cohort_id(workspace: Workspace) -> int:
    programme = write(workspace.centre, factories.programme())
    return write(workspace.centre, factories.cohort(programme.id)).id


@pytest.fixture
def page(workspace: Workspace, cohort_id: int, qtbot: QtBot, settle: Callable[[], None]) -> RosterPage:
    made = RosterPage(workspace)
    qtbot.addWidget(made)
    made.resize(1166, 768)
    made.open(cohort_id)
    show_in_front(made)
    settle()
    return made


@pytest.fixture
def read(page: RosterPage, settle: Callable[[], None]) -> Callable[[Path], None]:
    """Reads a file at the desk and waits until it is shown."""

    def reading(path: Path) -> None:
        page.read_file(path)
        settle()

    return reading


@pytest.fixture
def write_roster(tmp_path: Path) -> WriteRoster:
    """Writes a roster of name, birth date and JShShIR."""

    def written(
        *rows: Sequence[str], name: str = "roster.csv", header: str = "№;F.I.Sh.;Tugʻilgan sana;JShShIR"
    ) -> Path:
        lines = [header, *(";".join([str(number), *row]) for number, row in enumerate(rows, 1))]
        target = tmp_path / name
        target.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
        return target

    return written
