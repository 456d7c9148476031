"""The attendance desk on a real centre: what is not marked, who is out of reach, heads, doubts; by keys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.attendance.head_counts import head_lines, set_heads
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from tests import factories
from tests.ui.looks import clipped_words, show_in_front
from ui.navigation import Target
from ui.pages.attendance.panel import AttendancePanel
from ui.pages.attendance_desk.columns import UNMARKED_COLUMNS
from ui.pages.attendance_desk.heads import HeadsPanel
from ui.pages.attendance_desk.page import TABS, AttendanceDeskPage
from ui.pages.attendance_desk.unmarked import UnmarkedPanel
from ui.pages.cohorts.hub_page import CohortPage
from ui.workspace import Workspace

Settle = Callable[[], None]
NOON = datetime(2026, 11, 21, 7, tzinfo=UTC)
YESTERDAY, TODAY = date(2026, 11, 20), date(2026, 11, 21)


@dataclass(frozen=True)
class Group:
    """A cohort of two people, with a lesson of yesterday and two of today; one person missed them all."""

    cohort: int
    lessons: list[int]


@pytest.fixture
def group(workspace: Workspace) -> Group:
    centre = workspace.centre
    centre.clock = FixedClock(NOON)
    taught = factories.write(centre, factories.programme(module_hours=(10,)))
    row = factories.write(centre, factories.cohort(taught.id))
    places = ((YESTERDAY, 1), (TODAY, 1), (TODAY, 2))
    lessons = [
        factories.write(
            centre, factories.session(row.id, held_on=day, place_in_day=place, starts_at=time(8 + place))
        ).id
        for day, place in places
    ]
    for surname in ("Aliyeva", "Boboyeva"):
        person = factories.write(centre, factories.person(surname=surname))
        enrolment = factories.write(centre, factories.enrolment(row.id, person.id))
        if surname == "Boboyeva":
            for lesson in lessons[:2]:
                factories.write(centre, factories.mark(lesson, enrolment.id, kind_code="KELMADI"))
    return Group(row.id, lessons)


@pytest.fixture
def visited(workspace: Workspace) -> list[Target]:
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)
    return targets


@pytest.fixture
def page(workspace: Workspace, group: Group, qtbot: QtBot, settle: Settle) -> AttendanceDeskPage:
    made = AttendanceDeskPage(workspace)
    qtbot.addWidget(made)
    made.resize(1160, 700)
    show_in_front(made)
    settle()
    return made


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifier)


def keep(qtbot: QtBot, settle: Settle) -> None:
    """Enter in a cell: the view takes what was typed when Qt next comes to it."""
    press(qtbot, Qt.Key.Key_Return)
    QApplication.processEvents()
    settle()


def test_what_is_not_marked_stands_there_newest_first_and_has_the_focus(page: AttendanceDeskPage) -> None:
    assert isinstance(page.panel, UnmarkedPanel)
    table = page.panel.table
    rows = [table.view.model().index(place, 0).data(Qt.ItemDataRole.UserRole + 2) for place in range(3)]
    marked = next(column for column in UNMARKED_COLUMNS if column.name == "marked")
    assert [(row.held_on, marked.text(row)) for row in rows] == [
        (TODAY, "0 of 2"),
        (TODAY, "1 of 2"),
        (YESTERDAY, "1 of 2"),
    ]
    assert QApplication.focusWidget() is table.view


def test_enter_goes_to_the_lesson_in_its_register(
    page: AttendanceDeskPage, group: Group, visited: list[Target], qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert visited == [Target("cohort", (group.cohort, "attendance", group.lessons[1]))]


def test_the_keys_go_to_the_list_of_the_tab_that_ctrl_tab_brings_to_the_front(
    page: AttendanceDeskPage, settle: Settle, qtbot: QtBot
) -> None:
    while page.here() != "absences":
        press(qtbot, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.panel.isAncestorOf(focus)


def test_the_board_is_ordered_by_cohort_as_well_and_back(
    page: AttendanceDeskPage, workspace: Workspace, settle: Settle
) -> None:
    centre = workspace.centre
    taught = factories.write(centre, factories.programme(code="ANA"))
    row = factories.write(centre, factories.cohort(taught.id, code="ANA-1"))
    factories.write(centre, factories.enrolment(row.id, factories.write(centre, factories.person()).id))
    factories.write(centre, factories.session(row.id, held_on=date(2026, 11, 10)))
    page.panel.make_stale()
    settle()
    panel = page.panel
    assert isinstance(panel, UnmarkedPanel)
    assert codes(panel)[-1] == "ANA-1"
    panel.order_box.choose("cohort")
    panel.order_box.chosen.emit("cohort")
    assert codes(panel)[0] == "ANA-1"
    panel.order_box.chosen.emit("")
    assert codes(panel)[-1] == "ANA-1"


def codes(panel: UnmarkedPanel) -> list[str]:
    model = panel.table.view.model()
    return [model.index(place, 2).data() for place in range(model.rowCount())]


def test_a_target_narrows_the_board_to_a_cohort(page: AttendanceDeskPage, settle: Settle, qtbot: QtBot) -> None:
    page.open(("unmarked", "YOʻQ"))
    assert isinstance(page.panel, UnmarkedPanel)
    table = page.panel.table
    qtbot.waitUntil(lambda: table.view.model().rowCount() == 0)
    page.open(("unmarked", "MAT-26"))
    qtbot.waitUntil(lambda: table.view.model().rowCount() == 3)


def test_who_is_out_of_reach_is_told_in_a_sentence(
    page: AttendanceDeskPage, group: Group, settle: Settle, visited: list[Target], qtbot: QtBot
) -> None:
    page.open("reach")
    settle()
    assert page.panel.sentence.text().startswith("Boboyeva Zilola Rustam qizi: 0 of 10 hours attended")
    press(qtbot, Qt.Key.Key_Return)
    assert visited == [Target("cohort", (group.cohort, "attendance"))]


def test_all_cohorts_have_their_percentages(page: AttendanceDeskPage, settle: Settle) -> None:
    page.open("cohorts")
    settle()
    row = page.panel.table.view.model().index(0, 0).data(Qt.ItemDataRole.UserRole + 2)
    assert (row.code, row.hours.percent_so_far, row.hours.unmarked) == ("MAT-26/11", 0, 8)


def test_heads_are_typed_one_after_the_other_and_taken_back(
    page: AttendanceDeskPage, centre: Centre, settle: Settle, qtbot: QtBot
) -> None:
    page.open("heads")
    settle()
    assert isinstance(page.panel, HeadsPanel)
    assert QApplication.focusWidget() is page.panel.table.view
    for typed in ("2", "1"):
        press(qtbot, getattr(Qt.Key, f"Key_{typed}"))
        keep(qtbot, settle)
    assert heads(centre) == [2, 1]
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert heads(centre) == [2, None]


def test_no_number_stays_in_the_cell_and_is_told(
    page: AttendanceDeskPage, centre: Centre, settle: Settle, qtbot: QtBot
) -> None:
    page.open("heads")
    settle()
    press(qtbot, Qt.Key.Key_X)
    keep(qtbot, settle)
    assert "“x” is not a number of people." in page.panel.sentence.text()
    assert page.panel.table.view.currentIndex().row() == 0
    assert heads(centre) == [None, None]


def test_what_the_other_pc_counted_meanwhile_stays(
    page: AttendanceDeskPage, centre: Centre, group: Group, settle: Settle, qtbot: QtBot
) -> None:
    page.open("heads")
    settle()
    centre.write(set_heads, session_id=group.lessons[1], people=7, seen=None)
    press(qtbot, Qt.Key.Key_3)
    keep(qtbot, settle)
    assert heads(centre) == [7, None]
    assert "Someone else" in page.banner.text


def test_heads_of_yesterday_are_entered_as_well(page: AttendanceDeskPage, centre: Centre, settle: Settle) -> None:
    page.open("heads")
    settle()
    panel = page.panel
    assert isinstance(panel, HeadsPanel)
    panel.day_box.choose(YESTERDAY)
    panel.day_box.chosen.emit(YESTERDAY)
    settle()
    assert panel.table.view.model().rowCount() == 1


def test_a_count_that_differs_is_doubtful_and_leads_to_the_lesson(
    page: AttendanceDeskPage, centre: Centre, group: Group, settle: Settle, visited: list[Target], qtbot: QtBot
) -> None:
    centre.write(set_heads, session_id=group.lessons[0], people=2, seen=None)
    page.open("doubtful")
    settle()
    assert "2 people were counted in the room, 0 are marked present." in page.panel.sentence.text()
    press(qtbot, Qt.Key.Key_Return)
    assert visited == [Target("cohort", (group.cohort, "attendance", group.lessons[0]))]


@pytest.mark.parametrize("tab", [spec.name for spec in TABS])
def test_no_word_of_any_tab_is_cut(page: AttendanceDeskPage, settle: Settle, tab: str) -> None:
    page.open(tab)
    settle()
    assert page.here() == tab
    assert clipped_words(page) == []


def heads(centre: Centre) -> list[int | None]:
    return [line.heads for line in centre.read(head_lines, day=TODAY)]


def test_the_register_opens_at_the_lesson_and_has_the_focus(
    workspace: Workspace, group: Group, qtbot: QtBot, settle: Settle
) -> None:
    hub = CohortPage(workspace)
    qtbot.addWidget(hub)
    hub.resize(1160, 700)
    show_in_front(hub)
    hub.open((group.cohort, "attendance", group.lessons[1]))
    settle()
    QApplication.processEvents()
    settle()
    panel = hub.host.currentWidget()
    assert isinstance(panel, AttendancePanel)
    assert panel.register.place == (0, 1)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert panel.isAncestorOf(focus)
