"""Making a timetable so that it can be undone: the lessons that were there are kept by whoever made it anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, select

from db.models.timetable import Session, Substitution
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import has_marks, load_cohort
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.timetable.records import Timetable
from desktop_app.timetable.service import make_sessions

Rows = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Remade:
    """What making gave, and the lessons with their substitutions that gave way to it."""

    cohort_id: int
    timetable: Timetable
    lessons: Rows
    substitutions: Rows


def remake(
    unit: UnitOfWork, *, cohort_id: int, electives: Sequence[int] | None = None, despite_clashes: bool = False
) -> Remade:
    """Make the timetable, anew where there is one. Raises as ``make_sessions``."""
    own = Session.cohort_id == cohort_id
    lessons = _whole(unit, select(Session.__table__).where(own))
    of_own = Substitution.session_id.in_(select(Session.id).where(own))
    substitutions = _whole(unit, select(Substitution.__table__).where(of_own))
    made = make_sessions(unit, cohort_id=cohort_id, electives=electives, despite_clashes=despite_clashes)
    return Remade(cohort_id, made, lessons, substitutions)


def undo_remake(unit: UnitOfWork, remade: Remade) -> None:
    """Put the lessons back that were there before. Raises Refused once new ones have been marked."""
    row = load_cohort(unit, remade.cohort_id)
    require_open(row.code, row.state)
    if has_marks(unit, cohort_id=row.id):
        raise Refused("marked_since", N_("Lessons of cohort {cohort} have been marked since."), cohort=row.code)
    reason = f"timetable of cohort {row.id} as before"
    unit.execute_bulk(delete(Session).where(Session.cohort_id == row.id), reason=reason)
    unit.insert_many(Session, remade.lessons, reason=reason)
    unit.insert_many(Substitution, remade.substitutions, reason=reason)


def _whole(unit: UnitOfWork, query: Select[*tuple[Any, ...]]) -> Rows:
    return tuple(dict(row) for row in unit.session.execute(query).mappings())
