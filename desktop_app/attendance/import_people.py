"""Whom of a cohort a row means: by the number of the enrolment, JShShIR, document, phone, or by the name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import select

from db.models.attendance import WalkIn
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.badge_codes import enrolment_of, read_text
from desktop_app.attendance.import_records import CellState, Problem, problem
from desktop_app.cohorts.rules import DROPPED_OUT
from desktop_app.language.keys import bare_letters, search_key
from desktop_app.language.names import PersonName, same_person_names, split_full_name
from desktop_app.people.identity import parse_document, parse_jshshir
from desktop_app.people.rules import phone_digits, written_name
from desktop_app.reference.service import profile
from desktop_app.spreadsheets.cell_values import DASHES, cell_text, quoted
from desktop_app.spreadsheets.records import Cell

# What tells a person, the surest first.
NUMBERS = ("enrolment", "badge", "jshshir", "document", "phone")
NAMES = ("full_name", "surname", "given_name", "patronymic")


@dataclass(frozen=True)
class Member:
    """Somebody of the cohort, with all that a row may know them by."""

    enrolment: Enrolment
    typed: PersonName
    name: str
    key: str
    numbers: Mapping[str, frozenset[str]]

    @property
    def is_gone(self) -> bool:
        return self.enrolment.state in DROPPED_OUT


class Found(NamedTuple):
    """``name`` is how the row is called in a list; without a member the state and the problem say why."""

    name: str
    member: Member | None = None
    state: CellState = CellState.NEW
    problem: Problem | None = None
    people: tuple[int, ...] = ()


class People:
    """Everybody who is or was in a cohort; ``centre_uuid`` is what the codes of badges are made with."""

    def __init__(self, members: Iterable[Member], *, centre_uuid: str) -> None:
        self._centre_uuid = centre_uuid
        self.members = {member.enrolment.id: member for member in members}
        self._by_key: dict[str, list[Member]] = {}
        for member in self.members.values():
            self._by_key.setdefault(member.key, []).append(member)

    def find(self, who: Mapping[str, Cell]) -> Found:
        """Whom the cells of a row mean. A number decides, unless the name says that it is another's."""
        told = _name(who)
        numbers = {field: found for field in NUMBERS if (found := self._number(field, who.get(field)))}
        typed = (text for cell in who.values() if (text := cell_text(cell)) not in DASHES)
        shown = quoted(_shown(told) or next(typed, ""))
        for field, values in numbers.items():
            holders = [member for value in values for member in self._by_number.get((field, value), ())]
            alike = [member for member in holders if told is None or _may_be(member.typed, told)]
            if len(alike) == 1:
                return Found(alike[0].name, alike[0])
            if alike:
                return _unclear("person_ambiguous", shown, alike)
            if holders:
                return _unclear("person_of_another", shown, holders)
        named = [] if told is None else [one for one in self._named(told) if not _is_other(one, numbers)]
        if len(named) == 1:
            return Found(named[0].name, named[0])
        if named:
            return _unclear("person_ambiguous", shown, named)
        return Found(shown, None, CellState.UNKNOWN_PERSON, problem("person_unknown", name=shown))

    def _named(self, told: PersonName) -> list[Member]:
        """Those of the very name; else those whose name may be this one; who is still there goes before who left."""
        found = self._by_key.get(_key(told), []) or [one for one in self.members.values() if _may_be(one.typed, told)]
        present = [member for member in found if not member.is_gone] or list(found)
        # Keys fold more than two spellings of one name: the very letters tell two people apart.
        same = [member for member in present if _letters(member.typed) == _letters(told)]
        return same or present

    def _number(self, field: str, cell: Cell) -> frozenset[str]:
        """The number as it is compared; empty where none can be read."""
        text = cell_text(cell)
        if text in DASHES or isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
            return frozenset()
        match field:
            case "badge":
                code = read_text(text)
                whose = enrolment_of(code, centre_uuid=self._centre_uuid)
                found = [code if whose is None else str(whose)]
            case "jshshir":
                found = [parse_jshshir(cell, is_check_digit_excused=True).digits]
            case "document":
                found = [parse_document(text).number]
            case "phone":
                found = phone_digits(text)
            case _:
                found = [text]
        return frozenset(filter(None, found))

    @cached_property
    def _by_number(self) -> Mapping[tuple[str, str], list[Member]]:
        found: dict[tuple[str, str], list[Member]] = {}
        for member in self.members.values():
            for field, values in member.numbers.items():
                for value in values:
                    found.setdefault((field, value), []).append(member)
        return found


def read_people(unit: UnitOfWork, *, cohort_id: int) -> People:
    rows = unit.session.execute(
        select(Enrolment, Person, WalkIn.code)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(WalkIn, WalkIn.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Person.sort_key, Person.id)
    )
    members = (_member(enrolment, person, code or "") for enrolment, person, code in rows)
    return People(members, centre_uuid=profile(unit).uuid)


def names_somebody(who: Mapping[str, Cell]) -> bool:
    return any(cell_text(cell) not in DASHES for cell in who.values())


def _member(enrolment: Enrolment, person: Person, code: str) -> Member:
    typed = PersonName(person.surname, person.given_name, person.patronymic)
    numbers = {
        "enrolment": {str(enrolment.id)},
        "badge": {str(enrolment.id), read_text(code)},
        "jshshir": {person.jshshir or ""},
        "document": {parse_document(person.document).number},
        "phone": set(phone_digits(person.phone)),
    }
    kept = {field: frozenset(filter(None, values)) for field, values in numbers.items()}
    return Member(enrolment, typed, written_name(person), _key(typed), kept)


def _name(who: Mapping[str, Cell]) -> PersonName | None:
    parts = {field: "" if (text := cell_text(who.get(field))) in DASHES else text for field in NAMES}
    if parts["given_name"]:
        return PersonName(parts["surname"], parts["given_name"], parts["patronymic"])
    whole = parts["full_name"] or parts["surname"]
    return split_full_name(whole).name if whole else None


def _key(name: PersonName) -> str:
    return search_key(f"{name.surname} {name.given_name} {name.patronymic}")


def _letters(name: PersonName) -> list[str]:
    return [bare_letters(word) for part in (name.surname, name.given_name, name.patronymic) for word in part.split()]


def _may_be(known: PersonName, told: PersonName) -> bool:
    """Whether the two may be one person's: a missing patronymic fits any, an initial every name that begins so."""
    if same_person_names(known, told):
        return True
    if not told.given_name.endswith(".") or search_key(known.surname) != search_key(told.surname):
        return False
    initials = [search_key(part) for part in f"{told.given_name} {told.patronymic}".replace(".", " ").split()]
    names = [search_key(known.given_name), search_key(known.patronymic)]
    return all(name.startswith(initial) for name, initial in zip(names, initials, strict=False))


def _is_other(member: Member, numbers: Mapping[str, frozenset[str]]) -> bool:
    """Two different JShShIRs are two people, whatever else is alike."""
    known, told = member.numbers["jshshir"], numbers.get("jshshir", frozenset())
    return bool(known and told) and known.isdisjoint(told)


def _shown(name: PersonName | None) -> str:
    return "" if name is None else " ".join(filter(None, (name.surname, name.given_name, name.patronymic)))


def _unclear(code: str, shown: str, people: Iterable[Member]) -> Found:
    asked = sorted(people, key=lambda member: member.name)
    told = problem(code, name=shown, people=", ".join(member.name for member in asked))
    return Found(shown, None, CellState.AMBIGUOUS, told, tuple(member.enrolment.id for member in asked))
