"""The model of the register without a window."""

from dataclasses import replace
from datetime import date, time

from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.attendance.records import (
    Attendance,
    AttendanceGrid,
    AttendanceRule,
    GridPerson,
    GridSession,
    MarkChange,
)
from desktop_app.marks.records import Counts, MarkKind, MarkValue
from desktop_app.reference.records import Names
from ui.pages.attendance.register_model import RegisterModel

KINDS = (
    MarkKind("KELDI", "+", Counts.PRESENT, Names("Keldi", "", "")),
    MarkKind("SABABLI", "S", Counts.EXCUSED, Names("Sababli", "", "")),
)


def register(**marks: str) -> AttendanceGrid:
    people = tuple(
        GridPerson(number, f"Person {number}", True, None, Attendance(0, 0, 0, 72, AttendanceRule(80)))
        for number in (1, 2)
    )
    lessons = tuple(GridSession(number, date(2026, 11, number), 1, time(9), 2, "") for number in (1, 2, 3))
    kept = {(int(key[1]), int(key[3])): MarkValue(kind) for key, kind in marks.items()}
    return AttendanceGrid(1, "TV-26-001", date(2026, 11, 2), True, lessons, people, KINDS, kept)


def shown(grid: AttendanceGrid) -> RegisterModel:
    model = RegisterModel()
    model.set_grid(grid)
    return model


def test_the_model_keeps_the_promises_of_a_model(qapp: object) -> None:
    model = RegisterModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_grid(register())
    model.show_unsaved(1, [MarkChange(1, 1, MarkValue("KELDI"))])
    model.set_grid(register(p1s1="KELDI"))
    assert tester.model() is model


def test_a_refresh_does_not_hide_a_mark_that_is_still_on_its_way() -> None:
    model = shown(register())
    model.show_unsaved(1, [MarkChange(1, 1, MarkValue("KELDI"))])
    model.set_grid(register(p2s1="SABABLI"))
    assert model.mark_at(0, 0) == MarkValue("KELDI")
    assert model.mark_at(1, 0) == MarkValue("SABABLI")


def test_a_failed_save_gives_back_what_stood_there() -> None:
    model = shown(register(p1s1="SABABLI"))
    model.show_unsaved(1, [MarkChange(1, 1, MarkValue("KELDI"))])
    model.settle(1, [MarkChange(1, 1, MarkValue("KELDI"))], is_saved=False)
    assert model.mark_at(0, 0) == MarkValue("SABABLI")


def test_of_two_saves_on_their_way_the_later_one_is_shown() -> None:
    model = shown(register())
    model.show_unsaved(1, [MarkChange(1, 1, MarkValue("KELDI"))])
    model.show_unsaved(2, [MarkChange(1, 1, MarkValue("SABABLI"))])
    model.settle(1, [MarkChange(1, 1, MarkValue("KELDI"))], is_saved=True)
    assert model.mark_at(0, 0) == MarkValue("SABABLI")


def test_work_begins_in_the_past_when_today_is_marked() -> None:
    assert shown(register(p1s2="KELDI", p2s2="KELDI")).place_to_begin() == (0, 0)


def test_who_came_later_is_not_waited_for_in_the_lessons_before() -> None:
    """So that setting the rest of a lesson present never marks somebody who was not there yet."""
    grid = register()
    later = replace(grid.people[1], listed_on=date(2026, 11, 2))
    model = shown(replace(grid, people=(grid.people[0], later)))
    assert (model.unmarked_in(0), model.unmarked_in(1)) == ([0], [0, 1])
    assert model.progress_in(0) == (0, 1)
    assert model.may_mark(1, 0)
