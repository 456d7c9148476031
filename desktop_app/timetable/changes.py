"""Lessons that changed their times, kept so that they can be put back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from typing import Any

from sqlalchemy import exists, select

from db.models.attendance import Mark
from db.models.cohorts import Cohort
from db.models.timetable import Session, TimetableChange
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.language.dates import short_date
from desktop_app.rows import row_at
from desktop_app.timetable.clash_records import require_no_clash
from desktop_app.timetable.clashes import clashes_of
from desktop_app.timetable.records import PlannedSession
from desktop_app.timetable.service import planned_as


@dataclass(frozen=True)
class Slot:
    """Where a lesson stands in the week."""

    held_on: date
    place_in_day: int
    starts_at: time

    def said(self) -> dict[str, Any]:
        return {
            "held_on": self.held_on.isoformat(),
            "place_in_day": self.place_in_day,
            "starts_at": self.starts_at.isoformat(),
        }

    @classmethod
    def read(cls, said: dict[str, Any]) -> "Slot":
        return cls(date.fromisoformat(said["held_on"]), said["place_in_day"], time.fromisoformat(said["starts_at"]))


Move = tuple[Session, Slot]


def slot_of(lesson: Session) -> Slot:
    return Slot(lesson.held_on, lesson.place_in_day, lesson.starts_at)


def moved(lesson: Session, slot: Slot) -> PlannedSession:
    """The lesson as it would stand in the slot."""
    return replace(planned_as(lesson), held_on=slot.held_on, place_in_day=slot.place_in_day, starts_at=slot.starts_at)


def put(unit: UnitOfWork, moves: Sequence[Move], *, reason: str = "", old_end: date | None = None) -> int:
    """Let lessons of one cohort stand in their new slots and keep where they stood; returns the change's id.

    Nothing is checked here. ``old_end`` is the last day of the cohort where the change moved it.
    """
    before: list[dict[str, Any]] = [
        {"id": lesson.id, "from": slot_of(lesson).said(), "to": slot.said()} for lesson, slot in moves
    ]
    row = load_cohort(unit, moves[0][0].cohort_id)
    if old_end is not None:
        before.append({"ends_on": {"from": old_end.isoformat(), "to": row.ends_on.isoformat()}})
    _place(unit, moves)
    change = TimetableChange(cohort_id=row.id, done_at=unit.now, done_by=unit.actor.name, reason=reason, before=before)
    unit.session.add(change)
    unit.session.flush()
    return change.id


def undo_change(unit: UnitOfWork, *, change_id: int, despite_clashes: bool = False) -> None:
    """Put the lessons back where they stood before the change.

    Raises Refused when it was undone already, when marks came or a lesson was moved or removed since, and
    LessonsClash when its old time is taken by now.
    """
    change = row_at(
        unit, TimetableChange, change_id, "change_gone", N_("There is no such change of the timetable any more.")
    )
    if change.undone_at is not None:
        raise Refused("change_undone", N_("This change has been undone already."))
    row = load_cohort(unit, change.cohort_id)
    require_open(row.code, row.state)
    moves = _ways_back(unit, change)
    require_unmarked(unit, [lesson for lesson, _slot in moves])
    require_free(unit, moves, row, despite_clashes=despite_clashes)
    _place(unit, moves)
    _put_end_back(change, row)
    change.undone_at = unit.now


def require_unmarked(unit: UnitOfWork, lessons: Sequence[Session]) -> None:
    """Raises Refused naming the first lesson that has marks: it was held when it was held."""
    ids = [lesson.id for lesson in lessons]
    marked = select(Session.held_on).where(Session.id.in_(ids), exists().where(Mark.session_id == Session.id))
    day = unit.session.scalar(marked.order_by(Session.held_on).limit(1))
    if day is None:
        return
    if len(lessons) == 1:
        raise Refused("lesson_marked", N_("This lesson has been marked and cannot be moved."))
    raise Refused(
        "lesson_marked",
        N_("The lesson of {day} has been marked: it stays where it was held."),
        day=short_date(day),
    )


def require_free(unit: UnitOfWork, moves: Sequence[Move], row: Cohort, *, despite_clashes: bool) -> None:
    """Raises LessonsClash when the lessons of a cohort would clash in their new slots."""
    ignoring = frozenset(lesson.id for lesson, _slot in moves)
    planned = [moved(lesson, slot) for lesson, slot in moves]
    require_no_clash(clashes_of(unit, planned, cohort_id=row.id, ignoring=ignoring), despite_clashes=despite_clashes)


def _ways_back(unit: UnitOfWork, change: TimetableChange) -> list[Move]:
    said_before = _lessons_said(change)
    ids = [said["id"] for said in said_before]
    lessons = {lesson.id: lesson for lesson in unit.session.scalars(select(Session).where(Session.id.in_(ids)))}
    moves = []
    for said in said_before:
        lesson = lessons.get(said["id"])
        if lesson is None:
            raise Refused("lesson_gone", N_("A lesson of this change has been removed since."))
        if slot_of(lesson) != Slot.read(said["to"]):
            raise Refused(
                "lesson_moved_since",
                N_("The lesson of {day} has been moved again since: undo that change first."),
                day=short_date(lesson.held_on),
            )
        moves.append((lesson, Slot.read(said["from"])))
    return moves


def _lessons_said(change: TimetableChange) -> list[dict[str, Any]]:
    return [said for said in change.before if "id" in said]


def _put_end_back(change: TimetableChange, row: Cohort) -> None:
    """The cohort ends when it did, unless its end was moved again since."""
    for said in change.before:
        if "ends_on" in said and row.ends_on.isoformat() == said["ends_on"]["to"]:
            row.ends_on = date.fromisoformat(said["ends_on"]["from"])


def _place(unit: UnitOfWork, moves: Sequence[Move]) -> None:
    """Two lessons may not share a place even for a moment: those that stand in the way wait outside the day first."""
    reason = f"timetable of cohort {moves[0][0].cohort_id}"
    targets = {(slot.held_on, slot.place_in_day) for _lesson, slot in moves}
    in_the_way = [lesson.id for lesson, _slot in moves if (lesson.held_on, lesson.place_in_day) in targets]
    unit.update_many(Session, [{"id": each, "place_in_day": -each} for each in in_the_way], reason=reason)
    rows = [{"id": lesson.id, **asdict(slot)} for lesson, slot in moves]
    unit.update_many(Session, rows, reason=reason)
    for lesson, _slot in moves:
        unit.session.expire(lesson)
