"""The rooms of the made-up centre and who teaches in them: as many as its cohorts need at one time."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any

from desktop_app.demo.names import FEMALE_NAMES, SURNAMES
from desktop_app.language.keys import sort_key
from desktop_app.timetable.records import PlannedSession

SEATS = (30, 32, 36, 40)
EQUIPMENT = ("Proyektor", "Interaktiv doska", "Kompyuter sinfi, 15 ta oʻrin", "")
TRAINERS_OF_A_ROOM = 3
ROOMS_OF_A_FLOOR, FLOORS = 12, 4
LOAD_HOURS = 120
RATES = (38_000, 42_500, 45_000, 51_000)
TITLES = ("Katta oʻqituvchi", "Dotsent", "Trener", "Amaliyotchi oʻqituvchi")


@dataclass(frozen=True)
class Classroom:
    """A room with the trainers who teach whoever sits in it, so that neither is ever wanted twice."""

    room: dict[str, Any]
    trainers: tuple[dict[str, Any], ...]

    @property
    def place(self) -> str:
        return f"{self.room['building']}, {self.room['name']}"


@dataclass
class MadeUpRooms:
    """Rooms are handed out in the order of the cohorts' first days; ``taken`` names are left to the centre's own."""

    taken: Collection[str] = ()
    _free_after: list[tuple[date, int]] = field(default_factory=list)
    _made: int = 0
    _numbers: Iterator[int] = field(default_factory=count)

    def next(self, first_on: date, last_on: date) -> tuple[int, Classroom | None]:
        """The place of a room that is free between two days, counted from 0, and the room itself if it is a new one."""
        if self._free_after and self._free_after[0][0] < first_on:
            place = heappop(self._free_after)[1]
            heappush(self._free_after, (last_on, place))
            return place, None
        place, self._made = self._made, self._made + 1
        heappush(self._free_after, (last_on, place))
        return place, Classroom(self._room(place), tuple(_trainers(place)))

    def _room(self, place: int) -> dict[str, Any]:
        while True:
            building, name = _named(next(self._numbers))
            if name not in self.taken:
                break
        return {
            "name": name,
            "building": building,
            "seats": SEATS[place % len(SEATS)],
            "equipment": EQUIPMENT[place % len(EQUIPMENT)],
        }


def trainer_of(trainers: Sequence[int], module_ids: Sequence[int | None], module_id: int | None) -> int:
    """Modules go round the trainers of the room."""
    return trainers[module_ids.index(module_id) % len(trainers)]


def _named(number: int) -> tuple[str, str]:
    floors, of_floor = divmod(number, ROOMS_OF_A_FLOOR)
    building, floor = divmod(floors, FLOORS)
    return f"{building + 1}-bino", f"{building * FLOORS + floor + 1}{of_floor + 1:02}-xona"


def _trainers(place: int) -> Iterator[dict[str, Any]]:
    # A chance of their own: the people of a seed stay who they are, however many rooms there are.
    rng = Random(place)
    for _number in range(TRAINERS_OF_A_ROOM):
        name = f"{rng.choice(SURNAMES)}a {rng.choice(FEMALE_NAMES)}"
        yield {
            "full_name": name,
            "sort_key": sort_key(name),
            "title": rng.choice(TITLES),
            "subjects": [],
            "load_hours": LOAD_HOURS,
            "rate": rng.choice(RATES),
        }


def lessons_in(classroom: Classroom, cohort_id: int, layout: Sequence[PlannedSession]) -> Iterator[dict[str, Any]]:
    """The rows of a cohort's lessons, each with the room and its module's trainer."""
    modules = list(dict.fromkeys(lesson.module_id for lesson in layout))
    trainers = [trainer["id"] for trainer in classroom.trainers]
    for lesson in layout:
        teaching = {"room_id": classroom.room["id"], "trainer_id": trainer_of(trainers, modules, lesson.module_id)}
        yield {"cohort_id": cohort_id, **asdict(lesson), **teaching}
