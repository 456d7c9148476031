"""Scenes of the timetable for ``tests.screens``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.timetable.week import Lesson
from ui.pages.cohorts.hub_page import CohortPage
from ui.pages.timetable.assign_dialog import AssignDialog, scopes_around
from ui.pages.timetable.move_dialog import MoveLessonDialog
from ui.pages.timetable.page import TimetablePage
from ui.pages.timetable.panel import HOURS, LIST, WEEK, TimetablePanel
from ui.pages.timetable.shift_dialog import ShiftDialog
from ui.pages.timetable.substitute_dialog import SubstituteDialog
from ui.pages.timetable.teaching_choices import offered

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]


def _panel(stage: "Stage", tab: str) -> TimetablePanel:
    """Of a cohort in the middle of its course."""
    rows = stage.workspace.centre.read(cohorts, states={CohortState.STUDYING}).rows
    longest = max(rows, key=lambda row: row.hours)
    page = stage.page("cohort", (longest.id, "timetable"))
    assert isinstance(page, CohortPage)
    panel = page.host.currentWidget()
    assert isinstance(panel, TimetablePanel)
    panel.tabs.choose(tab)
    stage.settle()
    return panel


def _tab(tab: str) -> Scene:
    def show(stage: "Stage") -> QWidget:
        _panel(stage, tab)
        assert stage.window.page is not None
        return stage.window.page

    return show


def _carried(stage: "Stage") -> QWidget:
    panel = _panel(stage, WEEK)
    panel.desk.go_to_lesson(_open_lesson(panel))
    stage.settle()
    panel.desk.view.carry(days=1, places=2)
    stage.settle()
    assert stage.window.page is not None
    return stage.window.page


def _dialog(make: Callable[[TimetablePanel, Lesson], QWidget]) -> Scene:
    def show(stage: "Stage") -> QWidget:
        panel = _panel(stage, WEEK)
        made = make(panel, _open_lesson(panel))
        stage.settle()
        return made

    return show


def _open_lesson(panel: TimetablePanel) -> Lesson:
    """The first that has no marks yet."""
    assert panel._course is not None
    return next(lesson for lesson in panel._course.lessons if not lesson.is_marked)


def _assign(panel: TimetablePanel, lesson: Lesson) -> QWidget:
    found = offered(panel.workspace.centre, lesson)
    return AssignDialog(panel, scopes_around(lesson), found, begin_with="room", lesson=lesson)


def _board(stage: "Stage") -> QWidget:
    page = stage.page("timetable", "now")
    assert isinstance(page, TimetablePage)
    return page


def _trainer(stage: "Stage") -> QWidget:
    page = stage.page("timetable", ("trainer", 1))
    assert isinstance(page, TimetablePage)
    return page


SCENES: dict[str, Scene] = {
    "timetable-week": _tab(WEEK),
    "timetable-hours": _tab(HOURS),
    "timetable-list": _tab(LIST),
    "timetable-carried": _carried,
    "timetable-move": _dialog(MoveLessonDialog),
    "timetable-assign": _dialog(_assign),
    "timetable-shift": _dialog(ShiftDialog),
    "timetable-substitution": _dialog(
        lambda panel, lesson: SubstituteDialog(panel, lesson, offered(panel.workspace.centre, lesson))
    ),
    "timetable-now": _board,
    "timetable-trainer": _trainer,
}
