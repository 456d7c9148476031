"""The times of a day that a cohort's lessons can stand at, as its shift and the rules of its start lay them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from db.models.cohorts import Cohort
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import list_items, rules_on
from desktop_app.timetable.records import end_of
from desktop_app.timetable.rules import start_of_lesson

# A day is shown with so many places more than the rules fill by themselves.
PLACES_TO_SPARE = 2


@dataclass(frozen=True)
class DaySlot:
    """The n-th lesson of a day; ``place`` counts from 1."""

    place: int
    starts_at: time
    ends_at: time


def slots_of(unit: UnitOfWork, *, cohort_ids: Collection[int]) -> dict[int, tuple[DaySlot, ...]]:
    """The slots of a day of each cohort, from the first on; a day ends before midnight."""
    shifts = {item.code: item.attributes.get("starts_at") for item in list_items(unit, "shift")}
    rows = unit.session.execute(
        select(Cohort.id, Cohort.starts_on, Cohort.shift_code).where(Cohort.id.in_(cohort_ids))
    ).all()
    rules = {day: rules_on(unit, day) for day in {row.starts_on for row in rows}}
    found = {}
    for cohort_id, starts_on, shift_code in rows:
        begins = shifts.get(shift_code or "")
        first_at = time.fromisoformat(begins) if begins else rules[starts_on].first_lesson_at
        found[cohort_id] = tuple(_day_slots(rules[starts_on], first_at))
    return found


def usual_slots(unit: UnitOfWork, *, day: date) -> tuple[DaySlot, ...]:
    """The slots of a day where no cohort says otherwise."""
    rules = rules_on(unit, day)
    return tuple(_day_slots(rules, rules.first_lesson_at))


def _day_slots(rules: Rules, first_at: time) -> list[DaySlot]:
    slots = []
    for place in range(1, rules.lessons_per_day + PLACES_TO_SPARE + 1):
        try:
            begins = start_of_lesson(place, rules, first_at=first_at)
        except Invalid:
            break
        slots.append(DaySlot(place, begins, end_of(begins, rules.lesson_minutes)))
    return slots
