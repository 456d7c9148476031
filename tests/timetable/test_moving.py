"""Single lessons swapped, added and taken out, and changes that are undone."""

from dataclasses import replace
from datetime import date, time

import pytest

from db.models.cohorts import Cohort, CohortState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid, Refused
from desktop_app.timetable.changes import undo_change
from desktop_app.timetable.clash_records import LessonsClash, Taken
from desktop_app.timetable.ledger import hours_ledger
from desktop_app.timetable.moving import (
    NewLesson,
    add_session,
    clashes_of_move,
    move_session,
    remove_session,
    swap_sessions,
)
from desktop_app.timetable.records import SessionRecord
from tests import factories
from tests.timetable.ground import MONDAY, Course, course

THURSDAY, FRIDAY = date(2026, 11, 5), date(2026, 11, 6)


def times(made: Course) -> dict[int, tuple[date, int, time]]:
    return {lesson.id: (lesson.held_on, lesson.place_in_day, lesson.starts_at) for lesson in made.lessons}


def move(centre: Centre, lesson: SessionRecord, day: date, place: int, **options: object) -> int:
    where = {"session_id": lesson.id, "held_on": day, "place_in_day": place, "version": lesson.version}
    return centre.write(move_session, **where, **options).value


def test_a_moved_lesson_begins_as_the_shift_of_its_cohort_says(centre: Centre) -> None:
    made = course(centre, shift_code="2")
    move(centre, made.lessons[-1], THURSDAY, 2)
    assert made.lessons[-1].starts_at == time(15, 30)


def test_a_moved_lesson_is_put_back(centre: Centre) -> None:
    made = course(centre)
    before = times(made)
    change = move(centre, made.lessons[-1], THURSDAY, 1, starts_at=time(16))
    assert made.lessons[-1].starts_at == time(16)
    centre.write(undo_change, change_id=change)
    assert times(made) == before
    with pytest.raises(Refused) as refusal:
        centre.write(undo_change, change_id=change)
    assert refusal.value.code == "change_undone"


def test_what_a_move_would_clash_with_is_told_before_it(centre: Centre) -> None:
    room = factories.write(centre, factories.room())
    course(centre, code="ING-26/11", room_id=room.id)
    made = course(centre, room_id=room.id, starts_on=date(2026, 11, 4))
    lesson = made.lessons[0]
    where = {"session_id": lesson.id, "held_on": date(2026, 11, 4), "place_in_day": 4}
    assert centre.read(clashes_of_move, **where) == []
    early = course(centre, code="TAR-26/11", room_id=room.id, starts_on=FRIDAY)
    where = {"session_id": lesson.id, "held_on": FRIDAY, "place_in_day": 4, "starts_at": time(8, 30)}
    [clash] = centre.read(clashes_of_move, **where)
    assert (clash.taken, clash.other) == (Taken.ROOM, early.code)
    with pytest.raises(LessonsClash):
        move(centre, lesson, FRIDAY, 4, starts_at=time(8, 30))
    move(centre, lesson, FRIDAY, 4, starts_at=time(8, 30), despite_clashes=True)


def test_two_lessons_change_places_and_back(centre: Centre) -> None:
    made = course(centre)
    first, *_between, last = made.lessons
    change = centre.write(
        swap_sessions,
        session_id=first.id,
        other_id=last.id,
        version=first.version,
        other_version=last.version,
    ).value
    assert times(made)[first.id] == (date(2026, 11, 3), 3, time(11, 30))
    assert times(made)[last.id] == (MONDAY, 1, time(8, 30))
    centre.write(undo_change, change_id=change)
    assert times(made)[first.id] == (MONDAY, 1, time(8, 30))


def test_a_marked_lesson_does_not_change_places(centre: Centre) -> None:
    made = course(centre)
    made.mark(0)
    first, *_between, last = made.lessons
    with pytest.raises(Refused) as refusal:
        centre.write(
            swap_sessions,
            session_id=first.id,
            other_id=last.id,
            version=first.version,
            other_version=last.version,
        )
    assert (refusal.value.code, refusal.value.facts) == ("lesson_marked", {"day": "02.11.2026"})


def test_a_lesson_is_added_where_the_cohort_is_free(centre: Centre) -> None:
    made = course(centre)
    module = made.lessons[0].module_id
    new = NewLesson(THURSDAY, 1, 1, module, "FIELD")
    centre.write(add_session, new, cohort_id=made.cohort_id)
    added = made.lessons[-1]
    assert (added.starts_at, added.minutes, added.hours, added.kind_code) == (time(8, 30), 40, 1, "FIELD")
    with pytest.raises(Refused) as refusal:
        centre.write(add_session, new, cohort_id=made.cohort_id)
    assert refusal.value.code == "lesson_time_taken"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"hours": 0}, "hours"),
        ({"hours": 13}, "hours"),
        ({"module_id": 999}, "module_id"),
        ({"topic_id": 999}, "topic_id"),
        ({"kind_code": "INDEPENDENT"}, "kind_code"),
        ({"place_in_day": 0}, "place_in_day"),
        ({"place_in_day": 12}, "place_in_day"),
    ],
)
def test_a_lesson_that_makes_no_sense_is_refused_by_its_field(
    centre: Centre, wrong: dict[str, int | str], field: str
) -> None:
    made = course(centre)
    with pytest.raises(Invalid) as refusal:
        centre.write(add_session, replace(NewLesson(THURSDAY, 1, 2), **wrong), cohort_id=made.cohort_id)
    assert refusal.value.field == field


def test_a_lesson_taken_out_is_missing_in_the_ledger(centre: Centre) -> None:
    made = course(centre)
    last = made.lessons[-1]
    with pytest.raises(Conflict):
        centre.write(remove_session, session_id=last.id, version=last.version + 1)
    removed = centre.write(remove_session, session_id=last.id, version=last.version).value
    assert len(made.lessons) == 5
    ledger = centre.read(hours_ledger, cohort_id=made.cohort_id)
    assert ledger.is_short
    assert [line.difference for line in ledger.lines] == [0, -2]
    centre.write(add_session, removed, cohort_id=made.cohort_id)
    again = made.lessons[-1]
    assert replace(again, id=last.id, version=last.version) == last


def test_a_closed_cohort_keeps_its_lessons_as_they_are(centre: Centre) -> None:
    made = course(centre)
    lesson = made.lessons[0]

    def close(unit: UnitOfWork) -> None:
        unit.session.get_one(Cohort, made.cohort_id).state = CohortState.COMPLETED

    centre.write(close)
    for command, facts in (
        (remove_session, {}),
        (move_session, {"held_on": THURSDAY, "place_in_day": 1}),
    ):
        with pytest.raises(Refused) as refusal:
            centre.write(command, session_id=lesson.id, version=lesson.version, **facts)
        assert refusal.value.code == "cohort_completed"


def test_a_change_is_not_undone_over_marks_that_came_since(centre: Centre) -> None:
    made = course(centre)
    change = move(centre, made.lessons[-1], THURSDAY, 1)
    made.mark(-1)
    with pytest.raises(Refused) as refusal:
        centre.write(undo_change, change_id=change)
    assert refusal.value.code == "lesson_marked"


def test_a_change_is_not_undone_over_a_later_one(centre: Centre) -> None:
    made = course(centre)
    first = move(centre, made.lessons[-1], THURSDAY, 1)
    second = move(centre, made.lessons[-1], date(2026, 11, 6), 1)
    with pytest.raises(Refused) as refusal:
        centre.write(undo_change, change_id=first)
    assert refusal.value.code == "lesson_moved_since"
    centre.write(undo_change, change_id=second)
    centre.write(undo_change, change_id=first)
    assert made.lessons[-1].held_on == date(2026, 11, 3)
