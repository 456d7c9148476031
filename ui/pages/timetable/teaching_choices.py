"""Rooms and trainers to choose from, the free ones first where the time of a lesson is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from desktop_app.i18n import _, _n
from desktop_app.timetable.records import RoomRecord, TrainerRecord
from desktop_app.timetable.rooms import free_rooms, rooms
from desktop_app.timetable.trainers import free_trainers, trainers
from desktop_app.timetable.week import Lesson
from ui.models.choices_model import Choice

if TYPE_CHECKING:
    from desktop_app.centre import Centre

Record = TypeVar("Record")


@dataclass(frozen=True)
class Offered:
    """Who and what there is; ``free_*`` are None where no time was asked for."""

    rooms: tuple[RoomRecord, ...]
    trainers: tuple[TrainerRecord, ...]
    free_rooms: frozenset[int] | None = None
    free_trainers: frozenset[int] | None = None

    def room_choices(self) -> list[Choice]:
        taken = [(_is_taken(each.id, self.free_rooms), each) for each in self.rooms]
        return [Choice(each.id, room_words(each, is_taken=is_taken)) for is_taken, each in _free_first(taken)]

    def trainer_choices(self) -> list[Choice]:
        taken = [(_is_taken(each.id, self.free_trainers), each) for each in self.trainers]
        return [Choice(each.id, trainer_words(each, is_taken=is_taken)) for is_taken, each in _free_first(taken)]


def offered(centre: "Centre", lesson: Lesson | None = None) -> Offered:
    """All that teach and all rooms, and of these the ones that are free while a lesson is held."""
    every_room, every_trainer = tuple(centre.read(rooms)), tuple(centre.read(trainers))
    if lesson is None:
        return Offered(every_room, every_trainer)
    when = {"day": lesson.held_on, "starts_at": lesson.starts_at, "ends_at": lesson.ends_at}
    return Offered(
        every_room,
        every_trainer,
        frozenset({each.id for each in centre.read(free_rooms, **when)} | {lesson.room_id or 0}),
        frozenset({each.id for each in centre.read(free_trainers, **when)} | {lesson.trainer_id or 0}),
    )


def room_words(room: RoomRecord, *, is_taken: bool = False) -> str:
    seats = _n("{n} seat", "{n} seats", room.seats) if room.seats else ""
    return " · ".join(filter(None, (room.name, room.building, seats, _("taken then") if is_taken else "")))


def trainer_words(trainer: TrainerRecord, *, is_taken: bool = False) -> str:
    return " · ".join(filter(None, (trainer.full_name, trainer.title, _("busy then") if is_taken else "")))


def _is_taken(place: int, free: frozenset[int] | None) -> bool:
    return free is not None and place not in free


def _free_first(each: Iterable[tuple[bool, Record]]) -> list[tuple[bool, Record]]:
    return sorted(each, key=lambda pair: pair[0])
