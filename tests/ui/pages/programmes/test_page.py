"""Programmes: the form with its sums, the archive with its way back."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.programmes.service import programme as read_programme
from desktop_app.programmes.service import programmes
from tests.factories import programme, write
from ui.pages.programmes.edit_dialog import ProgrammeDialog
from ui.pages.programmes.page import ProgrammesPage
from ui.workspace import Workspace


@dataclass
class Desk:
    page: ProgrammesPage
    centre: Centre
    programme_id: int
    qtbot: QtBot
    settle: Callable[[], None]

    def edit(self, act: Callable[[ProgrammeDialog], None]) -> None:
        def drive() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, ProgrammeDialog)
            self.settle()
            act(dialog)

        QTimer.singleShot(200, drive)
        self.page.edit()
        self.settle()


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    kept = write(workspace.centre, programme())
    page = ProgrammesPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle()
    return Desk(page, workspace.centre, kept.id, qtbot, settle)


def test_the_sums_are_said_while_typing(desk: Desk) -> None:
    said = []

    def act(dialog: ProgrammeDialog) -> None:
        said.append(dialog.sums.text())
        dialog.modules.lines[0].hours.clear()
        desk.qtbot.keyClicks(dialog.modules.lines[0].hours, "20")
        said.append(dialog.sums.text())
        dialog.finish(None)

    desk.edit(act)
    assert said == [
        "The modules make up all 72 hours.",
        "The modules make up 68 hours, but the programme has 72.",
    ]


def test_a_module_that_moves_up_is_taught_earlier(desk: Desk) -> None:
    def act(dialog: ProgrammeDialog) -> None:
        dialog.modules.lines[1].move_wanted.emit(-1)
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    desk.edit(act)
    record = desk.centre.read(read_programme, programme_id=desk.programme_id)
    assert [module.hours for module in record.modules] == [48, 24]


def test_wrong_sums_are_not_saved(desk: Desk) -> None:
    def act(dialog: ProgrammeDialog) -> None:
        dialog.modules.add_line()
        desk.qtbot.keyClicks(dialog.modules.lines[2].title, "Amaliyot")
        desk.qtbot.keyClicks(dialog.modules.lines[2].hours, "10")
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
        desk.settle()
        assert dialog.isVisible()
        dialog.finish(None)

    desk.edit(act)
    assert len(desk.centre.read(read_programme, programme_id=desk.programme_id).modules) == 2


def test_archiving_can_be_taken_back(desk: Desk) -> None:
    desk.page.archive()
    desk.settle()
    assert desk.centre.read(programmes) == []
    undo = next(button for button in desk.page.banner.findChildren(QPushButton) if button.text() == "Undo")
    desk.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    desk.settle()
    assert [row.id for row in desk.centre.read(programmes)] == [desk.programme_id]
