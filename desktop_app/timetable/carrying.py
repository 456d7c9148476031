"""Carrying a lesson to another place of a week: what would come of it is said first, a taken place is exchanged."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.timetable.changes import Move, moved, require_unmarked, slot_of
from desktop_app.timetable.clash_records import Clash, Taken, TimeClash
from desktop_app.timetable.clashes import clashes_of
from desktop_app.timetable.moving import clashes_of_move, load_session, move_session, swap_sessions


@dataclass(frozen=True)
class Carry:
    """A lesson of a version that was looked at, and the place it is carried to."""

    session_id: int
    version: int
    held_on: date
    place_in_day: int


@dataclass(frozen=True)
class CarryPreview:
    """``swaps_with`` is the lesson of the same cohort that would come to the old place, 0 for none."""

    swaps_with: int
    clashes: tuple[Clash, ...]

    @property
    def stands_in_the_way(self) -> bool:
        """Whether it is only done despite a clash."""
        return any(not clash.is_warning for clash in self.clashes)

    @property
    def is_impossible(self) -> bool:
        """A cohort is never at two lessons at once."""
        return any(isinstance(clash, TimeClash) and clash.taken is Taken.GROUP for clash in self.clashes)


def preview_carry(unit: UnitOfWork, carry: Carry) -> CarryPreview:
    """What would come of it. Raises Refused for a day or a lesson that cannot be moved."""
    lesson = load_session(unit, carry.session_id)
    row = load_cohort(unit, lesson.cohort_id)
    require_open(row.code, row.state)
    other = _standing_at(unit, lesson, carry)
    if other is None:
        require_unmarked(unit, [lesson])
        found = clashes_of_move(unit, session_id=lesson.id, held_on=carry.held_on, place_in_day=carry.place_in_day)
        return CarryPreview(0, tuple(found))
    require_unmarked(unit, [lesson, other])
    moves: list[Move] = [(lesson, slot_of(other)), (other, slot_of(lesson))]
    planned = [moved(each, slot) for each, slot in moves]
    clashes = clashes_of(unit, planned, cohort_id=lesson.cohort_id, ignoring=(lesson.id, other.id))
    return CarryPreview(other.id, tuple(clashes))


def carry_lesson(unit: UnitOfWork, carry: Carry, *, despite_clashes: bool = False) -> int:
    """Move the lesson, or let it change places with the one that stands there; returns the id of the change.

    Raises as ``move_session`` and ``swap_sessions``.
    """
    lesson = load_session(unit, carry.session_id, version=carry.version)
    other = _standing_at(unit, lesson, carry)
    if other is None:
        return move_session(
            unit,
            session_id=carry.session_id,
            version=carry.version,
            held_on=carry.held_on,
            place_in_day=carry.place_in_day,
            despite_clashes=despite_clashes,
        )
    return swap_sessions(
        unit,
        session_id=carry.session_id,
        version=carry.version,
        other_id=other.id,
        other_version=other.version,
        despite_clashes=despite_clashes,
    )


def _standing_at(unit: UnitOfWork, lesson: Session, carry: Carry) -> Session | None:
    """Another lesson of the same cohort at that place."""
    return unit.session.scalar(
        select(Session).where(
            Session.cohort_id == lesson.cohort_id,
            Session.held_on == carry.held_on,
            Session.place_in_day == carry.place_in_day,
            Session.id != lesson.id,
        )
    )
