"""Erasing a person (law ZRU-547): everything that tells who it was goes, the papers of the centre stay.

What stays is the centre's own: numbers of people and courses without names; the certificates, for the register is a
document of strict account; signed orders with their lists; the marks of attendance, and the scans of sheets that a
whole group has signed; scores and outcomes; whoever teaches stays in the list of trainers. Why somebody was absent
goes, with the scans that prove it; so do the topic of a final work and why an outcome was decided against the rule.
The free space of the file is overwritten, and the WAL emptied.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import delete, exists, func, or_, select, update

from db.engine import fold_wal
from db.errors import DatabaseFault
from db.models.applications import ApplicationPerson
from db.models.certificates import Certificate
from db.models.cohorts import Enrolment
from db.models.duplicates import DuplicatePair, Erasure
from db.models.orders import Order, OrderEntry
from db.models.parcels import YearArchive
from db.models.people import Person, PersonWord
from db.models.personal_data import Disclosure
from db.models.timetable import Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.approvals import Act, require_second
from desktop_app.accounts.chain import LEFT
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.language.names import PersonName, full_name
from desktop_app.people.archive import require_not_studying
from desktop_app.people.attendance_traces import erase_attendance
from desktop_app.people.cards import load_card
from desktop_app.people.completion_traces import erase_completion
from desktop_app.people.parcel_traces import require_not_lent
from desktop_app.people.records import ErasureRecord
from desktop_app.people.rules import BothScripts, name_columns
from desktop_app.people.traces import OWNED, PERSONAL_OF_ENROLMENT, erase_traces
from desktop_app.people.words import forget_name_words, keep_words
from desktop_app.progress import Progress

_REASON = "erasure of a person"
# The same in every language of the program: it stands in lists where the name stood.
_NEUTRAL_SURNAME, _NEUTRAL_NAME = ("Oʻchirilgan", "Ўчирилган"), ("shaxs № {id}", "шахс № {id}")
_KEPT_OF_CARD = frozenset({"id", "version", "created_at", "is_archived", "erased_on", "archived_on"})


def erase_person(centre: Centre, *, person_id: int, reason: str) -> Outcome[ErasureRecord]:
    """Erase the person for good, and what the disk still remembers of the card. There is no way back.

    Raises Invalid without a reason, NotFound, Refused while the person is in a cohort that is not over.
    """
    outcome = centre.write(erase, person_id=person_id, reason=reason)
    forget_on_disk(centre)
    return outcome


def forget_on_disk(centre: Centre) -> None:
    """Take what was erased out of the WAL, too; where the disk refuses it, closing the centre does."""
    try:
        fold_wal(centre.engine)
    except DatabaseFault as fault:
        facts = {"code": fault.fault.value}
        logging.getLogger("mahorat.safety").warning("erased data stay in the WAL", extra={"facts": facts})


def erase(unit: UnitOfWork, *, person_id: int, reason: str) -> ErasureRecord:
    """The part of ``erase_person`` that is one transaction."""
    row = load_card(unit, person_id)
    require_reason(reason)
    require_erasable(unit, row)
    name = full_name(PersonName(row.surname, row.given_name, row.patronymic))

    def lines() -> dict[str, str]:
        return {"what": _("Erase {name} for good", name=name), "reason": tidy(reason)}

    second = require_second(unit, Act.ERASE, entity="person", entity_id=person_id, lines=lines, asked=tidy(reason))
    (record,) = erase_cards(unit, [row], reason=reason, allowed_by=second)
    return record


def require_reason(reason: str) -> None:
    """Raises Invalid."""
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")


def require_erasable(unit: UnitOfWork, row: Person) -> None:
    """Raises Refused while the person studies, or is lent with a group."""
    require_not_studying(unit, row)
    require_not_lent(unit, row.id)


def erase_cards(
    unit: UnitOfWork,
    rows: Sequence[Person],
    *,
    reason: str,
    allowed_by: str = "",
    progress: Progress | None = None,
) -> list[ErasureRecord]:
    """Whoever calls has asked whether these may be erased. Several share the number of one act: 2026/7-1, 2026/7-2.

    ``allowed_by`` is the second of two people, where it took two.
    """
    people = [row.id for row in rows]
    facts = {row.id: _facts(unit, row) | ({"allowed_by": allowed_by} if allowed_by else {}) for row in rows}
    words = set(unit.session.scalars(select(PersonWord.word).where(PersonWord.person_id.in_(people))))
    left = erase_traces(unit, people)
    _erase_owned(unit, people)
    _erase_enrolments(unit, people)
    erase_attendance(unit, people)
    erase_completion(unit, people)
    number = _next_number(unit)
    records = []
    for place, row in enumerate(rows, 1):
        (progress or Progress()).step("", place - 1, len(rows))
        _make_neutral(unit, row)
        own = f"{number}-{place}" if len(rows) > 1 else number
        records.append(_noted(unit, row.id, number=own, reason=tidy(reason), facts=facts[row.id], left=left))
        # Once is enough: the chain looks for what was taken out by entry, not by person.
        left = {}
    forget_name_words(unit, words)
    return records


def _noted(
    unit: UnitOfWork, person_id: int, *, number: str, reason: str, facts: dict[str, Any], left: dict[str, str]
) -> ErasureRecord:
    told = {"journal_entries": len(left), **facts, LEFT: left}
    unit.note("erase", entity=Person.__tablename__, entity_id=person_id, facts=told)
    record = ErasureRecord(person_id, number, unit.today, unit.actor.name, reason, facts)
    row = Erasure(person_id=person_id, number=number, erased_at=unit.now, erased_by=record.erased_by)
    row.reason, row.facts = reason, facts
    unit.session.add(row)
    return record


def erasure_of(unit: UnitOfWork, *, person_id: int) -> ErasureRecord:
    """The erasure of a person, to print its act again. Raises NotFound."""
    row = unit.session.scalar(select(Erasure).where(Erasure.person_id == person_id))
    card = unit.session.get(Person, person_id)
    if row is None or card is None or card.erased_on is None:
        raise NotFound("no_erasure", N_("The data of this person were not erased."))
    return ErasureRecord(person_id, row.number, card.erased_on, row.erased_by, row.reason, row.facts)


def years_that_hold(unit: UnitOfWork, *, erased_on: date) -> list[int]:
    """The closed years whose files were made before, and so hold what was erased."""
    before = datetime.combine(erased_on, time.max, tzinfo=UTC)
    return list(unit.session.scalars(select(YearArchive.year).where(YearArchive.made_at < before).order_by("year")))


def _facts(unit: UnitOfWork, row: Person) -> dict[str, Any]:
    counts = {
        table.__tablename__: unit.session.scalar(
            select(func.count()).select_from(table).where(table.person_id == row.id)
        )
        for table in (*OWNED, Enrolment)
    }
    numbers = (
        select(Certificate.full_number)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.person_id == row.id)
        .order_by(Certificate.full_number)
    )
    return {
        "erased": counts,
        "certificates": list(unit.session.scalars(numbers)),
        "orders": _signed_orders(unit, row.id),
        "is_trainer": unit.session.scalar(select(exists().where(Trainer.person_id == row.id))),
    }


def _signed_orders(unit: UnitOfWork, person_id: int) -> list[dict[str, str]]:
    """Number and day of the own orders and letters whose signed lists name the person."""
    rows = (
        select(Order.number, Order.dated_on)
        .join(OrderEntry, OrderEntry.order_id == Order.id)
        .join(Enrolment, Enrolment.id == OrderEntry.enrolment_id)
        .where(Enrolment.person_id == person_id, Order.text != "")
        .distinct()
        .order_by(Order.dated_on, Order.number)
    )
    return [{"number": number, "dated_on": day.isoformat()} for number, day in unit.session.execute(rows)]


def _erase_owned(unit: UnitOfWork, people: Sequence[int]) -> None:
    """To whom something was given, when and on what ground, stays in the register of disclosures; what it was goes."""
    given = update(Disclosure).where(Disclosure.person_id.in_(people)).values(content="")
    unit.execute_bulk(given, reason=_REASON)
    for table in OWNED:
        unit.execute_bulk(delete(table).where(table.person_id.in_(people)), reason=_REASON)
    pairs = or_(DuplicatePair.first_id.in_(people), DuplicatePair.second_id.in_(people))
    unit.execute_bulk(delete(DuplicatePair).where(pairs), reason=_REASON)


def _erase_enrolments(unit: UnitOfWork, people: Sequence[int]) -> None:
    """Courses and applications stay as figures of a district and a subject; the words about the person go."""
    values = dict.fromkeys(PERSONAL_OF_ENROLMENT, "")
    changed = update(Enrolment).where(Enrolment.person_id.in_(people)).values(**values)
    unit.execute_bulk(changed, reason=_REASON)
    asked = update(ApplicationPerson).where(ApplicationPerson.person_id.in_(people)).values(withdrawal_reason="")
    unit.execute_bulk(asked, reason=_REASON)


def _make_neutral(unit: UnitOfWork, row: Person) -> None:
    """Empty the card. A bulk statement, because the journal would keep what a changed row said before."""
    empty: dict[str, Any] = {
        column.key: "" if not column.nullable else None
        for column in Person.__table__.columns
        if column.key not in _KEPT_OF_CARD
    }
    names = BothScripts(
        *(
            PersonName(surname, given_name.format(id=row.id))
            for surname, given_name in zip(_NEUTRAL_SURNAME, _NEUTRAL_NAME, strict=True)
        )
    )
    values = {
        **empty,
        **name_columns(names),
        "category_is_lifetime": False,
        "is_archived": True,
        "archived_on": row.archived_on or unit.today,
        "erased_on": unit.today,
        "version": row.version + 1,
    }
    unit.execute_bulk(update(Person).where(Person.id == row.id).values(**values), reason=_REASON)
    unit.session.expire(row)
    unit.session.refresh(row)
    keep_words(unit, row)


def _next_number(unit: UnitOfWork) -> str:
    """Acts are counted by the year; the lines of one act share its number."""
    year = unit.today.year
    numbers = unit.session.scalars(select(Erasure.number).where(Erasure.number.like(f"{year}/%")))
    newest = max((int(number.partition("/")[2].partition("-")[0]) for number in numbers), default=0)
    return f"{year}/{newest + 1}"
