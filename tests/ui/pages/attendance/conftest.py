"""A register on a real centre, worked by real keys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.service import grid
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.marks.records import MarkValue
from tests.factories import cohort, enrolment, person, programme, session, write
from tests.ui.looks import show_in_front, when_asked
from ui.pages.attendance.panel import AttendancePanel
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page
from ui.workspace import Workspace

TODAY = datetime(2026, 11, 4, 5, 42, tzinfo=UTC)
SURNAMES = ("Abdullayeva", "Gʻulomova", "Karimova")


@dataclass
class Desk:
    """A cohort of three people with lessons on two days gone by, one today and one to come."""

    page: Page
    panel: AttendancePanel
    centre: Centre
    cohort_id: int
    sessions: list[int]
    enrolments: list[int]
    settle: Callable[[], None]
    qtbot: QtBot
    type_text: Callable[[QWidget, str], None]

    def type(self, text: str) -> None:
        self.type_text(self.panel.register.view, text)
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        # Without a screen nobody gives the window back its place when a form over it is closed.
        show_in_front(self.page)
        self.qtbot.waitUntil(self.page.isActiveWindow)
        self.qtbot.keyClick(self.panel.register.view, key, modifier)
        self.settle()

    def put(self, row: int, column: int) -> None:
        self.panel.register.go_to((row, column))

    def rest(self) -> None:
        """Let the hands rest until the numbers are reckoned."""
        self.qtbot.waitUntil(lambda: not self.panel.marking.people_touched)

    def hold(self, text: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.ShiftModifier) -> None:
        """Type one sign with a modifier held."""
        view = self.panel.register.view
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(view, QKeyEvent(kind, 0, modifier, text))
        self.settle()

    def values(self) -> dict[tuple[int, int], MarkValue]:
        """The marks in the database with all they say, by row and column."""
        marks = self.centre.read(grid, cohort_id=self.cohort_id).marks
        return {(self.enrolments.index(key[0]), self.sessions.index(key[1])): value for key, value in marks.items()}

    def elsewhere(self, row: int, column: int, value: MarkValue | None) -> None:
        """Somebody at another PC marks the cell."""
        change = MarkChange(self.enrolments[row], self.sessions[column], value)
        self.centre.write(set_marks, marks=[change], reason="boshqa xona")

    def on(self, year: int, month: int, day: int) -> None:
        """Another day has come, and the register is opened anew."""
        self.centre.clock = FixedClock(datetime(year, month, day, 5, 42, tzinfo=UTC))
        self.panel.refresh()
        self.settle()

    def in_form(self, act: Callable[[FormDialog], object]) -> None:
        """Do this in the form that comes next."""
        when_asked(FormDialog, act)

    @property
    def place(self) -> tuple[int, int] | None:
        return self.panel.register.marks.place

    @property
    def kept(self) -> dict[tuple[int, int], str]:
        """The marks in the database, by row and column."""
        marks = self.centre.read(grid, cohort_id=self.cohort_id).marks
        return {
            (self.enrolments.index(key[0]), self.sessions.index(key[1])): value.kind_code
            for key, value in marks.items()
        }


@pytest.fixture
def desk(
    workspace: Workspace,
    qtbot: QtBot,
    settle: Callable[[], None],
    type_text: Callable[[QWidget, str], None],
) -> Desk:
    centre = workspace.centre
    centre.clock = FixedClock(TODAY)
    taught = write(centre, programme())
    studied = write(centre, cohort(taught.id))
    people = [write(centre, person(surname=surname, given_name="Zilola", sort_key=surname)) for surname in SURNAMES]
    enrolments = [write(centre, enrolment(studied.id, one.id)).id for one in people]
    days = [date(2026, 11, day) for day in (2, 3, 4, 5)]
    sessions = [write(centre, session(studied.id, held_on=day)).id for day in days]
    page = Page(workspace, title="Cohort")
    panel = AttendancePanel(workspace, studied.id)
    page.body.addWidget(panel)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    settle()
    return Desk(page, panel, centre, studied.id, sessions, enrolments, settle, qtbot, type_text)
