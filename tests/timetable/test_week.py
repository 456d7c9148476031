"""A week of a cohort, a trainer, a room; what is being held; who and what is free."""

from datetime import UTC, date, datetime, time

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import NotFound
from desktop_app.reference.service import set_calendar_day
from desktop_app.timetable.moving import NewLesson, add_session
from desktop_app.timetable.rooms import free_rooms
from desktop_app.timetable.trainers import free_trainers
from desktop_app.timetable.week import lessons_now, week_of
from tests import factories
from tests.timetable.ground import MONDAY, course


def test_a_week_shows_its_days_their_lessons_and_holidays(centre: Centre) -> None:
    centre.write(set_calendar_day, day=date(2026, 11, 3), is_working=False, name="Bayram")
    room = factories.write(centre, factories.room())
    made = course(centre, room_id=room.id)
    made.mark(0)
    week = centre.read(week_of, monday=date(2026, 11, 5), cohort_id=made.cohort_id)
    assert (week.title, week.monday, week.hours, week.most_hours) == ("MAT-26/11", MONDAY, 12, 36)
    assert [(day.is_working, day.name, len(day.lessons)) for day in week.days[:3]] == [
        (True, "", 3),
        (False, "Bayram", 0),
        (True, "", 3),
    ]
    first, second = week.lessons[:2]
    assert (first.module, first.room, first.trainer, first.ends_at) == ("1-modul", "204-xona", "", time(9, 50))
    assert (first.is_marked, second.is_marked, week.clashing) == (True, False, frozenset())


def test_the_week_of_a_room_and_of_a_trainer_show_who_is_there_twice(centre: Centre) -> None:
    room, trainer = factories.write(centre, factories.room()), factories.write(centre, factories.trainer())
    made = course(centre, room_id=room.id, trainer_id=trainer.id)
    other = course(centre, code="ING-26/11", room_id=room.id, starts_on=date(2026, 11, 3))
    of_room = centre.read(week_of, monday=MONDAY, room_id=room.id)
    assert {lesson.cohort for lesson in of_room.lessons} == {made.code, other.code}
    both = {lesson.id for lesson in (*made.lessons, *other.lessons) if lesson.held_on == date(2026, 11, 3)}
    assert of_room.clashing == both
    of_trainer = centre.read(week_of, monday=MONDAY, trainer_id=trainer.id)
    assert ({lesson.cohort for lesson in of_trainer.lessons}, of_trainer.clashing) == ({made.code}, frozenset())
    of_cohort = centre.read(week_of, monday=MONDAY, cohort_id=made.cohort_id)
    assert of_cohort.clashing == both & {lesson.id for lesson in made.lessons}
    assert {clash.other for clash in of_cohort.clashes} == {"ING-26/11"}


def test_a_week_of_nobody_known_is_refused(centre: Centre) -> None:
    for whose in ("cohort_id", "trainer_id", "room_id"):
        with pytest.raises(NotFound):
            centre.read(week_of, monday=MONDAY, **{whose: 999})


def test_what_is_being_held_at_a_moment_of_tashkent(centre: Centre) -> None:
    room, trainer = factories.write(centre, factories.room()), factories.write(centre, factories.trainer())
    made = course(centre, room_id=room.id, trainer_id=trainer.id)
    course(centre, code="ING-26/11", shift_code="2")
    made.mark(0)
    [now] = centre.read(lessons_now, moment=datetime(2026, 11, 2, 4, 49, tzinfo=UTC))
    assert (now.room, now.cohort, now.trainer, now.people, now.is_marked) == (
        "204-xona",
        "MAT-26/11",
        "Karimov Anvar Botirovich",
        1,
        True,
    )
    # At 9:50 the first lesson is over, and the second begins at 10.
    assert centre.read(lessons_now, moment=datetime(2026, 11, 2, 4, 50, tzinfo=UTC)) == []
    [afternoon] = centre.read(lessons_now, moment=datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    assert (afternoon.room, afternoon.place, afternoon.is_marked) == ("", "Chirchiq shahri", False)


def test_free_rooms_are_those_that_fit_the_smallest_first(centre: Centre) -> None:
    taken, small, large, unknown = (
        factories.write(centre, factories.room(name=name, seats=seats))
        for name, seats in (("101", 30), ("102", 26), ("103", 60), ("104", None))
    )
    factories.write(centre, factories.room(name="105", closed_on=MONDAY))
    course(centre, room_id=taken.id)
    asked = {"day": MONDAY, "starts_at": time(9), "ends_at": time(10), "seats": 25}
    assert [room.id for room in centre.read(free_rooms, **asked)] == [small.id, large.id, unknown.id]
    assert [room.name for room in centre.read(free_rooms, **asked | {"seats": 61})] == ["104"]
    between = {"starts_at": time(9, 50), "ends_at": time(10)}
    assert taken.id in {room.id for room in centre.read(free_rooms, **asked | between)}


def test_free_trainers_of_the_subject_come_first(centre: Centre) -> None:
    busy = factories.write(centre, factories.trainer())
    other = factories.write(centre, factories.trainer(full_name="Azimov Bek", subjects=["ING"]))
    fitting = factories.write(centre, factories.trainer(full_name="Zokirova Lola", subjects=["BOSH"]))
    factories.write(centre, factories.trainer(full_name="Qodirov Ali", left_on=MONDAY))
    made = course(centre, trainer_id=busy.id)
    asked = {"day": MONDAY, "starts_at": time(9), "ends_at": time(10), "subject_code": "BOSH"}
    assert [trainer.id for trainer in centre.read(free_trainers, **asked)] == [fitting.id, other.id]
    evening = asked | {"starts_at": time(18), "ends_at": time(19)}
    assert busy.id in {trainer.id for trainer in centre.read(free_trainers, **evening)}
    late = NewLesson(MONDAY, 8, 2, starts_at=time(18), trainer_id=busy.id)
    centre.write(add_session, late, cohort_id=made.cohort_id)
    assert busy.id not in {trainer.id for trainer in centre.read(free_trainers, **evening)}
