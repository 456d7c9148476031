"""The timetable panel: made from the hours with chosen electives, moved, and what is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.models.cohorts import CohortState
from db.models.programmes import Module
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.cohorts.electives import choose_modules
from desktop_app.surveys.cohort_needs import serving_modules
from desktop_app.timetable.service import make_sessions, sessions_of
from tests.factories import cohort, programme, write
from tests.ui.looks import when_asked
from ui.pages.timetable.make_dialog import MakeTimetableDialog
from ui.pages.timetable.move_dialog import MoveLessonDialog
from ui.pages.timetable.panel import TimetablePanel
from ui.widgets.page import Page
from ui.workspace import Workspace

TODAY = datetime(2026, 10, 30, 5, 42, tzinfo=UTC)


@dataclass
class Desk:
    panel: TimetablePanel
    centre: Centre
    cohort_id: int
    qtbot: QtBot
    settle: Callable[[], None]

    def make(self, act: Callable[[MakeTimetableDialog], None]) -> None:
        when_asked(MakeTimetableDialog, act)
        self.panel.make()
        self.settle()


def tick_and_make(desk: Desk) -> Callable[[MakeTimetableDialog], None]:
    def act(dialog: MakeTimetableDialog) -> None:
        dialog.electives.setCurrentIndex(dialog.electives.model().index(1, 0))
        desk.qtbot.keyClick(dialog.electives, Qt.Key.Key_Space)
        desk.settle()
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    return act


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    centre = workspace.centre
    centre.clock = FixedClock(TODAY)
    modules = [
        Module(place=1, title="Asosiy", hours=24),
        Module(place=2, title="Birinchi tanlov", hours=12, is_elective=True),
        Module(place=3, title="Ikkinchi tanlov", hours=12, is_elective=True),
    ]
    taught = write(centre, programme(modules=modules, hours=36))
    studied = write(centre, cohort(taught.id, state=CohortState.PLANNED))
    page = Page(workspace, title="Cohort")
    panel = TimetablePanel(workspace, studied.id)
    page.body.addWidget(panel)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    settle()
    return Desk(panel, centre, studied.id, qtbot, settle)


def test_the_timetable_takes_the_electives_that_were_ticked(desk: Desk) -> None:
    desk.make(tick_and_make(desk))
    lessons = desk.centre.read(sessions_of, cohort_id=desk.cohort_id)
    assert sum(lesson.hours for lesson in lessons) == 36
    assert {lesson.module_title for lesson in lessons} == {"Asosiy", "Ikkinchi tanlov"}
    assert desk.panel.table.view.model().rowCount() == len(lessons)


def test_what_was_decided_for_the_cohort_is_ticked_and_said(desk: Desk) -> None:
    first, second = desk.centre.read(
        lambda unit: [module.id for module in serving_modules(unit, programme_id=1) if module.is_elective]
    )
    desk.centre.write(make_sessions, cohort_id=desk.cohort_id, electives=[first])
    desk.centre.write(choose_modules, cohort_id=desk.cohort_id, module_ids=[second])
    said = []

    def look(dialog: MakeTimetableDialog) -> None:
        said.extend([dialog.electives.choices.chosen, dialog.decision_line.text()])
        dialog.finish(None)

    desk.make(look)
    assert said == [
        (second,),
        "Decided for this cohort: Ikkinchi tanlov. There are lessons with other modules: Birinchi tanlov.",
    ]


def test_the_key_makes_a_timetable_where_there_is_none(desk: Desk) -> None:
    made = []

    def drive(dialog: MakeTimetableDialog) -> None:
        made.append(dialog.windowTitle())
        dialog.finish(None)

    when_asked(MakeTimetableDialog, drive)
    desk.panel.setFocus()
    desk.qtbot.keyClick(desk.panel, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert made == ["Make the timetable"]


def test_hours_that_are_not_chosen_yet_are_said(desk: Desk) -> None:
    said = []

    def act(dialog: MakeTimetableDialog) -> None:
        said.append(dialog.hours_line.text())
        dialog.finish(None)

    desk.make(act)
    assert said == ["0 of 12 hours chosen: the rest stays without a module."]


def test_a_lesson_is_not_moved_to_a_sunday(desk: Desk) -> None:
    desk.make(tick_and_make(desk))
    said = []

    def drive(dialog: MoveLessonDialog) -> None:
        dialog.field("held_on").set_value(date(2026, 11, 8))
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
        desk.settle()
        said.append(dialog.banner.text)
        dialog.finish(None)

    desk.panel.table.select(lambda _lesson: True)
    when_asked(MoveLessonDialog, drive)
    desk.panel.move()
    assert said == ["08.11.2026 is not a working day."]
