"""A server that hangs while the window is closed: it is said, what was typed is waited for, and nobody is held."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from db.models.people import Institution
from db.server import WRITERS_TURN
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.settings import Settings
from tests import factories
from tests.ui import demo_page
from tests.ui.looks import clipped_words, show_in_front, visible_words, when_asked
from ui import way_out
from ui.app import Shell
from ui.opening import describe
from ui.opening_page import OpeningPage
from ui.operations import run_command
from ui.widgets.confirm import ConfirmDialog

LATE_MS = 50
STALLED_WITHIN_S = 10


@pytest.fixture
def shell(qapp: QApplication, served: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """The window on a centre on a server; who waits for a moment is told why."""
    monkeypatch.setitem(OpeningPage.__init__.__kwdefaults__, "late_after_ms", LATE_MS)
    made = Shell(
        qapp,
        Settings(language="en", theme="light"),
        tmp_path / "settings.toml",
        data_folder=served.paths.folder,
        pages=demo_page.PAGES,
        searches=demo_page.SEARCHES,
    )
    show_in_front(made.window)
    made.take_over(describe(served))
    yield made
    made.close()
    made.workspace.worker.end()


@contextmanager
def hanging(centre: Centre) -> Iterator[None]:
    """Another program has the writers' turn and does not give it up."""
    address = centre.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [WRITERS_TURN])
        yield


def add(unit: UnitOfWork) -> None:
    unit.session.add(factories.institution(name="Typed last"))


def words(shell: Shell) -> str:
    return "\n".join(text for _widget, text in visible_words(shell.window))


def test_the_window_waits_for_what_was_typed_and_says_so(
    shell: Shell, served: Centre, other_pc: Centre, qtbot: QtBot
) -> None:
    with hanging(served):
        run_command(shell.window.page, lambda centre: centre.write(add))
        shell.window.close()
        assert shell.window.isVisible()
        qtbot.waitUntil(lambda: "1 change is not saved yet" in words(shell))
        assert "Closing the centre…" in words(shell)
        assert clipped_words(shell.window) == []
    qtbot.waitUntil(lambda: not shell.window.isVisible(), timeout=10_000)
    assert not shell.workspace.has_centre
    assert other_pc.read(lambda unit: unit.session.scalar(select(func.count()).select_from(Institution))) == 1


def test_who_does_not_wait_leaves_by_keys(
    shell: Shell, served: Centre, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[bool] = []
    monkeypatch.setattr(way_out, "end_program", lambda: left.append(True))
    with hanging(served):
        run_command(shell.window.page, lambda centre: centre.write(add))
        shell.window.close()
        qtbot.waitUntil(lambda: "Leave without waiting" in words(shell))
        # It would lose what is not saved yet: Enter by itself does not press it.
        qtbot.keyClick(shell.window.focusWidget() or shell.window, Qt.Key.Key_Return)
        assert not left
        qtbot.keyClick(shell.window.focusWidget() or shell.window, Qt.Key.Key_Tab)
        button = QApplication.focusWidget()
        assert isinstance(button, QPushButton)
        qtbot.keyClick(button, Qt.Key.Key_Return)
        assert left == [True]
    qtbot.waitUntil(lambda: not shell.window.isVisible(), timeout=10_000)


def test_who_insists_is_told_at_once_and_that_all_is_saved(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OpeningPage.__init__.__kwdefaults__, "late_after_ms", 600_000)
    asks, answers = Event(), Event()

    def read() -> None:
        asks.set()
        answers.wait(STALLED_WITHIN_S)

    shell.workspace.worker.submit(shell, read, lambda _: None, lambda _: None)
    asks.wait()
    shell.window.close()
    qtbot.waitUntil(lambda: "Closing the centre…" in words(shell))
    assert "server" not in words(shell)
    shell.window.close()
    qtbot.waitUntil(lambda: "All that you wrote is saved" in words(shell))
    answers.set()
    qtbot.waitUntil(lambda: not shell.window.isVisible(), timeout=10_000)


def test_a_change_that_could_not_be_saved_any_more_is_told(shell: Shell, served: Centre, qtbot: QtBot) -> None:
    told: list[str] = []

    def read(dialog: ConfirmDialog) -> None:
        told.extend(text for _widget, text in visible_words(dialog))
        dialog.accept()

    def refuse(_unit: UnitOfWork) -> None:
        raise Refused("month_closed", "The month was closed meanwhile.")

    when_asked(ConfirmDialog, read)
    with hanging(served):
        run_command(shell.window.page, lambda centre: centre.write(refuse))
        shell.window.close()
    qtbot.waitUntil(lambda: not shell.window.isVisible(), timeout=10_000)
    assert told[:2] == ["Your last change was not saved", "The month was closed meanwhile."]
