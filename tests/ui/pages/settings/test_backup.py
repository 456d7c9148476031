"""Backups and the check of the data from the window."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.safety.backup import back_up, backups
from desktop_app.safety.restore import preview_restore
from tests.factories import person, write
from ui.pages.settings.backup import BackupSection
from ui.pages.settings.check import CheckSection
from ui.pages.settings.restore_dialog import RestoreDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def section(workspace: Workspace, qtbot: QtBot, settle: Settle) -> BackupSection:
    made = BackupSection(workspace)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def test_a_backup_made_now_stands_in_the_list_and_at_the_foot_of_the_window(
    section: BackupSection, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    count = len(backups(workspace.centre.paths.backups))
    with qtbot.waitSignal(workspace.backup_made, timeout=30_000):
        section.now_button.click()
    settle()
    assert section.table.view.model().rowCount() == count + 1
    newest = section.table.view.model().index(0, 1).data()
    assert newest == "On demand"


def test_the_look_at_a_backup_tells_what_would_be_lost(
    section: BackupSection, workspace: Workspace, qtbot: QtBot
) -> None:
    record = back_up(workspace.centre, reason="on-demand")
    write(workspace.centre, person())
    dialog = RestoreDialog(section, workspace, preview_restore(workspace.centre.paths, record.path))
    qtbot.addWidget(dialog)
    table = dialog.findChild(type(section.table))
    shown = [[table.view.model().index(0, column).data() for column in range(4)]]
    assert shown == [["Trainees", "1", "0", "−1"]]
    assert isinstance(dialog.yes_button, QPushButton)
    assert not dialog.yes_button.isDefault()


def test_a_file_that_is_no_backup_is_refused_calmly(
    section: BackupSection, workspace: Workspace, settle: Settle
) -> None:
    shown: list[str] = []
    section.show_error = lambda error: shown.append(error.text)  # type: ignore[attr-defined]
    wrong = workspace.centre.paths.folder / "wrong.db"
    wrong.write_bytes(b"not a database at all")
    section._look(wrong)
    settle()
    assert len(shown) == 1


def test_the_check_lists_what_it_looked_for(workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    section = CheckSection(workspace)
    qtbot.addWidget(section)
    section.show()
    section.check_button.click()
    settle()
    model = section.table.view.model()
    assert model.rowCount() > 10
    assert {model.index(row, 1).data() for row in range(model.rowCount())} == {"Nothing found"}
