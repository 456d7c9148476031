"""Parts side by side fill even rows: none stands alone below the others."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.theme import GAP_M
from ui.widgets.side_by_side import SideBySide

WIDTH = 100


def beside(count: int) -> int:
    gaps: int = (count - 1) * GAP_M
    return count * WIDTH + gaps


@pytest.mark.parametrize(
    ("room", "rows"),
    [(beside(5), [5]), (beside(4), [3, 2]), (beside(3), [3, 2]), (beside(2), [2, 2, 1]), (beside(1), [1] * 5)],
)
def test_rows_are_as_few_and_as_even_as_can_be(room: int, rows: list[int], qtbot: QtBot) -> None:
    parts = [QWidget() for _each in range(5)]
    row = SideBySide(parts, least_width=WIDTH)
    qtbot.addWidget(row)
    row.resize(room, 300)
    row.show()
    row.layout().activate()
    heights = [part.y() for part in parts]
    assert [heights.count(height) for height in sorted(set(heights))] == rows
