"""A registrar marks the lessons of five groups at the keyboard, with slips, a power cut and a second PC beside her."""

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from db.models.cohorts import EnrolmentState
from db.unit_of_work import Actor, UnitOfWork
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import AttendanceGrid, MarkChange
from desktop_app.attendance.service import attendance_of, grid
from desktop_app.attendance.totals import totals
from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.marks.records import MarkValue
from desktop_app.paths import CentrePaths
from tests import factories
from tests.attendance.reckoning import Held, Law, Sums, reckon
from tests.journeys.clerk import BACK, MARKS, UNDO, Mark, Page, keys_of_a_lesson, said
from tests.journeys.hands import Hands
from ui.pages.attendance.dispute_bar import KEEP_KEY, SET_KEY
from ui.pages.attendance.panel import AttendancePanel

if TYPE_CHECKING:
    from tests.journeys.conftest import StartOn

GROUPS, LESSONS, PEOPLE = 5, 3, 22
HOURS, PLANNED = 2, 36
TODAY = date(2026, 11, 19)
MORNING = datetime(2026, 11, 19, 4, tzinfo=UTC)
KEY_TAKES = timedelta(seconds=1 / 8)
CUT_IN, CUT_AFTER_KEYS = (2, 1), 13
OTHERS_KEEP_THEIRS, OTHERS_GIVE_WAY = (3, 1), (4, 2)
MARKED_BY_OTHERS = {15: "SABABLI", 16: "KELDI", 17: "KELMADI", 20: "KECH"}


Place = tuple[int, int]
"""Group and lesson."""


@dataclass(frozen=True)
class Group:
    cohort_id: int
    lessons: Sequence[int]
    enrolments: Sequence[int]


@dataclass
class Day:
    """The hands, the clock that goes with them, and what the clerk has noted by group and lesson."""

    hands: Hands
    groups: Sequence[Group]
    dice: Random
    now: datetime = MORNING
    pages: dict[tuple[int, int], Page] = field(default_factory=dict)

    @property
    def centre(self) -> Centre:
        return self.hands.shell.workspace.centre

    def open(self, place: Place) -> AttendancePanel:
        group, lesson = place
        cohort = self.groups[group]
        self.centre.clock = FixedClock(self.now)
        self.hands.go("cohort", (cohort.cohort_id, "attendance", cohort.lessons[lesson]))
        panel = self.hands.find(AttendancePanel)
        self.hands.wait(lambda: panel.register.place is not None and panel.register.place[1] == lesson)
        self.hands.settle()
        return panel

    def press(self, key: str) -> None:
        self.now += KEY_TAKES
        self.centre.clock = FixedClock(self.now)
        if key in (UNDO, BACK):
            self.hands.press(key)
        else:
            self.hands.write(key)

    def mark(self, place: Place) -> None:
        self.open(place)
        page = self.pages.setdefault(place, Page(PEOPLE))
        for key in keys_of_a_lesson(page, self.dice):
            self.press(key)
            QApplication.processEvents()
        self.hands.settle()

    def kept(self, place: Place) -> dict[int, Mark]:
        """What the file holds of a lesson, by the row of the person."""
        group = self.groups[place[0]]
        shown = self.centre.read(grid, cohort_id=group.cohort_id)
        lesson = group.lessons[place[1]]
        found = {row: shown.marks.get((enrolment, lesson)) for row, enrolment in enumerate(group.enrolments)}
        return {row: (mark.kind_code, mark.missed_hours) for row, mark in found.items() if mark is not None}


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """A centre with five groups that have three lessons today, and nothing marked."""
    folder = tmp_path / "centre"
    centre = create_centre(CentrePaths(folder), DEMONSTRATION, clock=FixedClock(MORNING))
    taught = factories.write(centre, factories.programme(module_hours=(PLANNED,)))
    for group in range(GROUPS):
        centre.write(_add_group, programme_id=taught.id, number=group + 1)
    centre.is_changed_since_backup = False
    centre.close()
    return folder


def _add_group(unit: UnitOfWork, *, programme_id: int, number: int) -> None:
    dates = {"starts_on": TODAY - timedelta(days=3), "ends_on": TODAY + timedelta(days=3)}
    cohort = factories.cohort(programme_id, code=f"G-{number}", **dates)
    people = [factories.person(surname=f"{'ABDEFGHIJKLMNOPQRSTUVXYZabd'[row]}{number}ova") for row in range(PEOPLE)]
    unit.session.add_all([cohort, *people])
    unit.session.flush()
    for place in range(LESSONS):
        begins = time(9 + 2 * place)
        unit.session.add(
            factories.session(cohort.id, held_on=TODAY, place_in_day=place + 1, starts_at=begins, hours=HOURS)
        )
    for person in people:
        studying = {"state": EnrolmentState.STUDYING, "enrolled_on": cohort.starts_on}
        unit.session.add(factories.enrolment(cohort.id, person.id, **studying))


def groups_of(centre: Centre) -> list[Group]:
    def shown(unit: UnitOfWork) -> list[AttendanceGrid]:
        return [grid(unit, cohort_id=one.cohort_id) for one in totals(unit)]

    return [
        Group(one.cohort_id, [lesson.id for lesson in one.sessions], [person.enrolment_id for person in one.people])
        for one in centre.read(shown)
    ]


def test_at_the_end_of_the_day_the_totals_are_those_of_the_keys_that_were_pressed(
    hands: Hands, start_on: "StartOn", tmp_path: Path
) -> None:
    day = Day(hands, groups_of(hands.shell.workspace.centre), Random(7))
    with ExitStack() as shells:
        for place in product(range(GROUPS), range(LESSONS)):
            if place == CUT_IN:
                cut_power(day, place, tmp_path / "after")
                hands.shell = shells.enter_context(start_on(tmp_path / "after"))
                day.pages[place] = page_as_found(day, place)
            if place in (OTHERS_KEEP_THEIRS, OTHERS_GIVE_WAY):
                mark_beside_others(day, place)
            else:
                day.mark(place)
            assert day.kept(place) == day.pages[place].marks
            require_shown(day, place)
        require_totals(day)


def cut_power(day: Day, place: Place, folder: Path) -> None:
    """In the middle of a lesson all that is not on the disk is gone; nothing is closed, nothing folded.

    What the window had shown as saved is in the file, and the file is the page as it was after one of the keys.
    """
    panel = day.open(place)
    page = Page(PEOPLE)
    moments = [dict(page.marks)]
    for key in islice(keys_of_a_lesson(page, day.dice), CUT_AFTER_KEYS):
        day.press(key)
        moments.append(dict(page.marks))
        if day.dice.random() < 0.5:
            QApplication.processEvents()
    shown = {row: panel.model.mark_at(row, place[1]) for row in range(PEOPLE) if panel.model.is_saved_at(row, place[1])}
    day.hands.shell.workspace.worker.drain()
    shutil.copytree(day.centre.paths.folder, folder)
    kept = day.kept(place)
    assert kept in moments
    assert all(kept.get(row) == written(mark) for row, mark in shown.items())
    day.hands.shell.window.hide()


def page_as_found(day: Day, place: Place) -> Page:
    """The clerk goes on with the first who is not marked, where the window puts the cursor by itself."""
    kept = day.kept(place)
    first = next(row for row in range(PEOPLE) if row not in kept)
    assert day.open(place).register.place == (first, place[1])
    return Page(PEOPLE, kept, first)


def mark_beside_others(day: Day, place: Place) -> None:
    """Somebody at another PC marks four people of the lesson that is open here; both values wait for the decision."""
    panel = day.open(place)
    group, page = day.groups[place[0]], Page(PEOPLE)
    others = Centre(day.centre.paths, day.centre.engine, day.centre.clock, Actor(None, "Dilnoza", "PC-2"))
    lesson = group.lessons[place[1]]
    changes = [MarkChange(group.enrolments[row], lesson, MarkValue(kind)) for row, kind in MARKED_BY_OTHERS.items()]
    others.write(set_marks, marks=changes)
    for _row in range(PEOPLE):
        key = day.dice.choice(list(MARKS))
        page.press(key)
        day.press(key)
        QApplication.processEvents()
    day.hands.settle()
    theirs = {row: (kind, None) for row, kind in MARKED_BY_OTHERS.items() if page.marks[row] != (kind, None)}
    assert panel.model.disputed == {(group.enrolments[row], lesson) for row in theirs}
    assert day.kept(place) == page.marks | theirs
    if place == OTHERS_KEEP_THEIRS:
        day.hands.press(KEEP_KEY)
        page.marks |= theirs
    else:
        day.hands.press(SET_KEY)
    day.hands.settle()
    day.pages[place] = page


def require_shown(day: Day, place: Place) -> None:
    """The numbers beside the marks have followed them, though nobody has read the register anew."""
    panel = day.hands.find(AttendancePanel)
    # They are asked for as soon as the hands rest.
    day.hands.wait(lambda: not panel.marking.people_touched)
    registered = day.centre.read(attendance_of, cohort_id=day.groups[place[0]].cohort_id)
    assert {person.enrolment_id: person.attendance for person in panel.model.people} == registered


def require_totals(day: Day) -> None:
    everybody = day.centre.read(lambda unit: {one.cohort_id: dict(one.people) for one in totals(unit)})
    for number, group in enumerate(day.groups):
        registered = day.centre.read(attendance_of, cohort_id=group.cohort_id)
        for row, enrolment_id in enumerate(group.enrolments):
            expected = reckoned(day, number, row)
            for found in (everybody[group.cohort_id][enrolment_id], registered[enrolment_id]):
                assert (found.attended, found.missed, found.unmarked) == (expected.attended, expected.missed, 0)
                assert found.percent_so_far == pytest.approx(float(expected.so_far or 0))
                assert found.percent_best == pytest.approx(float(expected.best or 0))
                assert found.may_still_miss == expected.may_miss
    panel = day.open((GROUPS - 1, 0))
    panel.register.go_to((PEOPLE - 1, 0))
    last = reckoned(day, GROUPS - 1, PEOPLE - 1)
    assert panel.sentence.text().startswith(f"{PLANNED} soatdan {last.attended} soati")
    assert f"yana {last.may_miss} soat" in panel.sentence.text()


def reckoned(day: Day, group: int, row: int) -> Sums:
    marks = {lesson: said(day.pages[group, lesson].marks[row]) for lesson in range(LESSONS)}
    lessons = [Held(TODAY, HOURS)] * LESSONS
    return reckon(lessons, marks, planned=PLANNED, today=TODAY, law=Law(), joined=TODAY)


def written(mark: MarkValue | None) -> Mark | None:
    return None if mark is None else (mark.kind_code, mark.missed_hours)
