"""What the lock is made of: out of sight is out of sight, idle is idle, the clipboard forgets, the system is heard."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from tests.ui.looks import show_in_front, visible_words
from ui.lock_clipboard import ForgetfulClipboard
from ui.lock_idle import IdleWatch
from ui.lock_shutter import TITLE, Shutter
from ui.lock_system import SystemLock

NAME = "Karimova Dilnoza Shavkatovna"


class Form(QDialog):
    """A dialog with a person's name in its title, on a label and in a line."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(NAME)
        self.line = QLineEdit(NAME, self)
        self.late = QLabel(NAME, self)
        self.pressed = 0
        column = QVBoxLayout(self)
        for part in (QLabel(NAME), self.line, self.late):
            column.addWidget(part)
        self.late.hide()
        action = QAction(self.line)
        action.setShortcut("Ctrl+N")
        action.triggered.connect(self._count)
        self.line.addAction(action)

    def _count(self) -> None:
        self.pressed += 1


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    made = Form()
    qtbot.addWidget(made)
    show_in_front(made)
    made.line.setFocus()
    return made


@pytest.fixture
def shutter(qapp: QApplication, qtbot: QtBot) -> Iterator[Shutter]:
    spared = QDialog()
    qtbot.addWidget(spared)
    made = Shutter()
    made.close(spared)
    made.open()
    yield made
    made.open()


def words(form: Form) -> list[str]:
    return [form.windowTitle(), *(text for _widget, text in visible_words(form))]


def test_a_shut_window_shows_nothing_and_opens_as_it_was(form: Form, shutter: Shutter, qtbot: QtBot) -> None:
    spared = QDialog()
    qtbot.addWidget(spared)
    form.line.setText("typed")
    shutter.close(spared)
    assert words(form) == [TITLE]
    assert not form.line.isVisible()
    assert form.isVisible()
    shutter.open()
    assert words(form) == [NAME, NAME]
    assert form.line.text() == "typed"
    assert form.focusWidget() is form.line


def test_what_shows_itself_behind_the_lock_stays_out_of_sight_until_it_is_opened(
    form: Form, shutter: Shutter, qtbot: QtBot
) -> None:
    spared = QDialog()
    qtbot.addWidget(spared)
    shutter.close(spared)
    form.late.show()
    form.setWindowTitle("Somebody else")
    with qtbot.waitSignal(shutter.intruded):
        second = Form()
        qtbot.addWidget(second)
        second.show()
    assert words(form) == words(second) == [TITLE]
    shutter.open()
    assert form.late.isVisible()
    assert words(form) == ["Somebody else", NAME, NAME]
    assert words(second) == [NAME, NAME]


def test_keys_of_a_shut_window_do_nothing(form: Form, shutter: Shutter, qtbot: QtBot) -> None:
    qtbot.keyClick(form, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert form.pressed == 1
    spared = QDialog()
    qtbot.addWidget(spared)
    shutter.close(spared)
    qtbot.keyClick(form, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert form.pressed == 1


def test_the_choice_of_a_file_is_left_for_it_shows_names_of_files(shutter: Shutter, qtbot: QtBot) -> None:
    choice, spared = QFileDialog(), QDialog()
    qtbot.addWidget(choice)
    qtbot.addWidget(spared)
    choice.show()
    shutter.close(spared)
    assert not choice.isVisible()


def test_a_touch_puts_the_end_of_the_idle_time_off(form: Form, qtbot: QtBot) -> None:
    watch = IdleWatch()
    watch.start(80)
    for _touch in range(4):
        qtbot.wait(40)
        qtbot.keyClick(form.windowHandle(), Qt.Key.Key_A)
        assert watch._since_touch.elapsed() < 40
    with qtbot.waitSignal(watch.idle, timeout=2_000):
        pass
    watch.stop()


def test_what_was_copied_here_is_forgotten_after_a_while(form: Form, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    forgetful = ForgetfulClipboard(after_ms=30)
    clipboard.setText(NAME)
    assert clipboard.text() == NAME
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=2_000)
    forgetful.end()


def test_what_another_program_copied_stays(form: Form, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    forgetful = ForgetfulClipboard(after_ms=60_000)
    clipboard.setText(NAME)
    # As another program does: without a word to this one.
    clipboard.blockSignals(True)
    clipboard.setText("of another")
    clipboard.blockSignals(False)
    forgetful.forget()
    assert clipboard.text() == "of another"
    forgetful.end()


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a bus of our own, where the test plays the system."""
    started = subprocess.run(
        ["dbus-daemon", "--session", "--fork", "--print-address=1", "--print-pid=1"],
        capture_output=True,
        text=True,
        check=True,
    )
    address, pid = started.stdout.split()
    yield address
    for name in ("the system", "the program"):
        QDBusConnection.disconnectFromBus(name)
    os.kill(int(pid), 15)


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no D-Bus here")
def test_a_screen_that_the_system_locks_is_heard(bus: str, qapp: QApplication, qtbot: QtBot) -> None:
    system = SystemLock()
    ours = QDBusConnection.connectToBus(bus, "the program")
    system.listen_on(system=ours, session=ours)
    message = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
    message.setArguments([True])
    with qtbot.waitSignal(system.locked, timeout=2_000):
        QDBusConnection.connectToBus(bus, "the system").send(message)
    system.end()
