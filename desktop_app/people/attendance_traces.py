"""What attendance tells of a person beyond the marks: why they were absent, by which paper, and badges read.

The marks themselves are figures of the centre and stay; words written beside them go.
"""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import delete, select, update

from db.models.attendance import Absence, AttendanceFile, BadgeScan, Mark, WalkIn
from db.models.cohorts import Enrolment
from db.models.journal import JournalEntry
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork

_REASON = "erasure of a person"
# What a mark says in words; the rest is counted.
WORDS_OF_MARK = ("note", "reason")


def erase_attendance(unit: UnitOfWork, people: Collection[int]) -> None:
    """Take out the absences with their scans, the badges read, and the words beside the marks."""
    own = select(Enrolment.id).where(Enrolment.person_id.in_(people))
    absences = select(Absence.id).where(Absence.enrolment_id.in_(own))
    unit.execute_bulk(delete(AttendanceFile).where(AttendanceFile.absence_id.in_(absences)), reason=_REASON)
    unit.execute_bulk(delete(Absence).where(Absence.enrolment_id.in_(own)), reason=_REASON)
    unit.execute_bulk(delete(BadgeScan).where(BadgeScan.enrolment_id.in_(own)), reason=_REASON)
    words = dict.fromkeys(WORDS_OF_MARK, "")
    unit.execute_bulk(update(Mark).where(Mark.enrolment_id.in_(own)).values(**words), reason=_REASON)


def entries_to_hide(unit: UnitOfWork, cards: Collection[int]) -> Iterator[JournalEntry]:
    """The entries of the journal about the absences, scans, badges and days as a walk-in of these cards."""
    enrolments = set(unit.session.scalars(select(Enrolment.id).where(Enrolment.person_id.in_(cards))))
    absences: set[int] = set()
    for entry in entries_about(unit, Absence, "enrolment_id", enrolments):
        absences.add(int(entry.entity_id))
        yield entry
    yield from entries_about(unit, AttendanceFile, "absence_id", absences)
    yield from entries_about(unit, BadgeScan, "enrolment_id", enrolments)
    yield from _as_walk_ins(unit, cards)


def mark_keys(unit: UnitOfWork, cards: Collection[int]) -> set[tuple[str, str]]:
    """What the journal calls every mark that these cards have or could have had."""
    rows = (
        select(Session.id, Enrolment.id)
        .join(Enrolment, Enrolment.cohort_id == Session.cohort_id)
        .where(Enrolment.person_id.in_(cards))
    )
    return {(Mark.__tablename__, f"{session}/{enrolment}") for session, enrolment in unit.session.execute(rows)}


def entries_about(unit: UnitOfWork, table: type[Any], column: str, owners: Collection[int]) -> Iterator[JournalEntry]:
    """Entries about the rows that belong to the owners, or did: the number of a deleted row is given again."""
    now = unit.session.scalars(select(table.id).where(getattr(table, column).in_(owners)))
    is_theirs = dict.fromkeys(map(str, now), True)
    for entry in _of(unit, table):
        told = entry.after.get(column) or entry.before.get(column)
        if told is not None:
            is_theirs[entry.entity_id] = told in owners
        if is_theirs.get(entry.entity_id):
            yield entry


def _as_walk_ins(unit: UnitOfWork, cards: Collection[int]) -> Iterator[JournalEntry]:
    """What was said of somebody unknown, from when they came until they were gone: it was one of these cards.

    Who was sent away and put back is one and the same.
    """
    newest: dict[str, list[JournalEntry]] = {}
    dismissed: dict[str, list[JournalEntry]] = {}
    stays: list[list[JournalEntry]] = []
    for entry in _of(unit, WalkIn):
        if entry.action == "create" or entry.entity_id not in newest:
            newest[entry.entity_id] = []
            stays.append(newest[entry.entity_id])
        newest[entry.entity_id].append(entry)
        if entry.action == "dismiss":
            dismissed[entry.entity_id] = newest[entry.entity_id]
        elif entry.action == "readmit":
            newest[entry.entity_id] += dismissed[str(entry.after["former"])]
    for stay in stays:
        if any(entry.after.get("person_id") in cards for entry in stay):
            yield from stay


def _of(unit: UnitOfWork, table: type[Any]) -> Iterator[JournalEntry]:
    entries = select(JournalEntry).where(JournalEntry.entity == table.__tablename__).order_by(JournalEntry.seq)
    return iter(unit.session.scalars(entries).all())
