"""Any table's "To Excel": what is in sight, as it stands there, as numbers and dates; journaled."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop_app.accounts.journal import JournalFilter, journal_page
from tests import factories
from tests.ui import demo_page
from tests.ui.looks import show_in_front
from ui import files
from ui.models.table_model import Column
from ui.pages.people.list_page import PeoplePage
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    out = tmp_path / "roʻyxat.xlsx"
    # The system's own file dialog cannot be driven by a test.
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_arguments: (str(out), ""))
    return out


@pytest.fixture
def table(workspace: Workspace, qtbot: QtBot) -> RecordTable[demo_page.Course]:
    made: RecordTable[demo_page.Course] = RecordTable(workspace, "courses", demo_page.COLUMNS, rows=demo_page.COURSES)
    qtbot.addWidget(made)
    made.resize(900, 400)
    show_in_front(made)
    return made


def rows_of(file: Path) -> list[list[Any]]:
    """The rows under the heading: the titles first."""
    with CalamineWorkbook.from_path(file) as book:
        rows = book.get_sheet_by_index(0).to_python()
    return rows[3:]


def test_rows_and_columns_stand_as_they_are_seen(
    table: RecordTable[demo_page.Course], target: Path, qtbot: QtBot, settle: Settle
) -> None:
    table.view.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    table.view.horizontalHeader().moveSection(3, 0)
    table.view.setColumnHidden(4, True)
    table.filter_box.setText("RS 26")
    qtbot.wait(200)
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    titles, first, *_rest = rows_of(target)
    assert titles == ["People", "Code", "Programme", "Starts on"]
    assert first == [39.0, "RS-26-06", "Aniq fanlar oʻqitish metodikasi", date(2026, 11, 8)]


def test_an_export_stands_in_the_journal_and_on_the_banner(
    table: RecordTable[demo_page.Course], workspace: Workspace, target: Path, settle: Settle
) -> None:
    notices: list[str] = []
    workspace.notice_requested.connect(lambda text, _undo, _link: notices.append(text))
    table.export_button.click()
    settle()
    assert target.name in notices[0]
    (entry,) = workspace.centre.read(journal_page, JournalFilter(entity="list"), offset=0, limit=5)
    assert {change.field: change.after for change in entry.changes}["rows"] == len(demo_page.COURSES)


def test_text_that_looks_like_a_formula_stays_text(
    workspace: Workspace, qtbot: QtBot, target: Path, settle: Settle
) -> None:
    columns = (Column[str]("name", "Name", lambda text: text),)
    table = RecordTable(workspace, "names", columns, rows=["=1+1", "@SUM(A1)"])
    qtbot.addWidget(table)
    table.export()
    settle()
    assert rows_of(target)[1:] == [["=1+1"], ["@SUM(A1)"]]


def test_an_empty_table_has_nothing_to_export(workspace: Workspace, qtbot: QtBot) -> None:
    table: RecordTable[demo_page.Course] = RecordTable(workspace, "courses", demo_page.COLUMNS)
    qtbot.addWidget(table)
    assert not table.export_button.isEnabled()
    table.set_rows(demo_page.COURSES)
    assert table.export_button.isEnabled()


def test_a_list_fetched_by_pages_is_exported_whole(
    workspace: Workspace, qtbot: QtBot, target: Path, settle: Settle
) -> None:
    surnames = [f"Aliyeva{letter}" for letter in "abcde"]
    for surname in surnames:
        factories.write(workspace.centre, factories.person(surname=surname))
    page = PeoplePage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.table.export()
    settle()
    titles, *rows = rows_of(target)
    assert "Surname, name, patronymic" in titles
    assert [row[0].split()[0] for row in rows] == surnames
