"""Looking back from the page of a month: the figures of a past day, and the people that they counted then."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.indicators.model import Behind
from desktop_app.returns.as_known import behind_cell_as_known
from tests.conftest import NOW
from tests.returns.sent import another_finishes
from tests.returns.year import fill_year
from tests.ui.looks import clipped_words, when_asked
from ui.pages.returns import known_dialog
from ui.pages.returns.behind_dialog import BehindDialog
from ui.pages.returns.form_view import FormView
from ui.pages.returns.known_dialog import DIFFERS, KnownDialog
from ui.pages.returns.month_page import MonthPage
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def dialog(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Iterator[KnownDialog]:
    """Three finished by the day of entering, a fourth was entered three days later."""
    centre = workspace.centre
    for moment, enter in ((NOW, fill_year), (NOW + timedelta(days=3), another_finishes)):
        centre.clock = FixedClock(moment)
        enter(centre)
    centre.clock = FixedClock(NOW + timedelta(days=5))
    page = MonthPage(workspace)
    qtbot.addWidget(page)
    made = KnownDialog(page, workspace, date(2026, 10, 1))
    made.show()
    settle()
    yield made
    made.close()


def ask(dialog: KnownDialog, day: str, settle: Settle) -> None:
    dialog.day.editor.clear()
    dialog.day.editor.setText(day)
    dialog.look()
    settle()


def test_it_begins_with_the_day_on_which_the_return_was_due(dialog: KnownDialog) -> None:
    assert dialog.day.value == date(2026, 11, 5)
    assert clipped_words(dialog) == []


def test_the_figures_of_a_day_are_shown_beside_what_changed_since(dialog: KnownDialog, settle: Settle) -> None:
    ask(dialog, (NOW + timedelta(days=1)).strftime("%d.%m.%Y"), settle)
    changed = dialog.tabs.content(DIFFERS)
    assert isinstance(changed, RecordTable)
    told = {(row.form, row.row, row.column): (row.said, row.now) for row in changed.rows_in_sight()}
    assert told["1-PMM", "PMM.PEDAGOG", "month_actual"] == (3, 4)


def test_enter_on_a_figure_lists_whom_it_counted_then(dialog: KnownDialog, qtbot: QtBot, settle: Settle) -> None:
    ask(dialog, (NOW + timedelta(days=1)).strftime("%d.%m.%Y"), settle)
    dialog.tabs.choose("1-PMM")
    form = dialog.tabs.content("1-PMM")
    assert isinstance(form, FormView)
    form.choose_cell("PMM.PEDAGOG", "month_actual")
    listed: list[int] = []

    def look(behind: BehindDialog) -> None:
        listed.append(len(behind.table.rows_in_sight()))
        behind.reject()

    when_asked(BehindDialog, look)
    qtbot.keyClick(form.table.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(listed))
    assert listed == [3]


def test_of_a_long_list_of_that_day_the_first_lines_are_there_at_once_and_then_all(
    dialog: KnownDialog, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(dialog, (NOW + timedelta(days=1)).strftime("%d.%m.%Y"), settle)
    monkeypatch.setattr(known_dialog, "FIRST_LINES", 2)
    read: list[int] = []

    def lines_read(*args: Any, **asked: Any) -> Behind:
        found = behind_cell_as_known(*args, **asked)
        read.append(len(found.rows))
        return found

    monkeypatch.setattr(known_dialog, "behind_cell_as_known", lines_read)
    seen: list[int] = []

    def look(behind: BehindDialog) -> None:
        qtbot.waitUntil(lambda: "first" not in behind._count.text())
        seen.append(behind.table.view.model().rowCount())
        behind.reject()

    when_asked(BehindDialog, look)
    dialog.tabs.choose("1-PMM")
    dialog._open_figure("1-PMM", "PMM.PEDAGOG", "month_actual")
    qtbot.waitUntil(lambda: bool(seen))
    assert (read, seen) == ([2, 3], [3])


def test_a_day_that_is_not_over_is_refused_before_anything_is_asked(dialog: KnownDialog, settle: Settle) -> None:
    ask(dialog, (NOW + timedelta(days=5)).strftime("%d.%m.%Y"), settle)
    assert "yesterday" in dialog.banner.text
    ask(dialog, "31.02.2026", settle)
    assert "31.02.2026" in dialog.banner.text
