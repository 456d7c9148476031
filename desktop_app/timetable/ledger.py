"""The hours of a cohort: what its programme asks for, what the timetable has, what was held, what was attended."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select

from db.models.attendance import Mark
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.reference.service import list_items
from desktop_app.timetable.service import Ground, ground_of


@dataclass(frozen=True)
class LedgerLine:
    """Academic hours of a module; no module: hours that no elective has been chosen for.

    ``held`` hours are of lessons with marks. ``attended`` is the mean of a person: each held lesson counts with the
    share of those marked who attended it, weighted by its hours.
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
    """The ledger, a line a module in the programme's order; electives that nobody chose are left out."""
    ground = ground_of(unit, cohort_id)
    found = _held(unit, cohort_id, excused_counts=ground.rules.excused_counts_as_present)
    planned = _planned(ground, list(found))
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
    """The taught hours by module; of the electives those that stand in the timetable, in the order they come."""
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


def _held(unit: UnitOfWork, cohort_id: int, *, excused_counts: bool) -> dict[int | None, _Held]:
    """By module, in the order in which modules begin."""
    counting = {"present", "excused"} if excused_counts else {"present"}
    kinds = [item.code for item in list_items(unit, "mark") if item.attributes.get("counts") in counting]
    marked = (
        select(
            Mark.session_id,
            func.count().label("people"),
            func.sum(case((Mark.kind_code.in_(kinds), 1), else_=0)).label("came"),
        )
        .join(Session, Session.id == Mark.session_id)
        .where(Session.cohort_id == cohort_id)
        .group_by(Mark.session_id)
        .subquery()
    )
    rows = unit.session.execute(
        select(
            Session.module_id,
            func.sum(Session.hours),
            func.sum(case((marked.c.people > 0, Session.hours), else_=0)),
            func.coalesce(func.sum(1.0 * Session.hours * marked.c.came / marked.c.people), 0.0),
        )
        .outerjoin(marked, marked.c.session_id == Session.id)
        .where(Session.cohort_id == cohort_id)
        .group_by(Session.module_id)
        .order_by(func.min(Session.held_on), func.min(Session.place_in_day))
    )
    return {module_id: _Held(scheduled, held, attended) for module_id, scheduled, held, attended in rows}


def _total(lines: Sequence[LedgerLine]) -> LedgerLine:
    return LedgerLine(
        None,
        "",
        sum(line.planned for line in lines),
        sum(line.scheduled for line in lines),
        sum(line.held for line in lines),
        sum(line.attended for line in lines),
    )
