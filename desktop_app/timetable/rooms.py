"""The rooms that lessons are held in: list, save, close, and which are free."""

from datetime import date, time

from sqlalchemy import exists, func, select

from db.models.timetable import Room, Session
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import sort_key
from desktop_app.rows import row_at
from desktop_app.timetable.overlaps import busy_with, held_from
from desktop_app.timetable.records import RoomRecord


def rooms(unit: UnitOfWork, *, with_closed: bool = False) -> list[RoomRecord]:
    """The rooms by building and name, those that are closed today only when asked for."""
    found = [_record(row) for row in unit.session.scalars(select(Room))]
    shown = [room for room in found if with_closed or room.is_open_on(unit.today)]
    return sorted(shown, key=lambda room: (sort_key(room.building), sort_key(room.name)))


def room(unit: UnitOfWork, *, room_id: int) -> RoomRecord:
    return _record(load_room(unit, room_id))


def save_room(unit: UnitOfWork, record: RoomRecord) -> int:
    """Add the room (id 0) or change it; returns the id. Raises Invalid, Duplicate for a name in use, Conflict."""
    name = tidy(record.name)
    if not name:
        raise Invalid("field_empty", N_("This field must be filled in."), field="name")
    if record.seats is not None and record.seats < 1:
        raise Invalid("seats_missing", N_("A room has one seat or more."), field="seats")
    if unit.session.scalar(select(exists().where(Room.name == name, Room.id != record.id))):
        raise Duplicate("room_taken", N_("There is a room {room} already."), room=name)
    row = load_room(unit, record.id) if record.id else Room()
    if record.id and row.version != record.version:
        raise Conflict
    row.name, row.building, row.equipment = name, tidy(record.building), tidy(record.equipment)
    row.seats, row.closed_on = record.seats, record.closed_on
    unit.session.add(row)
    unit.session.flush()
    return row.id


def lessons_left_in(unit: UnitOfWork, *, room_id: int) -> int:
    """How many lessons stand in the room from the day on which it is closed."""
    closed_on = load_room(unit, room_id).closed_on
    if closed_on is None:
        return 0
    left = select(func.count()).select_from(Session).where(Session.room_id == room_id, *held_from(closed_on))
    return unit.session.scalar(left) or 0


def free_rooms(unit: UnitOfWork, *, day: date, starts_at: time, ends_at: time, seats: int = 0) -> list[RoomRecord]:
    """The rooms where nothing is held between two times of a day, the smallest that seats so many people first.

    A room of unknown size may do for anybody; it comes last.
    """
    taken = set(unit.session.scalars(select(Session.room_id).where(*busy_with(day, starts_at, ends_at))))
    free = [each for each in rooms(unit, with_closed=True) if each.is_open_on(day) and each.id not in taken]
    fitting = [each for each in free if each.seats is None or each.seats >= seats]
    return sorted(fitting, key=lambda each: (each.seats is None, each.seats or 0))


def load_room(unit: UnitOfWork, room_id: int) -> Room:
    return row_at(unit, Room, room_id, "room_unknown", N_("There is no such room any more."))


def _record(row: Room) -> RoomRecord:
    return RoomRecord(row.name, row.building, row.seats, row.equipment, row.closed_on, row.id, row.version)
