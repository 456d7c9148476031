"""A window's ground for tests: a real centre on disk, the worker drained at the end, keys that Qt can type."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.bootstrap import create_centre, open_centre
from desktop_app.centre import Centre
from desktop_app.i18n import set_language
from desktop_app.paths import CentrePaths
from desktop_app.reference.records import NewCentre
from desktop_app.settings import Settings
from tests.ui.looks import nobody_waits_for_ever, wait_until
from ui import rights, theme
from ui.background import Worker
from ui.workspace import Workspace


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Pages are told apart by the texts of the sources, whatever the catalogues hold today."""
    set_language("en")


@pytest.fixture(autouse=True)
def no_dialog_waits_for_ever(qapp: QApplication) -> Iterator[None]:
    with nobody_waits_for_ever():
        yield


@pytest.fixture(autouse=True)
def no_widget_goes_in_the_worker() -> Iterator[None]:
    """As in the program, where the window's thread alone collects: here after each test, when the worker is drained."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def nobody_stays_signed_in() -> Iterator[None]:
    """Whoever took the seat in a test leaves it: the next one may do everything, as in a centre without accounts."""
    yield
    rights.hold(None)


@pytest.fixture(autouse=True)
def no_key_is_held(qapp: QApplication) -> None:
    """Qt remembers Ctrl from the last key of the test before, and a row that is selected then is toggled instead."""
    QTest.keyRelease(QWidget(), Qt.Key.Key_Control)
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    theme.load_fonts(qapp)
    theme.apply_theme(qapp, "light")
    return qapp


@pytest.fixture(scope="session")
def founded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded centre, closed: copied for every test, for migrating takes longer than copying."""
    folder = tmp_path_factory.mktemp("founded") / "centre"
    new = NewCentre("Markaz", "1727", "Karimova Dilnoza", "Nurafshon", staff_name="Yusupova Nargiza")
    create_centre(CentrePaths(folder), new).close()
    return folder


@pytest.fixture
def centre(founded_folder: Path, tmp_path: Path) -> Iterator[Centre]:
    folder = tmp_path / "centre"
    shutil.copytree(founded_folder, folder)
    opened = open_centre(CentrePaths(folder))
    yield opened
    # What a test changed needs no backup at its end.
    opened.is_changed_since_backup = False
    opened.close()


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.drain()
    made.end()


@pytest.fixture
def workspace(centre: Centre, worker: Worker, tmp_path: Path) -> Workspace:
    made = Workspace(worker, Settings(language="en", theme="light"), tmp_path / "settings.toml")
    made.adopt(centre)
    return made


@pytest.fixture
def settle(worker: Worker) -> Callable[[], None]:
    """Waits until the worker has nothing to do and everything was shown."""

    def wait() -> None:
        wait_until(worker.is_idle)
        # What an answer has put off to the next turn of the window may ask for more.
        QApplication.processEvents()
        wait_until(worker.is_idle)

    return wait


def type_text(widget: QWidget, text: str) -> None:
    """Type any letters: qtbot.keyClicks brings the interpreter down with anything beyond ASCII."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


@pytest.fixture(name="type_text")
def type_text_fixture() -> Callable[[QWidget, str], None]:
    return type_text
