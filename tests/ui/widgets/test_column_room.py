"""Columns of a table in a narrow window: they give way, they are not cut, and what people set stays."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import demo_page
from ui.models.table_model import Column
from ui.widgets.column_room import LEAST_STRETCHED, ColumnNeed, given_way, shared_out, widths_in
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

WIDE, NARROW = 1500, 565


def _needs(*pairs: tuple[int, int]) -> dict[int, ColumnNeed]:
    return {place: ColumnNeed(own, own, least) for place, (own, least) in enumerate(pairs)}


def test_each_column_gives_up_the_same_part_of_what_it_can() -> None:
    bounds = {0: (150, 100), 1: (200, 100), 2: (90, 90)}
    assert given_way(bounds, 0) == {0: 150, 1: 200, 2: 90}
    assert given_way(bounds, 75) == {0: 125, 1: 150, 2: 90}
    assert given_way(bounds, 900) == {0: 100, 1: 100, 2: 90}
    assert given_way({}, 10) == {}


def test_cells_are_cut_only_when_what_stretches_cannot_be_read_any_more() -> None:
    fixed, stretched = {0: ColumnNeed(150, 120, 80)}, {1: ColumnNeed(200, 200, 60)}
    assert widths_in(400, fixed, stretched) == {0: 150, 1: 250}
    assert widths_in(330, fixed, stretched) == {0: 130, 1: 200}
    assert widths_in(260, fixed, stretched) == {0: 120, 1: 140}
    assert widths_in(220, fixed, stretched) == {0: 100, 1: 120}
    assert widths_in(160, fixed, stretched) == {0: 80, 1: 80}


def test_no_column_that_stretches_is_narrower_than_its_title_while_all_titles_fit() -> None:
    needs = _needs((300, 90), (100, 95), (100, 80))
    assert shared_out(needs, 1000) == {0: 600, 1: 200, 2: 200}
    shares = shared_out(needs, 330)
    assert sum(shares.values()) == 330
    assert all(shares[place] >= needs[place].least for place in needs)


def test_where_not_even_the_titles_fit_the_widths_are_shared_and_at_last_the_table_is_scrolled() -> None:
    needs = _needs((200, 150), (100, 120))
    assert shared_out(needs, 240) == {0: 160, 1: 80}
    assert shared_out(needs, 2 * LEAST_STRETCHED - 1) == {0: 200, 1: 100}


def _columns(*stretched: str) -> Sequence[Column[demo_page.Course]]:
    return [
        replace(column, title=f"A rather long title of {column.name}", width=60, is_stretched=column.name in stretched)
        for column in demo_page.COLUMNS[:3]
    ]


@pytest.fixture
def made(request: pytest.FixtureRequest, workspace: Workspace, qtbot: QtBot) -> RecordTable[demo_page.Course]:
    table = RecordTable(workspace, "narrow", _columns(*request.param), rows=demo_page.COURSES)
    qtbot.addWidget(table)
    table.resize(WIDE, 400)
    table.show()
    return table


def _widths(table: RecordTable[demo_page.Course]) -> list[int]:
    header = table.view.horizontalHeader()
    return [header.sectionSize(place) for place in range(header.count())]


BOTH = pytest.mark.parametrize("made", [("title",), ()], indirect=True, ids=["stretched", "none-stretched"])


@BOTH
def test_columns_give_way_before_the_table_is_scrolled_and_come_back(made: RecordTable[demo_page.Course]) -> None:
    wide = _widths(made)
    made.resize(NARROW, 400)
    assert sum(_widths(made)) == made.view.viewport().width()
    assert _widths(made)[0] < wide[0]
    made.resize(WIDE, 400)
    assert _widths(made) == wide


@BOTH
def test_a_width_set_by_hand_stays_in_a_narrow_window(made: RecordTable[demo_page.Course]) -> None:
    made.view.horizontalHeader().resizeSection(0, 333)
    made.resize(NARROW, 400)
    assert _widths(made)[0] == 333


@BOTH
def test_the_column_that_is_sorted_by_keeps_the_room_of_its_arrow(made: RecordTable[demo_page.Course]) -> None:
    own = _widths(made)[0]
    made.resize(NARROW, 400)
    made.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert _widths(made)[0] == own


@BOTH
def test_what_is_kept_of_a_narrow_window_is_the_layout_of_a_wide_one(
    made: RecordTable[demo_page.Course], workspace: Workspace, qtbot: QtBot
) -> None:
    wide = _widths(made)
    made.resize(NARROW, 400)
    narrow = _widths(made)
    qtbot.waitUntil(lambda: "narrow" in workspace.settings.tables, timeout=3_000)
    assert _widths(made) == narrow
    again = RecordTable(workspace, "narrow", made.columns, rows=demo_page.COURSES)
    qtbot.addWidget(again)
    again.resize(WIDE, 400)
    again.show()
    assert _widths(again) == wide


@BOTH
def test_a_column_that_was_hidden_comes_back_and_still_gives_way(made: RecordTable[demo_page.Course]) -> None:
    wide = _widths(made)
    made.resize(NARROW, 400)
    made.view.setColumnHidden(0, True)
    QApplication.processEvents()
    assert sum(_widths(made)) == made.view.horizontalHeader().length()
    made.view.setColumnHidden(0, False)
    QApplication.processEvents()
    assert sum(_widths(made)) == made.view.viewport().width()
    made.resize(WIDE, 400)
    assert _widths(made) == wide
