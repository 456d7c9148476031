"""Where the lessons of a week stand on a sheet of days and times: reckoned without Qt, painted elsewhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from itertools import pairwise

from desktop_app.timetable.slots import DaySlot
from desktop_app.timetable.week import Day, Lesson, Week

HOUR = 60
SATURDAY = 5
# Of the width of a column: a weekend day without lessons and without a name.
NARROW = 0.42
DEFAULT_SLOT = DaySlot(1, time(9, 0), time(10, 20))


@dataclass(frozen=True)
class Spot:
    """A cell of the sheet: a day from Monday (0), a row of times, and which of the lessons that share it."""

    day: int = 0
    row: int = 0
    lane: int = 0


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True)
class PlacedLesson:
    """A lesson with its lane among those held at the same time, of so many lanes."""

    lesson: Lesson
    day: int
    row: int
    lane: int
    lanes: int


@dataclass(frozen=True)
class WeekSheet:
    """A week with the slots of each of its cohorts, and the usual ones where there are none."""

    week: Week
    slots: Mapping[int, Sequence[DaySlot]]
    usual: Sequence[DaySlot]

    @cached_property
    def rows(self) -> tuple[DaySlot, ...]:
        """The times at which lessons begin, of all cohorts; a lesson that begins at none of them has its own."""
        by_time = {slot.starts_at: slot for slot in self.usual} if not self.slots else {}
        for slots in self.slots.values():
            by_time.update({slot.starts_at: slot for slot in slots if slot.starts_at not in by_time})
        for lesson in self.week.lessons:
            own = DaySlot(lesson.place_in_day, lesson.starts_at, lesson.ends_at)
            by_time.setdefault(lesson.starts_at, own)
        return tuple(by_time[begins] for begins in sorted(by_time)) or (DEFAULT_SLOT,)

    @cached_property
    def placed(self) -> tuple[PlacedLesson, ...]:
        return tuple(each for place, day in enumerate(self.week.days) for each in self._in_lanes(place, day))

    @cached_property
    def first_minute(self) -> int:
        return minute(self.rows[0].starts_at)

    @cached_property
    def last_minute(self) -> int:
        return max(minute(each.ends_at) for each in (*self.rows, *self.week.lessons))

    def at(self, spot: Spot) -> PlacedLesson | None:
        """The lesson in a cell: the one of its lane, or the last there is."""
        here = [each for each in self.placed if (each.day, each.row) == (spot.day, spot.row)]
        return here[min(spot.lane, len(here) - 1)] if here else None

    def count_at(self, spot: Spot) -> int:
        return sum(1 for each in self.placed if (each.day, each.row) == (spot.day, spot.row))

    def spot_of(self, session_id: int) -> Spot | None:
        for each in self.placed:
            if each.lesson.id == session_id:
                here = [other for other in self.placed if (other.day, other.row) == (each.day, each.row)]
                return Spot(each.day, each.row, here.index(each))
        return None

    def slots_for(self, lesson: Lesson) -> Sequence[DaySlot]:
        return self.slots.get(lesson.cohort_id) or self.usual or (DEFAULT_SLOT,)

    def slot_of_place(self, lesson: Lesson, place: int) -> DaySlot:
        """The slot of the lesson's cohort with that place, the last one where the day has not so many."""
        slots = self.slots_for(lesson)
        return next((slot for slot in slots if slot.place == place), slots[-1])

    def slot_at_minute(self, lesson: Lesson, wanted: int) -> DaySlot:
        """The slot of the lesson's cohort whose middle is nearest."""
        return min(self.slots_for(lesson), key=lambda slot: abs(_middle(slot) - wanted))

    def _in_lanes(self, place: int, day: Day) -> Iterator[PlacedLesson]:
        for cluster in _clusters(day.lessons):
            lanes: list[Lesson] = []
            chosen: list[tuple[Lesson, int]] = []
            for lesson in cluster:
                free = next((lane for lane, last in enumerate(lanes) if last.ends_at <= lesson.starts_at), len(lanes))
                lanes[free : free + 1] = [lesson]
                chosen.append((lesson, free))
            for lesson, lane in chosen:
                yield PlacedLesson(lesson, place, self._row_of(lesson.starts_at), lane, len(lanes))

    def _row_of(self, begins: time) -> int:
        return max((row for row, slot in enumerate(self.rows) if slot.starts_at <= begins), default=0)


@dataclass(frozen=True)
class Frame:
    """The sheet laid over a width and a height: ``left`` is the column of times, the heads of days stand above it."""

    sheet: WeekSheet
    left: float
    width: float
    height: float

    @cached_property
    def columns(self) -> tuple[tuple[float, float], ...]:
        """The left edge and the width of each day."""
        weights = [NARROW if is_narrow(day) else 1.0 for day in self.sheet.week.days]
        one = (self.width - self.left) / sum(weights)
        edges = [self.left]
        for weight in weights:
            edges.append(edges[-1] + one * weight)
        return tuple((edge, after - edge) for edge, after in pairwise(edges))

    def y_of(self, minutes: int) -> float:
        first, last = self.sheet.first_minute, self.sheet.last_minute
        return self.height * (minutes - first) / max(last - first, 1)

    def minute_at(self, y: float) -> int:
        first, last = self.sheet.first_minute, self.sheet.last_minute
        return first + round((last - first) * y / max(self.height, 1))

    def day_at(self, x: float) -> int | None:
        return next((place for place, (left, width) in enumerate(self.columns) if left <= x < left + width), None)

    def spot_at(self, x: float, y: float) -> Spot | None:
        """The cell under a point; where lessons stand there, the lane of the one that is hit."""
        hit = self.lesson_at(x, y)
        if hit is not None:
            return self.sheet.spot_of(hit.lesson.id)
        day, at = self.day_at(x), self.minute_at(y)
        if day is None:
            return None
        row = max((row for row, slot in enumerate(self.sheet.rows) if minute(slot.starts_at) <= at), default=0)
        return Spot(day, row)

    def lesson_at(self, x: float, y: float) -> PlacedLesson | None:
        return next((each for each in self.sheet.placed if self.box_of(each).holds(x, y)), None)

    def box_of(self, placed: PlacedLesson) -> Box:
        whole = self.box_between(placed.day, placed.lesson.starts_at, placed.lesson.ends_at)
        lane = whole.width / placed.lanes
        return Box(whole.x + lane * placed.lane, whole.y, lane, whole.height)

    def box_of_spot(self, spot: Spot) -> Box:
        placed = self.sheet.at(spot)
        if placed is not None:
            return self.box_of(placed)
        slot = self.sheet.rows[min(spot.row, len(self.sheet.rows) - 1)]
        return self.box_between(spot.day, slot.starts_at, slot.ends_at)

    def box_between(self, day: int, begins: time, ends: time) -> Box:
        left, width = self.columns[day]
        top = self.y_of(minute(begins))
        return Box(left, top, width, self.y_of(minute(ends)) - top)


def minute(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * HOUR + at.minute


def is_narrow(day: Day) -> bool:
    """Whether it is an empty day of a weekend, of which nothing needs to be read."""
    return not (day.is_working or day.lessons or day.name) and day.day.weekday() >= SATURDAY


def day_place(week: Week, day: date) -> int | None:
    place = (day - week.monday).days
    return place if 0 <= place < len(week.days) else None


def _middle(slot: DaySlot) -> float:
    return (minute(slot.starts_at) + minute(slot.ends_at)) / 2


def _clusters(lessons: Iterable[Lesson]) -> Iterator[list[Lesson]]:
    """Lessons in order of time, together those that overlap, each with the next."""
    cluster: list[Lesson] = []
    for lesson in sorted(lessons, key=lambda each: (each.starts_at, each.ends_at, each.cohort)):
        if cluster and lesson.starts_at >= max(each.ends_at for each in cluster):
            yield cluster
            cluster = []
        cluster.append(lesson)
    if cluster:
        yield cluster
