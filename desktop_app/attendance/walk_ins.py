"""People who came and were not on the list: marked with the rest, then recognised, their marks moved, or sent away."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, update

from db.models.attendance import Absence, BadgeScan, Mark, WalkIn
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.marking import full_text
from desktop_app.attendance.walk_in_records import Clash, Recognised, Recognition, WalkInRecord
from desktop_app.cohorts.enrolment import enrol, load_enrolment
from desktop_app.cohorts.hindrances import hindrances, study_of
from desktop_app.cohorts.rules import OPEN_STATES, require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.cohorts.sheet_rows import replace_on_sheets
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.marks.kinds import kinds_of
from desktop_app.marks.records import MarkValue
from desktop_app.people.cards import load_card
from desktop_app.people.nameless import add_name_only, remove_name_only
from desktop_app.people.rules import written_name

_REASON = "somebody not on the list recognised"


def add_walk_in(unit: UnitOfWork, *, cohort_id: int, name: str, note: str = "", code: str = "") -> int:
    """Put somebody who is not on the list into the register by the name they gave; returns the enrolment.

    ``code`` is a badge that nobody knows. Raises Invalid without a name, Refused for a closed cohort.
    """
    cohort = load_cohort(unit, cohort_id)
    require_open(cohort.code, cohort.state)
    enrolment = Enrolment(
        cohort_id=cohort_id,
        person_id=add_name_only(unit, name=name),
        state=EnrolmentState.WALK_IN,
        enrolled_on=unit.today,
    )
    unit.session.add(enrolment)
    unit.session.flush()
    row = WalkIn(enrolment_id=enrolment.id, code=tidy(code), note=tidy(note))
    row.came_at, row.noted_by = unit.now, unit.actor.name
    unit.session.add(row)
    unit.session.flush()
    return enrolment.id


def walk_ins(unit: UnitOfWork, *, cohort_id: int | None = None) -> list[WalkInRecord]:
    """Everybody who waits to be recognised, of a cohort or of all, those who came first on top."""
    query = _records().order_by(WalkIn.came_at, WalkIn.enrolment_id)
    if cohort_id is not None:
        query = query.where(Enrolment.cohort_id == cohort_id)
    return [_record(*row) for row in unit.session.execute(query)]


def walk_in(unit: UnitOfWork, *, enrolment_id: int) -> WalkInRecord:
    """Raises NotFound."""
    found = unit.session.execute(_records().where(WalkIn.enrolment_id == enrolment_id)).one_or_none()
    if found is None:
        raise _gone()
    return _record(*found)


def recognition(unit: UnitOfWork, *, enrolment_id: int, person_id: int) -> Recognition:
    """What would happen if the walk-in were this person, to be looked at first. Raises NotFound."""
    record = walk_in(unit, enrolment_id=enrolment_id)
    card = load_card(unit, person_id)
    cohort = load_cohort(unit, record.cohort_id)
    theirs = _enrolment_of(unit, record.cohort_id, person_id)
    own = {} if theirs is None else _marks(unit, theirs.id)
    kinds = kinds_of(unit, cohort)
    clashes = tuple(
        Clash(
            lesson.id,
            lesson.held_on,
            lesson.place_in_day,
            kept=full_text(_value(own[lesson.id]), kinds),
            other=full_text(_value(mark), kinds),
        )
        for mark, lesson in _marked_lessons(unit, enrolment_id)
        if lesson.id in own and _value(mark) != _value(own[lesson.id])
    )
    found = {} if theirs is not None else hindrances(unit, study_of(cohort), [person_id])
    moving = sum(session_id not in own for session_id in _marks(unit, enrolment_id))
    return Recognition(record.name, written_name(card), theirs is not None, moving, clashes, found.get(person_id))


def recognise(
    unit: UnitOfWork,
    *,
    enrolment_id: int,
    person_id: int,
    taken: Collection[int] = (),
    repeat_reason: str = "",
) -> Recognised:
    """Make the walk-in the person they are: marks, badges read and absences move, the card of a mere name goes.

    Who is not in the cohort yet is enrolled as an applicant. Where both have a mark the person's own one stays, but
    for the sessions in ``taken``. Raises whatever ``enrol`` raises, and Refused where a mark cannot be the person's.
    """
    source, cohort, name = _load(unit, enrolment_id)
    card = load_card(unit, person_id)
    target = _enrolment_of(unit, cohort.id, person_id)
    if target is None:
        new_id = enrol(unit, cohort_id=cohort.id, person_ids=[person_id], repeat_reason=repeat_reason)[0]
        target = unit.session.get_one(Enrolment, new_id)
        target.enrolled_on = source.enrolled_on
    elif target.state is EnrolmentState.ABSENT:
        # Noted as one who did not come: here they are.
        target.state, target.absence_reason_code = EnrolmentState.APPLIED, None
    marked = _marked_lessons(unit, source.id)
    _require_theirs(target, written_name(card), [lesson for _mark, lesson in marked])
    moved = _move_marks(unit, target, (mark for mark, _lesson in marked), taken=taken, name=name)
    for table in (Absence, BadgeScan):
        rows = update(table).where(table.enrolment_id == source.id).values(enrolment_id=target.id)
        unit.execute_bulk(rows, reason=_REASON)
    facts = {"name": name, "person_id": person_id, "enrolment_id": target.id, "moved": moved}
    unit.note("recognise", entity=WalkIn.__tablename__, entity_id=source.id, facts=facts)
    _remove(unit, source, becomes_id=target.id)
    return Recognised(target.id, moved, len(marked) - moved)


def dismiss_walk_in(unit: UnitOfWork, *, enrolment_id: int, reason: str) -> int:
    """Take somebody out who does not belong here; their marks go, and the journal keeps them. Returns how many.

    Raises Invalid without a reason, Refused for a closed cohort.
    """
    source, cohort, name = _load(unit, enrolment_id)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    marks = _marks(unit, enrolment_id).values()
    for mark in marks:
        unit.session.delete(mark)
    facts = {"name": name, "cohort": cohort.code, "reason": tidy(reason), "marks": len(marks)}
    unit.note("dismiss", entity=WalkIn.__tablename__, entity_id=enrolment_id, facts=facts)
    _remove(unit, source, becomes_id=None)
    return len(marks)


def _records() -> Select[*tuple[Any, ...]]:
    marks = (
        select(
            Mark.enrolment_id,
            func.count().label("marks"),
            func.min(Session.held_on).label("first_on"),
            func.max(Session.held_on).label("last_on"),
        )
        .join(Session, Session.id == Mark.session_id)
        .where(Mark.enrolment_id.in_(select(WalkIn.enrolment_id)))
        .group_by(Mark.enrolment_id)
        .subquery()
    )
    return (
        select(WalkIn, Person, Cohort, func.coalesce(marks.c.marks, 0), marks.c.first_on, marks.c.last_on)
        .join(Enrolment, Enrolment.id == WalkIn.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(marks, marks.c.enrolment_id == WalkIn.enrolment_id)
    )


def _record(
    row: WalkIn, card: Person, cohort: Cohort, marks: int, first_on: date | None, last_on: date | None
) -> WalkInRecord:
    return WalkInRecord(
        row.enrolment_id,
        written_name(card),
        cohort.id,
        cohort.code,
        row.came_at,
        row.noted_by,
        row.code,
        row.note,
        marks,
        first_on,
        last_on,
        cohort.state in OPEN_STATES,
    )


def _load(unit: UnitOfWork, enrolment_id: int) -> tuple[Enrolment, Cohort, str]:
    """The walk-in's enrolment, its open cohort and the name. Raises NotFound, Refused."""
    if unit.session.get(WalkIn, enrolment_id) is None:
        raise _gone()
    enrolment, cohort = load_enrolment(unit, enrolment_id)
    require_open(cohort.code, cohort.state)
    return enrolment, cohort, written_name(unit.session.get_one(Person, enrolment.person_id))


def _enrolment_of(unit: UnitOfWork, cohort_id: int, person_id: int) -> Enrolment | None:
    return unit.session.scalar(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.person_id == person_id)
    )


def _marks(unit: UnitOfWork, enrolment_id: int) -> dict[int, Mark]:
    return {
        mark.session_id: mark for mark in unit.session.scalars(select(Mark).where(Mark.enrolment_id == enrolment_id))
    }


def _marked_lessons(unit: UnitOfWork, enrolment_id: int) -> list[tuple[Mark, Session]]:
    rows = unit.session.execute(
        select(Mark, Session)
        .join(Session, Session.id == Mark.session_id)
        .where(Mark.enrolment_id == enrolment_id)
        .order_by(Session.held_on, Session.place_in_day)
    )
    return [(mark, lesson) for mark, lesson in rows]


def _require_theirs(target: Enrolment, name: str, lessons: Iterable[Session]) -> None:
    """Raises Refused where a marked lesson lies outside the person's time in the cohort."""
    for lesson in lessons:
        if target.left_on is not None and lesson.held_on >= target.left_on:
            raise Refused(
                "person_left",
                N_(
                    "{name} left the cohort on {left}, and the mark of {day} is later. Clear it in the register, or "
                    "bring the person back to the cohort first."
                ),
                name=name,
                left=short_date(target.left_on),
                day=short_date(lesson.held_on),
            )
        if target.came_from_id is not None and lesson.held_on < target.enrolled_on:
            raise Refused(
                "lesson_before_transfer",
                N_(
                    "{name} came by a transfer on {joined}, and the mark of {day} is earlier. Clear it in the "
                    "register: the hours before the transfer come from the other cohort."
                ),
                name=name,
                joined=short_date(target.enrolled_on),
                day=short_date(lesson.held_on),
            )


def _move_marks(
    unit: UnitOfWork, target: Enrolment, marks: Iterable[Mark], *, taken: Collection[int], name: str
) -> int:
    """The marks keep who made them and when; returns how many moved."""
    own = _marks(unit, target.id)
    moved = 0
    for mark in marks:
        kept = own.get(mark.session_id)
        if kept is None:
            unit.session.add(_copy(mark, target.id, mark.reason))
            moved += 1
        elif mark.session_id in taken and _value(kept) != _value(mark):
            reason = _("Marked as {name}, who was not on the list", name=name)
            unit.session.delete(kept)
            unit.session.flush()
            unit.session.add(_copy(mark, target.id, reason))
            moved += 1
        unit.session.delete(mark)
    unit.session.flush()
    return moved


def _copy(mark: Mark, enrolment_id: int, reason: str) -> Mark:
    return Mark(
        session_id=mark.session_id,
        enrolment_id=enrolment_id,
        kind_code=mark.kind_code,
        marked_at=mark.marked_at,
        marked_by=mark.marked_by,
        missed_hours=mark.missed_hours,
        late_minutes=mark.late_minutes,
        note=mark.note,
        reason=reason,
    )


def _remove(unit: UnitOfWork, source: Enrolment, *, becomes_id: int | None) -> None:
    replace_on_sheets(unit, enrolment_id=source.id, by_id=becomes_id)
    unit.session.delete(unit.session.get_one(WalkIn, source.id))
    unit.session.flush()
    unit.session.delete(source)
    unit.session.flush()
    remove_name_only(unit, person_id=source.person_id)


def _value(mark: Mark) -> MarkValue:
    return MarkValue(mark.kind_code, mark.missed_hours, mark.late_minutes, mark.note)


def _gone() -> NotFound:
    return NotFound("walk_in_gone", N_("This person was recognised or taken out already."))
