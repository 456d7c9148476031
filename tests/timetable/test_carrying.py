"""Carrying a lesson about a week: looked at first, put down, exchanged, refused."""

from datetime import date, time

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.timetable.carrying import Carry, carry_lesson, preview_carry
from desktop_app.timetable.changes import undo_change
from desktop_app.timetable.clash_records import LessonsClash
from desktop_app.timetable.slots import slots_of
from tests import factories
from tests.timetable.ground import Course, course

WEDNESDAY = date(2026, 11, 4)
TUESDAY = date(2026, 11, 3)


def carry(made: Course, place: int, day: date, place_in_day: int) -> Carry:
    lesson = made.lessons[place]
    return Carry(lesson.id, lesson.version, day, place_in_day)


def test_a_lesson_is_carried_to_a_free_place_and_back(centre: Centre) -> None:
    made = course(centre)
    wanted = carry(made, 0, WEDNESDAY, 2)
    look = centre.read(preview_carry, wanted)
    assert (look.swaps_with, look.clashes) == (0, ())
    change = centre.write(carry_lesson, wanted).value
    assert made.lessons[-1].held_on == WEDNESDAY
    centre.write(undo_change, change_id=change)
    assert made.lessons[0].id == wanted.session_id


def test_at_a_taken_place_two_lessons_of_a_cohort_change_places(centre: Centre) -> None:
    made = course(centre)
    first, fourth = made.lessons[0], made.lessons[3]
    wanted = Carry(first.id, first.version, fourth.held_on, fourth.place_in_day)
    assert centre.read(preview_carry, wanted).swaps_with == fourth.id
    centre.write(carry_lesson, wanted)
    assert [made.lessons[0].id, made.lessons[3].id] == [fourth.id, first.id]


def test_a_clash_is_named_before_and_stands_in_the_way_unless_it_is_meant(centre: Centre) -> None:
    room = factories.write(centre, factories.room())
    made = course(centre, room_id=room.id)
    course(centre, code="ING-26/11", room_id=room.id, starts_on=WEDNESDAY)
    wanted = carry(made, 0, WEDNESDAY, 1)
    look = centre.read(preview_carry, wanted)
    assert look.stands_in_the_way
    assert not look.is_impossible
    assert "MAT-26/11" in look.clashes[0].text
    assert "ING-26/11" in look.clashes[0].text
    with pytest.raises(LessonsClash):
        centre.write(carry_lesson, wanted)
    centre.write(carry_lesson, wanted, despite_clashes=True)
    assert made.lessons[-1].id == wanted.session_id


def test_a_marked_lesson_stays_whichever_of_two_it_is(centre: Centre) -> None:
    made = course(centre)
    made.mark(0)
    for wanted in (carry(made, 0, WEDNESDAY, 1), carry(made, 3, made.lessons[0].held_on, 1)):
        with pytest.raises(Refused):
            centre.read(preview_carry, wanted)


def test_slots_follow_the_shift_of_a_cohort(centre: Centre) -> None:
    morning, afternoon = course(centre), course(centre, code="ING-26/11", shift_code="2")
    slots = centre.read(slots_of, cohort_ids=(morning.cohort_id, afternoon.cohort_id))
    assert [(slot.place, slot.starts_at) for slot in slots[morning.cohort_id][:2]] == [
        (1, time(8, 30)),
        (2, time(10, 0)),
    ]
    assert slots[afternoon.cohort_id][0].starts_at > time(12, 0)
    assert slots[morning.cohort_id][0].ends_at == time(9, 50)
