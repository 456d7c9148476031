"""The rest of a course shifted by working days."""

from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort
from desktop_app.errors import Invalid, Refused
from desktop_app.reference.service import set_calendar_day, set_rule
from desktop_app.timetable.changes import undo_change
from desktop_app.timetable.clash_records import LessonsClash, Taken
from desktop_app.timetable.shifting import preview_shift, shift_rest
from tests import factories
from tests.timetable.ground import MONDAY, Course, course

TUESDAY, SATURDAY, NEXT_MONDAY = date(2026, 11, 3), date(2026, 11, 7), date(2026, 11, 9)


def days(made: Course) -> list[date]:
    return [lesson.held_on for lesson in made.lessons]


def shift(centre: Centre, made: Course, *, first: int = 0, by: int = 1, **options: object) -> int:
    lesson = made.lessons[first]
    return centre.write(shift_rest, session_id=lesson.id, days=by, reason="Paxta terimi", **options).value


def test_the_rest_of_a_course_goes_on_so_many_working_days_later(centre: Centre) -> None:
    centre.write(set_calendar_day, day=date(2026, 11, 4), is_working=False, name="Dam olish kuni")
    made = course(centre)
    preview = centre.read(preview_shift, session_id=made.lessons[3].id, days=4)
    assert preview.new_end == NEXT_MONDAY
    assert [lesson.from_day for lesson in preview.lessons] == [TUESDAY] * 3
    assert (preview.clashes, preview.is_past_end) == ((), False)
    assert days(made) == [MONDAY] * 3 + [TUESDAY] * 3
    shift(centre, made, first=3, by=4)
    assert days(made) == [MONDAY] * 3 + [NEXT_MONDAY] * 3


def test_a_saturday_that_is_worked_for_another_day_takes_lessons_in_a_five_day_week(centre: Centre) -> None:
    centre.write(set_rule, name="days_per_week", valid_from=date(2024, 1, 1), value="5")
    made = course(centre, module_hours=(30,))
    assert days(made)[-1] == date(2026, 11, 6)
    shift(centre, made, first=12)
    assert days(made)[-1] == NEXT_MONDAY
    centre.write(set_calendar_day, day=SATURDAY, is_working=True, name="Ish kuniga koʻchirilgan")
    shift(centre, made, first=12, by=-1)
    assert days(made)[-1] == SATURDAY


def test_days_that_follow_each_other_are_shifted_onto_each_other_and_back(centre: Centre) -> None:
    made = course(centre)
    before = [(lesson.id, lesson.held_on, lesson.place_in_day) for lesson in made.lessons]
    change = shift(centre, made)
    assert days(made) == [TUESDAY] * 3 + [date(2026, 11, 4)] * 3
    centre.write(undo_change, change_id=change)
    assert [(lesson.id, lesson.held_on, lesson.place_in_day) for lesson in made.lessons] == before


def test_a_course_is_brought_forward_but_not_before_its_first_day(centre: Centre) -> None:
    made = course(centre)
    shift(centre, made, by=2)
    shift(centre, made, by=-2)
    assert days(made)[0] == MONDAY
    with pytest.raises(Refused) as refusal:
        shift(centre, made, by=-1)
    assert refusal.value.code == "shift_before_start"


def test_clashes_of_a_shift_are_shown_first_and_stop_it(centre: Centre) -> None:
    room = factories.write(centre, factories.room())
    made = course(centre, room_id=room.id)
    course(centre, code="ING-26/11", room_id=room.id, starts_on=date(2026, 11, 4))
    preview = centre.read(preview_shift, session_id=made.lessons[0].id, days=1)
    assert {(clash.taken, clash.other, clash.day) for clash in preview.clashes} == {
        (Taken.ROOM, "ING-26/11", date(2026, 11, 4))
    }
    with pytest.raises(LessonsClash):
        shift(centre, made)
    assert days(made)[0] == MONDAY
    shift(centre, made, despite_clashes=True)


def test_a_shift_past_the_end_needs_the_end_to_be_moved(centre: Centre) -> None:
    made = course(centre, ends_on=date(2026, 11, 4))
    assert centre.read(preview_shift, session_id=made.lessons[0].id, days=3).is_past_end
    with pytest.raises(Refused) as refusal:
        shift(centre, made, by=3)
    assert refusal.value.facts == {"last": "06.11.2026", "ends": "04.11.2026"}
    change = shift(centre, made, by=3, moves_end=True)
    assert centre.read(cohort, cohort_id=made.cohort_id).ends_on == date(2026, 11, 6)
    centre.write(undo_change, change_id=change)
    assert centre.read(cohort, cohort_id=made.cohort_id).ends_on == date(2026, 11, 4)
    assert days(made)[0] == MONDAY


def test_lessons_with_marks_stay_where_they_were_held(centre: Centre) -> None:
    made = course(centre)
    made.mark(3)
    with pytest.raises(Refused) as refusal:
        shift(centre, made)
    assert refusal.value.facts == {"day": "03.11.2026"}
    shift(centre, made, first=4)
    assert days(made)[3:] == [TUESDAY, date(2026, 11, 4), date(2026, 11, 4)]


@pytest.mark.parametrize("by", [0, 121, -121])
def test_a_shift_by_no_days_or_by_half_a_year_is_a_slip(centre: Centre, by: int) -> None:
    made = course(centre)
    with pytest.raises(Invalid) as refusal:
        centre.read(preview_shift, session_id=made.lessons[0].id, days=by)
    assert refusal.value.field == "days"


def test_a_shift_says_why(centre: Centre) -> None:
    made = course(centre)
    with pytest.raises(Invalid) as refusal:
        centre.write(shift_rest, session_id=made.lessons[0].id, days=1, reason=" ")
    assert refusal.value.field == "reason"
