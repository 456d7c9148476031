"""The page of reports in words: chosen, looked at, a number opened by the keyboard, a text checked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.returns.year import fill_year
from tests.ui.looks import clipped_words, when_asked
from tests.ui.pages.narrative.scenes import CHECKED
from ui.pages.narrative.check_dialog import CheckDialog
from ui.pages.narrative.page import PICTURE, NarrativePage
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> NarrativePage:
    fill_year(workspace.centre)
    made = NarrativePage(workspace)
    qtbot.addWidget(made)
    made.resize(1160, 760)
    made.show()
    made.open((2026, 10))
    settle()
    return made


def test_a_report_is_seen_and_each_number_opens_whoever_stands_behind_it(
    page: NarrativePage, qtbot: QtBot, settle: Settle
) -> None:
    assert clipped_words(page) == []
    assert [choice.value for choice in page.template_box.choices][-1] == PICTURE
    page.fields.select(lambda field: field.text == "completed")
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        seen.append(dialog.windowTitle())
        dialog.reject()

    when_asked(QDialog, look)
    qtbot.keyClick(page.fields.view, Qt.Key.Key_Return)
    settle()
    assert len(seen) == 1
    assert seen[0].endswith("7\u00a0nafar")


def test_the_picture_stands_alone(page: NarrativePage, settle: Settle) -> None:
    page.template_box.choose(PICTURE)
    page.make_stale()
    settle()
    assert not page.fields.isVisible()
    page.save_word()
    assert page.banner.isVisible()


def test_a_pasted_text_is_checked(page: NarrativePage, settle: Settle) -> None:
    dialog = CheckDialog(page, page.workspace, page.months.month)
    QGuiApplication.clipboard().setText(CHECKED)
    dialog.paste()
    settle()
    assert dialog.table.view.model().rowCount() == 10
    dialog.deleteLater()
