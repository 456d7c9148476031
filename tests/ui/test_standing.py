"""A closed year and lent work in the window: a strip over all pages says what it is, and leads out of it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.borrowed import Borrowed, Kind
from desktop_app.centre import Centre
from desktop_app.safety.backup import back_up
from desktop_app.settings import Settings
from tests.ui import demo_page
from tests.ui.looks import clipped_words, visible_words
from ui.app import Shell
from ui.main_window import MainWindow
from ui.standing import Standing
from ui.workspace import Workspace


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    made = Shell(
        qapp,
        Settings(language="en", theme="light"),
        tmp_path / "settings.toml",
        pages=demo_page.PAGES,
        searches=demo_page.SEARCHES,
    )
    yield made
    made.close()
    made.workspace.worker.end()


def test_a_closed_year_is_opened_under_its_strip_and_left_for_the_centre(
    shell: Shell, centre: Centre, qtbot: QtBot, tmp_path: Path
) -> None:
    made = back_up(centre, reason="year-2025", out=tmp_path / "2025.mahorat-year")
    centre.close()
    shell.workspace.change_settings(data_folder=str(centre.paths.folder))
    shell.folder = made.path
    shell.start()
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=10_000)
    qtbot.waitUntil(lambda: any("Archive of 2025" in words for _widget, words in visible_words(shell.window)))
    assert shell.workspace.settings.data_folder == str(centre.paths.folder)
    shell.workspace.open_requested.emit(None)
    qtbot.waitUntil(lambda: shell.window.page is None, timeout=10_000)
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=10_000)
    assert shell.folder == centre.paths.folder
    assert not any("Archive" in words for _widget, words in visible_words(shell.window))


def test_lent_work_says_whose_it_is_and_until_when(
    workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    window = MainWindow(workspace, pages=demo_page.PAGES, searches=())
    qtbot.addWidget(window)
    lent = Borrowed(3, Kind.COHORT, "MAT-26/11", "Markaz", "Filial", date(2026, 12, 1), date(2026, 11, 20), 0)
    window.set_standing(Standing(borrowed=lent))
    window.rebuild()
    window.show()
    settle()
    (said,) = (words for _widget, words in visible_words(window) if "Lent work" in words)
    assert "MAT-26/11" in said
    assert "01.12.2026" in said
    assert clipped_words(window) == []
