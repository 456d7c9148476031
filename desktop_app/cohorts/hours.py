"""The academic hours that a trainee of a cohort is to attend."""

from sqlalchemy import func, select

from db.models.cohorts import Cohort
from db.models.programmes import Module, Programme, ProgrammeStage
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.programmes.rules import stage_shares


def planned_hours(unit: UnitOfWork, cohort: Cohort) -> int:
    """The programme's hours, or the share of the cohort's stage, without independent study, which nobody attends.

    Of elective modules, only those that stand in the cohort's timetable can have hours to be left out.
    """
    hours = unit.session.scalars(select(Programme.hours).where(Programme.id == cohort.programme_id)).one()
    in_timetable = select(Session.module_id).where(Session.cohort_id == cohort.id, Session.module_id.is_not(None))
    independent = unit.session.scalar(
        select(func.sum(Module.independent_hours)).where(
            Module.programme_id == cohort.programme_id, ~Module.is_elective | Module.id.in_(in_timetable)
        )
    )
    taught = hours - (independent or 0)
    return taught if cohort.stage_id is None else _of_stage(unit, cohort, taught)


def _of_stage(unit: UnitOfWork, cohort: Cohort, taught: int) -> int:
    stages = unit.session.scalars(
        select(ProgrammeStage).where(ProgrammeStage.programme_id == cohort.programme_id).order_by(ProgrammeStage.place)
    ).all()
    shares = stage_shares(taught, [stage.hours for stage in stages])
    of_stage = {stage.id: len(share) for stage, share in zip(stages, shares, strict=True)}
    return of_stage.get(cohort.stage_id or 0, taught)
