"""What readings say of a lesson, without a database."""

from datetime import datetime, timedelta

import pytest

from desktop_app.attendance.scan_rules import DayLesson, DoorKinds, Stay, door_kinds, mark_of
from desktop_app.clock import TASHKENT
from desktop_app.marks.records import Counts, MarkKind, MarkValue
from desktop_app.reference.records import Names
from desktop_app.reference.rules import HALF, MISSED
from tests.factories import rules

START = datetime(2026, 11, 21, 8, 30, tzinfo=TASHKENT)
LESSON = DayLesson(1, 1, START, START + timedelta(minutes=80), 2)


def kind(code: str, counts: Counts) -> MarkKind:
    return MarkKind(code, code[0], counts, Names(code, code, code))


PRESENT, LATE = kind("KELDI", Counts.PRESENT), kind("KECH", Counts.PRESENT)
EXCUSED, ABSENT = kind("SABABLI", Counts.EXCUSED), kind("KELMADI", Counts.ABSENT)
KINDS = DoorKinds(PRESENT, LATE, ABSENT)


def stay(came: int, left: int | None = None) -> Stay:
    """Minutes after the start of the lesson."""
    return Stay(START + timedelta(minutes=came), None if left is None else START + timedelta(minutes=left))


@pytest.mark.parametrize("costs", [HALF, MISSED])
def test_a_lateness_beyond_the_rule_is_noted_with_its_minutes_and_weighed_later(costs: str) -> None:
    strict = rules(late_limit_minutes=40, late_counts_as=costs)
    assert mark_of(LESSON, [stay(50)], KINDS, strict) == MarkValue("KECH", late_minutes=50)


@pytest.mark.parametrize(("came", "costs", "missed"), [(10, MISSED, 1), (50, HALF, 1), (50, MISSED, None)])
def test_who_came_late_and_leaves_early_misses_the_greater_of_the_two(
    came: int, costs: str, missed: int | None
) -> None:
    strict = rules(late_limit_minutes=40, late_counts_as=costs)
    assert mark_of(LESSON, [stay(came, 65)], KINDS, strict) == MarkValue("KELMADI", missed_hours=missed)


def test_the_last_minutes_of_a_lesson_are_no_coming_to_it() -> None:
    assert mark_of(LESSON, [stay(75)], KINDS, rules()) is None
    assert mark_of(LESSON, [stay(74)], KINDS, rules()) == MarkValue("KECH", late_minutes=74)


def test_hours_of_forty_five_minutes_are_rounded_by_their_own_length() -> None:
    long = DayLesson(1, 1, START, START + timedelta(minutes=135), 3)
    assert mark_of(long, [stay(0, 91)], KINDS, rules()) == MarkValue("KELMADI", missed_hours=1)
    assert mark_of(long, [stay(0, 89)], KINDS, rules()) == MarkValue("KELMADI", missed_hours=2)


def test_a_set_without_lateness_notes_the_minutes_with_the_presence() -> None:
    assert door_kinds([PRESENT, ABSENT]) == DoorKinds(PRESENT, PRESENT, ABSENT)


@pytest.mark.parametrize("kinds", [[], [PRESENT], [EXCUSED, ABSENT]])
def test_a_set_without_presence_or_absence_is_not_for_a_door(kinds: list[MarkKind]) -> None:
    assert door_kinds(kinds) is None
