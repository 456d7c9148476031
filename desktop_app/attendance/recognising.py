"""Somebody who was not on the list is recognised: their marks become the person's, and again theirs when undone."""

from collections.abc import Collection, Iterable

from sqlalchemy import select, update

from db.models.attendance import Absence, BadgeScan, Mark, WalkIn
from db.models.cohorts import Enrolment, EnrolmentState
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.marking import full_text
from desktop_app.attendance.walk_in_records import BeforeRecognition, Clash, Recognised, Recognition, Values
from desktop_app.attendance.walk_ins import load_walk_in, marks_of, put_into_register, remove_walk_in, walk_in
from desktop_app.cohorts.enrolment import enrol, load_enrolment, remove
from desktop_app.cohorts.hindrances import hindrances, study_of
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.cohorts.sheet_rows import replace_on_sheets, return_on_sheets
from desktop_app.doubles.snapshots import columns_of
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.marks.kinds import kinds_of
from desktop_app.marks.records import MarkValue
from desktop_app.people.cards import load_card
from desktop_app.people.rules import written_name

_REASON = "somebody not on the list recognised"
_UNDO_REASON = "a recognition undone"
# What goes along with the marks.
_CARRIED = (Absence, BadgeScan)


def recognition(unit: UnitOfWork, *, enrolment_id: int, person_id: int) -> Recognition:
    """What would happen if the walk-in were this person, to be looked at first. Raises NotFound."""
    record = walk_in(unit, enrolment_id=enrolment_id)
    card = load_card(unit, person_id)
    cohort = load_cohort(unit, record.cohort_id)
    theirs = _enrolment_of(unit, record.cohort_id, person_id)
    own = {} if theirs is None else marks_of(unit, theirs.id)
    kinds = kinds_of(unit, cohort)
    marked = _marked_lessons(unit, enrolment_id)
    clashes = tuple(
        Clash(
            lesson.id,
            lesson.held_on,
            lesson.place_in_day,
            kept=full_text(_value(own[lesson.id]), kinds),
            other=full_text(_value(mark), kinds),
        )
        for mark, lesson in marked
        if lesson.id in own and _value(mark) != _value(own[lesson.id])
    )
    found = {} if theirs is not None else hindrances(unit, study_of(cohort), [person_id])
    moving = sum(lesson.id not in own for _mark, lesson in marked)
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
    source, cohort, name = load_walk_in(unit, enrolment_id)
    card = load_card(unit, person_id)
    theirs = _enrolment_of(unit, cohort.id, person_id)
    before = _before(unit, source, theirs, name)
    target = _enrolled(unit, source, person_id, repeat_reason) if theirs is None else theirs
    if target.state is EnrolmentState.ABSENT:
        # Noted as one who did not come: here they are.
        target.state, target.absence_reason_code = EnrolmentState.APPLIED, None
    marked = _marked_lessons(unit, source.id)
    _require_theirs(target, written_name(card), [lesson for _mark, lesson in marked])
    moved = _move_marks(unit, target, (mark for mark, _lesson in marked), taken=taken, name=name)
    carried = _carry(unit, from_id=source.id, to_id=target.id)
    rows = replace_on_sheets(unit, enrolment_id=source.id, by_id=target.id)
    facts = {"name": name, "person_id": person_id, "enrolment_id": target.id, "moved": moved}
    unit.note("recognise", entity=WalkIn.__tablename__, entity_id=source.id, facts=facts)
    remove_walk_in(unit, source)
    marks = _said(unit, target.id, {lesson.id for _mark, lesson in marked})
    return Recognised(target.id, moved, len(marked) - moved, before, marks, carried, tuple(rows))


def undo_recognition(unit: UnitOfWork, done: Recognised) -> int:
    """Let the walk-in stand in the register again as before, and the person, too; returns the walk-in's enrolment.

    Raises Refused for a closed cohort, where one of the marks was changed since, and where the person was enrolled
    by the recognition and cannot be taken out any more.
    """
    before = done.before
    target, cohort = load_enrolment(unit, done.enrolment_id)
    require_open(cohort.code, cohort.state)
    lessons = {values["session_id"] for values in done.marks}
    if _said(unit, target.id, lessons) != done.marks:
        raise Refused(
            "recognised_marks_changed",
            N_(
                "Marks that {name} brought along were changed since, so the recognition stays. Correct the marks in "
                "the register of cohort {cohort}."
            ),
            name=before.name,
            cohort=cohort.code,
        )
    again = put_into_register(unit, WalkIn(**before.known), cohort_id=cohort.id, name=before.name, since=before.since)
    _set_back(unit, before, target.id, lessons, again)
    for table in _CARRIED:
        _give(unit, table, done.carried[table.__tablename__], from_id=target.id, to_id=again, reason=_UNDO_REASON)
    return_on_sheets(unit, done.rows, enrolment_id=again, from_id=target.id)
    facts = {"name": before.name, "enrolment_id": target.id}
    unit.note("unrecognise", entity=WalkIn.__tablename__, entity_id=again, facts=facts)
    if before.state is None:
        remove(unit, enrolment_id=target.id)
    elif before.state is EnrolmentState.ABSENT and target.state is EnrolmentState.APPLIED:
        target.state, target.absence_reason_code = before.state, before.absence_reason_code
    return again


def _before(unit: UnitOfWork, source: Enrolment, theirs: Enrolment | None, name: str) -> BeforeRecognition:
    known = columns_of(unit.session.get_one(WalkIn, source.id))
    marks = _said(unit, source.id)
    lessons = {values["session_id"] for values in marks}
    return BeforeRecognition(
        name,
        source.enrolled_on,
        {column: value for column, value in known.items() if column != "enrolment_id"},
        marks,
        _said(unit, theirs.id, lessons) if theirs is not None else (),
        theirs.state if theirs is not None else None,
        theirs.absence_reason_code if theirs is not None else None,
    )


def _enrolled(unit: UnitOfWork, source: Enrolment, person_id: int, repeat_reason: str) -> Enrolment:
    """The person as an applicant who belongs to the cohort since the walk-in came."""
    (new_id,) = enrol(unit, cohort_id=source.cohort_id, person_ids=[person_id], repeat_reason=repeat_reason)
    target = unit.session.get_one(Enrolment, new_id)
    target.enrolled_on = source.enrolled_on
    return target


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
    own = marks_of(unit, target.id)
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
    return Mark(**columns_of(mark) | {"enrolment_id": enrolment_id, "reason": reason})


def _set_back(
    unit: UnitOfWork, before: BeforeRecognition, target_id: int, lessons: Collection[int], again: int
) -> None:
    """The person's own marks of these lessons as they were, and the walk-in's, each with who made it and when."""
    for session_id, mark in marks_of(unit, target_id).items():
        if session_id in lessons:
            unit.session.delete(mark)
    unit.session.flush()
    unit.session.add_all(Mark(**values) for values in before.own)
    unit.session.add_all(Mark(**{**values, "enrolment_id": again}) for values in before.marks)
    unit.session.flush()


def _carry(unit: UnitOfWork, *, from_id: int, to_id: int) -> dict[str, tuple[int, ...]]:
    """Absences and badges read become the other enrolment's; their ids by table."""
    carried = {}
    for table in _CARRIED:
        ids = tuple(unit.session.scalars(select(table.id).where(table.enrolment_id == from_id)))
        _give(unit, table, ids, from_id=from_id, to_id=to_id, reason=_REASON)
        carried[table.__tablename__] = ids
    return carried


def _give(
    unit: UnitOfWork,
    table: type[Absence] | type[BadgeScan],
    ids: Collection[int],
    *,
    from_id: int,
    to_id: int,
    reason: str,
) -> None:
    if ids:
        rows = update(table).where(table.id.in_(ids), table.enrolment_id == from_id).values(enrolment_id=to_id)
        unit.execute_bulk(rows, reason=reason)


def _enrolment_of(unit: UnitOfWork, cohort_id: int, person_id: int) -> Enrolment | None:
    return unit.session.scalar(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.person_id == person_id)
    )


def _marked_lessons(unit: UnitOfWork, enrolment_id: int) -> list[tuple[Mark, Session]]:
    rows = unit.session.execute(
        select(Mark, Session)
        .join(Session, Session.id == Mark.session_id)
        .where(Mark.enrolment_id == enrolment_id)
        .order_by(Session.held_on, Session.place_in_day)
    )
    return [(mark, lesson) for mark, lesson in rows]


def _value(mark: Mark) -> MarkValue:
    return MarkValue(mark.kind_code, mark.missed_hours, mark.late_minutes, mark.note)


def _said(unit: UnitOfWork, enrolment_id: int, lessons: Collection[int] | None = None) -> tuple[Values, ...]:
    """What the marks of an enrolment say, in all lessons or in these, by lesson."""
    marks = sorted(marks_of(unit, enrolment_id).items())
    return tuple(columns_of(mark) for session_id, mark in marks if lessons is None or session_id in lessons)
