"""The start of the window: the first picture is light, the welcome leads to a centre, a second start is no error."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.errors import StorageError
from desktop_app.settings import Settings
from tests.ui import demo_page
from tests.ui.looks import visible_words, when_asked
from ui.app import Shell
from ui.failures import CrashWindow
from ui.first_window import FirstWindow, raise_first_window
from ui.opening import describe
from ui.pages.welcome.page import WelcomePage
from ui.widgets.confirm import ConfirmDialog

HEAVY = ("sqlalchemy", "alembic", "openpyxl", "xlsxwriter", "reportlab", "pypdfium2")
FIRST_PICTURE = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QFileDialog
from desktop_app.settings import Settings
from ui.app import Shell
from ui.opening_page import OpeningPage

app = QApplication([])
shell = Shell(app, Settings(language="en"), Path(sys.argv[1]))
shell.window.show_front(OpeningPage)
shell.window.show()
shell.window.grab()
print([name for name in {HEAVY} if name in sys.modules])
"""


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    made = Shell(
        qapp,
        Settings(language="en", theme="light"),
        tmp_path / "settings.toml",
        data_folder=tmp_path / "new",
        pages=demo_page.PAGES,
        searches=demo_page.SEARCHES,
    )
    yield made
    made.close()
    made.workspace.worker.end()


def test_nothing_heavy_is_imported_before_the_first_picture(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, str(tmp_path / "settings.toml")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    assert done.stdout.strip() == "[]"


def test_a_folder_without_a_centre_leads_to_the_welcome_and_from_there_to_the_first_page(
    shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    shell.start()
    qtbot.waitUntil(lambda: shell.window.findChild(WelcomePage) is not None, timeout=10_000)
    form = shell.window.findChild(WelcomePage).form
    values = {
        "region_code": "1727",
        "name": "Markaz",
        "director": "Karimova Dilnoza",
        "address": "Nurafshon",
        "staff_name": "Yusupova Nargiza",
        "folder": tmp_path / "new",
    }
    for field in form.fields:
        field.set_value(values.get(field.name))
    shell.window.findChild(WelcomePage).create()
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=20_000)
    assert shell.workspace.centre.actor.name == "Yusupova Nargiza"
    assert shell.workspace.settings.data_folder == str(tmp_path / "new")


def test_a_welcome_with_an_empty_field_stays_and_says_what_is_missing(shell: Shell) -> None:
    shell.welcome()
    page = shell.window.findChild(WelcomePage)
    page.create()
    assert page.form.fields[0].error == "This field must be filled in."
    assert not shell.workspace.has_centre


def test_a_centre_in_another_folder_is_opened_from_the_welcome(
    shell: Shell, founded_folder: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(founded_folder, tmp_path / "other")
    # The dialog belongs to the desktop; only its answer is ours.
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    shell.welcome()
    shell.window.findChild(WelcomePage).open_existing()
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=20_000)
    assert shell.folder == folder


def test_a_centre_that_opens_while_the_welcome_is_made_anew_is_not_lost(
    shell: Shell, founded_folder: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(founded_folder, tmp_path / "other")
    shell.welcome()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_kwargs: str(tmp_path / "other"))
    page, gate = shell.window.findChild(WelcomePage), Event()
    shell.workspace.worker.submit(shell, gate.wait, lambda _: None, lambda _: None)
    page.open_existing()
    assert not any(button.isEnabled() for button in page._buttons)
    shell.workspace.change_settings(theme="dark")
    qtbot.waitUntil(lambda: not shiboken6.isValid(page))
    gate.set()
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=10_000)
    assert shell.folder == tmp_path / "other"


def test_the_way_back_from_an_open_centre_leads_to_the_choice_and_to_the_same_centre_again(
    shell: Shell, founded_folder: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.folder = shutil.copytree(founded_folder, tmp_path / "left")
    shell.open()
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=20_000)
    shell.workspace.welcome_requested.emit()
    qtbot.waitUntil(lambda: shell.window.findChild(WelcomePage) is not None, timeout=20_000)
    assert not shell.workspace.has_centre
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "left"))
    shell.window.findChild(WelcomePage).open_existing()
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=20_000)
    assert shell.folder == tmp_path / "left"


def test_the_name_of_the_centre_is_guessed_from_the_region(shell: Shell) -> None:
    shell.welcome()
    region, _director, name, *_rest = shell.window.findChild(WelcomePage).form.fields
    region.set_value("1727")
    region.edited.emit()
    assert name.is_guess
    assert "Tashkent" in name.value


def test_a_change_of_theme_and_language_keeps_the_place(
    shell: Shell, centre: Centre, settle: Callable[[], None], qtbot: QtBot
) -> None:
    shell.take_over(describe(centre))
    before = shell.window.page
    shell.workspace.change_settings(theme="dark", language="ru")
    assert shell.window.page is not before
    assert shell.window.target.page == "demo"
    shell.workspace.change_settings(theme="light", language="en")
    qtbot.waitUntil(shell.workspace.worker.is_idle, timeout=10_000)
    shell.workspace.adopt(None)


def test_a_centre_on_its_way_out_is_not_read_again(shell: Shell, centre: Centre, qtbot: QtBot) -> None:
    shell.take_over(describe(centre))
    shell.leave()
    # As a backup that has just ended says it.
    shell.workspace.backup_made.emit()
    qtbot.waitUntil(lambda: shell.workspace.worker.is_idle() and not shell.workspace.has_centre)
    assert centre.engine.pool.checkedin() == 0


def test_a_closing_that_fails_is_told_and_the_program_ends_all_the_same(
    shell: Shell, centre: Centre, qtbot: QtBot
) -> None:
    def fill_the_disk() -> None:
        raise StorageError("disk_full", "The disk is full.")

    told: list[str] = []

    def read(dialog: ConfirmDialog) -> None:
        told.extend(text for _widget, text in visible_words(dialog))
        dialog.accept()

    centre.when_closing(fill_the_disk)
    shell.take_over(describe(centre))
    when_asked(ConfirmDialog, read)
    shell.close()
    assert told == ["Your work is saved, but the centre was not closed properly", "The disk is full.", "Close"]
    assert not shell.workspace.has_centre


def test_after_a_mistake_at_opening_there_are_ways_on(shell: Shell, qtbot: QtBot) -> None:
    told: list[str] = []

    def read(window: CrashWindow) -> None:
        told.append(window._report)
        window.accept()

    when_asked(CrashWindow, read)
    shell._not_opened(LookupError("no such module"))
    assert "LookupError" in told[0]
    shell.window.show()
    words = {text for _widget, text in visible_words(shell.window)}
    assert {"The centre could not be opened", "Try again", "Choose another centre"} <= words


def test_a_second_start_raises_the_first_window(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    called: list[bool] = []
    assert not raise_first_window(tmp_path)
    first = FirstWindow(tmp_path, lambda: called.append(True))
    assert raise_first_window(tmp_path)
    qtbot.waitUntil(lambda: called == [True], timeout=2_000)
    first.close()
