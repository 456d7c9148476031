"""What completion tells of a person in words: topics of final works, reasons of decisions, files of results.

Scores and outcomes are figures of the centre and stay.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import select, update

from db.base import Base
from db.models.cohorts import Enrolment
from db.models.completion import FinalWork, OutcomeOverride, Sitting
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.people.attendance_traces import entries_about

WORDS_OF_COMPLETION: Mapping[type[Base], tuple[str, ...]] = {
    Sitting: ("source",),
    FinalWork: ("topic", "note"),
    OutcomeOverride: ("reason",),
}
# What a settled outcome keeps of a decision against the rule.
_REASON_OF_OUTCOME = "reason"
_REASON = "erasure of a person"


def erase_completion(unit: UnitOfWork, people: Collection[int]) -> None:
    own = select(Enrolment.id).where(Enrolment.person_id.in_(people))
    for table, words in WORDS_OF_COMPLETION.items():
        of_them = table.__table__.c.enrolment_id.in_(own)
        unit.execute_bulk(update(table).where(of_them).values(**dict.fromkeys(words, "")), reason=_REASON)
    for enrolment_id, facts in unit.session.execute(
        select(Enrolment.id, Enrolment.outcome_facts).where(Enrolment.person_id.in_(people))
    ).all():
        rest = without_reasons(facts)
        if rest != facts:
            of_one = update(Enrolment).where(Enrolment.id == enrolment_id)
            unit.execute_bulk(of_one.values(outcome_facts=rest), reason=_REASON)


def without_reasons(value: Any) -> Any:
    """The facts of an outcome with nobody's words in them."""
    if isinstance(value, dict):
        return {name: "" if name == _REASON_OF_OUTCOME else without_reasons(each) for name, each in value.items()}
    return list(map(without_reasons, value)) if isinstance(value, list) else value


def completion_entries(unit: UnitOfWork, cards: Collection[int]) -> Iterator[JournalEntry]:
    """The entries of the journal about sittings, final works and decisions of these cards."""
    enrolments = set(unit.session.scalars(select(Enrolment.id).where(Enrolment.person_id.in_(cards))))
    works = select(JournalEntry).where(JournalEntry.entity == FinalWork.__tablename__)
    yield from unit.session.scalars(works.where(JournalEntry.entity_id.in_(map(str, enrolments))))
    for table in (Sitting, OutcomeOverride):
        yield from entries_about(unit, table, "enrolment_id", enrolments)
