"""Where the data are: said, and asked before anything is moved."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looks import clipped_words
from ui.pages.settings.server import MoveDialog, ServerSection
from ui.workspace import Workspace

Settle = Callable[[], None]


def test_a_centre_in_a_file_says_so_and_offers_a_server(workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    section = ServerSection(workspace)
    qtbot.addWidget(section)
    section.show()
    section.refresh()
    settle()
    assert section.words.text() == str(workspace.centre.paths.database)
    assert section.back.isHidden()
    assert not section.to_server.isHidden()
    assert clipped_words(section) == []


def test_an_address_that_is_none_is_told_under_its_field(workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    section = ServerSection(workspace)
    qtbot.addWidget(section)
    dialog = MoveDialog(section)
    dialog.address.set_value("mahorat")
    dialog.submit()
    settle()
    assert "postgresql://" in " ".join(_words(dialog.address))


def _words(field: QWidget) -> list[str]:
    return [label.text() for label in field.findChildren(QLabel)]
