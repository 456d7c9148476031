"""The line under a list says the whole text of what is chosen in it, and nothing where nothing is."""

from pytestqt.qtbot import QtBot

from tests.ui import demo_page
from ui.widgets.chosen_text import chosen_text
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace


def test_the_line_follows_the_choice(workspace: Workspace, qtbot: QtBot) -> None:
    table = RecordTable(workspace, "courses", demo_page.COLUMNS, rows=demo_page.COURSES)
    qtbot.addWidget(table)
    line = chosen_text(table, lambda course: course.code)
    qtbot.addWidget(line)
    assert line.text() == ""
    for place in (0, 1):
        table.select_place(place)
        chosen = table.current()
        assert chosen is not None
        assert line.text() == chosen.code != ""
    table.set_rows(())
    assert line.text() == ""
