"""The academic hours that a trainee of a cohort is to attend."""

from sqlalchemy import func, select

from db.models.cohorts import Cohort
from db.models.programmes import Module, Programme, ProgrammeStage
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork


def planned_hours(unit: UnitOfWork, cohort: Cohort) -> int:
    """The programme's hours, or those of the cohort's stage, without independent study, which nobody attends.

    Of elective modules, only those that stand in the cohort's timetable can have hours to be left out.
    """
    if cohort.stage_id is not None:
        return unit.session.get_one(ProgrammeStage, cohort.stage_id).hours
    hours = unit.session.scalars(select(Programme.hours).where(Programme.id == cohort.programme_id)).one()
    in_timetable = select(Session.module_id).where(Session.cohort_id == cohort.id, Session.module_id.is_not(None))
    independent = unit.session.scalar(
        select(func.sum(Module.independent_hours)).where(
            Module.programme_id == cohort.programme_id, ~Module.is_elective | Module.id.in_(in_timetable)
        )
    )
    return hours - (independent or 0)
