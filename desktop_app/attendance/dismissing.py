"""Somebody who was not on the list is sent away, and stands in the register again when that is undone."""

from dataclasses import replace

from sqlalchemy import func, select

from db.base import Base
from db.models.attendance import Absence, BadgeScan, Mark, WalkIn
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.absences import restore_absence, take_back_absence
from desktop_app.attendance.walk_in_records import Dismissed, Values
from desktop_app.attendance.walk_ins import load_walk_in, marks_of, put_into_register, remove_walk_in
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.cohorts.sheet_rows import replace_on_sheets, return_on_sheets
from desktop_app.doubles.snapshots import columns_of
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy


def dismiss_walk_in(unit: UnitOfWork, *, enrolment_id: int, reason: str) -> Dismissed:
    """Take somebody out who does not belong here; what hangs on them goes, and the journal keeps it.

    Raises NotFound, Invalid without a reason, Refused for a closed cohort.
    """
    source, cohort, name = load_walk_in(unit, enrolment_id)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    absences = unit.session.scalars(select(Absence.id).where(Absence.enrolment_id == enrolment_id)).all()
    scans = unit.session.scalars(select(BadgeScan).where(BadgeScan.enrolment_id == enrolment_id)).all()
    marks = marks_of(unit, enrolment_id).values()
    done = Dismissed(
        enrolment_id,
        name,
        cohort.id,
        source.enrolled_on,
        _kept(unit.session.get_one(WalkIn, enrolment_id)),
        tuple(map(_kept, marks)),
        tuple(map(_kept, scans)),
        tuple(take_back_absence(unit, absence_id=absence_id) for absence_id in absences),
        tuple(replace_on_sheets(unit, enrolment_id=enrolment_id, by_id=None)),
    )
    for row in (*marks, *scans):
        unit.session.delete(row)
    facts = {"name": name, "cohort": cohort.code, "reason": tidy(reason), "marks": len(marks)}
    unit.note("dismiss", entity=WalkIn.__tablename__, entity_id=enrolment_id, facts=facts)
    remove_walk_in(unit, source)
    return done


def undo_dismissal(unit: UnitOfWork, done: Dismissed) -> int:
    """Let the walk-in stand in the register again as before, under a new number; returns the enrolment.

    Raises Refused for a closed cohort, NotFound where a marked lesson is no longer in the timetable.
    """
    cohort = load_cohort(unit, done.cohort_id)
    require_open(cohort.code, cohort.state)
    lessons = {values["session_id"] for values in done.marks}
    if unit.session.scalar(select(func.count()).where(Session.id.in_(lessons))) != len(lessons):
        raise NotFound("lesson_gone", N_("There is no such lesson any more."))
    again = put_into_register(unit, WalkIn(**done.known), cohort_id=cohort.id, name=done.name, since=done.since)
    unit.session.add_all(Mark(**values, enrolment_id=again) for values in done.marks)
    unit.session.add_all(BadgeScan(**values, enrolment_id=again) for values in done.scans)
    unit.session.flush()
    for absence in done.absences:
        restore_absence(unit, replace(absence, draft=replace(absence.draft, enrolment_id=again)))
    return_on_sheets(unit, done.rows, enrolment_id=again, from_id=None)
    facts = {"name": done.name, "cohort": cohort.code, "former": done.former}
    unit.note("readmit", entity=WalkIn.__tablename__, entity_id=again, facts=facts)
    return again


def _kept(row: Base) -> Values:
    """What a row says, but for the numbers that it gets anew."""
    return {column: value for column, value in columns_of(row).items() if column not in {"id", "enrolment_id"}}
