"""What hangs on a person: handed over when two cards become one, handed back when they are parted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import InstrumentedAttribute

from db.base import Base
from db.models.applications import ApplicationPerson
from db.models.cohorts import Cohort, Enrolment
from db.models.events import EventParticipant, TrainingEvent
from db.models.people import Consent, FormerName, FormerPost, OutsideCourse
from db.models.timetable import Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.doubles.snapshots import read_back, written_rows

REASON = "two cards made one"
UNDO_REASON = "a merging undone"
Moved = dict[str, list[int]]
Apart = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Belonging:
    """Rows that name a person in ``column``; ``key`` tells them apart.

    With ``only_once`` a person stands there once for each value of that column: of two such rows that of the card
    that goes is taken out.
    """

    model: type[Base]
    column: str = "person_id"
    key: str = "id"
    only_once: str = ""

    @property
    def name(self) -> str:
        return str(self.model.__tablename__)

    def rows_of(self, person_id: int) -> ColumnElement[bool]:
        return _attribute(self.model, self.column) == person_id


# Marks and certificates follow their enrolments.
BELONGINGS = (
    Belonging(Enrolment),
    Belonging(FormerName),
    Belonging(FormerPost),
    Belonging(OutsideCourse),
    Belonging(Consent),
    Belonging(ApplicationPerson, only_once="application_id"),
    Belonging(EventParticipant, key="event_id", only_once="event_id"),
    Belonging(TrainingEvent, column="leader_person_id"),
    Belonging(Cohort, column="led_by_person_id"),
    Belonging(Trainer),
)


def fold(unit: UnitOfWork, *, kept_id: int, gone_id: int) -> Apart:
    """Take out the rows that the kept card has already, such as its place in the same application; gives them back."""
    apart: Apart = {}
    for each in BELONGINGS:
        if not each.only_once:
            continue
        once = _attribute(each.model, each.only_once)
        theirs = select(each.model).where(each.rows_of(gone_id), once.in_(select(once).where(each.rows_of(kept_id))))
        rows = unit.session.scalars(theirs).all()
        apart[each.name] = written_rows(rows)
        for row in rows:
            unit.session.delete(row)
    unit.session.flush()
    return apart


def hand_over(unit: UnitOfWork, *, kept_id: int, gone_id: int) -> Moved:
    """Give the kept card what hung on the other one; the keys of the rows by table."""
    moved: Moved = {}
    for each in BELONGINGS:
        key = _attribute(each.model, each.key)
        keys = list(unit.session.scalars(select(key).where(each.rows_of(gone_id)).order_by(key)))
        moved[each.name] = keys
        _give(unit, each, keys, from_id=gone_id, to_id=kept_id, reason=REASON)
    return moved


def hand_back(unit: UnitOfWork, moved: Mapping[str, list[int]], apart: Apart, *, kept_id: int, gone_id: int) -> None:
    """Return what was handed over; rows that were removed since are not brought back, for someone meant it so."""
    for each in BELONGINGS:
        # A merging of an earlier version of the program knows nothing of the tables that came later.
        _give(unit, each, moved.get(each.name, []), from_id=kept_id, to_id=gone_id, reason=UNDO_REASON)
        unit.insert_many(each.model, read_back(each.model, apart.get(each.name, [])), reason=UNDO_REASON)


def _give(unit: UnitOfWork, each: Belonging, keys: list[int], *, from_id: int, to_id: int, reason: str) -> None:
    if keys:
        # In bulk, so that the rows keep their versions: nothing of what they say has changed.
        rows = update(each.model).where(_attribute(each.model, each.key).in_(keys), each.rows_of(from_id))
        unit.execute_bulk(rows.values({each.column: to_id}), reason=reason)


def _attribute(model: type[Base], name: str) -> InstrumentedAttribute[Any]:
    return cast(InstrumentedAttribute[Any], getattr(model, name))
