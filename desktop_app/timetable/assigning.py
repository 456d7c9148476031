"""Where lessons are held and who teaches them: a whole cohort, a module or one lesson; and who took over."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any

from sqlalchemy import exists, select

from db.models.attendance import Mark
from db.models.timetable import Session, Substitution
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.rows import row_at
from desktop_app.timetable.clash_records import Clash, require_no_clash
from desktop_app.timetable.clashes import clashes_of
from desktop_app.timetable.moving import load_session
from desktop_app.timetable.rooms import load_room
from desktop_app.timetable.service import planned_as
from desktop_app.timetable.trainers import load_trainer


class Whole(Enum):
    """In place of a module: all lessons of the cohort."""

    COHORT = "cohort"


class Kept(Enum):
    """In place of a room or a trainer: whatever stands there stays."""

    AS_IT_IS = "as it is"


@dataclass(frozen=True)
class Assignment:
    """The room and trainer that lessons are to have; None takes away what they had.

    ``of`` is the whole cohort, a module (None: the hours without one), or with ``session_id`` one lesson.
    """

    cohort_id: int
    of: Whole | int | None = Whole.COHORT
    session_id: int | None = None
    room_id: int | Kept | None = Kept.AS_IT_IS
    trainer_id: int | Kept | None = Kept.AS_IT_IS


@dataclass(frozen=True)
class LessonTeaching:
    id: int
    room_id: int | None
    trainer_id: int | None


@dataclass(frozen=True)
class Assigned:
    """What an assignment changed: the rooms and trainers that lessons had, and the cohort its room."""

    cohort_id: int
    cohort_room_id: int | None
    before: tuple[LessonTeaching, ...]


def assign(unit: UnitOfWork, assignment: Assignment, *, despite_clashes: bool = False) -> Assigned:
    """Let one lesson, or those of several that have no marks yet, be held so; what is given back undoes it.

    The room of a whole cohort is kept as the cohort's own too. Raises Refused for a closed cohort, LessonsClash.
    """
    row = load_cohort(unit, assignment.cohort_id)
    require_open(row.code, row.state)
    lessons = _lessons(unit, assignment)
    clashes = clashes_of_assignment(unit, assignment)
    require_no_clash(clashes, despite_clashes=despite_clashes)
    room_before = row.room_id
    if assignment.of is Whole.COHORT and assignment.session_id is None and not isinstance(assignment.room_id, Kept):
        row.room_id = assignment.room_id
    values = _values(assignment)
    changed = [lesson for lesson in lessons if any(getattr(lesson, name) != value for name, value in values.items())]
    before = tuple(LessonTeaching(lesson.id, lesson.room_id, lesson.trainer_id) for lesson in changed)
    _teach(unit, changed, [{"id": lesson.id, **values} for lesson in changed], cohort_id=row.id)
    return Assigned(row.id, room_before, before)


def unassign(unit: UnitOfWork, assigned: Assigned) -> None:
    """Let the lessons be held where and by whom they were before. Raises Refused for a closed cohort.

    Lessons that have been removed since are left out.
    """
    row = load_cohort(unit, assigned.cohort_id)
    require_open(row.code, row.state)
    row.room_id = assigned.cohort_room_id
    before = {each.id: each for each in assigned.before}
    lessons = unit.session.scalars(select(Session).where(Session.id.in_(before))).all()
    _teach(unit, lessons, [asdict(before[lesson.id]) for lesson in lessons], cohort_id=row.id)


def clashes_of_assignment(unit: UnitOfWork, assignment: Assignment) -> list[Clash]:
    """What would clash if the lessons had this room and trainer: to be shown before it is saved."""
    values = _values(assignment)
    if values.get("room_id") is not None:
        load_room(unit, values["room_id"] or 0)
    if values.get("trainer_id") is not None:
        load_trainer(unit, values["trainer_id"] or 0)
    lessons = _lessons(unit, assignment)
    planned = [
        replace(
            planned_as(lesson),
            room_id=values.get("room_id", lesson.room_id),
            trainer_id=values.get("trainer_id", lesson.trainer_id),
        )
        for lesson in lessons
    ]
    ignoring = frozenset(lesson.id for lesson in lessons)
    return clashes_of(unit, planned, cohort_id=assignment.cohort_id, ignoring=ignoring)


def substitute(
    unit: UnitOfWork, *, session_id: int, trainer_id: int, reason: str, version: int, despite_clashes: bool = False
) -> int:
    """Let another trainer take a lesson, before it or after it was held; returns the substitution's id.

    Raises Invalid without a reason, Refused for the trainer who has it already, Conflict, LessonsClash.
    """
    lesson = load_session(unit, session_id, version=version)
    row = load_cohort(unit, lesson.cohort_id)
    require_open(row.code, row.state)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    taking = load_trainer(unit, trainer_id)
    if lesson.trainer_id == trainer_id:
        raise Refused("same_trainer", N_("{name} has this lesson already."), name=taking.full_name)
    planned = replace(planned_as(lesson), trainer_id=trainer_id)
    clashes = clashes_of(unit, [planned], cohort_id=lesson.cohort_id, ignoring=(lesson.id,))
    require_no_clash(clashes, despite_clashes=despite_clashes)
    noted = Substitution(
        session_id=lesson.id,
        from_trainer_id=lesson.trainer_id,
        to_trainer_id=trainer_id,
        reason=tidy(reason),
        noted_at=unit.now,
        noted_by=unit.actor.name,
    )
    lesson.trainer_id = trainer_id
    unit.session.add(noted)
    unit.session.flush()
    return noted.id


def take_back_substitution(unit: UnitOfWork, *, substitution_id: int) -> None:
    """Give the lesson back to whom it was taken from. Raises Refused when another took it since."""
    noted = row_at(
        unit, Substitution, substitution_id, "substitution_gone", N_("There is no such substitution any more.")
    )
    lesson = load_session(unit, noted.session_id)
    row = load_cohort(unit, lesson.cohort_id)
    require_open(row.code, row.state)
    if lesson.trainer_id != noted.to_trainer_id:
        raise Refused("substituted_since", N_("Another trainer has been given this lesson since."))
    lesson.trainer_id = noted.from_trainer_id
    unit.session.delete(noted)


def _teach(unit: UnitOfWork, lessons: Sequence[Session], rows: list[dict[str, Any]], *, cohort_id: int) -> None:
    unit.update_many(Session, rows, reason=f"rooms and trainers of cohort {cohort_id}")
    for lesson in lessons:
        unit.session.expire(lesson)


def _lessons(unit: UnitOfWork, assignment: Assignment) -> Sequence[Session]:
    """The lessons meant. Of several, those that are marked are left out: they were held as they were held."""
    if assignment.session_id is not None:
        lesson = load_session(unit, assignment.session_id)
        if lesson.cohort_id != assignment.cohort_id:
            raise NotFound("lesson_gone", N_("There is no such lesson any more."))
        return [lesson]
    query = select(Session).where(
        Session.cohort_id == assignment.cohort_id, ~exists().where(Mark.session_id == Session.id)
    )
    if assignment.of is not Whole.COHORT:
        query = query.where(Session.module_id == assignment.of)
    return unit.session.scalars(query.order_by(Session.held_on, Session.place_in_day)).all()


def _values(assignment: Assignment) -> dict[str, int | None]:
    given = {"room_id": assignment.room_id, "trainer_id": assignment.trainer_id}
    return {name: value for name, value in given.items() if not isinstance(value, Kept)}
