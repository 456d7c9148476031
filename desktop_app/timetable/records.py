"""What lessons, rooms and trainers look like outside the database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True)
class PlannedSession:
    """A lesson before it is kept; ``place_in_day`` counts from 1, ``hours`` are academic.

    ``kind_code`` is the kind of its hours, empty where the programme does not divide them.
    """

    held_on: date
    place_in_day: int
    starts_at: time
    hours: int
    module_id: int | None
    minutes: int = 80
    kind_code: str = ""
    topic_id: int | None = None
    room_id: int | None = None
    trainer_id: int | None = None

    @property
    def ends_at(self) -> time:
        return end_of(self.starts_at, self.minutes)


@dataclass(frozen=True)
class SessionRecord(PlannedSession):
    """A lesson of a cohort and how many people have been marked for it."""

    id: int = 0
    module_title: str = ""
    marks: int = 0
    version: int = 1
    topic_title: str = ""
    room: str = ""
    trainer: str = ""


@dataclass(frozen=True)
class Timetable:
    """What making a timetable gave."""

    sessions: int
    hours: int
    last_on: date


@dataclass(frozen=True)
class RoomRecord:
    """A room of the centre; ``id`` 0 is a new one. It is closed, never deleted."""

    name: str
    building: str = ""
    seats: int | None = None
    equipment: str = ""
    closed_on: date | None = None
    id: int = 0
    version: int = 1

    def is_open_on(self, day: date) -> bool:
        return self.closed_on is None or day < self.closed_on


@dataclass(frozen=True)
class TrainerRecord:
    """Who teaches: of the staff, a person of the register, or somebody from outside; ``id`` 0 is a new one.

    ``subjects`` are codes, none: anything. ``load_hours`` is the most academic hours a month, ``rate`` soums an hour.
    An empty name is taken from the member of staff or the person.
    """

    full_name: str = ""
    staff_id: int | None = None
    person_id: int | None = None
    title: str = ""
    phone: str = ""
    subjects: tuple[str, ...] = ()
    load_hours: int | None = None
    rate: int | None = None
    left_on: date | None = None
    id: int = 0
    version: int = 1

    def teaches_on(self, day: date) -> bool:
        return self.left_on is None or day < self.left_on


@dataclass(frozen=True)
class MovedLesson:
    """A lesson of a shift: where it stands and where it would."""

    session_id: int
    module_title: str
    from_day: date
    from_place: int
    to_day: date
    to_place: int


def end_of(starts_at: time, minutes: int) -> time:
    """When a lesson ends; no lesson goes past midnight."""
    ends = datetime.combine(date.min, starts_at) + timedelta(minutes=minutes)
    return ends.time() if ends.date() == date.min else time.max
