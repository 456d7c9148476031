"""The way back of a sheet in the whole window: a scanner types its code, and its lesson is in front."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.attendance.sheet_issue import day_of
from desktop_app.attendance.sheet_records import SheetState
from desktop_app.attendance.sheets import SheetFilter, sheets
from desktop_app.clock import FixedClock
from tests.attendance.printed_sheets import DAYS, Printable, issued, printable
from tests.conftest import NOW
from ui.main_window import MainWindow
from ui.navigation import Target
from ui.pages.attendance.panel import AttendancePanel
from ui.pages.attendance_desk.sheet_dialogs import SheetBackDialog
from ui.pages.cohorts.hub_page import CohortPage
from ui.workspace import Workspace

Settle = Callable[[], None]
TypeText = Callable[[QWidget, str], None]


@pytest.fixture
def course(workspace: Workspace) -> Printable:
    workspace.centre.clock = FixedClock(NOW)
    made = printable(workspace.centre)
    issued(workspace.centre, day_of(made.cohort_id, DAYS[1]))
    return made


@pytest.fixture
def window(workspace: Workspace, course: Printable, settle: Settle) -> Iterator[MainWindow]:
    made = MainWindow(workspace)
    made.resize(1366, 768)
    made.show()
    settle()
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def enter_in_form(monkeypatch: pytest.MonkeyPatch, settle: Settle) -> None:
    """Whoever is asked whether the sheet is back presses Enter."""

    def press(form: QDialog) -> int:
        form.show()
        QTest.keyClick(form, Qt.Key.Key_Return)
        settle()
        form.hide()
        return 0

    monkeypatch.setattr(SheetBackDialog, "exec", press)


def lesson_in_front(window: MainWindow) -> int:
    page = window.page
    assert isinstance(page, CohortPage)
    panel = page.host.currentWidget()
    assert isinstance(panel, AttendancePanel)
    place = panel.register.place
    assert place is not None
    return panel.model.sessions[place[1]].id


@pytest.mark.usefixtures("enter_in_form")
def test_a_code_scanned_into_the_search_of_everything_leads_to_the_lesson(
    window: MainWindow, course: Printable, settle: Settle, type_text: TypeText
) -> None:
    search = window.open_search()
    type_text(search, "DV-2026-000001")
    # The scanner does not wait for an answer.
    QTest.keyClick(search, Qt.Key.Key_Return)
    settle()
    assert lesson_in_front(window) == course.lessons[2]
    (row,) = window.workspace.centre.read(sheets, SheetFilter())
    assert row.state is SheetState.RETURNED


@pytest.mark.usefixtures("enter_in_form")
def test_a_code_scanned_into_the_tab_of_sheets_leads_to_the_lesson(
    window: MainWindow, course: Printable, settle: Settle, type_text: TypeText
) -> None:
    window.navigate(Target("attendance_desk", "sheets"))
    settle()
    box = window.focusWidget()
    assert box is not None
    type_text(box, "2026-1")
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()
    assert lesson_in_front(window) == course.lessons[2]


def test_the_search_waits_for_no_answer_once_it_was_left(
    window: MainWindow, settle: Settle, type_text: TypeText
) -> None:
    before = window.page
    search = window.open_search()
    type_text(search, "DV-2026-000001")
    QTest.keyClick(search, Qt.Key.Key_Return)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    settle()
    assert window.page is before
