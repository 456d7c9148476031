"""The list of people by name in the window: warned about, encrypted, noted in the register."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.returns.dispatch import dispatches
from desktop_app.returns.named_list import opened
from tests.conftest import NOW
from tests.returns.year import fill_year
from ui.pages.returns.named_list_dialog import NamedListDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def owner(qtbot: QtBot, workspace: Workspace) -> QWidget:
    made = QWidget()
    made.workspace = workspace
    qtbot.addWidget(made)
    return made


def test_the_list_is_warned_about_encrypted_and_noted(
    workspace: Workspace, qtbot: QtBot, owner: QWidget, settle: Settle, tmp_path: Path
) -> None:
    workspace.centre.clock = FixedClock(NOW)
    fill_year(workspace.centre)
    dialog = NamedListDialog(owner, date(2026, 10, 1))
    qtbot.addWidget(dialog)
    settle()
    assert "10 people" in dialog.banner.text
    dialog.field("sent_to").set_value("Boshqarma, 12-sonli xat")
    dialog.field("password").set_value("qisqa")
    dialog.save()
    assert dialog.field("password").error
    dialog.field("password").set_value("uzun va sirli ibora")
    dialog.write(tmp_path / "royxat.xlsx")
    settle()
    assert dialog.outcome.people == 10
    content = (tmp_path / "royxat.xlsx").read_bytes()
    assert not content.startswith(b"PK")
    assert opened(content, "uzun va sirli ibora").startswith(b"PK")
    (line,) = workspace.centre.read(dispatches)
    assert (line.has_names, line.people, line.sent_to) == (True, 10, "Boshqarma, 12-sonli xat")
