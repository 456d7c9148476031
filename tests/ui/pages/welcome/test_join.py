"""A PC that has no centre yet works on the one of the office's server, from the welcome."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.errors import StorageError
from desktop_app.i18n import N_
from desktop_app.safety import relocating
from desktop_app.settings import Settings
from tests.ui.looks import clipped_words, when_asked
from ui.background import Worker
from ui.join_dialog import JoinDialog
from ui.pages.welcome.page import WelcomePage
from ui.workspace import Workspace

ADDRESS = "postgresql://mahorat@192.168.1.10:5432/mahorat"


@pytest.fixture
def page(worker: Worker, tmp_path: Path, qtbot: QtBot) -> WelcomePage:
    workspace = Workspace(worker, Settings(language="en", theme="light"), tmp_path / "settings.toml")
    page = WelcomePage(workspace, folder=tmp_path / "centre")
    qtbot.addWidget(page)
    page.resize(1000, 1100)
    page.show()
    return page


def test_the_address_of_a_server_is_asked_for_and_the_folder_that_keeps_it_is_opened(
    page: WelcomePage, settle: Callable[[], None], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered(_address: str, *, password: str) -> relocating.ServerAnswer:
        if password != "right":
            raise StorageError("not_let_in", N_("The server does not let this user of the database do that."))
        return relocating.ServerAnswer(is_empty=False, has_centre=True)

    def ask(dialog: JoinDialog) -> None:
        dialog.address.set_value(ADDRESS)
        dialog.password.set_value("wrong")
        dialog.save()
        when_asked(JoinDialog, ask_again)

    def ask_again(dialog: JoinDialog) -> None:
        # Whoever mistyped the password types it anew, and nothing else.
        assert dialog.banner.text
        assert dialog.password.value == ""
        assert dialog.address.value == ADDRESS
        assert dialog.save_button.isEnabled()
        assert clipped_words(dialog) == []
        dialog.password.set_value("right")
        dialog.save()

    monkeypatch.setattr(relocating, "answer_of", answered)
    wanted: list[Path] = []
    page.workspace.open_requested.connect(wanted.append)
    when_asked(JoinDialog, ask)
    page.join_server()
    settle()
    assert wanted == [tmp_path / "centre"]
    assert ADDRESS.partition("@")[2].partition(":")[0] in (tmp_path / "centre" / "server.toml").read_text()
    assert clipped_words(page) == []


def test_an_address_that_is_none_is_told_under_it(page: WelcomePage, settle: Callable[[], None], qtbot: QtBot) -> None:
    def ask(dialog: JoinDialog) -> None:
        dialog.address.set_value("http://server")
        dialog.password.set_value("x")
        dialog.save()
        when_asked(JoinDialog, leave)

    def leave(dialog: JoinDialog) -> None:
        assert "postgresql://" in dialog.address.error
        dialog.done(0)

    when_asked(JoinDialog, ask)
    page.join_server()
