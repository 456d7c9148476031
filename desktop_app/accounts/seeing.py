"""Who looked at a person: at the card, one entry for a person, a reader and an hour; and among whom a search found.

Of a search the journal keeps whom it showed, not what was typed: a name in it would outlive the person's erasure.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, select

from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre

SEE, SEARCH = "see", "search"
_PERSON = "person"
# What of a person was looked at.
CARD, NUMBER, EXTRACT = "card", "number", "extract"
# Numbers with a space on both sides, so that the database itself finds one among them.
_SHOWN = "shown_ids"


def note_sight(centre: Centre, *, person_id: int, what: str = CARD) -> None:
    """Note that whoever is at the PC sees a person's card, or the number in full; asked before anything is written."""
    if not centre.read(is_noted, person_id=person_id, what=what):
        centre.write(note_seen, person_id=person_id, what=what)


def is_noted(unit: UnitOfWork, *, person_id: int, what: str = CARD) -> bool:
    seen = select(JournalEntry.after).where(
        JournalEntry.entity == _PERSON,
        JournalEntry.entity_id == str(person_id),
        JournalEntry.action == SEE,
        JournalEntry.at >= _hour(unit.now),
        JournalEntry.actor_name == unit.actor.name,
        JournalEntry.actor_id.is_not_distinct_from(unit.actor.staff_id),
    )
    return any(facts.get("what") == what for facts in unit.session.scalars(seen))


def note_seen(unit: UnitOfWork, *, person_id: int, what: str = CARD) -> None:
    """The part of ``note_sight`` that writes; once more, for another window may have been faster."""
    if not is_noted(unit, person_id=person_id, what=what):
        unit.note(SEE, entity=_PERSON, entity_id=person_id, facts={"what": what})


def note_found(unit: UnitOfWork, *, people: Iterable[int]) -> None:
    """Note that the one who acts saw these people as what a search found."""
    shown = list(dict.fromkeys(people))
    facts = {"people": len(shown), _SHOWN: f" {' '.join(map(str, shown))} "}
    unit.note(SEARCH, entity=_PERSON, entity_id="", facts=facts)


def has_found(person_id: int) -> ColumnElement[bool]:
    """A condition on the journal: the searches that showed a person."""
    is_search = (JournalEntry.entity == _PERSON) & (JournalEntry.entity_id == "") & (JournalEntry.action == SEARCH)
    showed: ColumnElement[bool] = JournalEntry.after[_SHOWN].as_string().contains(f" {person_id} ")
    return is_search & showed


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
