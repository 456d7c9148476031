"""A restore from the window: the centre is closed, replaced, and opened again in front of the person."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.people.filters import people_page
from desktop_app.people.records import PeopleFilter
from desktop_app.safety.backup import back_up
from desktop_app.settings import Settings
from tests import factories
from tests.ui import demo_page
from ui.app import Shell

OPENED_WITHIN_MS = 20_000


@pytest.fixture
def shell(qapp: QApplication, qtbot: QtBot, founded_folder: Path, tmp_path: Path) -> Iterator[Shell]:
    """A window on an open centre with one person, backed up."""
    shutil.copytree(founded_folder, tmp_path / "centre")
    made = Shell(
        qapp,
        Settings(language="en", theme="light"),
        tmp_path / "settings.toml",
        data_folder=tmp_path / "centre",
        pages=demo_page.PAGES,
        searches=demo_page.SEARCHES,
    )
    made.start()
    qtbot.waitUntil(lambda: made.window.page is not None, timeout=OPENED_WITHIN_MS)
    yield made
    made.close()
    made.workspace.worker.end()


def people(shell: Shell) -> int:
    return len(shell.workspace.centre.read(people_page, wanted=PeopleFilter(), offset=0, limit=10))


def restored(shell: Shell, file: Path, qtbot: QtBot) -> None:
    before = shell.workspace.centre
    shell.workspace.restore_requested.emit(file)
    qtbot.waitUntil(lambda: shell.workspace.centre is not before, timeout=OPENED_WITHIN_MS)
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=OPENED_WITHIN_MS)


def test_a_restored_centre_is_opened_as_the_backup_holds_it(shell: Shell, qtbot: QtBot) -> None:
    file = back_up(shell.workspace.centre, reason="on-demand").path
    factories.write(shell.workspace.centre, factories.person())
    actor = shell.workspace.centre.actor
    restored(shell, file, qtbot)
    assert people(shell) == 0
    assert shell.workspace.centre.actor == actor
    assert file.name in shell.window.page.banner.text


def test_a_refused_backup_leaves_the_centre_as_it_was(shell: Shell, qtbot: QtBot) -> None:
    file = back_up(shell.workspace.centre, reason="on-demand").path
    file.write_bytes(file.read_bytes()[:-100])
    factories.write(shell.workspace.centre, factories.person())
    restored(shell, file, qtbot)
    assert people(shell) == 1
    assert "damaged or changed" in shell.window.page.banner.text
