"""Somebody with a letter of the office in the clipboard: checked, read line by line, and the figure behind opened."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel

from desktop_app.narrative.typed import Standing
from tests.journeys.hands import Hands
from tests.journeys.sights import english_left_over, faults
from ui.app import Shell
from ui.pages.narrative.check_dialog import CheckDialog
from ui.pages.narrative.page import NarrativePage
from ui.pages.people.card_page import PersonPage
from ui.pages.returns.behind_dialog import BehindDialog

LETTER = """2026-yil hisoboti.

Yil boshidan 3 nafar tinglovchi kursni tamomladi.
Ikki tuman: Olot, Kogon, Peshku tumanlari tanlovda qatnashdi.
Kurslarda 120 nafar rahbar, 340 nafar oʻqituvchi, jami 480 nafar qatnashdi."""


@pytest.fixture
def data_folder(demonstration: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demonstration, tmp_path / "centre"))


def words_under(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_a_pasted_letter_is_read_from_finding_to_finding_by_keys(shell: Shell, hands: Hands) -> None:
    english = english_left_over("uz_Latn")

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, CheckDialog)
        # Nothing is pasted yet: the key says so.
        QGuiApplication.clipboard().clear()
        hands.press("Ctrl+V")
        hands.settle()
        assert dialog.banner.isVisible()
        QGuiApplication.clipboard().setText(LETTER)
        hands.press("Ctrl+V")
        hands.settle()
        assert not dialog.banner.isVisible()
        assert dialog.table.view.hasFocus()
        lines = dialog.table.rows_in_sight()
        assert [line.place for line in lines[:2]] == ["4-qator", "5-qator"]
        assert "Ikki tuman: Olot, Kogon, Peshku" in words_under(dialog)
        assert list(faults(dialog, english)) == []
        hands.press("Down")
        assert "jami 480 nafar" in words_under(dialog)
        hands.press("Return")
        assert dialog.banner.isVisible()
        _to_what_differs(dialog, hands)
        hands.answer(lambda: hands.press("Return"), lambda behind: _leave(behind, hands))
        assert dialog.isVisible()
        hands.press("Esc")

    page = hands.go("narrative")
    assert isinstance(page, NarrativePage)
    hands.answer(lambda: hands.press("Ctrl+T"), read)


def test_from_the_figure_behind_one_gets_to_a_person_and_the_windows_are_gone(shell: Shell, hands: Hands) -> None:
    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, CheckDialog)
        QGuiApplication.clipboard().setText(LETTER)
        hands.press("Ctrl+V")
        hands.settle()
        _to_what_differs(dialog, hands)
        hands.answer(lambda: hands.press("Return"), lambda _behind: hands.press("Return"))

    hands.go("narrative")
    hands.answer(lambda: hands.press("Ctrl+T"), read)
    hands.settle()
    assert isinstance(hands.page, PersonPage)


def _to_what_differs(dialog: CheckDialog, hands: Hands) -> None:
    for _line in dialog.table.rows_in_sight():
        line = dialog.table.current()
        if line is not None and line.number is not None and line.number.standing is Standing.DIFFERS:
            return
        hands.press("Down")
    raise AssertionError([(line.kind, line.said) for line in dialog.table.rows_in_sight()])


def _leave(behind: QDialog, hands: Hands) -> None:
    assert isinstance(behind, BehindDialog)
    assert behind.table.rows_in_sight()
    hands.press("Esc")
