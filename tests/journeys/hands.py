"""What a person at the PC does: types, presses keys, clicks, answers the dialogs that come up, and waits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, QKeyCombination, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget
from shiboken6 import isValid

from tests.ui.looks import show_in_front, wait_until
from ui.app import Shell
from ui.navigation import COHORT_STEPS, Target
from ui.widgets.page import Page
from ui.widgets.step_path import StepPath

W = TypeVar("W", bound=QWidget)
Answer = Callable[[QDialog], object]
LOOK_EVERY_MS = 10
MOST_PLACES = 60


@dataclass
class Hands:
    shell: Shell

    def wait(self, condition: Callable[[], object]) -> None:
        wait_until(condition)

    def settle(self) -> None:
        """Until the worker has nothing to do and what it brought is shown."""
        self.wait(self.shell.workspace.worker.is_idle)
        QApplication.sendPostedEvents()

    def find(self, kind: type[W]) -> W:
        """The widget of this kind that is in sight, once there is one."""
        self.wait(lambda: self._seen(kind))
        return self._seen(kind)[0]

    @property
    def page(self) -> Page:
        page = self.shell.window.page
        assert page is not None
        return page

    def go(self, page: str, argument: object = None) -> Page:
        self.shell.window.navigate(Target(page, argument))
        self.settle()
        return self.page

    def step(self, kind: type[W]) -> W:
        """The panel of this kind, reached with the arrows along the path of the cohort that is in front."""
        path = self.find(StepPath)
        path.setFocus()
        for key in ["Left"] * len(COHORT_STEPS) + ["Right"] * len(COHORT_STEPS):
            if self._seen(kind):
                break
            self.press(key)
            self.settle()
            assert path.hasFocus(), "the panel took the focus from whoever walks along the path"
        self.press("Down")
        self.settle()
        return self.find(kind)

    def press(self, *keys: str) -> None:
        """Keys by their names ("Ctrl+N", "Tab"), each to whatever has the focus then."""
        for key in keys:
            stroke: QKeyCombination = QKeySequence(key)[0]
            QTest.keyClick(self._focus(), stroke.key(), stroke.keyboardModifiers())

    def write(self, text: str) -> None:
        """Letter by letter. QTest.keyClicks brings the interpreter down with anything beyond ASCII."""
        for letter in text:
            focus = self._focus()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(focus, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def fill(self, *texts: str) -> None:
        """A form from the field that has the focus on: the text, then Tab; an empty text leaves a field as it is."""
        for text in texts:
            self.write(text)
            self.press("Tab")

    def tab_to(self, wanted: QWidget) -> None:
        """By as many Tabs as it takes, and no more than a form has places."""
        for _place in range(MOST_PLACES):
            if wanted.hasFocus():
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def click(self, words: str, *, among: QWidget | None = None) -> None:
        """The enabled button that begins with these words."""
        place = among or QApplication.activeWindow() or self.shell.window
        buttons = [one for one in place.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        found = [one for one in buttons if one.text().startswith(words)]
        assert found, f"no button {words!r} among {[one.text() for one in buttons]}"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def answer(self, begin: Callable[[], object], answer: Answer) -> None:
        """Begin what asks a question, and answer it; the dialog must be gone afterwards."""
        wrong: list[BaseException] = []
        met: list[QDialog] = []
        before = QApplication.activeModalWidget()
        looking = QTimer()
        looking.setInterval(LOOK_EVERY_MS)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog) or dialog is before:
                return
            looking.stop()
            met.append(dialog)
            try:
                self._answer(dialog, answer)
            except BaseException as error:
                # Raised here it would be lost in Qt, and the dialog would wait for ever.
                wrong.append(error)
                dialog.done(0)

        looking.timeout.connect(look)
        looking.start()
        begin()
        self.wait(lambda: met)
        looking.stop()
        if wrong:
            raise wrong[0]
        self._return_to(before if before is not None and before.isVisible() else self.shell.window)

    def pick(self, begin: Callable[[], object], pick: Callable[[QMenu], object]) -> None:
        """Begin what opens a menu, and walk through it; an unanswered menu is closed and told."""
        wrong: list[BaseException] = []
        met: list[QMenu] = []
        looking = QTimer()
        looking.setInterval(LOOK_EVERY_MS)

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                return
            looking.stop()
            met.append(menu)
            try:
                pick(menu)
                assert not menu.isVisible(), "the menu still waits"
            except BaseException as error:
                # Raised here it would be lost in Qt, and the menu would wait for ever.
                wrong.append(error)
                menu.close()

        looking.timeout.connect(look)
        looking.start()
        begin()
        self.wait(lambda: met)
        if wrong:
            raise wrong[0]
        self._return_to(self.shell.window)

    def _answer(self, dialog: QDialog, answer: Answer) -> None:
        show_in_front(dialog)
        self.wait(lambda: dialog.isActiveWindow() and dialog.focusWidget() is not None)
        self.settle()
        answer(dialog)
        self.wait(lambda: not isValid(dialog) or not dialog.isVisible())

    def _return_to(self, behind: QWidget) -> None:
        """A desktop gives the focus back to the window behind; without a screen there is none to do it."""
        show_in_front(behind)
        self.wait(behind.isActiveWindow)
        self.settle()

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            return popup
        place = QApplication.focusWidget() or QApplication.activeWindow()
        assert place is not None, "nothing has the focus"
        return place

    def _seen(self, kind: type[W]) -> list[W]:
        return [one for one in self.shell.window.findChildren(kind) if one.isVisible()]
