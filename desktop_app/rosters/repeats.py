"""The same person twice in one file: surely, perhaps, or by a number that two people cannot share."""

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy

from desktop_app.language.names import same_person_names
from desktop_app.rosters.people import RosterPerson
from desktop_app.rosters.problems import ProblemCode, RowProblem, problem

# So many namesakes above a row are compared with it: a list that repeats one name without end must not take for ever.
COMPARED_NAMESAKES = 200

Groups = dict[str, Sequence[int]]
"""The rows, in their order, by what they have in common."""


class Repeats:
    """The rows of a roster by what they may share; knows for each what is wrong with it beside the others."""

    def __init__(self) -> None:
        self._people: dict[int, RosterPerson] = {}
        self._by_jshshir: Groups = {}
        self._by_document: Groups = {}
        self._by_key: Groups = {}
        # Rows that may share something; the others are told at once that they share nothing.
        self._sharing: set[int] = set()

    def copied(self) -> "Repeats":
        """One that may be changed without changing this one."""
        other = copy(self)
        other._people, other._sharing = dict(self._people), set(self._sharing)
        other._by_jshshir, other._by_document = dict(self._by_jshshir), dict(self._by_document)
        other._by_key = dict(self._by_key)
        return other

    def fill(self, people: Iterable[tuple[int, RosterPerson]]) -> None:
        """Take in the rows of a whole list, in their order."""
        self._people = dict(people)
        self._by_jshshir = self._grouped([person.jshshir for person in self._people.values()])
        self._by_document = self._grouped([person.document for person in self._people.values()])
        self._by_key = self._grouped([person.key for person in self._people.values()])

    def _grouped(self, values: Sequence[str | None]) -> Groups:
        """The rows by their values; most values are of one row only, and no list is made for those."""
        groups: Groups = {
            value: (number,) for number, value in zip(self._people, values, strict=True) if value is not None
        }
        counted = Counter(values)
        if len(counted) == len(values):
            return groups
        shared: dict[str, list[int]] = {}
        for number, value in zip(self._people, values, strict=True):
            if value is not None and counted[value] > 1:
                shared.setdefault(value, []).append(number)
        self._sharing.update(*shared.values())
        return groups | shared

    def put(self, number: int, person: RosterPerson | None) -> set[int]:
        """Let the row hold somebody else, or nobody; gives the rows that this may concern."""
        concerned: set[int] = set()
        before = self._people.pop(number, None)
        for old, groups in self._groups_of(before):
            rest = [one for one in groups.get(old, ()) if one != number]
            concerned.update(rest)
            groups[old] = rest
        if person is not None:
            self._people[number] = person
        for new, groups in self._groups_of(person):
            groups[new] = sorted([*groups.get(new, ()), number])
            concerned.update(groups[new])
        self._sharing |= concerned
        return concerned

    def problems_of(self, number: int) -> tuple[RowProblem, ...]:
        """What is wrong with a row that repeats others; the first of them stays as it is."""
        if number not in self._sharing or number not in self._people:
            return ()
        person = self._people[number]
        same_number = self._by_jshshir[person.jshshir] if person.jshshir else ()
        same_document = self._by_document[person.document] if person.document else ()
        found = self._by_number(number, person, same_number) if len(same_number) > 1 else None
        if found is None and len(same_document) > 1:
            found = self._by_document_of(number, person, same_document)
        found = found or self._by_name(number, person, self._by_key[person.key])
        shared = self._shared_number(number, person, same_number) if len(same_number) > 1 else None
        if found is None and shared is None:
            return ()
        return tuple(one for one in (found, shared) if one)

    def _by_number(self, number: int, person: RosterPerson, rows: Sequence[int]) -> RowProblem | None:
        first = rows[0]
        if first == number:
            return None
        other = self._people[first]
        if _are_alike(person, other):
            return _repeats(person, first)
        return _two_names(ProblemCode.JSHSHIR_TWO_NAMES, person.jshshir, first, other)

    def _shared_number(self, number: int, person: RosterPerson, rows: Sequence[int]) -> RowProblem | None:
        """The first of several rows with one JShShIR is wrong, too, where another bears another name."""
        if rows[0] != number:
            return None
        other = next((row for row in rows[1:] if not _are_alike(person, self._people[row])), None)
        if other is None:
            return None
        return _two_names(ProblemCode.JSHSHIR_TWO_NAMES, person.jshshir, other, self._people[other])

    def _by_document_of(self, number: int, person: RosterPerson, rows: Sequence[int]) -> RowProblem | None:
        first = rows[0]
        if first == number:
            return None
        other = self._people[first]
        if _are_alike(person, other) and not _differ(person.jshshir, other.jshshir):
            return _repeats(person, first)
        return _two_names(ProblemCode.DOCUMENT_TWO_NAMES, person.document, first, other)

    def _by_name(self, number: int, person: RosterPerson, rows: Sequence[int]) -> RowProblem | None:
        for row in rows[:COMPARED_NAMESAKES]:
            if row == number:
                return None
            other = self._people[row]
            if not (
                _differ(person.jshshir, other.jshshir)
                or _differ(person.birth_date, other.birth_date)
                or _differ(person.birth_year, other.birth_year)
            ):
                if person.birth_date is not None and person.birth_date == other.birth_date:
                    return _repeats(person, row)
                name = person.full_name
                return problem(ProblemCode.REPEATS_NAME, value=name, other_row=row)
        return None

    def _groups_of(self, person: RosterPerson | None) -> list[tuple[str, Groups]]:
        if person is None:
            return []
        groups = [
            (person.jshshir, self._by_jshshir),
            (person.document, self._by_document),
            (person.key, self._by_key),
        ]
        return [(value, group) for value, group in groups if value]


def _repeats(person: RosterPerson, other_row: int) -> RowProblem:
    return problem(ProblemCode.REPEATS_ROW, value=person.full_name, other_row=other_row)


def _are_alike(person: RosterPerson, other: RosterPerson) -> bool:
    return person.key == other.key or same_person_names(person.name, other.name)


def _differ(mine: object, theirs: object) -> bool:
    """Whether both are known and not the same."""
    return mine is not None and theirs is not None and mine != theirs


def _two_names(code: ProblemCode, value: str | None, other_row: int, other: RosterPerson) -> RowProblem:
    field = "jshshir" if code is ProblemCode.JSHSHIR_TWO_NAMES else "document"
    return problem(code, value=value or "", field=field, other_row=other_row, other_name=other.full_name)
