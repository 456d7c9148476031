"""The tabs of the step: the hours by module, rooms for everybody at once, a timetable made anew and taken back."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.timetable.moving import remove_session
from tests import factories
from tests.timetable.ground import Course, course
from tests.ui.looks import clipped_words, when_asked
from tests.ui.pages.timetable.conftest import NOW
from ui.pages.cohorts.hub_page import CohortPage
from ui.pages.timetable.assign_dialog import AssignDialog
from ui.pages.timetable.make_dialog import MakeTimetableDialog
from ui.pages.timetable.panel import LIST, TimetablePanel
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def made(workspace: Workspace) -> Course:
    workspace.centre.clock = FixedClock(NOW)
    return course(workspace.centre)


@pytest.fixture
def panel(workspace: Workspace, made: Course, qtbot: QtBot, settle: Settle) -> TimetablePanel:
    page = Page(workspace, title="Cohort")
    shown = TimetablePanel(workspace, made.cohort_id)
    page.body.addWidget(shown)
    qtbot.addWidget(page)
    page.resize(1150, 560)
    page.show()
    settle()
    return shown


def test_hours_that_the_timetable_does_not_reach_are_red(
    panel: TimetablePanel, made: Course, workspace: Workspace, settle: Settle
) -> None:
    assert panel.hours.sentence.text() == "The timetable has all 12 hours of the programme."
    workspace.broadcast(workspace.centre.write(remove_session, session_id=made.lessons[5].id).changes)
    settle()
    words = "The timetable has 10 of 12 hours: 2 hours of the programme have no place in it."
    assert panel.hours.sentence.text() == words
    assert panel.tabs.tabText(1) == "Hours: too few"
    rows = [panel.hours.table.view.model().index(row, 3).data() for row in range(3)]
    assert rows == ["", "−2", "−2"]


def test_marked_lessons_are_held_and_attended_hours(panel: TimetablePanel, made: Course, settle: Settle) -> None:
    made.mark(0)
    panel.make_stale()
    settle()
    model = panel.hours.table.view.model()
    assert [model.index(0, column).data() for column in (1, 2, 4, 5)] == ["4", "4", "2", "2.0"]


def test_all_lessons_get_a_room_at_once_and_lose_it_again(
    panel: TimetablePanel, made: Course, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    room = factories.write(workspace.centre, factories.room())

    def act(dialog: FormDialog) -> None:
        assert isinstance(dialog, AssignDialog)
        dialog.field("room").set_value(room.id)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    when_asked(FormDialog, act)
    panel.assign()
    settle()
    assert {lesson.room for lesson in made.lessons} == {"204-xona"}
    panel.desk.acts.undo()
    settle()
    assert {lesson.room for lesson in made.lessons} == {""}


def test_a_timetable_made_anew_can_be_taken_back(
    panel: TimetablePanel, made: Course, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    workspace.broadcast(workspace.centre.write(remove_session, session_id=made.lessons[5].id).changes)
    settle()
    before = [lesson.id for lesson in made.lessons]

    def act(dialog: FormDialog) -> None:
        assert isinstance(dialog, MakeTimetableDialog)
        # What replaces something is done on purpose: Enter alone is "Cancel", where the focus is.
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()

    when_asked(FormDialog, act)
    panel.make()
    settle()
    assert len(made.lessons) == 6
    panel.desk.acts.undo()
    settle()
    assert [lesson.id for lesson in made.lessons] == before


def test_a_lesson_of_the_list_is_shown_in_its_week(panel: TimetablePanel, made: Course, settle: Settle) -> None:
    panel.tabs.choose(LIST)
    panel.table.select(lambda lesson: lesson.id == made.lessons[4].id)
    panel._show_in_week()
    settle()
    assert panel.desk.view.lesson is not None
    assert panel.desk.view.lesson.id == made.lessons[4].id


def test_the_papers_of_a_group_are_offered(panel: TimetablePanel) -> None:
    menu = panel.papers.menu()
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Timetable of the group: print…",
        "Timetable of the group: as PDF…",
        "Calendar file for a telephone…",
    ]


def test_from_the_path_of_a_cohort_enter_leads_into_the_week(
    workspace: Workspace, made: Course, qtbot: QtBot, settle: Settle
) -> None:
    page = CohortPage(workspace)
    qtbot.addWidget(page)
    page.open((made.cohort_id, "timetable"))
    page.resize(1150, 700)
    page.show()
    settle()
    shown = page.host.currentWidget()
    assert isinstance(shown, TimetablePanel)
    page.path.setFocus()
    qtbot.keyClick(page.path, Qt.Key.Key_Return)
    qtbot.waitUntil(shown.desk.view.hasFocus)
    first = made.lessons[0].id
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyPress(shown.desk.view, key, Qt.KeyboardModifier.ControlModifier)
    settle()
    QTest.keyRelease(shown.desk.view, Qt.Key.Key_Control)
    settle()
    assert next(lesson for lesson in made.lessons if lesson.id == first).held_on == date(2026, 11, 4)


def test_no_word_is_clipped(panel: TimetablePanel) -> None:
    assert clipped_words(panel) == []
