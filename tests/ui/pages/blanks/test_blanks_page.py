"""The page of blanks: received by real keys, written off and brought back, balanced."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.blanks.receipts import receipts
from desktop_app.blanks.records import BlankState
from desktop_app.blanks.stock import blank_count, blanks
from desktop_app.clock import FixedClock
from tests.conftest import NOW
from tests.print_runs.printed import received
from tests.ui.looks import clipped_words, when_asked
from ui.pages.blanks.page import TABS, BlanksPage
from ui.pages.blanks.receipt_dialog import ReceiptDialog
from ui.pages.blanks.receipts import ReceiptsPanel
from ui.pages.blanks.stock import StockPanel
from ui.pages.blanks.write_off_dialog import ActDialog, WriteOffDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> BlanksPage:
    workspace.centre.clock = FixedClock(NOW)
    page = BlanksPage(workspace)
    qtbot.addWidget(page)
    page.resize(1160, 640)
    page.show()
    return page


def test_blanks_are_received_and_taken_back(page: BlanksPage, settle: Settle) -> None:
    def fill(dialog: ReceiptDialog) -> None:
        for name, text in (("letters", "mo"), ("first", "000831"), ("last", "000930"), ("document", "Yuk xati 12")):
            dialog.field(name).set_value(text)
        dialog.save()

    settle()
    panel = page.panel
    assert isinstance(panel, ReceiptsPanel)
    when_asked(ReceiptDialog, fill)
    panel.add()
    settle()
    centre = page.workspace.centre
    assert [receipt.text for receipt in centre.read(receipts)] == ["MO 000831 – MO 000930"]
    panel.table.select_place(0)
    panel.take_back()
    settle()
    assert centre.read(receipts) == []


def test_a_receipt_that_came_twice_is_told_under_its_number(page: BlanksPage, settle: Settle, qtbot: QtBot) -> None:
    received(page.workspace.centre)
    dialog = ReceiptDialog(page)
    qtbot.addWidget(dialog)
    for name, text in (("letters", "MO"), ("first", "000840"), ("last", "000850"), ("document", "Yuk xati 13")):
        dialog.field(name).set_value(text)
    dialog.save()
    settle()
    assert "Yuk xati 12" in dialog.field("first").error


def test_blanks_are_written_off_by_their_numbers_and_left_again(page: BlanksPage, settle: Settle) -> None:
    centre = page.workspace.centre
    received(centre)
    page.open("stock")
    settle()
    panel = page.panel
    assert isinstance(panel, StockPanel)

    def fill(dialog: WriteOffDialog) -> None:
        for name, text in (("letters", "MO"), ("first", "000832"), ("last", "000833"), ("reason", "Suv tegdi")):
            dialog.field(name).set_value(text)
        dialog.save()

    when_asked(WriteOffDialog, fill)
    panel.write_off()
    settle()
    assert centre.read(blank_count, state=BlankState.SPOILED) == 2
    panel.state.choose(BlankState.SPOILED)
    panel.refresh()
    settle()
    panel.table.view.selectAll()
    when_asked(ActDialog, lambda dialog: (dialog.field("act_number").set_value("17"), dialog.save()))
    panel.note_act()
    settle()
    assert {blank.act_number for blank in centre.read(blanks, state=BlankState.SPOILED)} == {"17"}
    panel.table.view.selectAll()
    panel.restore()
    settle()
    assert centre.read(blank_count, state=BlankState.LEFT) == 30


@pytest.mark.parametrize("name", [spec.name for spec in TABS])
def test_no_tab_clips_a_word_or_traps_the_keyboard(page: BlanksPage, settle: Settle, name: str) -> None:
    received(page.workspace.centre)
    page.open(name)
    settle()
    assert clipped_words(page) == []
    focus = page.first_focus()
    assert focus is not None
    assert (focus.focusProxy() or focus).focusPolicy() != Qt.FocusPolicy.NoFocus
