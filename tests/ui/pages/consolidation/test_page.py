"""The country's table: returns dropped onto it, fourteen regions with their states, workbook and letters out of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.consolidation.keeping import kept_digests
from tests.conftest import NOW
from tests.consolidation.made import OCTOBER, Regions, altered
from tests.ui.looks import clipped_words
from ui.pages.consolidation.columns import REGION_COLUMNS, RegionRow
from ui.pages.consolidation.page import ConsolidationPage
from ui.workspace import Workspace

Settle = Callable[[], None]
BUXORO = 2


@pytest.fixture
def maker(workspace: Workspace, tmp_path: Path) -> Regions:
    workspace.centre.clock = FixedClock(NOW)
    return Regions(workspace.centre, tmp_path)


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle, maker: Regions) -> ConsolidationPage:
    made = ConsolidationPage(workspace)
    qtbot.addWidget(made)
    made.resize(1140, 740)
    made.show()
    settle()
    return made


def shown(page: ConsolidationPage) -> list[RegionRow]:
    return page.regions.rows_in_sight()


def drop(page: ConsolidationPage, files: list[Path]) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)


def test_before_anything_came_all_fourteen_regions_stand_there_as_missing(page: ConsolidationPage) -> None:
    assert [row.state for row in shown(page)] == ["Has not come"] * 14
    assert clipped_words(page) == []


def test_dropped_returns_take_their_regions_states_and_are_kept(
    page: ConsolidationPage, maker: Regions, settle: Settle, tmp_path: Path
) -> None:
    files = [maker.make(0), maker.make(BUXORO)]
    files[1] = altered(files[1], "2-PMM", "E9", "999", out=tmp_path / "buxoro.xlsx")
    drop(page, files)
    settle()
    rows = shown(page)
    assert [row.state for row in rows[:3]] == ["Accepted", "Has not come", "Altered"]
    figures = [REGION_COLUMNS[at].text(rows[0]) for at in (5, 6, 7)]
    assert figures == ["148", "132", "89.2%"]
    page.regions.select_place(BUXORO)
    (finding,) = page.findings.rows_in_sight()
    assert finding.cell == "2-PMM!E9"
    year, month = OCTOBER
    assert len(page.workspace.centre.read(kept_digests, year=year, month=month)) == 1


def test_the_month_is_the_one_that_the_first_returns_are_of(
    page: ConsolidationPage, maker: Regions, settle: Settle
) -> None:
    page.add([maker.make(0, month=(2026, 8))])
    settle()
    assert (page.months.month.year, page.months.month.month) == (2026, 8)
    assert shown(page)[0].state == "Accepted"


def test_what_came_before_can_be_taken_again_another_day(
    workspace: Workspace, page: ConsolidationPage, maker: Regions, settle: Settle, qtbot: QtBot
) -> None:
    page.add([maker.make(0), maker.make(1)])
    settle()
    another_day = ConsolidationPage(workspace)
    qtbot.addWidget(another_day)
    another_day.show()
    settle()
    assert another_day.kept.isEnabled()
    another_day.take_kept()
    settle()
    assert [row.state for row in shown(another_day)[:3]] == ["Accepted", "Accepted", "Has not come"]
    assert not another_day.kept.isEnabled()


def test_workbook_and_letters_are_written_where_they_were_asked_for(
    page: ConsolidationPage, maker: Regions, settle: Settle, tmp_path: Path
) -> None:
    page.add([maker.make(0)])
    settle()
    page.write_workbook(tmp_path / "respublika.xlsx")
    page.write_letters(tmp_path)
    settle()
    assert (tmp_path / "respublika.xlsx").exists()
    assert len(list(tmp_path.glob("*.docx"))) == 13
