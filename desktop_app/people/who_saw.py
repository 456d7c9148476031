"""Who saw, changed, printed and sent what is kept of a person: the card, what belongs to it, and lists with them in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, String, cast, or_, select

from db.models.cohorts import Enrolment
from db.models.duplicates import Erasure
from db.models.journal import JournalEntry
from db.models.people import Consent, FormerName, FormerPost, OutsideCourse, Person
from db.models.personal_data import Disclosure
from db.unit_of_work import UnitOfWork, read_ids
from desktop_app.accounts.seeing import SEARCH, SEE, has_found
from desktop_app.given_out import DIGEST, GIVEN, IDS, PEOPLE, RECIPIENT

_PERSON, _COHORT = Person.__tablename__, "cohort"
OF_PERSON = (FormerName, FormerPost, OutsideCourse, Consent, Enrolment, Erasure, Disclosure)
# Records whose prints and exports name people: which, the entry tells.
_LISTS = ("list", _PERSON, "certificate", "institution", "survey_round", "print_run", "return_snapshot")
# What says in words what was printed or exported.
_SUBJECT = ("what", "paper", "month")
_COLUMNS = (
    JournalEntry.seq, JournalEntry.at, JournalEntry.actor_name, JournalEntry.host, JournalEntry.action,
    JournalEntry.entity, JournalEntry.after,
)  # fmt: skip


class TraceKind(StrEnum):
    SEEN = "seen"
    CHANGED = "changed"
    GIVEN = "given"


@dataclass(frozen=True)
class Trace:
    """One entry about the person; ``people`` is how many stand in the list, 0 where it is not one."""

    seq: int
    at: datetime
    actor_name: str
    host: str
    action: str
    entity: str
    subject: str
    file: str
    sha256: str
    recipient: str
    people: int

    @property
    def kind(self) -> TraceKind:
        if self.action in (SEE, SEARCH):
            return TraceKind.SEEN
        return TraceKind.GIVEN if self.action in GIVEN else TraceKind.CHANGED


def who_saw(unit: UnitOfWork, *, person_id: int) -> list[Trace]:
    """Every entry about the person, the newest first."""
    own = unit.session.execute(select(*_COLUMNS).where(or_(*records_of(person_id), has_found(person_id))))
    return _in_order(_trace(entry) for entry in (*own, *_lists(unit, person_id)))


def lists_with(unit: UnitOfWork, *, person_id: int) -> list[Trace]:
    """Prints and exports of lists in which the person stands among others, the newest first."""
    return _in_order(_trace(entry) for entry in _lists(unit, person_id))


def records_of(person_id: int) -> list[ColumnElement[bool]]:
    """Conditions on the journal: the card, and the records that belong to it."""
    card = (JournalEntry.entity == _PERSON) & (JournalEntry.entity_id == str(person_id))
    conditions: list[ColumnElement[bool]] = [card]
    for table in OF_PERSON:
        own = select(cast(table.id, String)).where(table.person_id == person_id)
        conditions.append((JournalEntry.entity == table.__tablename__) & JournalEntry.entity_id.in_(own))
    return conditions


def _lists(unit: UnitOfWork, person_id: int) -> Iterator[Row[Any]]:
    cohorts = select(cast(Enrolment.cohort_id, String)).where(Enrolment.person_id == person_id)
    is_given = JournalEntry.action.in_(GIVEN)
    of_cohort = (JournalEntry.entity == _COHORT) & JournalEntry.entity_id.in_(cohorts)
    yield from unit.session.execute(select(*_COLUMNS).where(of_cohort, is_given))
    lists = select(*_COLUMNS).where(JournalEntry.entity.in_(_LISTS), is_given)
    for entry in unit.session.execute(lists):
        if IDS in entry.after and person_id in read_ids(entry.after[IDS]):
            yield entry


def _in_order(traces: Iterable[Trace]) -> list[Trace]:
    return sorted(traces, key=lambda trace: -trace.seq)


def _trace(entry: Row[Any]) -> Trace:
    facts = entry.after
    subject = next((str(facts[name]) for name in _SUBJECT if facts.get(name)), "")
    people = facts.get(PEOPLE, 0)
    return Trace(
        entry.seq,
        entry.at,
        entry.actor_name,
        entry.host,
        entry.action,
        entry.entity,
        subject,
        facts.get("file", ""),
        facts.get(DIGEST, ""),
        facts.get(RECIPIENT, ""),
        people if isinstance(people, int) else 0,
    )
