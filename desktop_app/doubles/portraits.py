"""Portraits of people read from the database: all of them in slices, some by their ids, one from a typed card."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from db.models.people import FormerName, Person
from db.unit_of_work import UnitOfWork
from desktop_app.doubles.names import FoldedName, folded
from desktop_app.doubles.rules import Portrait
from desktop_app.people.identity import parse_jshshir
from desktop_app.people.nameless import name_only_ids
from desktop_app.people.rules import card_name

# Read at once by a scan: some tens of milliseconds.
SLICE = 10_000

PORTRAIT_COLUMNS = (
    Person.id,
    Person.surname,
    Person.given_name,
    Person.patronymic,
    Person.birth_date,
    Person.birth_year,
    Person.sex,
    Person.jshshir,
    Person.document,
    Person.phone,
    Person.institution_id,
    Person.district_code,
)
_FORMER_NAMES = select(FormerName.person_id, FormerName.surname, FormerName.given_name, FormerName.patronymic).order_by(
    FormerName.id
)
_IDS_AT_ONCE = 500
_SUBSCRIBER_DIGITS = 9


def portraits_after(unit: UnitOfWork, *, person_id: int, limit: int = SLICE) -> list[Portrait]:
    """A slice of all people in the order of their ids, from the one after ``person_id`` on; the erased are left out."""
    return portraits_of(unit, select(*PORTRAIT_COLUMNS).where(Person.id > person_id).order_by(Person.id).limit(limit))


def portraits_by_id(unit: UnitOfWork, ids: Iterable[int]) -> dict[int, Portrait]:
    found = portraits_of(unit, select(*PORTRAIT_COLUMNS).where(Person.id.in_(list(ids))))
    return {portrait.id: portrait for portrait in found}


def portraits_of(unit: UnitOfWork, query: Select[*tuple[Any, ...]]) -> list[Portrait]:
    """The portraits in a query of ``PORTRAIT_COLUMNS``, with the former names of each."""
    is_somebody = (Person.erased_on.is_(None), Person.id.not_in(name_only_ids()))
    rows = unit.session.connection().execute(query.where(*is_somebody)).all()
    former = _former_names(unit, [row.id for row in rows])
    return [_portrait(row, former.get(row.id, ())) for row in rows]


def births_told(jshshir: str, typed: date | None) -> tuple[bool, tuple[date, ...]]:
    """Whether the number is right, and every birth date that the card or the number tells."""
    told = parse_jshshir(jshshir)
    births = dict.fromkeys(birth for birth in (typed, told.birth_date) if birth is not None)
    return told.problem is None, tuple(births)


def kept_phones(kept: str) -> tuple[str, ...]:
    """The nine digits of each phone of a card, where they stand as "+998 90 123 45 67, +998 …"."""
    return tuple(part[-_SUBSCRIBER_DIGITS:] for part in kept.replace(" ", "").split(","))


def _portrait(row: Row[*tuple[Any, ...]], former: Iterable[FoldedName]) -> Portrait:
    is_right, births = births_told(row.jshshir, row.birth_date) if row.jshshir else (False, _typed(row.birth_date))
    return Portrait(
        id=row.id,
        names=(folded(card_name(row)), *former),
        births=births,
        birth_year=births[0].year if births else row.birth_year,
        sex=row.sex.value if row.sex else None,
        jshshir=row.jshshir or "",
        is_jshshir_right=is_right,
        document=row.document or "",
        phones=kept_phones(row.phone) if row.phone else (),
        institution_id=row.institution_id,
        district_code=row.district_code,
    )


def _typed(birth_date: date | None) -> tuple[date, ...]:
    return () if birth_date is None else (birth_date,)


def _former_names(unit: UnitOfWork, ids: list[int]) -> dict[int, list[FoldedName]]:
    """By person; a long stretch of ids is asked for by its ends, because few people have a former name."""
    found: defaultdict[int, list[FoldedName]] = defaultdict(list)
    if ids:
        is_short = len(ids) <= _IDS_AT_ONCE
        wanted = FormerName.person_id.in_(ids) if is_short else FormerName.person_id.between(min(ids), max(ids))
        for row in unit.session.connection().execute(_FORMER_NAMES.where(wanted)):
            found[row.person_id].append(folded(card_name(row)))
    return found
