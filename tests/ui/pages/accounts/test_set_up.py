"""Setting up by the page: nothing is closed before the sheet was tried; then the centre asks who one is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.protection.keys import keys_of
from desktop_app.safety.encrypting import protection_state
from desktop_app.settings import Settings
from tests.ui.looks import clipped_words
from ui import rights
from ui.app import Shell
from ui.navigation import Target
from ui.opening import describe
from ui.pages.accounts.set_up_page import SetUpPage
from ui.sign_in_page import SignInPage

PASSWORD = "togʻ ustida qor bor"


@pytest.fixture
def shell(qapp: QApplication, centre: Centre, tmp_path: Path) -> Iterator[Shell]:
    settings = Settings(language="en", theme="light")
    made = Shell(qapp, settings, tmp_path / "settings.toml", data_folder=centre.paths.folder)
    made.window.show()
    made.take_over(describe(centre))
    yield made
    made.close()
    made.workspace.worker.end()


@pytest.fixture
def page(shell: Shell, qtbot: QtBot) -> SetUpPage:
    shell.window.navigate(Target("accounts"))
    found = shell.window.page
    assert isinstance(found, SetUpPage)
    qtbot.waitUntil(lambda: found.administrator.fields["staff_id"].value == 1, timeout=5_000)
    return found


def code_of(page: SetUpPage) -> str:
    """What somebody reads on the printed sheet."""
    document = pypdfium2.PdfDocument(page._sheet)
    text = document[0].get_textpage().get_text_range()
    document.close()
    return " ".join(re.findall(r"\b[0-9A-Z]{5}\b", text)[:7])


def type_password(page: SetUpPage, password: str, again: str = "") -> None:
    page.administrator.fields["new"].set_value(password)
    page.administrator.fields["again"].set_value(again or password)


def test_a_centre_without_accounts_is_reminded_once_a_week(shell: Shell) -> None:
    assert "Anybody who sits down" in shell.window.page.banner.text
    assert shell.workspace.settings.accounts_put_off == shell.workspace.centre.clock.today().isoformat()


def test_what_is_wrong_is_said_under_its_field(page: SetUpPage, qtbot: QtBot) -> None:
    fields = page.administrator.fields
    assert fields["login"].value == "yusupova"
    type_password(page, "12345678")
    page.make_sheet()
    assert fields["new"].error
    type_password(page, PASSWORD, "another one here")
    page.make_sheet()
    assert fields["again"].error == "This is not the same password."
    assert page.steps.currentWidget() is page.administrator
    assert clipped_words(page) == []


def test_the_sheet_is_tried_and_then_the_centre_is_closed_and_encrypted(
    shell: Shell, page: SetUpPage, qtbot: QtBot
) -> None:
    paths = shell.workspace.centre.paths
    type_password(page, PASSWORD)
    qtbot.keyClick(page.administrator.fields["again"].editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.steps.currentWidget() is page.recovery, timeout=10_000)
    assert clipped_words(page) == []
    code = page.recovery.fields["code"]
    code.set_value("AAAAA BBBBB")
    page.complete()
    qtbot.waitUntil(lambda: bool(code.error), timeout=5_000)
    assert keys_of(paths).is_open
    code.set_value(code_of(page))
    qtbot.keyClick(code.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.window.target == Target("settings", "protection"), timeout=20_000)
    state = protection_state(paths)
    assert (state.is_encrypted, state.has_accounts, state.is_recovery_proved) == (True, True, True)
    assert rights.may("edit_accounts", "protect")
    assert shell.workspace.centre.actor.name == "Yusupova Nargiza"
    shell.sign_out()
    qtbot.waitUntil(lambda: shell.window.findChild(SignInPage) is not None, timeout=10_000)
    panel = shell.window.findChild(SignInPage).panel
    assert panel.findChild(QListWidget).item(0).text() == "Yusupova Nargiza"
    panel.submitted.emit("yusupova", PASSWORD)
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=10_000)


def test_who_puts_it_off_goes_on_as_before(shell: Shell, page: SetUpPage) -> None:
    page.put_off()
    assert shell.window.target.page == "home"
    assert keys_of(shell.workspace.centre.paths).is_open
    assert not rights.are_held()
