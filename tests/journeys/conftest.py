"""The real window on an empty machine, and somebody's hands on its keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.settings import Settings
from tests.journeys.hands import Hands
from ui import theme
from ui.app import Shell

SCREEN = (1366, 768)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    theme.load_fonts(qapp)
    theme.apply_theme(qapp, "light")
    return qapp


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    """Started, as the program starts itself, where nothing was installed or chosen before."""
    made = Shell(qapp, Settings(theme="light"), tmp_path / "settings.toml", data_folder=tmp_path / "centre")
    made.window.resize(*SCREEN)
    made.start()
    made.window.activateWindow()
    yield made
    made.close()
    made.workspace.worker.end()


@pytest.fixture
def hands(shell: Shell, qtbot: QtBot) -> Hands:
    return Hands(shell, qtbot)
