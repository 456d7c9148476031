"""Whom of a roster the centre knows already, asked of the database in few queries however long the list is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, or_, select

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.language.keys import search_key
from desktop_app.language.names import PersonName, full_name, same_person_names
from desktop_app.people.institutions import CHUNK
from desktop_app.people.rules import card_name
from desktop_app.rosters.rows import RosterPerson

# Ranges of keys in one statement; far below SQLite's limit for the depth of an expression.
RANGES = 200
LEFT_STATES = frozenset({EnrolmentState.ABSENT, EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED})
_ENDED_STATES = LEFT_STATES | {EnrolmentState.COMPLETED, EnrolmentState.STATEMENT}

T = TypeVar("T")


@dataclass(frozen=True)
class KnownPerson:
    id: int
    name: PersonName
    key: str
    jshshir: str | None
    document: str | None
    birth_date: date | None
    birth_year: int | None

    @property
    def full_name(self) -> str:
        return full_name(self.name)

    @property
    def year(self) -> int | None:
        return self.birth_date.year if self.birth_date else self.birth_year


@dataclass(frozen=True)
class KnownPeople:
    """The people whom some row may mean, by what they were found by; names by surname and given name alone."""

    by_jshshir: dict[str, KnownPerson] = field(default_factory=dict)
    by_document: defaultdict[str, list[KnownPerson]] = field(default_factory=lambda: defaultdict(list))
    by_short_key: defaultdict[str, list[KnownPerson]] = field(default_factory=lambda: defaultdict(list))

    def namesakes(self, person: RosterPerson) -> list[KnownPerson]:
        """Those whose name may be this person's; a missing patronymic fits any."""
        named = self.by_short_key.get(short_key(person.names.latin), ())
        return [known for known in named if same_person_names(known.name, person.names.latin)]


@dataclass(frozen=True)
class CohortStanding:
    """Where people stand: states in this cohort, and the code of another one they attend at the same time."""

    here: dict[int, EnrolmentState]
    elsewhere: dict[int, str]

    def is_enrolled(self, person_id: int) -> bool:
        return person_id in self.here and self.here[person_id] not in LEFT_STATES


def short_key(name: PersonName) -> str:
    """The name key without the patronymic, which many lists leave out."""
    return search_key(f"{name.surname} {name.given_name}")


def read_known(unit: UnitOfWork, people: Sequence[RosterPerson]) -> KnownPeople:
    known = KnownPeople()
    for row in _read(unit, Person.jshshir, {person.jshshir for person in people if person.jshshir}):
        known.by_jshshir[row.jshshir or ""] = row
    for row in _read(unit, Person.document, {person.document for person in people if person.document}):
        known.by_document[row.document or ""].append(row)
    short_keys = {short_key(person.names.latin) for person in people}
    whole_keys = {person.key for person in people} | short_keys
    found = {row.id: row for row in _read(unit, Person.name_key, whole_keys)}
    nameless = {short_key(person.names.latin) for person in people if not person.names.latin.patronymic}
    found |= {row.id: row for row in _read_beginning_with(unit, nameless)}
    for row in found.values():
        known.by_short_key[short_key(row.name)].append(row)
    return known


def read_standing(unit: UnitOfWork, *, cohort: Cohort, person_ids: Iterable[int]) -> CohortStanding:
    standing = CohortStanding({}, {})
    for ids in _chunks(sorted(set(person_ids)), CHUNK):
        rows = (
            select(Enrolment.person_id, Enrolment.cohort_id, Enrolment.state, Cohort.code)
            .join(Cohort, Cohort.id == Enrolment.cohort_id)
            .where(
                Enrolment.person_id.in_(ids),
                or_(
                    Cohort.id == cohort.id,
                    and_(
                        Cohort.starts_on <= cohort.ends_on,
                        Cohort.ends_on >= cohort.starts_on,
                        Cohort.state != CohortState.CANCELLED,
                    ),
                ),
            )
        )
        for person_id, cohort_id, state, code in unit.session.execute(rows):
            if cohort_id == cohort.id:
                standing.here[person_id] = state
            elif state not in _ENDED_STATES:
                standing.elsewhere[person_id] = code
    return standing


def _read(unit: UnitOfWork, column: Any, values: set[str]) -> Iterator[KnownPerson]:
    for chunk in _chunks(sorted(values), CHUNK):
        yield from _known(unit, column.in_(chunk))


def _read_beginning_with(unit: UnitOfWork, keys: set[str]) -> Iterator[KnownPerson]:
    """People whose key goes on after the given one: the space that follows is next below "!"."""
    for chunk in _chunks(sorted(keys), RANGES):
        yield from _known(unit, or_(*(Person.name_key.between(f"{key} ", f"{key}!") for key in chunk)))


def _known(unit: UnitOfWork, condition: ColumnElement[bool]) -> Iterator[KnownPerson]:
    columns = (
        Person.id,
        Person.surname,
        Person.given_name,
        Person.patronymic,
        Person.name_key,
        Person.jshshir,
        Person.document,
        Person.birth_date,
        Person.birth_year,
    )
    for row in unit.session.execute(select(*columns).where(condition)):
        name = card_name(row)
        yield KnownPerson(row.id, name, row.name_key, row.jshshir, row.document, row.birth_date, row.birth_year)


def _chunks(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
