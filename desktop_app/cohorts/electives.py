"""The elective modules that were chosen for a cohort: what its timetable is made of."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from db.models.cohorts import Cohort, CohortModule
from db.models.programmes import Module
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork


def chosen_modules(unit: UnitOfWork, *, cohort_id: int) -> tuple[int, ...]:
    """Their ids in the programme's order; empty where nothing has been decided.

    What is no elective module of the cohort's programme any more is left out.
    """
    rows = unit.session.scalars(
        select(Module.id)
        .join(CohortModule, CohortModule.module_id == Module.id)
        .join(Cohort, Cohort.id == CohortModule.cohort_id)
        .where(Cohort.id == cohort_id, Module.programme_id == Cohort.programme_id, Module.is_elective)
        .order_by(Module.place)
    )
    return tuple(rows)


def choose_modules(unit: UnitOfWork, *, cohort_id: int, module_ids: Iterable[int]) -> None:
    """From now on these are the cohort's elective modules; those chosen before are not."""
    reason = f"elective modules of cohort {cohort_id}"
    unit.execute_bulk(delete(CohortModule).where(CohortModule.cohort_id == cohort_id), reason=reason)
    rows = [{"cohort_id": cohort_id, "module_id": module_id} for module_id in dict.fromkeys(module_ids)]
    unit.insert_many(CohortModule, rows, reason=reason)


def taught_otherwise(unit: UnitOfWork, *, cohort_id: int) -> tuple[str, ...]:
    """The titles of the elective modules that have lessons, though others were chosen."""
    chosen = chosen_modules(unit, cohort_id=cohort_id)
    if not chosen:
        return ()
    rows = unit.session.scalars(
        select(Module.title)
        .where(
            Module.id.in_(select(Session.module_id).where(Session.cohort_id == cohort_id)),
            Module.is_elective,
            Module.id.not_in(chosen),
        )
        .order_by(Module.place)
    )
    return tuple(rows)
