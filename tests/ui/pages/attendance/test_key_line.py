"""The keys under the register: those of this PC, and none that is cut."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop_app.attendance.records import AttendanceGrid
from tests.ui.pages.attendance.test_keys import USUAL
from ui.pages.attendance.key_line import KeyLine
from ui.pages.attendance.keys import key_map


def line(qtbot: QtBot, width: int, **chosen: str) -> KeyLine:
    grid = AttendanceGrid(1, "A", date(2026, 11, 2), True, (), (), USUAL, {})
    keys = {name.replace("__", "."): key for name, key in chosen.items()}
    made = KeyLine()
    qtbot.addWidget(made)
    made.show_keys(grid, key_map(grid, keys), keys, "hours")
    made.resize(width, made.sizeHint().height())
    return made


def test_every_key_is_named_where_there_is_room(qtbot: QtBot) -> None:
    marks, acts = line(qtbot, 1200, mark__KELMADI="n", rest="w").shown()
    assert [item.keys for item in marks] == [("+", "Space"), (), (), ("N",), ("1–9",)]
    assert [item.keys[0] for item in acts] == ["W", "Shift + mark", "Backspace", "F2", "F4", "a letter", "Ctrl+Z"]


def test_what_has_no_room_is_left_out_whole_and_still_said_to_a_screen_reader(qtbot: QtBot) -> None:
    narrow = line(qtbot, 300)
    marks, acts = narrow.shown()
    assert 0 < len(marks) < 5
    assert 0 < len(acts) < 7
    assert "Ctrl+Z take back" in narrow.accessibleName()
