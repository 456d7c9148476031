"""Rooms and trainers of the made-up centre."""

from sqlalchemy import select

from db.models.cohorts import Cohort
from db.models.timetable import Session
from desktop_app.centre import Centre
from desktop_app.demo.filling import fill_demo
from desktop_app.timetable.clashes import clashes_of
from desktop_app.timetable.records import RoomRecord
from desktop_app.timetable.rooms import rooms, save_room
from desktop_app.timetable.service import sessions_of
from desktop_app.timetable.trainers import trainers


def test_every_lesson_has_a_room_and_a_trainer_and_none_is_wanted_twice(centre: Centre) -> None:
    centre.write(save_room, RoomRecord("101-xona"))
    fill_demo(centre, people=400, seed=7)
    taught = centre.read(lambda unit: unit.session.scalars(select(Session.cohort_id).distinct()).all())
    assert len(taught) > 5
    for cohort_id in taught:
        lessons = centre.read(sessions_of, cohort_id=cohort_id)
        assert all(lesson.room and lesson.trainer for lesson in lessons)
        own = frozenset(lesson.id for lesson in lessons)
        assert centre.read(clashes_of, lessons, cohort_id=cohort_id, ignoring=own) == []
    assert len(centre.read(rooms)) > 2
    assert len(centre.read(trainers)) == 3 * (len(centre.read(rooms)) - 1)


def test_the_place_of_a_cohort_is_its_room(centre: Centre) -> None:
    fill_demo(centre, people=60, seed=7)
    named = {room.id: f"{room.building}, {room.name}" for room in centre.read(rooms)}
    seated = select(Cohort.room_id, Cohort.place).where(Cohort.room_id.is_not(None))
    found = centre.read(lambda unit: unit.session.execute(seated).all())
    assert found
    assert all(named[room_id] == place for room_id, place in found)
