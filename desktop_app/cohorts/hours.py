"""The academic hours that a trainee of a cohort is to attend."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ScalarSelect, func, select

from db.models.cohorts import Cohort, Enrolment
from db.models.programmes import Module, Programme, ProgrammeStage
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import FINISHED
from desktop_app.once import once
from desktop_app.programmes.rules import stage_shares

# The names under which outcomes keep from their closing on the hours of programme and stage, and those planned.
COURSE_HOURS, STAGE_HOURS, PLANNED_HOURS = "course_hours", "stage_hours", "planned_hours"


def planned_hours(unit: UnitOfWork, cohort: Cohort) -> int:
    """The programme's hours, or the share of the cohort's stage, without independent study, which nobody attends.

    Of a closed cohort they are those of its closing, whatever becomes of the programme. Of elective modules, only
    those that stand in the cohort's timetable can have hours to be left out.
    """
    return planned_by_cohort(unit, (cohort.id,))[cohort.id]


def course_hours(unit: UnitOfWork, cohort: Cohort) -> int:
    """The hours of the programme, of a closed cohort those of its closing."""
    kept = unit.session.scalar(select(_kept(COURSE_HOURS)).where(Cohort.id == cohort.id))
    return unit.session.get_one(Programme, cohort.programme_id).hours if kept is None else kept


def stage_hours(unit: UnitOfWork, cohort: Cohort) -> int | None:
    """The hours of the cohort's stage, of a closed cohort those of its closing; None where it has no stage."""
    if cohort.stage_id is None:
        return None
    kept = unit.session.scalar(select(_kept(STAGE_HOURS)).where(Cohort.id == cohort.id))
    return unit.session.get_one(ProgrammeStage, cohort.stage_id).hours if kept is None else kept


@once
def planned_by_cohort(unit: UnitOfWork, cohort_ids: tuple[int, ...]) -> Mapping[int, int]:
    """The planned hours of many cohorts at once, as ``planned_hours`` tells them for one."""
    rows = unit.session.execute(
        select(Cohort.id, Cohort.programme_id, Cohort.stage_id, Programme.hours, _kept(PLANNED_HOURS))
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Cohort.id.in_(cohort_ids))
    ).all()
    programme_ids = {row.programme_id for row in rows}
    independent = _independent_hours(unit, programme_ids)
    elective = _elective_hours(unit, {row.id: row.programme_id for row in rows})
    staged = {row.programme_id for row in rows if row.stage_id is not None}
    stages = _stages(unit, staged) if staged else {}
    found = {}
    for cohort_id, programme_id, stage_id, hours, kept in rows:
        if kept is not None:
            found[cohort_id] = kept
            continue
        taught = hours - independent.get(programme_id, 0) - elective.get(cohort_id, 0)
        found[cohort_id] = taught if stage_id is None else _of_stage(stages.get(programme_id, {}), stage_id, taught)
    return found


def _kept(name: str) -> ScalarSelect[int | None]:
    """What the outcomes of a cohort keep; nothing before its closing."""
    kept = Enrolment.outcome_facts[name].as_integer()
    of_cohort = select(kept).where(Enrolment.cohort_id == Cohort.id, Enrolment.state.in_(FINISHED), kept.is_not(None))
    return of_cohort.limit(1).correlate(Cohort).scalar_subquery()


def _independent_hours(unit: UnitOfWork, programme_ids: set[int]) -> dict[int, int]:
    """Hours of independent study that everybody of a programme has."""
    rows = unit.session.execute(
        select(Module.programme_id, func.sum(Module.independent_hours).label("hours"))
        .where(Module.programme_id.in_(programme_ids), ~Module.is_elective)
        .group_by(Module.programme_id)
    )
    return {row.programme_id: row.hours for row in rows}


def _elective_hours(unit: UnitOfWork, programmes: Mapping[int, int]) -> dict[int, int]:
    """Hours of independent study of the elective modules that stand in the timetables, by cohort.

    ``programmes`` are those of the cohorts.
    """
    rows = unit.session.execute(
        select(Module.id, Module.programme_id, Module.independent_hours).where(
            Module.programme_id.in_(set(programmes.values())), Module.is_elective, Module.independent_hours > 0
        )
    )
    modules = {module_id: (programme_id, hours) for module_id, programme_id, hours in rows}
    found: dict[int, int] = defaultdict(int)
    if modules:
        lessons = select(Session.cohort_id, Session.module_id).where(
            Session.cohort_id.in_(programmes), Session.module_id.in_(modules)
        )
        for cohort_id, module_id in unit.session.execute(lessons.distinct()):
            programme_id, hours = modules[module_id or 0]
            found[cohort_id] += hours if programme_id == programmes[cohort_id] else 0
    return found


def _stages(unit: UnitOfWork, programme_ids: set[int]) -> dict[int, dict[int, int]]:
    """The hours of each stage by programme, in their order."""
    rows = unit.session.execute(
        select(ProgrammeStage.programme_id, ProgrammeStage.id, ProgrammeStage.hours)
        .where(ProgrammeStage.programme_id.in_(programme_ids))
        .order_by(ProgrammeStage.programme_id, ProgrammeStage.place)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for programme_id, stage_id, hours in rows:
        found[programme_id][stage_id] = hours
    return found


def _of_stage(stages: Mapping[int, int], stage_id: int, taught: int) -> int:
    if stage_id not in stages:
        return taught
    shares = stage_shares(taught, list(stages.values()))
    return len(shares[list(stages).index(stage_id)])
