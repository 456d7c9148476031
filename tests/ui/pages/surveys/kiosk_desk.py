"""A kiosk in front, and a person's hands on it."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.surveys.records import SheetRecord, SurveyForm
from desktop_app.surveys.taking import sheet, sheets
from tests.conftest import NOW
from tests.ui.looks import visible_words
from ui.pages.surveys.kiosk import Kiosk
from ui.pages.surveys.kiosk_lock import staff_word
from ui.pages.surveys.kiosk_names import NamesPage
from ui.pages.surveys.kiosk_start import KioskPlan
from ui.workspace import Workspace

Settle = Callable[[], None]
KEY = Qt.Key
WORD = "Salom2026"
PLAN = KioskPlan(staff_word(WORD), idle_s=60, is_by_section=False)
RUSSIAN, ENGLISH = "3", "4"
SCREENS_MOST = 20


class Desk:
    def __init__(self, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
        workspace.centre.clock = FixedClock(NOW)
        self.workspace, self.qtbot, self.settle = workspace, qtbot, settle
        self.kiosk: Kiosk
        self.owner = QWidget()
        self.owner.workspace = workspace  # type: ignore[attr-defined]
        qtbot.addWidget(self.owner)

    def open(self, form: SurveyForm, plan: KioskPlan = PLAN, *, response_id: int | None = None) -> Kiosk:
        self.end()
        self.kiosk = Kiosk(self.owner, form, plan, response_id=response_id)
        self.kiosk.resize(1366, 768)
        self.kiosk.show()
        return self.kiosk

    def press(self, *keys: Qt.Key | str, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """A letter or digit is typed; the worker may end after each."""
        for key in keys:
            focused = self.kiosk.focusWidget()
            assert focused is not None
            if isinstance(key, str):
                self.qtbot.keyClicks(focused, key)
            else:
                self.qtbot.keyClick(focused, key, modifier)
            self.settle()

    def begin(self, language: str = ENGLISH) -> None:
        """Without a name."""
        self.press(language)
        assert isinstance(self.kiosk.front, NamesPage)
        self.kiosk.front.nameless_button.click()
        self.settle()

    def go_on(self) -> Iterator[None]:
        """From screen to screen until the sheet is handed in."""
        for _screen in range(SCREENS_MOST):
            if self.kiosk.front is self.kiosk.sheet_page:
                yield
                self.press(KEY.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)

    def go_on_to_the_end(self) -> None:
        for _screen in self.go_on():
            pass

    def end(self) -> None:
        if hasattr(self, "kiosk"):
            self.kiosk.done(0)
            self.kiosk.deleteLater()

    def sheets(self) -> list[SheetRecord]:
        return self.workspace.centre.read(sheets, round_id=self.kiosk.form.round_id)

    def kept(self) -> dict[str, object]:
        """The answers of the newest sheet."""
        return dict(self.workspace.centre.read(sheet, response_id=self.sheets()[0].id).answers)

    def words(self) -> list[str]:
        return [text for _widget, text in visible_words(self.kiosk)]
