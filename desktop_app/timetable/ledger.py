"""The hours of a cohort: what its programme asks for, what the timetable has, what was held, what was attended."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from db.models.attendance import Mark
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.electives import chosen_modules
from desktop_app.marks.kinds import kinds_of
from desktop_app.marks.records import MarkValue
from desktop_app.marks.rules import weigh
from desktop_app.timetable.service import Ground, ground_of


@dataclass(frozen=True)
class LedgerLine:
    """Academic hours of a module; no module: hours that no elective has been chosen for.

    ``held`` hours are of lessons with marks. ``attended`` is the mean of a person: each held lesson counts with the
    share of the hours asked of those marked that they attended.
    """

    module_id: int | None
    title: str
    planned: int
    scheduled: int
    held: int
    attended: float

    @property
    def difference(self) -> int:
        """Below nought: the timetable cannot reach the hours of the programme."""
        return self.scheduled - self.planned

    @property
    def is_short(self) -> bool:
        return self.difference < 0


@dataclass(frozen=True)
class HoursLedger:
    """``independent`` hours are studied alone: they are of the course, but of no timetable."""

    cohort: str
    lines: tuple[LedgerLine, ...]
    total: LedgerLine
    independent: int
    course_hours: int

    @property
    def is_short(self) -> bool:
        return any(line.is_short for line in (*self.lines, self.total))


@dataclass(frozen=True)
class _Held:
    """What the lessons of a module come to."""

    scheduled: int = 0
    held: int = 0
    attended: float = 0.0


def hours_ledger(unit: UnitOfWork, *, cohort_id: int) -> HoursLedger:
    """The ledger, a line a module in the programme's order.

    Elective modules are planned where they were chosen for the cohort; before anything was decided those are that
    stand in the timetable.
    """
    ground = ground_of(unit, cohort_id)
    found = _held(unit, ground)
    planned = _planned(ground, chosen_modules(unit, cohort_id=cohort_id) or list(found))
    titles: dict[int | None, str] = {module.id: module.title for module in ground.programme.modules}
    in_order = [*titles, None]
    lines = [
        LedgerLine(
            module_id,
            titles.get(module_id, ""),
            planned.get(module_id, 0),
            found.get(module_id, _Held()).scheduled,
            found.get(module_id, _Held()).held,
            found.get(module_id, _Held()).attended,
        )
        for module_id in in_order
        if module_id in planned or module_id in found
    ]
    course_hours = _course_hours(ground)
    return HoursLedger(
        ground.cohort.code, tuple(lines), _total(lines), course_hours - sum(planned.values()), course_hours
    )


def _planned(ground: Ground, taught: Sequence[int | None]) -> dict[int | None, int]:
    """The taught hours by module; of the electives those that are taught, in the order they come."""
    electives = {module.id for module in ground.programme.modules if module.is_elective}
    chosen = [module_id for module_id in taught if module_id is not None and module_id in electives]
    hours: dict[int | None, int] = {}
    for stretch in ground.stretches(chosen):
        for part in stretch.parts:
            hours[part.module_id] = hours.get(part.module_id, 0) + part.hours
    return hours


def _course_hours(ground: Ground) -> int:
    stages = {stage.id: stage.hours for stage in ground.programme.stages}
    return stages.get(ground.cohort.stage_id or 0, ground.programme.hours)


def _held(unit: UnitOfWork, ground: Ground) -> dict[int | None, _Held]:
    """By module, in the order in which modules begin."""
    kinds = kinds_of(unit, ground.cohort)
    attended: dict[int, float] = defaultdict(float)
    asked: dict[int, float] = {}
    for session_id, hours, count, kind, missed, late in unit.session.execute(_marks_alike(ground.cohort.id)):
        weighed = weigh(hours, MarkValue(kind, missed, late), kinds[kind], ground.rules)
        attended[session_id] += count * weighed.attended
        asked[session_id] = asked.get(session_id, 0) + count * (weighed.attended + weighed.missed)
    rows = unit.session.execute(
        select(Session.id, Session.module_id, Session.hours)
        .where(Session.cohort_id == ground.cohort.id)
        .order_by(Session.held_on, Session.place_in_day)
    )
    found: dict[int | None, _Held] = {}
    for session_id, module_id, hours in rows:
        so_far = found.get(module_id, _Held())
        found[module_id] = _Held(
            so_far.scheduled + hours,
            so_far.held + (hours if session_id in asked else 0),
            so_far.attended + (hours * attended[session_id] / asked[session_id] if asked.get(session_id) else 0),
        )
    return found


def _marks_alike(cohort_id: int) -> Select[int, int, int, str, int | None, int | None]:
    """How many people of each lesson have the same mark."""
    said = (Mark.kind_code, Mark.missed_hours, Mark.late_minutes)
    return (
        select(Mark.session_id, Session.hours, func.count(), *said)
        .join(Session, Session.id == Mark.session_id)
        .where(Session.cohort_id == cohort_id)
        .group_by(Mark.session_id, Session.id, *said)
    )


def _total(lines: Sequence[LedgerLine]) -> LedgerLine:
    return LedgerLine(
        None,
        "",
        sum(line.planned for line in lines),
        sum(line.scheduled for line in lines),
        sum(line.held for line in lines),
        sum(line.attended for line in lines),
    )
