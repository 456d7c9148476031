"""Whom of a roster the centre knows already, asked of the database in few queries however long the list is."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, or_, select

from db.among import among
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.hindrances import HindranceKind, Study, hindrances, study_of
from desktop_app.language.names import PersonName, full_name, same_person_names
from desktop_app.reference.month_locks import locks, month_of
from desktop_app.rosters.people import RosterPerson, part_key

# Ranges of keys in one statement; far below SQLite's limit for the depth of an expression.
RANGES = 200
LEFT_STATES = frozenset({EnrolmentState.ABSENT, EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED})
_ENDED_STATES = LEFT_STATES | {EnrolmentState.COMPLETED, EnrolmentState.STATEMENT}
_COLUMNS = (
    Person.id,
    Person.surname,
    Person.given_name,
    Person.patronymic,
    Person.name_key,
    Person.jshshir,
    Person.document,
    Person.birth_date,
    Person.birth_year,
    Person.is_archived,
)

T = TypeVar("T")


class KnownPerson(NamedTuple):
    """What of a card is compared with a row."""

    id: int
    surname: str
    given_name: str
    patronymic: str
    key: str
    jshshir: str | None
    document: str | None
    birth_date: date | None
    birth_year: int | None
    is_archived: bool = False

    @property
    def name(self) -> PersonName:
        return PersonName(self.surname, self.given_name, self.patronymic)

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
        if person.short_key not in self.by_short_key:
            return []
        return [known for known in self.by_short_key[person.short_key] if are_alike(person, known)]


@dataclass(frozen=True)
class CohortStanding:
    """Where people stand: states in this cohort, and the code of another one they attend at the same time.

    ``held`` are the courses that still hold, of those whom the rows were found to mean. ``sealed`` are the months of
    those who left this cohort in one whose return was sent.
    ``is_of_list``: the roster goes into the list of people alone, and there is no cohort.
    """

    here: dict[int, EnrolmentState] = field(default_factory=dict)
    elsewhere: dict[int, str] = field(default_factory=dict)
    is_of_list: bool = False
    study: Study | None = None
    held: dict[int, str] = field(default_factory=dict)
    sealed: dict[int, str] = field(default_factory=dict)

    def learn(self, unit: UnitOfWork, person_ids: Collection[int]) -> None:
        """Look up which courses of these people still hold."""
        if self.study is not None:
            found = hindrances(unit, self.study, person_ids).items()
            self.held.update((person_id, one.course) for person_id, one in found if one.kind is HindranceKind.REPEAT)

    def is_enrolled(self, person_id: int) -> bool:
        return person_id in self.here and self.here[person_id] not in LEFT_STATES


def are_alike(person: RosterPerson, known: KnownPerson) -> bool:
    """Whether the two names may be one person's."""
    return person.key == known.key or same_person_names(known.name, person.name)


def read_known(unit: UnitOfWork, people: Sequence[RosterPerson]) -> KnownPeople:
    """The surest evidence is looked up first; only those whom it does not find are looked up by the next."""
    known = KnownPeople()
    for row in _read(unit, [Person.jshshir], {person.jshshir for person in people if person.jshshir}):
        known.by_jshshir[row.jshshir or ""] = row
    people = [person for person in people if person.jshshir not in known.by_jshshir]
    for row in _read(unit, [Person.document], {person.document for person in people if person.document}):
        known.by_document[row.document or ""].append(row)
    for row in {row.id: row for row in _namesakes(unit, people)}.values():
        known.by_short_key[_short_key(row)].append(row)
    return known


def read_standing(unit: UnitOfWork, *, cohort: Cohort | None) -> CohortStanding:
    """Who is in the cohort, and who attends another one while it lasts."""
    standing = CohortStanding(is_of_list=cohort is None, study=None if cohort is None else study_of(cohort))
    if cohort is None:
        return standing
    here = select(Enrolment.person_id, Enrolment.state, Enrolment.left_on).where(Enrolment.cohort_id == cohort.id)
    rows = unit.session.execute(here).all()
    standing.here.update((person_id, state) for person_id, state, _left_on in rows)
    left = {who: month_of(left_on or cohort.starts_on) for who, state, left_on in rows if state in LEFT_STATES}
    locked = locks(unit, left.values())
    standing.sealed.update((person_id, locked[month].title) for person_id, month in left.items() if month in locked)
    elsewhere = (
        select(Enrolment.person_id, Cohort.code)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            Cohort.id != cohort.id,
            Cohort.starts_on <= cohort.ends_on,
            Cohort.ends_on >= cohort.starts_on,
            Cohort.state != CohortState.CANCELLED,
            Enrolment.state.not_in(_ENDED_STATES),
        )
    )
    standing.elsewhere.update((person_id, code) for person_id, code in unit.session.execute(elsewhere))
    return standing


def chunks(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _namesakes(unit: UnitOfWork, people: Sequence[RosterPerson]) -> Iterator[KnownPerson]:
    """Everybody of the same name whose birth may be the same: a name alone may be that of hundreds."""
    undated = {key for person in people if person.birth_date is None for key in (person.key, person.short_key)}
    yield from _read(unit, [Person.name_key], undated)
    dated = {
        (key, person.birth_date)
        for person in people
        if person.birth_date is not None
        for key in (person.key, person.short_key)
    }
    yield from _read(unit, [Person.name_key], {key for key, _ in dated}, Person.birth_date.is_(None))
    yield from _read(unit, [Person.name_key, Person.birth_date], dated)
    nameless = {person.short_key for person in people if not person.name.patronymic}
    for part in chunks(sorted(nameless), RANGES):
        # The key goes on after the given one: the space that follows is next below "!".
        yield from _known(unit, or_(*(Person.name_key.between(f"{key} ", f"{key}!") for key in part)))


def _read(
    unit: UnitOfWork, columns: Sequence[Any], values: Collection[Any], *also: ColumnElement[bool]
) -> Iterator[KnownPerson]:
    for condition in among(unit.session, columns, values):
        yield from _known(unit, condition, *also)


def _known(unit: UnitOfWork, *conditions: ColumnElement[bool]) -> Iterator[KnownPerson]:
    return map(KnownPerson._make, unit.session.execute(select(*_COLUMNS).where(*conditions)))


def _short_key(known: KnownPerson) -> str:
    """The name key without the patronymic, which many lists leave out."""
    return f"{part_key(known.surname)} {part_key(known.given_name)}".strip()
