"""The real window, and somebody's hands on its keyboard: on an empty machine, or on a demonstration centre."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.bootstrap import create_centre
from desktop_app.clock import FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.demo.filling import fill_demo
from desktop_app.paths import CentrePaths
from desktop_app.settings import Settings
from tests.journeys.hands import Hands
from tests.ui.looks import nobody_waits_for_ever, show_in_front, wait_until
from ui import theme
from ui.app import Shell
from ui.pages.welcome.page import WelcomePage
from ui.sign_in_page import SignInPage

StartOn = Callable[[Path], AbstractContextManager[Shell]]
SCREEN = (1366, 768)
PEOPLE = 300
NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)


@contextmanager
def started(qapp: QApplication, settings: Settings, settings_folder: Path, data_folder: Path) -> Iterator[Shell]:
    made = Shell(qapp, settings, settings_folder / "settings.toml", data_folder=data_folder)
    made.window.resize(*SCREEN)
    made.start()
    show_in_front(made.window)
    wait_until(lambda: made.window.page or made.window.findChild(WelcomePage) or made.window.findChild(SignInPage))
    if made.workspace.has_centre:
        # The demonstration is the same every day, so its day must be too.
        made.workspace.centre.clock = FixedClock(NOW)
    try:
        yield made
    finally:
        if made.workspace.has_centre:
            # What a test changed needs no backup at its end.
            made.workspace.centre.is_changed_since_backup = False
        made.close()
        made.workspace.worker.end()


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    theme.load_fonts(qapp)
    theme.apply_theme(qapp, "light")
    return qapp


@pytest.fixture(autouse=True)
def no_dialog_waits_for_ever(qapp: QApplication) -> Iterator[None]:
    with nobody_waits_for_ever():
        yield


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up centre, closed; every test works on its own copy."""
    folder = tmp_path_factory.mktemp("demonstration") / "centre"
    centre = create_centre(CentrePaths(folder), DEMONSTRATION, clock=FixedClock(NOW))
    fill_demo(centre, people=PEOPLE, seed=1)
    centre.is_changed_since_backup = False
    centre.close()
    return folder


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """Where nothing is yet."""
    return tmp_path / "centre"


@pytest.fixture
def language() -> str:
    return Settings().language


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path, data_folder: Path, language: str) -> Iterator[Shell]:
    """Started as the program starts itself, until the welcome or the first page is there."""
    with started(qapp, Settings(language=language, theme="light"), tmp_path, data_folder) as made:
        yield made


@pytest.fixture
def start_on(qapp: QApplication, tmp_path: Path, language: str) -> StartOn:
    """Start the program again, on this folder."""
    settings = Settings(language=language, theme="light")
    return lambda folder: started(qapp, settings, tmp_path, folder)


@pytest.fixture
def hands(shell: Shell) -> Hands:
    return Hands(shell)
