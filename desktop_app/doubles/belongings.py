"""What hangs on a person or an enrolment: handed over when two become one, handed back when they are parted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import InstrumentedAttribute

from db.base import Base
from db.models.applications import ApplicationPerson
from db.models.attendance import Absence, BadgeScan
from db.models.cohorts import Cohort, Enrolment
from db.models.events import EventParticipant, TrainingEvent
from db.models.orders import OrderEntry
from db.models.people import Consent, FormerName, FormerPost, OutsideCourse
from db.models.personal_data import Disclosure
from db.models.surveys import SurveyAnswered
from db.models.timetable import Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.doubles.snapshots import read_back, written_rows

REASON = "two cards made one"
UNDO_REASON = "a merging undone"
Moved = dict[str, list[int]]
Apart = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Belonging:
    """Rows that name their owner in ``column``; ``key`` tells them apart.

    With ``only_once`` an owner stands there once for each value of that column: of two such rows that of the owner
    who goes is taken out.
    """

    model: type[Base]
    column: str
    key: str = "id"
    only_once: str = ""

    @property
    def name(self) -> str:
        return str(self.model.__tablename__)

    def rows_of(self, owner_id: int) -> ColumnElement[bool]:
        return _attribute(self.model, self.column) == owner_id


# Marks and certificates follow their enrolments.
OF_PERSON = (
    Belonging(Enrolment, "person_id"),
    Belonging(FormerName, "person_id"),
    Belonging(FormerPost, "person_id"),
    Belonging(OutsideCourse, "person_id"),
    Belonging(Consent, "person_id"),
    Belonging(ApplicationPerson, "person_id", only_once="application_id"),
    Belonging(EventParticipant, "person_id", key="event_id", only_once="event_id"),
    Belonging(TrainingEvent, "leader_person_id"),
    Belonging(Cohort, "led_by_person_id"),
    Belonging(Trainer, "person_id"),
    Belonging(Disclosure, "person_id"),
)
# An enrolment that has marks, a named answer sheet or a certificate never goes.
OF_ENROLMENT = (
    Belonging(Absence, "enrolment_id"),
    Belonging(BadgeScan, "enrolment_id"),
    Belonging(ApplicationPerson, "enrolment_id"),
    Belonging(Enrolment, "came_from_id"),
    Belonging(OrderEntry, "enrolment_id", key="order_id", only_once="order_id"),
    Belonging(SurveyAnswered, "enrolment_id", key="round_id", only_once="round_id"),
)


def fold(unit: UnitOfWork, belongings: Sequence[Belonging], *, kept_id: int, gone_id: int) -> Apart:
    """Take out the rows that the kept one has already, such as its place in the same application; gives them back."""
    apart: Apart = {}
    for each in belongings:
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


def hand_over(unit: UnitOfWork, belongings: Sequence[Belonging], *, kept_id: int, gone_id: int) -> Moved:
    """Give the kept one what hung on the other; the keys of the rows by table."""
    moved: Moved = {}
    for each in belongings:
        key = _attribute(each.model, each.key)
        keys = list(unit.session.scalars(select(key).where(each.rows_of(gone_id)).order_by(key)))
        moved[each.name] = keys
        _give(unit, each, keys, from_id=gone_id, to_id=kept_id, reason=REASON)
    return moved


def hand_back(
    unit: UnitOfWork,
    belongings: Sequence[Belonging],
    moved: Mapping[str, list[int]],
    apart: Apart,
    *,
    kept_id: int,
    gone_id: int,
) -> None:
    """Return what was handed over; rows that were removed since are not brought back, for someone meant it so."""
    for each in belongings:
        # A merging of an earlier version of the program knows nothing of the tables that came later.
        _give(unit, each, moved.get(each.name, []), from_id=kept_id, to_id=gone_id, reason=UNDO_REASON)
        unit.insert_many(each.model, read_back(each.model, apart.get(each.name, [])), reason=UNDO_REASON)


def _give(unit: UnitOfWork, each: Belonging, keys: list[int], *, from_id: int, to_id: int, reason: str) -> None:
    if keys:
        # In bulk, so that the rows keep their versions: nothing of what they say has changed.
        rows = update(each.model).where(_attribute(each.model, each.key).in_(keys), each.rows_of(from_id))
        ids = keys if each.key == "id" else ()
        unit.execute_bulk(rows.values({each.column: to_id}), reason=reason, ids=ids, before={each.column: from_id})


def _attribute(model: type[Base], name: str) -> InstrumentedAttribute[Any]:
    return cast(InstrumentedAttribute[Any], getattr(model, name))
