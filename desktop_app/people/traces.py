"""What a card leaves outside itself, in the journal and in the ledgers of undoing, taken out when a person is erased.

That something happened stays: when, by whom, to which record. What it said goes.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from db.base import Base
from db.models.applications import ApplicationPerson
from db.models.cohorts import Enrolment
from db.models.duplicates import DuplicatePair, PersonMerge
from db.models.journal import JournalEntry
from db.models.people import BulkEdit, Consent, FormerName, FormerPost, OutsideCourse, Person, SavedFilter
from db.models.personal_data import Disclosure
from db.models.rosters import RosterImport
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.chain import digest_of_rest
from desktop_app.people.attendance_traces import WORDS_OF_MARK, entries_to_hide, mark_keys
from desktop_app.people.completion_traces import WORDS_OF_COMPLETION, completion_entries, without_reasons
from desktop_app.people.filter_traces import Identities, empty_filters, identity_of, told_texts
from desktop_app.people.parcel_traces import erase_parcels
from desktop_app.people.request_traces import erase_requests

OWNED = (FormerName, FormerPost, OutsideCourse, Consent)
# What an enrolment says of the person in words and numbers; the rest are figures of the centre.
PERSONAL_OF_ENROLMENT = ("workplace", "position", "leaving_reason", "external_certificate")
# Who looked at a card, and the acts by which words were taken out: nobody's words stand in them.
_TELL_NOTHING = ("see", "erase")
_OUTCOME = Enrolment.outcome_facts.key
_ERASED = "•••"
_REASON = "erasure of a person"
_OF_IMPORTED_ROW = ("row", "state", "codes", "became", "person_id")
_JSON_OF_LEDGERS = ("before", "moved", "rows", "changes", "reason", "decision_reason")

Values = dict[str, Any]
Scrub = Callable[[Values], Values]
Records = set[tuple[str, str]]


def erase_traces(unit: UnitOfWork, people: Collection[int]) -> dict[str, str]:
    """Empty the ledgers and the journal of what they say of people, while the records of the people still stand.

    Returns the entries of the journal with digests of what they say from now on: named by the act of the erasure,
    which is sealed itself, they are no break in the chain.
    """
    cards_of = [{person_id, *_merged_into(unit, person_id)} for person_id in people]
    cards = set().union(*cards_of)
    identity = Identities(tuple(identity_of(unit, each) for each in cards_of))
    empty_filters(unit, identity)
    ledgers = {*_emptied_merges(unit, cards), *_emptied_edits(unit, cards), *_emptied_imports(unit, cards)}
    changed = [
        *_scrubbed(unit, {(Person.__tablename__, str(card)) for card in cards}, _all_hidden),
        *_scrubbed(unit, {*erase_requests(unit, cards), *erase_parcels(unit, cards)}, _all_hidden),
        *_scrubbed(unit, ledgers, _ledger_hidden),
        *_scrubbed(unit, _records_of(unit, Enrolment, cards), _enrolment_hidden),
        *_scrubbed_pairs(unit, cards),
        *_scrubbed_filters(unit, identity),
        *_scrubbed(unit, mark_keys(unit, cards), _mark_hidden),
        *(row for entry in entries_to_hide(unit, cards) for row in _if_changed(entry, _all_hidden)),
        *(row for entry in completion_entries(unit, cards) for row in _if_changed(entry, _completion_hidden)),
        *(row for table in (*OWNED, ApplicationPerson, Disclosure) for row in _scrubbed_owned(unit, table, cards)),
    ]
    _write(unit, changed)
    return _digests(changed)


def hidden_entries(
    unit: UnitOfWork, table: type[Base], ids: Collection[int], *, names: Collection[str] = ()
) -> dict[str, str]:
    """Hide what the journal says of some records, all of it or the fields of these names; returns as erase_traces."""

    def hidden(values: Values) -> Values:
        return {name: _ERASED if value and (not names or name in names) else value for name, value in values.items()}

    changed = list(_scrubbed(unit, {(table.__tablename__, str(record_id)) for record_id in ids}, hidden))
    _write(unit, changed)
    return _digests(changed)


def _digests(changed: Collection[Values]) -> dict[str, str]:
    return {str(row["of"]): digest_of_rest(row["said_before"], row["said_after"]) for row in changed}


def _write(unit: UnitOfWork, changed: Collection[Values]) -> None:
    """Put what entries say from now on in the place of what they said; the salt goes with the words."""
    if changed:
        statement = (
            update(JournalEntry.__table__)  # type: ignore[arg-type]  # the plain table: one statement for all rows
            .where(JournalEntry.seq == bindparam("of"))
            .values(before=bindparam("said_before"), after=bindparam("said_after"), salt=None)
        )
        unit.session.connection().execute(statement, list(changed))


def _merged_into(unit: UnitOfWork, person_id: int) -> set[int]:
    """The numbers of cards that were made one with this one and are no card any more."""
    gone = set(unit.session.scalars(select(PersonMerge.gone_id).where(PersonMerge.kept_id == person_id)))
    return gone - set(unit.session.scalars(select(Person.id).where(Person.id.in_(gone))))


def _emptied_merges(unit: UnitOfWork, cards: Collection[int]) -> Records:
    """A merge of an erased card cannot be undone any more: nothing is left to part."""
    of_them = or_(PersonMerge.kept_id.in_(cards), PersonMerge.gone_id.in_(cards))
    found = unit.session.scalars(select(PersonMerge.id).where(of_them)).all()
    if found:
        values = {"before": {}, "moved": {}, "reason": "", "undo_until": unit.today}
        unit.execute_bulk(update(PersonMerge).where(PersonMerge.id.in_(found)).values(**values), reason=_REASON)
    return {(PersonMerge.__tablename__, str(merge_id)) for merge_id in found}


def _emptied_edits(unit: UnitOfWork, cards: Collection[int]) -> Records:
    emptied: Records = set()
    for edit_id, before in unit.session.execute(select(BulkEdit.id, BulkEdit.before)).all():
        rest = _without(before, cards)
        if rest != before:
            unit.execute_bulk(update(BulkEdit).where(BulkEdit.id == edit_id).values(before=rest), reason=_REASON)
            emptied.add((BulkEdit.__tablename__, str(edit_id)))
    return emptied


def _emptied_imports(unit: UnitOfWork, cards: Collection[int]) -> Records:
    emptied: Records = set()
    query = select(RosterImport.id, RosterImport.rows, RosterImport.changes)
    for import_id, rows, changes in unit.session.execute(query).all():
        rest, kept = [_row_without(row, cards) for row in rows], _without(changes, cards)
        if (rest, kept) != (rows, changes):
            values = {"rows": rest, "changes": kept}
            unit.execute_bulk(update(RosterImport).where(RosterImport.id == import_id).values(**values), reason=_REASON)
            emptied.add((RosterImport.__tablename__, str(import_id)))
    return emptied


def _without(by_person: Mapping[str, Any], cards: Collection[int]) -> Values:
    keys = {str(card) for card in cards}
    return {key: value for key, value in by_person.items() if key not in keys}


def _row_without(row: Values, cards: Collection[int]) -> Values:
    if row.get("person_id") not in cards:
        return row
    return {name: row[name] for name in _OF_IMPORTED_ROW if name in row}


def _records_of(unit: UnitOfWork, table: type[Any], cards: Collection[int]) -> Records:
    ids = unit.session.scalars(select(table.id).where(table.person_id.in_(cards)))
    return {(table.__tablename__, str(record_id)) for record_id in ids}


def _scrubbed(unit: UnitOfWork, records: Records, scrub: Scrub) -> Iterator[Values]:
    for entity, entity_id in sorted(records):
        entries = select(JournalEntry).where(JournalEntry.entity == entity, JournalEntry.entity_id == entity_id)
        for entry in unit.session.scalars(entries):
            yield from _if_changed(entry, scrub)


def _scrubbed_pairs(unit: UnitOfWork, cards: Collection[int]) -> Iterator[Values]:
    """Pairs of look-alikes are called by both numbers: "12/40"."""
    wanted = {str(card) for card in cards}
    for entry in unit.session.scalars(select(JournalEntry).where(JournalEntry.entity == DuplicatePair.__tablename__)):
        if wanted & set(entry.entity_id.split("/")):
            yield from _if_changed(entry, _ledger_hidden)


def _scrubbed_filters(unit: UnitOfWork, identity: Identities) -> Iterator[Values]:
    """Whatever a filter was called, and asked for, while it told of the person; deleted ones as well."""
    for entry in unit.session.scalars(select(JournalEntry).where(JournalEntry.entity == SavedFilter.__tablename__)):
        if any(map(identity.is_told_by, (*told_texts(entry.before), *told_texts(entry.after)))):
            yield from _if_changed(entry, _all_hidden)


def _scrubbed_owned(unit: UnitOfWork, table: type[Base], cards: Collection[int]) -> Iterator[Values]:
    """Entries about records of the person, those that are gone as well.

    The number of a deleted record is given again, so whose it is changes along the journal.
    """
    owners = dict.fromkeys((entity_id for _entity, entity_id in _records_of(unit, table, cards)), True)
    entries = select(JournalEntry).where(JournalEntry.entity == table.__tablename__).order_by(JournalEntry.seq)
    for entry in unit.session.scalars(entries):
        told = entry.after.get("person_id", entry.before.get("person_id"))
        if told is not None:
            owners[entry.entity_id] = told in cards
        if owners.get(entry.entity_id):
            yield from _if_changed(entry, _all_hidden)


def _if_changed(entry: JournalEntry, scrub: Scrub) -> Iterator[Values]:
    if entry.action in _TELL_NOTHING:
        return
    before, after = scrub(entry.before), scrub(entry.after)
    if (before, after) != (entry.before, entry.after):
        yield {"of": entry.seq, "said_before": before, "said_after": after}


def _all_hidden(values: Values) -> Values:
    return {name: None if value is None else _ERASED for name, value in values.items()}


def _ledger_hidden(values: Values) -> Values:
    return {name: _ERASED if name in _JSON_OF_LEDGERS and value else value for name, value in values.items()}


def _enrolment_hidden(values: Values) -> Values:
    told = {name: _ERASED if name in PERSONAL_OF_ENROLMENT and value else value for name, value in values.items()}
    return {**told, _OUTCOME: without_reasons(told[_OUTCOME])} if _OUTCOME in told else told


def _completion_hidden(values: Values) -> Values:
    words = {word for words in WORDS_OF_COMPLETION.values() for word in words}
    return {name: _ERASED if name in words and value else value for name, value in values.items()}


def _mark_hidden(values: Values) -> Values:
    return {name: _ERASED if name in WORDS_OF_MARK and value else value for name, value in values.items()}
