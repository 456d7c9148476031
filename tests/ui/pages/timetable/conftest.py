"""A person before the week of a cohort: the fixture ``hands``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.timetable.records import SessionRecord
from tests.timetable.ground import Course, course
from tests.ui.looks import show_in_front, when_asked
from ui.pages.timetable.desk import WeekDesk
from ui.pages.timetable.painting import HEAD_HEIGHT
from ui.pages.timetable.seen import Kind, Whose
from ui.pages.timetable.sheet import Spot
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page
from ui.workspace import Workspace

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Hands:
    """A person before the week of a cohort."""

    page: Page
    desk: WeekDesk
    made: Course
    qtbot: QtBot
    settle: Callable[[], None]

    @property
    def lessons(self) -> list[SessionRecord]:
        return self.made.lessons

    @property
    def said(self) -> str:
        return self.desk.band.text

    def where(self, session_id: int) -> tuple[date, int]:
        lesson = next(lesson for lesson in self.lessons if lesson.id == session_id)
        return lesson.held_on, lesson.place_in_day

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.qtbot.keyClick(self.desk.view, key, held)
        self.settle()

    def carry(self, *keys: Qt.Key) -> None:
        """Arrows while Ctrl is held down; a click of a key would let go of it each time."""
        for key in keys:
            QTest.keyPress(self.desk.view, key, CONTROL)
            QTest.keyRelease(self.desk.view, key)
        self.settle()

    def press_and_answer(
        self,
        key: Qt.Key,
        answer: Callable[[FormDialog], None],
        *,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key of the week, and act in the form that it opens."""

        def act(dialog: FormDialog) -> None:
            answer(dialog)
            self.settle()
            if dialog.isVisible():
                dialog.finish(None)

        when_asked(FormDialog, act)
        self.press(key, held=held)
        self.settle()
        # No window manager gives the window its focus back here.
        show_in_front(self.page)
        self.qtbot.waitUntil(self.desk.view.hasFocus)

    def let_go_of_control(self) -> None:
        QTest.keyRelease(self.desk.view, Qt.Key.Key_Control)
        self.settle()

    def look_at(self, whose: Whose) -> None:
        self.desk.look_at(whose, MONDAY)
        self.settle()

    def point(self, session_id: int) -> QPoint:
        """The middle of a lesson on the screen."""
        frame = self.desk.view._frame()
        placed = next(each for each in frame.sheet.placed if each.lesson.id == session_id)
        box = frame.box_of(placed)
        return QPoint(int(box.x + box.width / 2), int(box.y + box.height / 2) + HEAD_HEIGHT)

    def point_of(self, spot: Spot) -> QPoint:
        box = self.desk.view._frame().box_of_spot(spot)
        return QPoint(int(box.x + box.width / 2), int(box.y + box.height / 2) + HEAD_HEIGHT)


@pytest.fixture
def hands(workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Hands:
    """Three lessons on Monday, three on Tuesday; the cursor on the first that is still to come: Monday's first."""
    workspace.centre.clock = FixedClock(NOW)
    made = course(workspace.centre)
    page = Page(workspace, title="Cohort")
    desk = WeekDesk(workspace)
    page.body.addWidget(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    workspace.notice_requested.connect(lambda text, undo, _link: page.banner.show_outcome(text, undo=undo))
    desk.look_at(Whose(Kind.COHORT, made.cohort_id))
    desk.view.setFocus()
    settle()
    return Hands(page, desk, made, qtbot, settle)
