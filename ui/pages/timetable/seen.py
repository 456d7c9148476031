"""What a week view asks the centre for: whose week it is, the week itself, the times of its days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_app.cohorts.service import cohort
from desktop_app.reference.service import list_items
from desktop_app.timetable.clash_records import Taken, TimeClash
from desktop_app.timetable.slots import slots_of, usual_slots
from desktop_app.timetable.week import Lesson, Week, week_of
from ui.pages.timetable.sheet import WeekSheet

if TYPE_CHECKING:
    from desktop_app.centre import Centre


class Kind(StrEnum):
    COHORT = "cohort"
    TRAINER = "trainer"
    ROOM = "room"


@dataclass(frozen=True)
class Whose:
    """A cohort, a trainer or a room."""

    kind: Kind
    id: int

    @property
    def facts(self) -> dict[str, int]:
        """As the services ask for it."""
        return {f"{self.kind}_id": self.id}


@dataclass(frozen=True)
class Seen:
    """A week as it is shown; ``kinds`` are the names of the kinds of lessons by code."""

    whose: Whose
    sheet: WeekSheet
    kinds: dict[str, str]


def look(centre: "Centre", whose: Whose, day: date, *, also: int | None = None) -> Seen:
    """The week that the day lies in; ``also`` is a cohort whose times are wanted beside those seen. Raises NotFound."""
    week = centre.read(week_of, monday=day, **whose.facts)
    cohorts = {lesson.cohort_id for lesson in week.lessons} | ({also} if also is not None else set())
    if whose.kind is Kind.COHORT:
        cohorts.add(whose.id)
    slots = centre.read(slots_of, cohort_ids=cohorts)
    kinds = {item.code: item.names.text for item in centre.read(list_items, "lesson_kind")}
    return Seen(whose, WeekSheet(week, slots, centre.read(usual_slots, day=week.monday)), kinds)


def day_to_begin(centre: "Centre", whose: Whose) -> date:
    """Today; of a cohort that is over or has not begun, its last or its first day."""
    today = centre.clock.today()
    if whose.kind is not Kind.COHORT:
        return today
    record = centre.read(cohort, cohort_id=whose.id)
    return min(max(today, record.starts_on), record.ends_on)


def clash_texts(week: Week, whose: Whose, lesson: Lesson) -> list[str]:
    """What stands in the way of a lesson of the week, in sentences."""
    if whose.kind is Kind.COHORT:
        return [
            clash.text
            for clash in week.clashes
            if isinstance(clash, TimeClash)
            and clash.day == lesson.held_on
            and lesson.starts_at <= clash.starts_at < lesson.ends_at
        ]
    taken = Taken.ROOM if whose.kind is Kind.ROOM else Taken.TRAINER
    return [
        TimeClash(
            taken,
            lesson.cohort,
            other.cohort,
            lesson.held_on,
            max(lesson.starts_at, other.starts_at),
            min(lesson.ends_at, other.ends_at),
            week.title,
        ).text
        for other in week.lessons
        if other.id != lesson.id
        and other.held_on == lesson.held_on
        and other.starts_at < lesson.ends_at
        and lesson.starts_at < other.ends_at
    ]
