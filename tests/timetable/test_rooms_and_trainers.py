"""Keeping the rooms and the trainers."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.accounts.service import staff
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid
from desktop_app.timetable.records import RoomRecord, TrainerRecord
from desktop_app.timetable.rooms import lessons_left_in, room, rooms, save_room
from desktop_app.timetable.trainers import lessons_left_with, save_trainer, trainer, trainers
from tests import factories
from tests.timetable.ground import course


def test_rooms_are_listed_by_building_and_name_and_closed_ones_only_on_demand(centre: Centre) -> None:
    for name, building in (("Chap xona", "2-bino"), ("Yuqori xona", "1-bino"), ("Oʻng xona", "1-bino")):
        centre.write(save_room, RoomRecord(name, building))
    listed = centre.read(rooms)
    # The letter Oʻ stands near the end of the alphabet, after Y.
    assert [each.name for each in listed] == ["Yuqori xona", "Oʻng xona", "Chap xona"]
    centre.write(save_room, replace(listed[0], closed_on=date(2026, 11, 21)))
    assert [each.name for each in centre.read(rooms)] == ["Oʻng xona", "Chap xona"]
    assert len(centre.read(rooms, with_closed=True)) == 3
    centre.write(save_room, replace(centre.read(room, room_id=listed[0].id), closed_on=None))
    assert len(centre.read(rooms)) == 3


def test_a_room_is_changed_by_one_person_at_a_time_and_named_once(centre: Centre) -> None:
    room_id = centre.write(save_room, RoomRecord(" 204-xona ", seats=30)).value
    seen = centre.read(room, room_id=room_id)
    assert seen.name == "204-xona"
    centre.write(save_room, replace(seen, seats=32))
    with pytest.raises(Conflict):
        centre.write(save_room, replace(seen, seats=34))
    with pytest.raises(Duplicate):
        centre.write(save_room, RoomRecord("204-xona"))
    for wrong, field in ((RoomRecord(" "), "name"), (RoomRecord("205", seats=0), "seats")):
        with pytest.raises(Invalid) as refusal:
            centre.write(save_room, wrong)
        assert refusal.value.field == field


def test_a_closed_room_and_a_trainer_who_left_tell_the_lessons_they_leave_behind(centre: Centre) -> None:
    kept, taught = factories.write(centre, factories.room()), factories.write(centre, factories.trainer())
    course(centre, room_id=kept.id, trainer_id=taught.id)
    assert centre.read(lessons_left_in, room_id=kept.id) == centre.read(lessons_left_with, trainer_id=taught.id) == 0
    centre.write(save_room, replace(centre.read(room, room_id=kept.id), closed_on=date(2026, 11, 3)))
    centre.write(save_trainer, replace(centre.read(trainer, trainer_id=taught.id), left_on=date(2026, 11, 2)))
    assert centre.read(lessons_left_in, room_id=kept.id) == 3
    assert centre.read(lessons_left_with, trainer_id=taught.id) == 6
    assert centre.read(trainers) == []


def test_a_trainer_is_named_as_in_the_staff_or_on_the_card(centre: Centre) -> None:
    member = centre.read(staff)[0]
    person = factories.write(centre, factories.person())
    of_staff = centre.write(save_trainer, TrainerRecord(staff_id=member.id, subjects=("BOSH",), rate=45_000)).value
    from_outside = centre.write(save_trainer, TrainerRecord(person_id=person.id)).value
    assert centre.read(trainer, trainer_id=of_staff).full_name == "Saidova Nodira Rustam qizi"
    assert centre.read(trainer, trainer_id=from_outside).full_name == "Abdullayeva Zilola Rustam qizi"
    assert [each.id for each in centre.read(trainers, text="саидова")] == [of_staff]
    with pytest.raises(Duplicate):
        centre.write(save_trainer, TrainerRecord("Boshqa ism", staff_id=member.id))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (TrainerRecord(), "full_name"),
        (TrainerRecord("Karimov Anvar", subjects=("YOʻQ",)), "subjects"),
        (TrainerRecord("Karimov Anvar", load_hours=-1), "load_hours"),
        (TrainerRecord("Karimov Anvar", rate=-1), "rate"),
    ],
)
def test_a_trainer_that_makes_no_sense_is_refused_by_its_field(
    centre: Centre, wrong: TrainerRecord, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.write(save_trainer, wrong)
    assert refusal.value.field == field
