"""The register of disclosures: to whom personal data were given, as somebody noted and as the journal knows."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from db.models.journal import JournalEntry
from db.models.people import Person
from db.models.personal_data import Disclosure
from db.models.returns import ReturnDispatch
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.record_words import action_name, table_name
from desktop_app.clock import TASHKENT
from desktop_app.errors import Conflict, Invalid, NotFound
from desktop_app.given_out import DIGEST, GIVEN, PEOPLE, RECIPIENT
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.people.rules import checked_past


@dataclass(frozen=True)
class DisclosureDraft:
    """``person_id`` for what was given of one person; else ``people`` is how many stood in the list."""

    given_on: date
    recipient: str
    basis: str
    content: str
    person_id: int | None = None
    people: int = 1
    sha256: str = ""


@dataclass(frozen=True)
class DisclosureRecord:
    """``disclosure_id`` is None for what only the journal knows: a file that left, to whom nobody has said."""

    disclosure_id: int | None
    given_on: date
    recipient: str
    basis: str
    content: str
    person_id: int | None
    person: str
    people: int
    sha256: str
    noted_by: str
    version: int = 0

    @property
    def is_noted(self) -> bool:
        return self.disclosure_id is not None


def register_of_disclosures(unit: UnitOfWork, *, first: date, last: date) -> list[DisclosureRecord]:
    """Of these days, the newest first. A file that somebody has said the recipient of stands once."""
    rows = (
        select(Disclosure, Person.surname, Person.given_name)
        .outerjoin(Person, Person.id == Disclosure.person_id)
        .where(Disclosure.given_on.between(first, last))
    )
    noted = [_record(row, " ".join(filter(None, name))) for row, *name in unit.session.execute(rows)]
    noted += _dispatched(unit, first, last)
    digests = {each.sha256 for each in noted if each.sha256}
    known = [each for each in _of_journal(unit, first, last) if each.sha256 not in digests]
    return sorted([*noted, *known], key=lambda each: (each.given_on, each.disclosure_id or 0), reverse=True)


def note_disclosure(unit: UnitOfWork, draft: DisclosureDraft) -> int:
    """Enter one; returns its id. Raises Invalid, NotFound."""
    row = Disclosure(noted_at=unit.now, noted_by=unit.actor.name)
    _fill(unit, row, draft)
    unit.session.add(row)
    unit.session.flush()
    return row.id


def change_disclosure(unit: UnitOfWork, draft: DisclosureDraft, *, disclosure_id: int, version: int) -> None:
    """Raises Invalid, NotFound, Conflict."""
    row = unit.session.get(Disclosure, disclosure_id)
    if row is None:
        raise NotFound("no_disclosure", N_("This line is no longer in the register."))
    if row.version != version:
        raise Conflict
    _fill(unit, row, draft)


def _fill(unit: UnitOfWork, row: Disclosure, draft: DisclosureDraft) -> None:
    for name, text in (("recipient", draft.recipient), ("basis", draft.basis), ("content", draft.content)):
        if not tidy(text):
            raise Invalid("disclosure_empty", N_("Say it in words: the law asks for it."), field=name)
        setattr(row, name, tidy(text))
    if draft.people < 1:
        raise Invalid("disclosure_people", N_("At least one person."), field="people")
    if draft.person_id is not None and unit.session.get(Person, draft.person_id) is None:
        raise NotFound("no_person", N_("This person is no longer in the list."))
    row.given_on = checked_past("given_on", draft.given_on, today=unit.today) or unit.today
    row.person_id, row.people, row.sha256 = draft.person_id, draft.people, draft.sha256


def _dispatched(unit: UnitOfWork, first: date, last: date) -> list[DisclosureRecord]:
    """Lists of people that went with a return: the register of what was sent knows to whom."""
    sent = select(ReturnDispatch).where(
        ReturnDispatch.has_names, ReturnDispatch.sent_at.between(*_moments(first, last))
    )
    return [
        DisclosureRecord(
            None, row.sent_at.astimezone(TASHKENT).date(), row.sent_to, row.note, row.file_name, None, "",
            row.people or 1, row.sha256, row.sent_by,
        )
        for row in unit.session.scalars(sent)
    ]  # fmt: skip


def _of_journal(unit: UnitOfWork, first: date, last: date) -> list[DisclosureRecord]:
    """Files with people in them that were written to be taken away: exports, and what was sent."""
    columns = (JournalEntry.at, JournalEntry.actor_name, JournalEntry.action, JournalEntry.entity, JournalEntry.after)
    rows = select(*columns).where(
        JournalEntry.action.in_(GIVEN),
        JournalEntry.at.between(*_moments(first, last)),
    )
    return [
        _left(row.at, row.actor_name, f"{table_name(row.entity)}: {action_name(row.action)}", row.after)
        for row in unit.session.execute(rows)
        if row.after.get(DIGEST) and row.after.get(PEOPLE)
    ]


def _left(at: datetime, actor: str, what: str, facts: dict[str, Any]) -> DisclosureRecord:
    content = " · ".join(filter(None, (what, str(facts.get("what", "")), facts.get("file", ""))))
    day = at.astimezone(TASHKENT).date()
    recipient = facts.get(RECIPIENT, "")
    return DisclosureRecord(None, day, recipient, "", content, None, "", facts[PEOPLE], facts[DIGEST], actor)


def _record(row: Disclosure, person: str) -> DisclosureRecord:
    return DisclosureRecord(
        row.id, row.given_on, row.recipient, row.basis, row.content, row.person_id, person, row.people, row.sha256,
        row.noted_by, row.version,
    )  # fmt: skip


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time.min, tzinfo=TASHKENT), datetime.combine(last, time.max, tzinfo=TASHKENT)
