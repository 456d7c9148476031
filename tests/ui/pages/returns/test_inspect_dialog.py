"""Checking somebody's return in the window: by paste, by file, and what cannot be read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looks import clipped_words, show_in_front
from ui.pages.returns.inspect_dialog import InspectDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
WRONG = "Tadbirda 120 nafar rahbar, 340 nafar oʻqituvchi, jami 480 nafar qatnashdi."


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(workspace: Workspace, qtbot: QtBot, owner: QWidget) -> InspectDialog:
    made = InspectDialog(owner, workspace)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_pasted_text_is_looked_through_and_the_finding_is_ready_to_be_copied(
    dialog: InspectDialog, settle: Settle
) -> None:
    QGuiApplication.clipboard().setText(WRONG)
    dialog.paste()
    settle()
    found = dialog.table.current()
    assert found is not None
    assert (found.rule, found.said, found.true) == ("SUM", "480", "460")
    assert "1" in dialog.told.text()
    assert clipped_words(dialog) == []


def test_ctrl_v_inspects_from_the_first_moment_on_and_again_after_a_list(
    dialog: InspectDialog, qtbot: QtBot, settle: Settle
) -> None:
    show_in_front(dialog)
    for text, found in ((WRONG, 1), (WRONG.replace("480", "460"), 0), (WRONG, 1)):
        QGuiApplication.clipboard().setText(text)
        focus = dialog.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert dialog.table.filter_box.text() == ""
        assert len(dialog.table.rows_in_sight()) == found


def test_a_right_file_leaves_an_empty_list_that_says_so(dialog: InspectDialog, settle: Settle, tmp_path: Path) -> None:
    file = tmp_path / "hisobot.txt"
    file.write_text(WRONG.replace("480", "460"), encoding="utf-8")
    dialog.inspect_file(file)
    settle()
    assert dialog.table.current() is None
    assert file.name in dialog.told.text()


def test_what_cannot_be_read_is_told_on_the_banner(dialog: InspectDialog, settle: Settle, tmp_path: Path) -> None:
    dialog.inspect_file(tmp_path / "yoq.xlsx")
    settle()
    assert "yoq.xlsx" in dialog.banner.text


def test_an_empty_clipboard_is_told(dialog: InspectDialog) -> None:
    QGuiApplication.clipboard().clear()
    dialog.paste()
    assert dialog.banner.isVisible()
